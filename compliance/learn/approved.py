"""Lines to learn from beside the corpus.

Approved templates, lines that a law asks for, what a rewrite may add, the plain sentences with
which a collector greets, says who writes and what is due, and everyday talk that has nothing to do
with debts: without it, whatever is unlike a reminder would look like a threat. And blunt
violations, one sentence each: the corpus is made of cunning ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from compliance.law import Law
from compliance.learn.corpus import Line
from compliance.pack import read_yaml
from compliance.text.rewrite import said_instead

AUTHOR = "ours"
CERTAIN = "certain"  # the topic of what we say ourselves and of what is blunt: nothing to doubt
_EVERYDAY = "everyday talk"
ORDINARY_DIR = Path(__file__).parent / "ordinary"
OPENINGS_DIR = Path(__file__).parent / "openings"
BLUNT_DIR = Path(__file__).parent / "blunt"
_BLANK = re.compile(r"\{([a-z_]+)[^{}]*\}")
_LOCALES = {"en": ("en",), "es": ("es",), "zh": ("zh-Hans", "zh-Hant")}
_MONEY = frozenset("money balance total amount principal interest fees minimum credited".split())
_DATES = frozenset("due_on first_on last_on paid_on latest".split())
_REQUIRED = ("line", "initial", "subsequent")
_FILLINGS: tuple[Mapping[str, str], ...] = (
    {"money": "$50.00", "date": "4 December 2026", "other": "Acme Dental"},
    {"money": "$1,240.75", "date": "2026-12-18", "other": "Riverside Supply"},
)


def approved_lines(folder: Path, language: str) -> list[Line]:
    """Every approved template of a language's locales, filled in twice."""
    lines = []
    for locale in _LOCALES[language]:
        raw: Mapping[str, Any] = read_yaml(folder / f"{locale}.yaml")
        for name, entry in raw["templates"].items():
            for number, filling in enumerate(_FILLINGS):
                text = _filled(entry["text"], filling)
                lines.append(_line(f"{locale}-{name}-{number}", text, locale))
    return lines


def required_lines(law: Law, language: str) -> list[Line]:
    """Every sentence that a pack makes us say, in a language."""
    lines = []
    for name, pack in sorted(law.packs.items()):
        for parameter in _REQUIRED:
            dated = pack.parameters[parameter].values if parameter in pack.parameters else ()
            for number, value in enumerate(dated):
                lines += [
                    _line(f"{name}-{parameter}-{number}-{locale}", text, locale)
                    for locale, text in value.value.items()
                    if locale.startswith(language)
                ]
    return lines


def rewriting_lines(language: str) -> list[Line]:
    """Every sentence that a rewrite may add."""
    return [
        _line(f"rewrite-{name}-{number}", text.format(figures="$50.00; 4 December 2026"), name)
        for name, said in said_instead().items()
        if name.startswith(language)
        for number, text in enumerate(said)
    ]


def ordinary_lines(language: str) -> list[Line]:
    """Everyday talk, and a collector's plainest sentences."""
    return [
        _line(f"{folder.name}-{language}-{number}", text, language, topic)
        for folder, topic in ((ORDINARY_DIR, _EVERYDAY), (OPENINGS_DIR, CERTAIN))
        for number, text in enumerate(_written(folder, language))
        if text.strip()
    ]


def blunt_lines(language: str) -> list[Line]:
    """Violations without any disguise; written as ``category: text``."""
    lines = []
    told = (line.partition(": ") for line in _written(BLUNT_DIR, language))
    for number, (category, _, text) in enumerate(told):
        clean = _line(f"blunt-{language}-{number}", text, language)
        lines.append(replace(clean, label="violation", categories=(category,)))
    return lines


def own_lines(language: str, templates: Path | None, law: Law) -> list[Line]:
    """All of them, of a language."""
    lines = [*required_lines(law, language), *rewriting_lines(language)]
    lines += [*ordinary_lines(language), *blunt_lines(language)]
    return lines + (approved_lines(templates, language) if templates else [])


def _written(folder: Path, language: str) -> list[str]:
    return (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def _filled(text: str, filling: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name in _MONEY:
            return filling["money"]
        return filling["date" if name in _DATES else "other"]

    return _BLANK.sub(value, text)


def _line(name: str, text: str, locale: str, topic: str = CERTAIN) -> Line:
    return Line(name, text, "clean", (), "plain", "sms", locale, topic, AUTHOR)
