"""Runs of characters and words as numbers, keyed by family and sentence.

A key is, from its highest bit down, the family (runs or words), the hash of the piece, and the
number of the sentence it stands in. One sort puts the keys of a whole text in order, each once;
equal pieces of different sentences are then neighbours, so that the whole and each of its parts
are counted in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from compliance.text.fold import CLAUSE, SENTENCE

Keys = NDArray[np.int32]
Raw = NDArray[np.uint64]

HASH_BITS = 21
SENTENCE_BITS = 6
HASHED = 1 << HASH_BITS  # numbers a hashed piece may have
MOST_SENTENCES = 1 << SENTENCE_BITS
FAMILY_BIT = HASH_BITS + SENTENCE_BITS
FAMILY = 1 << FAMILY_BIT  # what the keys of the next family have more

_SHIFT = np.uint64(64 - HASH_BITS)
_ROOM = np.uint64(SENTENCE_BITS)
_OF_WORDS = np.uint64(FAMILY)
_FACTOR = np.uint64(0x100000001B3)
_DENIED = np.uint64(0xD1B54A32D192ED03)
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_NEAR = 6  # words between which a pair is seen
_LENGTHS = 4  # of runs of characters


def keyed(parts: Sequence[Keys]) -> Keys:
    """The keys of several kinds of pieces together, in order, each once."""
    return in_order(np.concatenate(parts))


def _key(hashes: Raw, tags: Raw) -> Keys:
    """The keys of some hashes, which are spent; ``tags``: family and sentence of each."""
    hashes *= _MIXER
    hashes >>= _SHIFT
    hashes <<= _ROOM
    hashes |= tags
    return hashes.astype(np.int32)


def in_order(keys: Keys) -> Keys:
    """The keys in order, each once."""
    keys.sort()
    return keys[is_first(keys)]


def families_of(keys: Keys) -> Keys:
    """The number of the family of each piece: 0 runs, 1 words."""
    return keys >> FAMILY_BIT


def is_first(ordered: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Which of some numbers in order are not the same as the one before."""
    first = np.empty(len(ordered), dtype=np.bool_)
    first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def sentence_of(keys: Keys) -> Keys:
    """The number of the sentence that each piece stands in."""
    return keys & (MOST_SENTENCES - 1)


def runs_of(rows: Sequence[str], shortest: int) -> Keys:
    """The four lengths of runs of characters from ``shortest`` on, of each sentence's row.

    A rolling product over code points; the same in every process and on every machine.
    """
    row = "".join(rows)
    padded = row + "\0" * (shortest + _LENGTHS)
    points = np.frombuffer(padded.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    size = len(row)
    hashes = np.empty((_LENGTHS, size), dtype=np.uint64)
    rolled = points[:size]
    for length in range(2, shortest + 1):
        rolled = rolled * _FACTOR + points[length - 1 : length - 1 + size]
    hashes[0] = rolled
    for number in range(1, _LENGTHS):
        place = shortest + number - 1
        np.multiply(hashes[number - 1], _FACTOR, out=hashes[number])
        hashes[number] += points[place : place + size]
    lengths = np.arange(shortest, shortest + _LENGTHS, dtype=np.uint64)[:, None]
    hashes += lengths
    sizes = [len(row) for row in rows]
    keys = _key(hashes, np.arange(len(rows), dtype=np.uint64).repeat(sizes))
    ends = np.array(sizes, dtype=np.uint64).cumsum().repeat(sizes)
    left = ends - np.arange(size, dtype=np.uint64)
    return keys[left >= lengths]


def words_of(words: Sequence[str], denied: Sequence[int], sizes: Sequence[int]) -> Keys:
    """Words a "not" reaches, words, neighbours in order, and any two that stand near each other.

    ``denied``: places of the words reached; ``sizes``: words of each sentence. Two near each other
    are of one sentence, in any order.
    """
    numbers, tags = _numbered(words, sizes)
    same = tags[:-1] == tags[1:]
    places, others = _pairs(len(words))
    ends = numbers == _number(SENTENCE)
    sentences = ends.cumsum()
    pauses = ends | (numbers == _number(CLAUSE))
    together = (sentences[places] == sentences[others]) & ~pauses[places]
    first = places[together]
    one, other = numbers[first], numbers[others[together]]
    neighbours = numbers[:-1] * _FACTOR + numbers[1:]
    reached = list(denied)
    hashes = [
        numbers[reached] * _DENIED,
        numbers,
        neighbours[same],
        (one + other) * _FACTOR ^ one * other,
    ]
    of_each = [tags[reached], tags, tags[:-1][same], tags[first]]
    return _key(np.concatenate(hashes), np.concatenate(of_each))


def denied_words_of(words: Sequence[str], denied: Sequence[int], sizes: Sequence[int]) -> Keys:
    """Only the words a "not" reaches."""
    numbers, tags = _numbered(words, sizes)
    reached = list(denied)
    return _key(numbers[reached] * _DENIED, tags[reached])


def _numbered(words: Sequence[str], sizes: Sequence[int]) -> tuple[Raw, Raw]:
    """The number of each word, and its family and sentence."""
    numbers = np.array([_number(word) for word in words], dtype=np.uint64)
    sentences = np.arange(len(sizes), dtype=np.uint64)
    return numbers, (sentences | _OF_WORDS).repeat(sizes)


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
