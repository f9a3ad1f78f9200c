"""Measure understanding on utterances of authors the model never saw.

``forbear bench nlu`` (in Rasa's environment) learns from ``data/nlu`` and asks the held-out files
of ``tests/nlu/heldout``. ``--peer`` teaches Rasa's own pipeline without TensorFlow (count vectors
and its LogisticRegressionClassifier) the same lines and asks it the same; ``--public FOLDER``
measures our classifier alone on public sets, which are never committed; ``--pictures FOLDER`` draws
who is taken for whom.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import csv
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from ruamel import yaml as ruamel

from bot.nlu.learn import OUT_OF_SCOPE, Examples, Recipe, learn
from bot.nlu.model import IntentModel, Lengths
from bot.nlu.ngrams import normalise

ROOT = Path(__file__).resolve().parent.parent
SAFETY = (
    "stop_contact wrong_person dispute_debt report_fraud report_attorney report_bankruptcy "
    "report_deceased express_distress"
).split()
REJECTED = "nlu_fallback"
_PEER = """
recipe: default.v1
language: en
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: LogisticRegressionClassifier
"""


def _load(text: str) -> Any:
    return ruamel.YAML(typ="safe", pure=True).load(text)


def read(paths: Sequence[Path]) -> Examples:
    """Give the messages of Rasa NLU files with their intents."""
    texts, intents = [], []
    for path in paths:
        for block in _load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    texts.append(re.sub(r"^\s*- ", "", line).strip())
                    intents.append(block["intent"])
    return Examples(texts, intents)


def taught() -> Examples:
    """Everything the shipped model learns from."""
    return read(sorted((ROOT / "data" / "nlu").rglob("*.yml")))


def recipe() -> Recipe:
    """How ``config.yml`` tells to learn."""
    pipeline = _load((ROOT / "config.yml").read_text())["pipeline"]
    given = next(part for part in pipeline if "IntentClassifier" in part["name"])
    return Recipe(
        lengths=Lengths(tuple(given["word_ngrams"]), tuple(given["char_ngrams"])),
        strength=given["C"],
        typo_copies=given["typo_copies"],
        at_least=given["at_least"],
        reject_keep=given["reject_keep"],
    )


@dataclass(frozen=True)
class Result:
    """What was said of the messages of one file."""

    name: str
    said: Sequence[str]  # the likeliest intent
    kept: Sequence[bool]  # whether it was understood at all
    truth: Sequence[str]
    known: Sequence[bool]  # whether the same words stand in an example, as short ones do
    milliseconds: float

    def share(self, of: Callable[[str], bool], right: Callable[[str, str, bool], bool]) -> str:
        """The share of the messages whose intent is chosen by ``of``, with Wilson's interval."""
        some = [
            right(said, true, kept)
            for said, true, kept in zip(self.said, self.truth, self.kept, strict=True)
            if of(true)
        ]
        return _percent(sum(some), len(some))

    def unknown(self) -> str:
        """The share of right answers to messages that stand in no example."""
        rows = zip(self.said, self.truth, self.known, strict=True)
        right = [said == true for said, true, known in rows if not known]
        return _percent(sum(right), len(right))

    def macro_f1(self) -> float:
        """The mean over the intents of the harmonic mean of precision and recall."""
        names = sorted(set(self.truth))
        return sum(self._f1(name) for name in names) / len(names)

    def _f1(self, name: str) -> float:
        hits = sum(a == b == name for a, b in zip(self.said, self.truth, strict=True))
        return 2 * hits / max(1, list(self.said).count(name) + list(self.truth).count(name))

    def row(self) -> str:
        """One row of the table."""
        cells = [
            self.share(lambda _: True, lambda said, true, _: said == true),
            self.unknown(),
            f"{self.macro_f1():.3f}",
            self.share(lambda true: true in SAFETY, lambda said, true, _: said == true),
            self.share(_is_outside, lambda said, _, kept: _is_outside(said) or not kept),
            self.share(
                lambda t: not _is_outside(t), lambda said, _, k: k and not _is_outside(said)
            ),
            f"{self.milliseconds:.1f}",
        ]
        return f"| {self.name} | {len(self.truth)} | {' | '.join(cells)} |"


