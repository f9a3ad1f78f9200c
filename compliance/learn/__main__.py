"""Train the wording models: ``python -m compliance.learn --out compliance/models``."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from compliance.errors import ComplianceError
from compliance.law import load_law
from compliance.learn.approved import own_lines
from compliance.learn.corpus import LANGUAGES, read_corpus
from compliance.learn.train import common_words, learn, lesson
from compliance.text.pipeline import MODELS_DIR, pipeline_of
from compliance.text.words import load_words


def train(out: Path, approved: Path | None) -> None:
    """Train every language, two at a time, and store the pipelines below ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        for said in pool.map(train_one, LANGUAGES, [out] * 3, [approved] * 3):
            print(said, flush=True)


def train_one(language: str, out: Path, approved: Path | None) -> str:
    """Train and store one language; say how many lines it was taught."""
    corpus = {name: read_corpus(name) for name in LANGUAGES}
    words = common_words([line for lines in corpus.values() for line in lines])
    lines = [*corpus[language], *own_lines(language, approved, load_law())]
    rules = load_words(models=None, common_words=words)
    taught = lesson(language, lines, rules)
    model = learn(taught, words=words)
    pipeline_of(model).to_disk(out / language)
    return f"{language}: taught {len(lines)} lines, stop above {model.levels.stop:.2f}"


def main() -> int:
    """Train from the command line; 1 with a sentence when the corpus is unusable."""
    parser = argparse.ArgumentParser(prog="compliance.learn", description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS_DIR)
    parser.add_argument("--approved", type=Path, help="a folder of approved templates (YAML)")
    given = parser.parse_args()
    try:
        train(given.out, given.approved)
    except ComplianceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
