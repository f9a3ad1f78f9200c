"""The trained wording model of one language: how far a text is from lawful, and in what way.

Linear over the pieces of a text, so that every score can be traced to words. Stored as plain
numbers and lists of text (never as a pickle), so that opening a model cannot run code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import exp, inf, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import srsly  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from compliance.errors import PackError
from compliance.text.hashed import (
    FAMILY,
    HASHED,
    SENTENCE_BITS,
    Keys,
    families_of,
    is_first,
    sentence_of,
)
from compliance.text.pieces import FAMILIES, NO_TEXT, Hashes, Pieces, Taken

Floats = NDArray[np.float32]
FORMAT = 9
_PIECES = "pieces.msgpack"
_NUMBERS = "numbers.npz"
_ABOUT = "about.json"
_EVEN = 0.0  # the score of a text in which nothing is known
_TINY = 1e-9  # instead of a division by nought
_SURE = 0.3  # of a sentence, which has less to be judged by than a whole text


@dataclass(frozen=True)
class Family:
    """One family of pieces: how rare each is, and how much the family counts.

    Named pieces find their row in ``rows``; hashed ones in ``table``, where one past the last row
    stands for all that is unknown.
    """

    rarity: Floats
    weight: float
    ballast: float  # what a piece's square is set against: a text of few pieces says little
    rows: dict[str, int]
    table: NDArray[np.int32]

    @classmethod
    def named(cls, names: Sequence[str], rarity: Floats, weight: float, ballast: float) -> Family:
        """A family of concepts."""
        rows = {name: row for row, name in enumerate(names)}
        return cls(rarity, weight, ballast, rows, np.zeros(0, dtype=np.int32))

    @classmethod
    def hashed(
        cls, numbers: NDArray[np.int64], rarity: Floats, weight: float, ballast: float
    ) -> Family:
        """A family of runs of characters, or of words."""
        table = np.full(HASHED, len(numbers), dtype=np.int32)
        table[numbers] = np.arange(len(numbers), dtype=np.int32)
        return cls(rarity, weight, ballast, {}, table)

    @property
    def numbers(self) -> Hashes:
        """The hashed numbers of the known pieces, in order."""
        (numbers,) = np.nonzero(self.table < len(self.rarity))
        return numbers

    def places(self, found: set[str] | Hashes) -> NDArray[np.integer]:
        """The row of each piece, in one order in every process; one past the last if unknown."""
        if not isinstance(found, set):
            return self.table[found]
        return self.keys([found]) >> SENTENCE_BITS

    def keys(self, concepts: Sequence[set[str]]) -> Keys:
        """The rows of the known concepts of each sentence, keyed and ordered as hashed pieces."""
        rows = self.rows
        keyed = [
            row << SENTENCE_BITS | sentence
            for sentence, names in enumerate(concepts)
            for name in names
            if (row := rows.get(name)) is not None
        ]
        keyed.sort()
        return np.array(keyed, dtype=np.int32)

    def scale(self, squares: float) -> float:
        """What a sum over pieces is multiplied by, whose squares add up to this."""
        return self.weight / sqrt(squares + self.ballast) if squares else 0.0

    def vector(self, found: set[str] | Hashes) -> tuple[NDArray[np.int64], Floats]:
        """The rows of the known pieces and their values, scaled to the family's weight."""
        places = self.places(found)
        rows = places[places < len(self.rarity)].astype(np.int64)
        values = self.rarity[rows]
        return rows, values * np.float32(self.scale(float(values @ values)))


Row = tuple[NDArray[np.int64], Floats]


def vectors(families: Sequence[Family], found: Pieces) -> list[Row]:
    """A text's rows and values in each family."""
    runs, words, concepts = found
    h, w, c = families
    return [h.vector(runs), w.vector(words), c.vector(concepts)]


