"""What the classifier sees of a text: runs of characters, words, and what they are about.

Three families of pieces, each weighed on its own, so that six hundred runs of letters do not
drown five concepts: ``h`` character runs and ``w`` words (alone, beside and near each other, and
within reach of a "not"), both as hashed numbers, and ``c`` concepts, notions, form and disguise.
All sentences of a text are taken apart at once, since a piece knows its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.text.fold import CLAUSE, SENTENCE
from compliance.text.hashed import (
    HASHED,
    MOST_SENTENCES,
    SENTENCE_BITS,
    Keys,
    denied_words_of,
    in_order,
    keyed,
    runs_of,
    sentence_of,
    words_of,
)
from compliance.text.reading import Reading

FAMILIES = ("h", "w", "c")
Hashes = NDArray[np.int64]
Pieces = tuple[Hashes, Hashes, set[str]]

_PAUSES = (SENTENCE, CLAUSE)
_REACH = 6  # words a "not" reaches
_REACH_HAN = 12  # the same in characters
_SHORTEST = 3  # words of a sentence
RULE = "words/"  # what the name of a rule begins with
_MOST_PAIRED = 12  # concepts of a sentence
_NEGATIONS = ("not", "we_never")
_DIGITS = re.compile(r"[0-9]+")
_MARKS = frozenset("?!\"'“”‘’…*¿¡？！「」")
_HAN = re.compile(r"[\u3400-\u9fff]")
_IN_ASCII = (
    ("inside", re.compile(r"[A-Za-z][@!$*#0134€][A-Za-z]")),
    ("apart", re.compile(r"(?<![A-Za-z])(?:[A-Za-z][ .\-_*/|]){3}[A-Za-z](?![A-Za-z])")),
    ("stars", re.compile(r"\*\*")),
    ("held", re.compile(r"([a-zA-Z])\1\1")),
)
_DISGUISES = (
    *_IN_ASCII,
    ("invisible", re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")),
    ("script", re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")),
    ("wide", re.compile("[\uff21-\uff3a\uff41-\uff5a]")),
    ("apart_han", re.compile(r"(?:[\u3400-\u9fff][ .*\-_|/·•~^&+]){2}[\u3400-\u9fff]")),
    ("mixed_han", re.compile(r"[\u3400-\u9fff][A-Za-z]{1,5}[\u3400-\u9fff]")),
)
_CAPITAL = re.compile("[A-ZÀ-ÖØ-Þ]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


class Taken(NamedTuple):
    """A text taken apart: where each sentence stands in the original, and the pieces of all."""

    places: list[tuple[int, int]]
    keys: Keys  # of runs and words
    concepts: list[set[str]]  # of each sentence

    def whole(self) -> Pieces:
        """The pieces of the whole text, each once."""
        return _pieces(self.keys, set[str]().union(*self.concepts))

    def every(self) -> list[Pieces]:
        """The pieces of the whole and then, if there are several, of each sentence."""
        if len(self.places) < 2:
            return [self.whole()] if self.places else []
        sentences = sentence_of(self.keys)
        parts = [_pieces(self.keys[sentences == n], c) for n, c in enumerate(self.concepts)]
        return [self.whole(), *parts]

    def holds_rule(self, number: int) -> bool:
        """Whether a rule found something in a sentence."""
        return any(name.startswith(RULE) for name in self.concepts[number])


NO_TEXT = Taken([], np.zeros(0, dtype=np.int32), [])  # a text without words


def _pieces(keys: Keys, concepts: set[str]) -> Pieces:
    numbers = in_order(keys >> SENTENCE_BITS).astype(np.int64)
    first = int(numbers.searchsorted(HASHED))
    return numbers[:first], numbers[first:] - HASHED, concepts


def take_apart(
    reading: Reading,
    text: str,
    *,
    by_characters: bool,
    rules: Iterable[tuple[str, int]] = (),
) -> Taken:
    """Take a text apart.

    ``rules``: the names of those that found something, and the place in the text.
    ``by_characters``: Chinese, where a word is a character.
    """
    if not reading.words:
        return NO_TEXT
    stops = _sentence_ends(reading)
    ends = [reading.words[stop - 1].end for stop in stops[:-1]]
    places = list(zip([0, *ends], [*ends, len(text)], strict=True))
    words = [_shape(word.text) for word in reading.words]
    denied = _denied(reading, words, _REACH_HAN if by_characters else _REACH)
    sizes = [stop - first for first, stop in pairwise([0, *stops])]
    concepts = _concepts(reading, denied, stops)
    plain = not _disguise(text)
    for (start, end), size, about in zip(places, sizes, concepts, strict=True):
        said = text[start:end]
        about.update(_form(size, said))
        if not plain:
            about.update(_disguise(said))
    for name, place in rules:
        for (start, end), about in zip(places, concepts, strict=True):
            if start <= place < end:
                about.add(name)
    if by_characters:
        runs = runs_of(_rows_han(words, stops), 1)
        named = denied_words_of(words, denied, sizes)
    else:
        runs = runs_of(_rows(words, reading, text, stops), 2)
        named = words_of(words, denied, sizes)
    return Taken(places, keyed([runs, named]), concepts)


def _sentence_ends(reading: Reading) -> list[int]:
    """Behind which word each sentence ends; a short one ("Mr.", "No. 5") goes with what follows."""
    words = reading.words
    stops = [n + 1 for n in reading.stops if _ends_sentence(reading, n)][: MOST_SENTENCES - 1]
    if not stops or stops[-1] < len(words):
        stops.append(len(words))
    kept: list[int] = []
    for stop in stops[:-1]:
        if stop - (kept[-1] if kept else 0) >= _SHORTEST:
            kept.append(stop)
    return [*kept, stops[-1]]


def _ends_sentence(reading: Reading, place: int) -> bool:
    """A point after a single letter ("p. m.") ends none."""
    before = reading.words[place - 1].text if place else ""
    return place > 0 and not (len(before) == 1 and before.isascii() and before.isalpha())


@lru_cache(maxsize=16_384)
def _shape(word: str) -> str:
    """A word, or for a figure its kind: what is owed differs, that it is told does not."""
    if word.isalpha() or not _DIGITS.search(word):
        return word
    if word[-1:].isdigit() and any(sign in word for sign in "$€£¥"):
        return "$0"
    if word.isdigit():
        return "0" if len(word) < 3 else "00"
    return _DIGITS.sub("0", word)


def _rows(words: Sequence[str], reading: Reading, text: str, stops: Sequence[int]) -> list[str]:
    """Each sentence in a row, with the marks that folding set aside: quotes, dashes, "?" or "."."""
    marked: list[str] = []
    last = 0
    for word, (_, start, end) in zip(words, reading.words, strict=True):
        if word in _PAUSES:
            word = text[start]  # "!" and "?" are told apart
        if start > last and (between := text[last:start].strip()):
            word = f"{between[:3]} {word}"
        marked.append(word)
        last = end
    if rest := text[last:].strip():
        marked[-1] += f" {rest[:3]}"
    return [f" {' '.join(marked[first:stop])} " for first, stop in pairwise([0, *stops])]


def _rows_han(words: Sequence[str], stops: Sequence[int]) -> list[str]:
    spaced = [word if _HAN.match(word) else f" {word} " for word in words]
    return ["".join(spaced[first:stop]).replace("  ", " ") for first, stop in pairwise([0, *stops])]


def _denied(reading: Reading, words: Sequence[str], reach: int) -> list[int]:
    """The words a "not" reaches: up to the end of the clause."""
    denied = set()
    for name in _NEGATIONS:
        for hit in reading.hits.get(name, ()):
            for place in range(hit.end, min(hit.end + reach, len(words))):
                if words[place] in _PAUSES:
                    break
                denied.add(place)
    return sorted(denied)


def _concepts(reading: Reading, denied: Collection[int], stops: Sequence[int]) -> list[set[str]]:
    """Concepts of each sentence, and pairs of them, each marked when a "not" reaches it."""
    concepts: list[set[str]] = [set() for _ in stops]
    for concept, hits in reading.hits.items():
        for hit in hits:
            name = f"{concept}-" if hit.start in denied else concept
            concepts[bisect_right(stops, hit.start)].add(name)
    for about in concepts:
        about.update(map("&".join, combinations(sorted(about)[:_MOST_PAIRED], 2)))
    return concepts


def _form(words: int, text: str) -> set[str]:
    form = {f"mark:{mark}" for mark in _MARKS.intersection(text)}
    form.add(f"length:{min(words.bit_length(), 8)}")
    if not text.isascii():
        form.update(f"sign:{sign}" for sign in _EMOJI.findall(text)[:8])
    if text.rstrip()[-1:] in ("?", "？"):
        form.add("asks")
    capitals = len(_CAPITAL.findall(text))
    if capitals > 8 and capitals > len(text) * 0.3:
        form.add("shouts")
    return form


def _disguise(text: str) -> set[str]:
    possible = _IN_ASCII if text.isascii() else _DISGUISES
    found = {f"cloak:{name}" for name, pattern in possible if pattern.search(text)}
    return found | {"cloak:any"} if found else found
