"""What a rule of content answers: a finding, and the words the door is to add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from compliance.pack import Pack
from compliance.situation import Purpose, Situation
from compliance.text.spoken import language_written, without_accents
from compliance.verdict import Finding

_SENTENCE_END = re.compile(r"([.!?;:](?=[\s\"\u201d]|$)|[。\n])")
_WIDE_ENDS = str.maketrans({"！": "!\n", "？": "?\n", "；": ";\n", "：": ":\n", "…": ","})

_CHINESE_END = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]$")


class Ruling(NamedTuple):
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


def language_of(situation: Situation) -> str | None:
    """The language of the words themselves where they show it, else the one on file.

    What a law wants said stands in the language of the rest (12 CFR 1006.18(e)(4)).
    """
    told = situation.language
    return language_written(situation.text, told or "en") or told


def joined(lines: Sequence[str]) -> str:
    """Put lines one after the other; after Chinese, whose marks hold their own room, no space.

    >>> joined(["Acme.", "Reply STOP."]), joined(["谢谢。", "退订请回复 STOP。"])
    ('Acme. Reply STOP.', '谢谢。退订请回复 STOP。')
    """
    whole = ""
    for line in lines:
        whole += line if not whole or _CHINESE_END.search(whole) else f" {line}"
    return whole


class Phrases(NamedTuple):
    """Phrases that make a statement, folded: whole sentences, and those of several parts."""

    sentences: frozenset[str]
    several: tuple[tuple[str, ...], ...] = ()


NO_PHRASES = Phrases(frozenset())


def phrases_of(pack: Pack, name: str, day: date) -> Phrases:
    """What a parameter of a pack, phrases by language, takes for the statement; kept once read."""
    dated = pack.on(name, day)
    key = (name, dated.since)
    if key not in pack.kept:
        parts = [
            tuple(folded(part) for part in phrase.split("…"))
            for of_language in dated.value.values()
            for phrase in of_language
        ]
        alone = frozenset(one[0] for one in parts if len(one) == 1)
        pack.kept[key] = Phrases(alone, tuple(one for one in parts if len(one) > 1))
    phrases: Phrases = pack.kept[key]
    return phrases


def says(text: str, lines: Iterable[str], phrases: Phrases) -> bool:
    """Say whether a text makes a statement: one of the lines as it is, or a phrase as a sentence.

    A phrase must be a whole sentence, or a whole part of one before a colon or semicolon, and no
    question: what is said about the statement ("this is not from a debt collector") does not make
    it. A phrase of two parts ("a … b") may be two sentences.
    """
    if any(_stands(line, text) for line in lines):
        return True
    said = _sentences(text)
    return not said.isdisjoint(phrases.sentences) or any(map(said.issuperset, phrases.several))


def _stands(line: str, text: str) -> bool:
    """Whether the very line stands in a text as a sentence, as the door adds it."""
    before, found, _ = text.partition(line)
    return bool(found) and (not before or before[-1].isspace() or before[-1] in "。！？：；”」")


@lru_cache(maxsize=64)
def _sentences(text: str) -> frozenset[str]:
    plain = without_accents(text if text.isascii() else text.translate(_WIDE_ENDS)).casefold()
    parts = _SENTENCE_END.split(plain)
    ended = zip(parts[::2], [*parts[1::2], ""], strict=True)
    return frozenset([" ".join(said.split()) for said, end in ended if end != "?"])


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """Lower case, one space, no accents.

    >>> folded("Atención  A")
    'atencion a'
    """
    return " ".join(without_accents(text).casefold().split())
