"""What the classifier sees of a text: runs of characters, words, and what they are about.

Three families of pieces, each weighed on its own, so that six hundred runs of letters do not
drown five concepts: ``h`` runs of characters, ``w`` words (alone, beside each other, and within
reach of a "not"), and ``c`` concepts, notions, form and disguise. A word counts as often as it
stands there, a run once in each word, and a text is the sum of its sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise
from operator import add
from typing import NamedTuple

from compliance.text.fold import CLAUSE, SENTENCE
from compliance.text.reading import Reading
from compliance.text.remembered import remembered

FAMILIES = ("h", "w", "c")
Pieces = tuple[Iterable[str], Iterable[str], Iterable[str]]
RULE = "words/"  # what the name of a rule begins with

_PAUSES = (SENTENCE, CLAUSE)
_REACH = 6  # words a "not" reaches
_REACH_HAN = 12  # the same in characters
_SHORTEST = 3  # words of a sentence
_MOST_SENTENCES = 64
_MOST_PAIRED = 12  # concepts of a sentence
_RUNS = range(2, 6)  # lengths of runs of letters
_SIGNS = " *~-"  # in the names of pieces that are more than a word
_STEM = 4  # letters of a word that tell it from others where its ending does not matter
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
_FOREIGN = re.compile(  # one of these stands in every disguise that ASCII cannot write
    "[\u00ad\u0370-\u04ff\u200b-\u200f\u2060\u3400-\u9fff\ufeff\uff21-\uff3a\uff41-\uff5a]"
)
_CAPITAL = re.compile("[A-ZÀ-ÖØ-Þ]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


class Part(NamedTuple):
    """One sentence: its words, the places of those a "not" reaches, and what it is about."""

    words: Sequence[str]
    denied: Sequence[int]
    concepts: set[str]
    holds_rule: bool = False  # whether a rule found something in it

    def first(self, words: int) -> Part:
        """The sentence cut after so many words."""
        if len(self.words) <= words:
            return self
        denied = [place for place in self.denied if place < words]
        return self._replace(words=self.words[:words], denied=denied)


class Taken(NamedTuple):
    """A text taken apart: where each sentence stands in the original, and what is in it."""

    places: list[tuple[int, int]]
    parts: list[Part]


NO_TEXT = Taken([], [])  # a text without words


def take_apart(
    reading: Reading,
    text: str,
    *,
    by_characters: bool,
    rules: Sequence[tuple[str, int]] = (),
) -> Taken:
    """Take a text apart.

    ``rules``: the names of those that found something, and the place in the text.
    ``by_characters``: Chinese, where a word is a character.
    """
    if not reading.words.texts:
        return NO_TEXT
    stops = _sentence_ends(reading)
    ends = [reading.words.ends[stop - 1] for stop in stops[:-1]]
    places = list(zip([0, *ends], [*ends, len(text)], strict=True))
    words = [w if w.isalpha() or w in _PAUSES else _shape(w) for w in reading.words.texts]
    denied = _denied(reading, words, _REACH_HAN if by_characters else _REACH)
    concepts = _concepts(reading, denied, stops)
    plain = not _disguise(text)
    parts = []
    for (start, end), (first, stop), about in zip(
        places, pairwise([0, *stops]), concepts, strict=True
    ):
        said = text[start:end]
        about |= _form(stop - first, said)
        if not plain:
            about |= _disguise(said)
        ruled = [name for name, place in rules if start <= place < end]
        about.update(ruled)
        reached = [place - first for place in denied if first <= place < stop]
        parts.append(Part(words[first:stop], reached, about, bool(ruled)))
    return Taken(places, parts)


def pieces_of(part: Part, *, by_characters: bool) -> Pieces:
    """The pieces of a sentence in each family, each as often as it counts."""
    words = part.words
    runs = runs_han(words) if by_characters else chain.from_iterable(map(runs_in, words))
    return runs, named_in(part, by_characters=by_characters), part.concepts


def runs_in(word: str) -> set[str]:
    """The runs of letters in a word, its two ends among them.

    >>> sorted(runs_in("a"))
    [' a', ' a ', 'a ']
    """
    row = f" {word} "
    size = len(row)
    return {row[at : at + n] for n in _RUNS for at in range(size - n + 1)}


def runs_han(characters: Sequence[str]) -> Iterator[str]:
    """One to three characters of a Chinese sentence in a row; a Latin word is one of them.

    >>> list(runs_han("坐牢"))
    ['坐', '牢', '坐牢']
    """
    two = list(map(add, characters, characters[1:]))
    three = list(map(add, two, characters[2:]))
    return chain(characters, two, three)


def named_in(part: Part, *, by_characters: bool) -> Iterator[str]:
    """Words a "not" reaches, words and their neighbours, and patterns of two and three stems."""
    words = part.words
    denied = [f"{words[place]}-" for place in part.denied]
    if by_characters:
        return chain(denied, map(add, [f"{one}*" for one in words], words[2:]))
    stems = [word[:_STEM] for word in words]
    neighbours = map(add, [f"{word} " for word in words], words[1:])
    two = map(add, [f"{stem}*" for stem in stems], stems[2:])
    marked = [f"{stem}~" for stem in stems]
    three = map(add, map(add, marked, marked[1:]), stems[2:])
    return chain(denied, words, neighbours, two, three)


def is_word(named: str) -> bool:
    """Whether the name of a piece of the second family is a word by itself.

    >>> [name for name in ("pay", "pay now", "pay*toda", "pay~toda~or", "pay-") if is_word(name)]
    ['pay']
    """
    return not any(sign in named for sign in _SIGNS)


def _sentence_ends(reading: Reading) -> list[int]:
    """Behind which word each sentence ends; a short one ("Mr.", "No. 5") goes with what follows."""
    words = reading.words.texts
    stops = [n + 1 for n in reading.stops if _ends_sentence(reading, n)][: _MOST_SENTENCES - 1]
    if not stops or stops[-1] < len(words):
        stops.append(len(words))
    kept: list[int] = []
    for stop in stops[:-1]:
        if stop - (kept[-1] if kept else 0) >= _SHORTEST:
            kept.append(stop)
    return [*kept, stops[-1]]


def _ends_sentence(reading: Reading, place: int) -> bool:
    """A point after a single letter ("p. m.") ends none."""
    before = reading.words.texts[place - 1] if place else ""
    return place > 0 and not (len(before) == 1 and before.isascii() and before.isalpha())


@remembered
def _shape(word: str) -> str:
    """A word, or for a figure its kind: what is owed differs, that it is told does not."""
    if not _DIGITS.search(word):
        return word
    if word[-1:].isdigit() and any(sign in word for sign in "$€£¥"):
        return "$0"
    if word.isdigit():
        return "0" if len(word) < 3 else "00"
    return _DIGITS.sub("0", word)


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
    possible = _DISGUISES if not text.isascii() and _FOREIGN.search(text) else _IN_ASCII
    found = {f"cloak:{name}" for name, pattern in possible if pattern.search(text)}
    return found | {"cloak:any"} if found else found