def _is_outside(intent: str) -> bool:
    return intent == OUT_OF_SCOPE


def _is_inside(intent: str) -> bool:
    return intent != OUT_OF_SCOPE


def _percent(some: int, many: int) -> str:
    if not many:
        return "–"
    z, share = 1.96, some / many
    middle = (share + z * z / (2 * many)) / (1 + z * z / many)
    half = z / (1 + z * z / many) * sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return f"{100 * share:.1f} ({100 * (middle - half):.1f}–{100 * (middle + half):.1f})"


def ask(model: IntentModel, name: str, asked: Examples, learnt: Examples) -> Result:
    """Let our model read the messages."""
    began = time.process_time()
    answers = [model.answer(text) for text in asked.texts]
    each = 1000 * (time.process_time() - began) / len(answers)
    said = [answer.ranking[0][0] for answer in answers]
    kept = [answer.understood for answer in answers]
    return Result(name, said, kept, asked.labels, _known(asked, learnt), each)


def _known(asked: Examples, learnt: Examples) -> list[bool]:
    """Whether each message is, but for figures, marks and capitals, one that was learnt."""
    said = {_words(text) for text in learnt.texts}
    return [_words(text) in said for text in asked.texts]


def _words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", normalise(text)).strip() or text


def held_out() -> Iterator[tuple[str, Examples]]:
    """The files of authors whose lines were never learnt from."""
    for path in sorted((ROOT / "tests" / "nlu" / "heldout").glob("*/author_*.yml")):
        yield f"{path.parent.name}, {path.stem.replace('_', ' ')}", read([path])


HEAD = (
    "| author | lines | right % | … of words in no example | macro-F1 | safety intents % "
    "| outside found % | inside kept % | ms |\n|---|--:|---|---|--:|---|---|---|--:|"
)


def report(*, peer: bool, public: Path | None, pictures: Path | None) -> Iterator[str]:
    """The tables, line by line."""
    lines = taught()
    began, cpu = time.perf_counter(), time.process_time()
    model = learn(lines, recipe())
    wall, spent = time.perf_counter() - began, time.process_time() - cpu
    yield f"{len(lines.texts)} lines learnt in {wall:.0f} s ({spent:.0f} s of processor).\n"
    yield HEAD
    results = [ask(model, name, asked, lines) for name, asked in held_out()]
    yield from (result.row() for result in results)
    if pictures:
        for result in results:
            draw(result, pictures)
    if peer:
        yield "\nRasa's count vectors and LogisticRegressionClassifier, the same lines:\n"
        yield HEAD
        yield from (result.row() for result in _peer_results(lines))
    yield "\nSafety intents, recall:\n"
    for result in results:
        yield f"* {result.name}: " + ", ".join(
            f"{intent} {result.share(intent.__eq__, lambda said, true, _: said == true)}"
            for intent in SAFETY
        )
    yield "\nMost often taken for another:\n"
    for result in results:
        wrong = collections.Counter(
            (b, a) for a, b in zip(result.said, result.truth, strict=True) if a != b
        )
        told = [f"{was} for {taken} ({n})" for (was, taken), n in wrong.most_common(8)]
        yield f"* {result.name}: {', '.join(told)}"
    if public:
        yield "\nOur classifier alone on public sets (nothing of them ships):\n"
        yield "| set | learnt | asked | right % |\n|---|--:|--:|---|"
        yield from _public_rows(public)


