"""The trained wording model of one language: how far a text is from lawful, and in what way.

Linear over the pieces of a text, so that every score can be traced to words. Stored as plain
numbers and lists of text (never as a pickle), so that opening a model cannot run code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import exp, inf, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import srsly  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from compliance.errors import PackError
from compliance.text.pieces import (
    FAMILIES,
    NO_TEXT,
    Part,
    Taken,
    is_word,
    named_in,
    runs_han,
    runs_in,
)
from compliance.text.remembered import remembered

Floats = NDArray[np.float32]
FORMAT = 10
_PIECES = "pieces.msgpack"
_NUMBERS = "numbers.npz"
_ABOUT = "about.json"
_EVEN = 0.0  # the score of a text in which nothing is known
_SURE = 0.3  # of a sentence, which has less to be judged by than a whole text
_BESIDE = 2  # sentences before and after the worst by which a category is told,
_WORDS_NAMED = 64  # and words of each
_FIELD = 48  # bits of a number of fixed point
_HALF, _MASK = 1 << _FIELD - 1, (1 << _FIELD) - 1
_UNIT = float(1 << 20)


@dataclass(frozen=True)
class Family:
    """One family of pieces: the row of each, how rare it is, and how much the family counts."""

    rows: Mapping[str, int]
    rarity: Floats
    weight: float
    ballast: float  # what a piece's square is set against: a text of few pieces says little

    def scale(self, squares: float) -> float:
        """What a sum over pieces is multiplied by, whose squares add up to this."""
        return self.weight / sqrt(squares + self.ballast) if squares else 0.0

    def known(self, found: Iterable[str]) -> list[int]:
        """The rows of the known pieces, each as often as it is given."""
        return [row for name in found if (row := self.rows.get(name)) is not None]

    def scaled(self, rows: NDArray[np.integer], times: Floats) -> Floats:
        """The value of each piece of a text, by its row and how often it counts."""
        rarity = self.rarity[rows]
        values: Floats = rarity * times
        values *= np.float32(self.scale(float(values @ rarity)))
        return values


class _Head:
    """What each piece of a family adds to the sums of a text.

    Three numbers of fixed point stand in one integer, so that a sum over pieces is one sum.
    """

    def __init__(self, family: Family, refusal: Floats, doubt: Floats) -> None:
        rarity = family.rarity
        columns = (_fixed(rarity * one) for one in (rarity, refusal, doubt))
        packed = [
            (squares << 2 * _FIELD) + (refused << _FIELD) + doubted
            for squares, refused, doubted in zip(*columns, strict=True)
        ]
        self._known = dict(zip(family.rows, packed, strict=True)).get

    def sum(self, pieces: Iterable[str]) -> int:
        """Add up some pieces, each as often as it is given."""
        return sum(filter(None, map(self._known, pieces)))


class _OfWords(dict[str, int]):
    """What the runs of a word add up to: of known words once and for all, of others when met."""

    def __init__(self, named: Iterable[str], runs: _Head) -> None:
        self._other = remembered(lambda word: runs.sum(runs_in(word)))
        super().__init__((word, runs.sum(runs_in(word))) for word in named if is_word(word))

    def __missing__(self, word: str) -> int:
        return self._other(word)


def _fixed(column: Floats) -> list[int]:
    fixed: list[int] = np.rint(column.astype(np.float64) * _UNIT).astype(np.int64).tolist()
    return fixed


def _unpacked(packed: int) -> tuple[float, float, float]:
    """The sums of squares, of what speaks for refusal, and of what speaks for doubt."""
    doubted = (packed + _HALF & _MASK) - _HALF
    packed = packed - doubted >> _FIELD
    refused = (packed + _HALF & _MASK) - _HALF
    return (packed - refused >> _FIELD) / _UNIT, refused / _UNIT, doubted / _UNIT


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
    worst_at: int = 0  # the number of the worst sentence

    @property
    def place(self) -> tuple[int, int]:
        """Where the worst sentence stands in the original."""
        return self.taken.places[self.worst_at]

    @property
    def agrees(self) -> bool:
        """Whether a rule that refuses is to be followed."""
        return self.score > _EVEN or self.ruled > _SURE


NOTHING = Weight(_EVEN, -inf, -inf, _EVEN, NO_TEXT)  # a text without words


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

    @cached_property
    def by_characters(self) -> bool:
        """Whether a word of this language is a character."""
        return self.language == "zh"

    def prepare(self) -> None:
        """Work out what every weighing needs, so that the first is as fast as the others."""
        self._of_words  # noqa: B018  # kept once it was asked for

    @cached_property
    def _heads(self) -> tuple[_Head, ...]:
        return tuple(
            _Head(family, *heads)
            for family, *heads in zip(self.families, self.refusal, self.doubt, strict=True)
        )

    @cached_property
    def _of_words(self) -> _OfWords:
        return _OfWords(self.families[1].rows, self._heads[0])

    def weigh(self, taken: Taken) -> Weight:
        """Score a text that was taken apart: its whole, and each of its sentences.

        Zero is the border of an even guess.
        """
        if not taken.parts:
            return NOTHING
        each = [self._sums(part) for part in taken.parts]
        if len(each) == 1:
            score, doubt = self._scores(each[0])
            return Weight(score, -inf, -inf, doubt, taken)
        score, doubt = self._scores(list(map(sum, zip(*each, strict=True))))
        scores = [self._scores(sums)[0] for sums in each]
        worst = max(range(len(each)), key=scores.__getitem__)
        ruled = [s for s, part in zip(scores, taken.parts, strict=True) if part.holds_rule]
        return Weight(score, scores[worst], max(ruled, default=-inf), doubt, taken, worst)

    @cached_property
    def _rows_of_word(self) -> Callable[[str], list[int]]:
        known = self.families[0].known
        return remembered(lambda word: known(runs_in(word)))

    def _runs_of(self, part: Part) -> Iterable[int]:
        """The rows of a sentence's runs."""
        if self.by_characters:
            return self.families[0].known(runs_han(part.words))
        return chain.from_iterable(map(self._rows_of_word, part.words))

    def _named_in(self, part: Part) -> Iterable[str]:
        return named_in(part, by_characters=self.by_characters)

    def _sums(self, part: Part) -> list[float]:
        """What a sentence adds up to in each family: squares, refusal and doubt of each."""
        runs, words, concepts = self._heads
        if self.by_characters:
            of_runs = runs.sum(runs_han(part.words))
        else:
            of_runs = sum(map(self._of_words.__getitem__, part.words))
        named = words.sum(self._named_in(part))
        return [*_unpacked(of_runs), *_unpacked(named), *_unpacked(concepts.sum(part.concepts))]

    def _scores(self, sums: Sequence[float]) -> tuple[float, float]:
        """How far something leans to refusal, and to doubt."""
        score = doubt = 0.0
        for place, family in enumerate(self.families):
            squares, refused, doubted = sums[3 * place : 3 * place + 3]
            scale = family.scale(squares)
            score += scale * refused
            doubt += scale * doubted
        return score, doubt

    def kind(self, weight: Weight) -> str:
        """The category a refused text belongs to most likely, by what stands about its worst."""
        at = weight.worst_at
        near = weight.taken.parts[max(0, at - _BESIDE) : at + _BESIDE + 1]
        some = [part.first(_WORDS_NAMED) for part in near]
        _, words, concepts = self.families
        scores = np.zeros(len(self.categories), dtype=np.float32)
        found = (
            chain.from_iterable(map(self._runs_of, some)),
            words.known(chain.from_iterable(map(self._named_in, some))),
            concepts.known(chain.from_iterable(part.concepts for part in some)),
        )
        for weights, family, rows in zip(self.kinds, self.families, found, strict=True):
            placed = np.fromiter(rows, dtype=np.int32)
            values = family.scaled(placed, np.ones(len(placed), dtype=np.float32))
            scores += values @ weights[placed].astype(np.float32)
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
        listed = {name: list(of.rows) for name, of in zip(FAMILIES, self.families, strict=True)}
        srsly.write_msgpack(folder / _PIECES, {**listed, "words": list(self.words)})
        numbers: dict[str, Any] = {}
        for place, name in enumerate(FAMILIES):
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
            families = tuple(
                Family(_numbered(listed[name]), numbers[f"{name}_rarity"], *weights)
                for name, weights in zip(FAMILIES, about["weights"], strict=True)
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


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: row for row, name in enumerate(names)}
