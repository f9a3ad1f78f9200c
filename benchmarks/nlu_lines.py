"""The lines of the measurement of understanding, and what is counted of the answers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from ruamel import yaml as ruamel

from benchmarks.nlu_rasa import teach_and_ask
from bot.nlu.learn import OUT_OF_SCOPE, Examples, Recipe
from bot.nlu.model import IntentModel, Lengths
from bot.nlu.ngrams import normalise

ROOT = Path(__file__).resolve().parent.parent
SAFETY = (
    "stop_contact wrong_person dispute_debt report_fraud report_attorney report_bankruptcy "
    "report_deceased express_distress"
).split()


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


def taught(language: str = "") -> Examples:
    """Everything the shipped model learns from, or only what is in one language."""
    return read(sorted((ROOT / "data" / "nlu" / language).rglob("*.yml")))


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
    return Result(name, said, kept, asked.labels, known(asked, learnt), each)


def ask_rasa(
    python: Path,
    config: str,
    lines: Examples,
    authors: Sequence[tuple[str, Examples]],
) -> tuple[list[Result], float]:
    """Let a pipeline of Rasa's read the messages; tell the seconds it learnt for, too."""
    texts = [text for _, asked in authors for text in asked.texts]
    said = teach_and_ask(python, config, lines, texts)
    results, begun = [], 0
    for name, asked in authors:
        end = begun + len(asked.texts)
        intents, kept, seen = said.intents[begun:end], said.kept[begun:end], known(asked, lines)
        results.append(Result(name, intents, kept, asked.labels, seen, said.milliseconds))
        begun = end
    return results, said.training_seconds


def known(asked: Examples, learnt: Examples) -> list[bool]:
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
