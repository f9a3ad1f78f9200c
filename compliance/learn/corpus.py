"""The wording corpus: reading it, and keeping to its rules (docs/wording-guide.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import PackError
from compliance.verdict import Category

CORPUS_DIR = Path(__file__).parent.parent / "corpus"
LANGUAGES = ("en", "es", "zh")
CATEGORIES = tuple(category.value for category in list(Category)[:22])
LABELS = ("violation", "clean", "conditional")
TRICKS = tuple(
    "plain implicit polite sarcastic negated quoted question look_alike disguised idiom "
    "reassurance pretext guilt false_kindness long".split()
)
REGISTERS = ("sms", "chat", "email", "call_script", "letter")
_FIELDS = ("id", "text", "label", "categories", "trick", "register", "variety", "topic", "author")


@dataclass(frozen=True)
class Line:
    """One labelled message of the corpus."""

    id: str
    text: str
    label: str
    categories: tuple[str, ...]
    trick: str
    register: str
    variety: str
    topic: str
    author: str

    @property
    def is_violation(self) -> bool:
        """Whether this must be stopped."""
        return self.label == "violation"


def read_corpus(language: str, folder: Path = CORPUS_DIR) -> list[Line]:
    """Read every line of one language, in the order of files.

    Raises:
        PackError: a line is no JSON or lacks a field; the message names file and line.
    """
    return [line for path in sorted((folder / language).glob("*.jsonl")) for line in _lines(path)]


def _lines(path: Path) -> Iterator[Line]:
    for number, written in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if written.strip():
            yield _line(written, f"{path.parent.name}/{path.name} line {number}")


def _line(written: str, where: str) -> Line:
    try:
        raw: dict[str, Any] = json.loads(written)
        chosen = {name: raw[name] for name in _FIELDS}
    except (ValueError, KeyError, TypeError) as error:
        raise PackError(
            f"{where}: {error}. Write one JSON object with {', '.join(_FIELDS)}."
        ) from None
    return Line(**{**chosen, "categories": tuple(chosen["categories"])})


def faults(line: Line) -> Iterator[str]:
    """Say what is wrong with a line, by the guide; the tests ask it of every line."""
    for name, allowed in (("label", LABELS), ("trick", TRICKS), ("register", REGISTERS)):
        if getattr(line, name) not in allowed:
            yield f"{line.id}: {name} {getattr(line, name)!r} is not in the guide"
    for category in line.categories:
        if category not in CATEGORIES:
            yield f"{line.id}: category {category!r} is not in the guide"
    if bool(line.categories) == (line.label == "clean"):
        yield f"{line.id}: a {line.label} line has {len(line.categories)} categories"
    if not line.text.strip():
        yield f"{line.id}: no text"


def near_duplicates(
    lines: Iterable[Line], *, at_least: float = 0.6, size: int = 4
) -> Iterator[tuple[str, str, float]]:
    """Pairs of lines whose runs of ``size`` characters overlap (Jaccard) more than ``at_least``.

    Prefix filtering: two such sets must share one of each other's rarest runs, so only few pairs
    are compared.
    """
    shingled = [(line.id, _runs(line.text, size)) for line in lines]
    counts: dict[str, int] = {}
    for _, runs in shingled:
        for run in runs:
            counts[run] = counts.get(run, 0) + 1
    met: dict[str, list[int]] = {}
    for place, (name, runs) in enumerate(shingled):
        rare = sorted(runs, key=lambda run: (counts[run], run))
        prefix = rare[: len(runs) - int(at_least * len(runs)) + 1]
        compared: set[int] = set()
        for run in prefix:
            for other in met.setdefault(run, []):
                if other not in compared:
                    compared.add(other)
                    shared = len(runs & shingled[other][1])
                    jaccard = shared / (len(runs) + len(shingled[other][1]) - shared)
                    if jaccard > at_least:
                        yield shingled[other][0], name, jaccard
            met[run].append(place)


def _runs(text: str, size: int) -> frozenset[str]:
    plain = "".join(text.casefold().split())
    return frozenset(plain[i : i + size] for i in range(max(1, len(plain) - size + 1)))
