"""What the classifier sees of a text: runs of characters, words, and what they are about.

Three families of pieces, each weighed on its own, so that six hundred runs of letters do not
drown five concepts: ``h`` character runs and ``w`` words (alone, beside and near each other, and
within reach of a "not"), both as hashed numbers, and ``c`` concepts, notions, form and disguise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from compliance.text.fold import CLAUSE, SENTENCE, Word
from compliance.text.reading import Hit, Reading

FAMILIES = ("h", "w", "c")
Hashes = NDArray[np.int64]
Pieces = tuple[Hashes, Hashes, set[str]]

HASHED = 1 << 21  # numbers a hashed piece may have
_SHIFT = np.uint64(64 - 21)
_FACTOR = np.uint64(0x100000001B3)
_DENIED = np.uint64(0xD1B54A32D192ED03)
_MIXER = np.uint64(0x9E3779B97F4A7C15)

_NEAR = 6  # words between which a pair is seen
_PAUSES = (SENTENCE, CLAUSE)
_REACH = 6  # words a "not" reaches
_REACH_HAN = 12  # the same in characters
_SHORTEST = 3  # words of a sentence
_MOST_SENTENCES = 64  # what comes after them is one; no honest message has more
RULE = "words/"  # what the name of a rule begins with
_MOST_PAIRED = 12  # concepts of a sentence
_NEGATIONS = ("not", "we_never")
_DIGITS = re.compile(r"[0-9]+")
_MARKS = frozenset("?!\"'“”‘’…*¿¡？！「」")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DISGUISES = (
    ("invisible", re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")),
    ("script", re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")),
    ("wide", re.compile("[\uff21-\uff3a\uff41-\uff5a]")),
    ("inside", re.compile(r"[A-Za-z][@!$*#0134€][A-Za-z]")),
    ("apart", re.compile(r"(?<![A-Za-z])(?:[A-Za-z][ .\-_*/|]){3}[A-Za-z](?![A-Za-z])")),
    ("apart_han", re.compile(r"(?:[\u3400-\u9fff][ .*\-_|/·•~^&+]){2}[\u3400-\u9fff]")),
    ("mixed_han", re.compile(r"[\u3400-\u9fff][A-Za-z]{1,5}[\u3400-\u9fff]")),
    ("stars", re.compile(r"\*\*")),
    ("held", re.compile(r"([a-zA-Z])\1\1")),
)
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or the whole of a text: where it stands in the original, and its pieces."""

    start: int
    end: int
    pieces: Pieces

    @property
    def holds_rule(self) -> bool:
        """Whether a rule found something here."""
        return any(name.startswith(RULE) for name in self.pieces[2])


def parts(
    reading: Reading,
    text: str,
    *,
    by_characters: bool,
    rules: Iterable[tuple[str, int]] = (),
) -> list[Part]:
    """Take a text apart: the whole first, then, if there are several, each sentence.

    ``rules``: the names of those that found something, and the place in the text.
    ``by_characters``: Chinese, where a word is a character.
    """
    found = [
        Part(start, end, _pieces(some, text[start:end], start, by_characters))
        for some, start, end in _sentences(reading, text)
    ]
    for name, place in rules:
        for part in found:
            if part.start <= place < part.end:
                part.pieces[2].add(name)
    if len(found) == 1:
        return found
    return [_whole(found), *found] if found else []


def _whole(found: Sequence[Part]) -> Part:
    runs, words, concepts = zip(*[part.pieces for part in found], strict=True)
    pieces = (
        _distinct(np.concatenate(runs)),
        _distinct(np.concatenate(words)),
        set[str]().union(*concepts),
    )
    return Part(found[0].start, found[-1].end, pieces)


def _sentences(reading: Reading, text: str) -> Iterator[tuple[Reading, int, int]]:
    """Each sentence as a reading of its own, with its ends in the text."""
    stops = [n + 1 for n in reading.stops if _ends_sentence(reading.words, n)]
    stops = stops[: _MOST_SENTENCES - 1]
    if not stops or stops[-1] < len(reading.words):
        stops.append(len(reading.words))
    first = start = 0
    for number, stop in enumerate(stops):
        if stop - first < _SHORTEST and number < len(stops) - 1:
            continue  # "Mr.", "No. 5": goes with what follows
        words = reading.words[first:stop]
        end = len(text) if number == len(stops) - 1 else words[-1].end
        hits: dict[str, list[Hit]] = {}
        for concept, some in reading.hits.items():
            inside = [
                Hit(concept, hit.start - first, hit.end - first)
                for hit in some
                if first <= hit.start < stop
            ]
            if inside:
                hits[concept] = inside
        yield Reading(words, hits, []), start, end
        first, start = stop, end


def _ends_sentence(words: Sequence[Word], place: int) -> bool:
    """A point after a single letter ("p. m.") ends none."""
    before = words[place - 1].text if place else ""
    return place > 0 and not (len(before) == 1 and before.isascii() and before.isalpha())


