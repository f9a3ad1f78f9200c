"""What a rule of content answers: a finding, and the words the door is to add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from compliance.situation import Purpose, Situation
from compliance.verdict import Finding


@dataclass(frozen=True)
class Ruling:
    """A finding and, when it amends, what to put before or after the text."""

    finding: Finding
    prefix: str = ""
    suffix: str = ""


def says_one_thing(situation: Situation) -> bool:
    """Say whether this only confirms a stop, or a start with no debt in it: nothing is added."""
    if situation.purpose is Purpose.OPT_IN_CONFIRMATION:
        return not situation.discloses_debt
    return situation.purpose is Purpose.OPT_OUT_CONFIRMATION


def in_language(texts: Mapping[str, Any], language: str | None) -> Any:
    """The entry for a language: exactly, else by its first part, else English.

    >>> in_language({"en": "stop", "zh": "停"}, "zh-Hant")
    '停'
    """
    if language is None:
        return texts["en"]
    return texts.get(language) or texts.get(language.split("-")[0]) or texts["en"]


def has_any(text: str, phrases: Mapping[str, list[str]]) -> bool:
    """Say whether a text contains all parts of a phrase of any language ("a … b" has two)."""
    written = folded(text)
    return any(
        all(part in written for part in _parts(phrase))
        for of_language in phrases.values()
        for phrase in of_language
    )


@lru_cache(maxsize=512)
def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(folded(part) for part in phrase.split("…"))


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """Lower case, one space, no accents.

    >>> folded("Atención  A")
    'atencion a'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"\s+", " ", plain).strip()