def _table(family: Family, refusal: Floats, doubt: Floats) -> Floats:
    rarity = family.rarity
    known = np.stack([rarity * rarity, rarity * refusal, rarity * doubt], axis=1)
    return np.concatenate([known, np.zeros((1, 3))]).astype(np.float32)


@dataclass(frozen=True)
class Levels:
    """Scores above which a text is for a person, and above which it is refused."""

    refer: float
    stop: float
    part: float  # of a sentence: above it, the text is for a person
    doubt: float  # of the second head: above it, whether it may be said depends on facts
    slope: float  # of the calibration: probability = 1 / (1 + exp(-(slope * score + shift)))
    shift: float

    def probability(self, score: float) -> float:
        """How likely a reader would call a text with this score a violation."""
        return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, self.slope * score + self.shift))))


class Weight(NamedTuple):
    """What a model makes of a text: the scores of the whole, and of its worst sentence.

    A threat does not become lawful by standing in a long polite reminder.
    """

    score: float
    worst: float  # of several
    ruled: float  # the highest score of one in which a rule found something
    doubt: float
    taken: Taken
    place: tuple[int, int]  # of the worst sentence in the original

    @property
    def agrees(self) -> bool:
        """Whether a rule that refuses is to be followed."""
        return self.score > _EVEN or self.ruled > _SURE


NOTHING = Weight(_EVEN, -inf, -inf, _EVEN, NO_TEXT, (0, 0))  # a text without words