def _peer_results(lines: Examples) -> Iterator[Result]:
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config.yml").write_text(_PEER)
        (home / "nlu.yml").write_text(_as_rasa(lines), encoding="utf-8")
        archive = train_nlu(str(home / "config.yml"), str(home / "nlu.yml"), str(home / "models"))
        agent = Agent.load(archive)
        for name, asked in held_out():
            began = time.process_time()
            said = [_peer_intent(agent, text) for text in asked.texts]
            each = 1000 * (time.process_time() - began) / len(said)
            kept, known = [True] * len(said), _known(asked, lines)
            yield Result(name, said, kept, asked.labels, known, each)


def _peer_intent(agent: Any, text: str) -> str:
    parsed = asyncio.run(agent.parse_message(text))
    return str(parsed["intent"]["name"])


def _as_rasa(lines: Examples) -> str:
    by_intent: dict[str, list[str]] = {}
    for text, intent in zip(lines.texts, lines.labels, strict=True):
        by_intent.setdefault(intent, []).append(text)
    blocks = [
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for intent, texts in by_intent.items()
    ]
    return 'version: "3.1"\nnlu:\n' + "".join(blocks)


def _public_rows(folder: Path) -> Iterator[str]:
    for name, learnt, asked in _public_sets(folder):
        model = learn(learnt, recipe())
        result = ask(model, name, asked, learnt)
        right = result.share(lambda _: True, lambda said, true, _: said == true)
        yield f"| {name} | {len(learnt.texts)} | {len(asked.texts)} | {right} |"


def _public_sets(folder: Path) -> Iterator[tuple[str, Examples, Examples]]:
    banking = [_from_csv(folder / f"banking77_{part}.csv") for part in ("train", "test")]
    yield "BANKING77, full", banking[0], banking[1]
    clinc = json.loads((folder / "clinc150_full.json").read_text(encoding="utf-8"))
    yield "CLINC150, in scope", *(_pairs(clinc[part]) for part in ("train", "test"))
    spanish = [_from_tsv(folder / f"fb_es_{part}.tsv") for part in ("train", "test")]
    yield "Facebook, Spanish", spanish[0], spanish[1]
    chinese = json.loads((folder / "smp2019_zh.json").read_text(encoding="utf-8"))
    told = [(one["text"], f"{one['domain']}/{one['intent']}") for one in chinese]
    yield "SMP 2019, Chinese, every fifth asked", *_split(told)


def _pairs(rows: Sequence[Sequence[str]]) -> Examples:
    return Examples([row[0] for row in rows], [row[1] for row in rows])


def _split(rows: Sequence[tuple[str, str]]) -> tuple[Examples, Examples]:
    known = collections.Counter(label for _, label in rows)
    rows = [row for row in rows if known[row[1]] >= 5]
    return _pairs([r for i, r in enumerate(rows) if i % 5]), _pairs(rows[::5])


def _from_csv(path: Path) -> Examples:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return _pairs(rows)


def _from_tsv(path: Path) -> Examples:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return _pairs([(row[2], row[0]) for row in rows])


def draw(result: Result, folder: Path) -> None:
    """Draw who is taken for whom: a row an intent as meant, a column as understood."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = sorted({*result.truth, *result.said})
    place = {name: i for i, name in enumerate(names)}
    counts = [[0.0] * len(names) for _ in names]
    for said, true in zip(result.said, result.truth, strict=True):
        counts[place[true]][place[said]] += 1
    shares = [[n / max(1.0, sum(row)) for n in row] for row in counts]
    figure, axes = pyplot.subplots(figsize=(11, 11), dpi=90)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    axes.set_title(f"{result.name}: darker is more often")
    figure.tight_layout()
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"nlu-{result.name.replace(', ', '-').replace(' ', '-')}.png")
    pyplot.close(figure)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", action="store_true", help="teach Rasa's own pipeline, too")
    parser.add_argument("--public", type=Path, help="a folder of public sets")
    parser.add_argument("--pictures", type=Path, help="where to draw who is taken for whom")
    given = parser.parse_args()
    for line in report(peer=given.peer, public=given.public, pictures=given.pictures):
        print(line, flush=True)


if __name__ == "__main__":
    main()