def _pieces(reading: Reading, text: str, start: int, by_characters: bool) -> Pieces:
    words = [_shape(word.text) for word in reading.words]
    denied = _denied(reading, words, _REACH_HAN if by_characters else _REACH)
    if by_characters:
        runs = _runs(_row_han(words), 1)
        named = _words(words, denied)[:1]
    else:
        marked = _with_marks(words, reading.words, text, start)
        runs = _runs(f" {' '.join(marked)} ", 2)
        named = _words(words, denied)
    about = _concepts(reading, denied)
    about.update(_form(words, text))
    about.update(_disguise(text))
    return runs, _distinct(np.concatenate(named)), about


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


def _words(words: Sequence[str], denied: Sequence[bool]) -> list[Hashes]:
    """Words a "not" reaches, words, neighbours in order, and any two that stand near each other.

    Two near each other are of one sentence, in any order.
    """
    numbers = np.array([_number(word) for word in words], dtype=np.uint64)
    found = [numbers[np.array(denied, dtype=np.bool_)] * _DENIED, numbers]
    found.append(numbers[:-1] * _FACTOR + numbers[1:])
    places, others = _pairs(len(words))
    pauses = np.array([word in _PAUSES for word in words], dtype=np.bool_)
    sentences = np.array([word == SENTENCE for word in words], dtype=np.int64).cumsum()
    together = (sentences[places] == sentences[others]) & ~pauses[places]
    one, other = numbers[places[together]], numbers[others[together]]
    found.append((one + other) * _FACTOR ^ one * other)
    return [(some * _MIXER >> _SHIFT).astype(np.int64) for some in found]


@lru_cache(maxsize=128)
def _pairs(words: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of any two words that stand near each other, but are no neighbours."""
    steps = np.arange(2, _NEAR)
    others = np.arange(words)[:, None] + steps
    inside = others < words
    return (others - steps)[inside], others[inside]


@lru_cache(maxsize=16_384)
def _number(word: str) -> int:
    """A number for a word, the same in every process."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _with_marks(words: list[str], places: list[Word], text: str, start: int) -> list[str]:
    """The words, with the marks between them that folding set aside: quotes, dashes, "?" or "."."""
    marked: list[str] = []
    last = 0
    for word, place in zip(words, places, strict=True):
        here = place.start - start
        if here > last and (between := text[last:here].strip()):
            marked.append(between[:3])
        # folding makes three points of "…", and the last of them stands past the end
        marked.append(text[here : here + 1] or word if word in _PAUSES else word)
        last = place.end - start
    if rest := text[last:].strip():
        marked.append(rest[:3])
    return marked


def _row_han(words: list[str]) -> str:
    return "".join([word if _HAN.match(word) else f" {word} " for word in words]).replace("  ", " ")


def _runs(row: str, shortest: int) -> Hashes:
    """The four lengths of runs of characters from ``shortest`` on, as hashed numbers in order.

    A rolling product over code points; the same in every process and on every machine.
    """
    points = np.frombuffer(row.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashes, found = points, []
    for length in range(1, shortest + 4):
        if length > 1:
            hashes = hashes[:-1] * _FACTOR + points[length - 1 :]
        if length >= shortest:
            mixed = (hashes + np.uint64(length)) * _MIXER
            found.append((mixed >> _SHIFT).astype(np.int64))
        if len(hashes) < 2:
            break
    if not found:
        return np.zeros(0, dtype=np.int64)
    return _distinct(np.concatenate(found))


def _distinct(numbers: Hashes) -> Hashes:
    """The numbers in order, each once."""
    if not len(numbers):
        return numbers
    ordered = np.sort(numbers)
    first = np.empty(len(ordered), dtype=np.bool_)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _denied(reading: Reading, words: list[str], reach: int) -> list[bool]:
    """For each word, whether a "not" reaches it: up to the end of the clause."""
    denied = [False] * len(words)
    for name in _NEGATIONS:
        for hit in reading.hits.get(name, ()):
            for place in range(hit.end, min(hit.end + reach, len(words))):
                if words[place] in _PAUSES:
                    break
                denied[place] = True
    return denied


def _concepts(reading: Reading, denied: list[bool]) -> set[str]:
    """Concepts, and pairs of them, each marked when a "not" reaches it."""
    about: set[str] = set()
    for concept, hits in reading.hits.items():
        about.update([_name(concept, hit, denied) for hit in hits[:12]])
    names = sorted(about)[:_MOST_PAIRED]
    for place, name in enumerate(names):
        about.update([f"{name}&{other}" for other in names[place + 1 :]])
    return about


def _name(concept: str, hit: Hit, denied: list[bool]) -> str:
    return f"{concept}-" if denied[hit.start] else concept


def _form(words: list[str], text: str) -> set[str]:
    form = {f"mark:{mark}" for mark in _MARKS.intersection(text)}
    form.update(f"sign:{sign}" for sign in _EMOJI.findall(text)[:8])
    form.add(f"length:{min(len(words).bit_length(), 8)}")
    if text.rstrip()[-1:] in ("?", "？"):
        form.add("asks")
    capitals = sum(map(str.isupper, text))
    if capitals > 8 and capitals > len(text) * 0.3:
        form.add("shouts")
    return form


def _disguise(text: str) -> set[str]:
    found = {f"cloak:{name}" for name, pattern in _DISGUISES if pattern.search(text)}
    return found | {"cloak:any"} if found else found
