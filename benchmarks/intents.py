"""Measure understanding on utterances of an author the model never saw.

Run in Rasa's environment: ``.venv-rasa/bin/python -m benchmarks.intents``.
"""

from __future__ import annotations

import collections
import re
import time
from pathlib import Path
from typing import Any

from ruamel import yaml as ruamel

from bot.nlu.learn import Examples, Recipe, learn
from bot.nlu.model import IntentModel, Lengths

ROOT = Path(__file__).resolve().parent.parent
SAFETY = (
    "stop_contact wrong_person dispute_debt report_fraud report_attorney report_bankruptcy "
    "report_deceased express_distress"
).split()


def _load(text: str) -> Any:
    return ruamel.YAML(typ="safe", pure=True).load(text)


def read(paths: list[Path]) -> tuple[list[str], list[str]]:
    """Give texts and intents of Rasa NLU files."""
    texts, intents = [], []
    for path in paths:
        for block in _load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    texts.append(re.sub(r"^\s*- ", "", line).strip())
                    intents.append(block["intent"])
    return texts, intents


def main() -> None:
    """Print accuracy, macro-F1, safety recall and the commonest confusions."""
    texts, intents = read(sorted((ROOT / "data/nlu/en").rglob("*.yml")))
    began = time.perf_counter()
    model = learn(Examples(texts, intents), _recipe())
    print(f"trained on {len(texts)} lines in {time.perf_counter() - began:.1f} s")
    _report(model, *read([ROOT / "tests/nlu/heldout/en/author_c.yml"]))


def _recipe() -> Recipe:
    pipeline = _load((ROOT / "config.yml").read_text())["pipeline"]
    given = next(part for part in pipeline if "LinearIntentClassifier" in part["name"])
    return Recipe(
        lengths=Lengths(tuple(given["word_ngrams"]), tuple(given["char_ngrams"])),
        strength=given["C"],
        typo_copies=given["typo_copies"],
        at_least=given["at_least"],
        reject_keep=given["reject_keep"],
    )


def _report(model: IntentModel, texts: list[str], truth: list[str]) -> None:
    began = time.perf_counter()
    said = [model.answer(text).ranking[0][0] for text in texts]
    each = (time.perf_counter() - began) / len(texts)
    right = sum(a == b for a, b in zip(said, truth, strict=True))
    print(f"held-out author: {len(texts)} lines, accuracy {right / len(texts):.3f}")
    scores = {name: _scores(name, said, truth) for name in sorted(set(truth))}
    print(f"macro-F1 {sum(f for _, _, f in scores.values()) / len(scores):.3f}")
    print(f"{each * 1000:.2f} ms a line")
    for name, (precision, recall, f1) in scores.items():
        mark = "safety" if name in SAFETY else ""
        print(f"| {name} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {mark} |")
    wrong = collections.Counter((b, a) for a, b in zip(said, truth, strict=True) if a != b)
    for (was, taken), count in wrong.most_common(15):
        print(f"{was} taken for {taken}: {count}")


def _scores(name: str, said: list[str], truth: list[str]) -> tuple[float, float, float]:
    hits = sum(a == b == name for a, b in zip(said, truth, strict=True))
    precision = hits / max(1, said.count(name))
    recall = hits / max(1, truth.count(name))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


if __name__ == "__main__":
    main()