@dataclass(frozen=True)
class WordingModel:
    """What was learnt for one language."""

    language: str
    families: tuple[Family, ...]
    refusal: tuple[Floats, ...]  # for each family, the weight of each piece
    doubt: tuple[Floats, ...]  # the same, of the head that tells what depends on facts
    categories: tuple[str, ...]
    kinds: tuple[NDArray[np.float16], ...]  # for each family, pieces by categories
    levels: Levels
    revision: str
    words: tuple[str, ...] = ()  # common words of the corpus, worth restoring from disguise

    @property
    def by_characters(self) -> bool:
        """Whether a word of this language is a character."""
        return self.language == "zh"

    @cached_property
    def _table(self) -> Floats:
        """A row for each piece of each family in turn, each family ending in one of noughts.

        A row holds the square of the piece's value and what it adds to either head.
        """
        return np.concatenate(
            [
                _table(family, *heads)
                for family, *heads in zip(self.families, self.refusal, self.doubt, strict=True)
            ]
        )

    @cached_property
    def _offsets(self) -> tuple[int, int]:
        """Where in the table the second and the third family begin."""
        runs, words, _ = self.families
        first = len(runs.rarity) + 1
        return first, first + len(words.rarity) + 1

    def weigh(self, taken: Taken) -> Weight:
        """Score a text that was taken apart: its whole, and each of its sentences.

        Zero is the border of an even guess.
        """
        several = len(taken.places)
        if not several:
            return NOTHING
        rows, keys, ends = self._rows(taken)
        once = is_first(keys >> SENTENCE_BITS).astype(np.float32)
        score = doubt = 0.0
        for family, (start, end) in zip(self.families, pairwise(ends), strict=True):
            squares, refused, doubted = (once[start:end] @ rows[start:end]).tolist()
            scale = family.scale(squares)
            score += scale * refused
            doubt += scale * doubted
        if several == 1:
            return Weight(score, -inf, -inf, doubt, taken, taken.places[0])
        each = self._of_sentences(rows, keys, several).tolist()
        worst = max(range(several), key=each.__getitem__)
        ruled = max((each[n] for n in range(several) if taken.holds_rule(n)), default=-inf)
        return Weight(score, each[worst], ruled, doubt, taken, taken.places[worst])

    def _rows(self, taken: Taken) -> tuple[Floats, Keys, tuple[int, ...]]:
        """The table's rows of all pieces, their keys, and where among these each family ends."""
        runs, words, concepts = self.families
        hashed = taken.keys >> SENTENCE_BITS
        first = int(hashed.searchsorted(HASHED))
        named = concepts.keys(taken.concepts)
        places = [
            runs.table.take(hashed[:first]),
            words.table.take(hashed[first:] - HASHED) + self._offsets[0],
            (named >> SENTENCE_BITS) + self._offsets[1],
        ]
        keys = np.concatenate([taken.keys, named + 2 * FAMILY])
        return (
            self._table.take(np.concatenate(places), axis=0),
            keys,
            (0, first, len(hashed), len(keys)),
        )

    def _of_sentences(self, rows: Floats, keys: Keys, several: int) -> NDArray[np.float64]:
        """The score of refusal of each sentence."""
        boxes = sentence_of(keys) + families_of(keys) * several
        squares, refused = (
            np.bincount(boxes, weights=rows[:, column], minlength=3 * several).reshape(3, several)
            for column in (0, 1)
        )
        weights, ballasts = self._scales
        return (weights * refused / np.sqrt(squares + ballasts)).sum(axis=0)

    @cached_property
    def _scales(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The weight and the ballast of each family, each in a row of its own."""
        weights = np.array([[family.weight] for family in self.families])
        ballasts = np.array([[max(family.ballast, _TINY)] for family in self.families])
        return weights, ballasts

    def kind(self, found: Pieces) -> str:
        """The category a refused text belongs to most likely."""
        scores = np.zeros(len(self.categories), dtype=np.float32)
        for weights, (rows, values) in zip(self.kinds, vectors(self.families, found), strict=True):
            scores += values @ weights[rows].astype(np.float32)
        return self.categories[int(np.argmax(scores))]

    def save(self, folder: Path) -> None:
        """Write the model into a folder, which exists."""
        about = {
            "format": FORMAT,
            "language": self.language,
            "weights": [[family.weight, family.ballast] for family in self.families],
            "categories": self.categories,
            "levels": vars(self.levels),
            "revision": self.revision,
        }
        srsly.write_json(folder / _ABOUT, about)
        listed = {"c": list(self.families[-1].rows), "words": list(self.words)}
        srsly.write_msgpack(folder / _PIECES, listed)
        numbers: dict[str, Any] = {}
        for place, name in enumerate(FAMILIES):
            numbers[name] = self.families[place].numbers
            numbers[f"{name}_rarity"] = self.families[place].rarity
            numbers[f"{name}_refusal"] = self.refusal[place]
            numbers[f"{name}_doubt"] = self.doubt[place]
            numbers[f"{name}_kinds"] = self.kinds[place]
        with (folder / _NUMBERS).open("wb") as file:
            np.savez(file, allow_pickle=False, **numbers)

    @classmethod
    def load(cls, folder: Path) -> WordingModel:
        """Read what ``save`` wrote; nothing in it is executed.

        Raises:
            PackError: the folder holds no model, or one of another edition.
        """
        if not (folder / _ABOUT).exists():
            raise PackError(f"There is no wording model in {folder.name}. Run `make train`.")
        about = srsly.read_json(folder / _ABOUT)
        if about["format"] != FORMAT:
            raise PackError(f"The wording model in {folder.name} is of another edition. "
                            f"Run `make train`.")  # fmt: skip
        listed = srsly.read_msgpack(folder / _PIECES)
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            h, w, c = about["weights"]
            families = (
                Family.hashed(numbers["h"], numbers["h_rarity"], *h),
                Family.hashed(numbers["w"], numbers["w_rarity"], *w),
                Family.named(listed["c"], numbers["c_rarity"], *c),
            )
            return cls(
                language=about["language"],
                families=families,
                refusal=tuple(numbers[f"{n}_refusal"] for n in FAMILIES),
                doubt=tuple(numbers[f"{n}_doubt"] for n in FAMILIES),
                categories=tuple(about["categories"]),
                kinds=tuple(numbers[f"{n}_kinds"] for n in FAMILIES),
                levels=Levels(**about["levels"]),
                revision=about["revision"],
                words=tuple(listed["words"]),
            )
