"""Fit the linear heads of one language on texts taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.text.model import Family
from compliance.text.pieces import FAMILIES, RULE, Pieces

Vector = NDArray[np.float64]
_SEED = 20261123
_BALLAST = 0.5
_LOUD = 8.0  # a rule that finds something says more than a concept


@dataclass(frozen=True)
class Recipe:
    """How to learn; the values are those measured in docs/decisions/0070."""

    weights: tuple[float, float, float] = (0.8, 1.7, 1.0)  # h, w, c
    weights_han: tuple[float, float, float] = (1.3, 0.6, 0.3)
    strength: float = 0.2  # inverse of the regularisation
    strength_han: float = 0.3
    care: float = 4.0  # for what Forbear itself says, and for what is blunt
    at_least: int = 2  # lines a piece must stand in
    rounds: int = 8
    kind_rounds: int = 6

    def for_language(self, language: str) -> tuple[tuple[float, float, float], float]:
        """The weights of the families, and the strength."""
        if language == "zh":
            return self.weights_han, self.strength_han
        return self.weights, self.strength


class Counted(NamedTuple):
    """Some pieces of one family by number, each once, and how often each counts."""

    numbers: NDArray[np.int32]
    times: NDArray[np.float32]


Example = tuple[Counted, ...]  # one for each family
Row = tuple[NDArray[np.int32], NDArray[np.float32]]


class Numbering:
    """A number for every piece of every family, in the order in which they were met."""

    def __init__(self) -> None:
        """Know none."""
        self._numbers: tuple[dict[str, int], ...] = tuple({} for _ in FAMILIES)

    def counted(self, found: Pieces) -> Example:
        """The pieces of a text by their numbers."""
        return tuple(map(_counted, self._numbers, found))

    def names(self) -> list[list[str]]:
        """The pieces of each family by number."""
        return [list(numbers) for numbers in self._numbers]


def _counted(numbers: dict[str, int], names: Iterable[str]) -> Counted:
    times = Counter(numbers.setdefault(name, len(numbers)) for name in names)
    counts = np.fromiter(times.values(), dtype=np.float32, count=len(times))
    return Counted(np.fromiter(times, dtype=np.int32, count=len(times)), counts)


def together(parts: Sequence[Example]) -> Example:
    """The pieces of a text: those of its sentences together."""
    if len(parts) == 1:
        return parts[0]
    return tuple(_together(of_family) for of_family in zip(*parts, strict=True))


def _together(some: Sequence[Counted]) -> Counted:
    numbers, places = np.unique(np.concatenate([one.numbers for one in some]), return_inverse=True)
    times = np.bincount(places, weights=np.concatenate([one.times for one in some]))
    return Counted(numbers, times.astype(np.float32))


@dataclass(frozen=True)
class Known:
    """A family, and the row in it of each numbered piece: -1 where it was left out."""

    family: Family
    row_of: NDArray[np.int32]


def families(
    names: Sequence[Sequence[str]],
    lines: Sequence[Example],
    weights: Sequence[float],
    at_least: int,
) -> list[Known]:
    """Keep the pieces that stand in enough lines, the commonest first.

    So what is asked for most often lies together in memory.
    """
    made = []
    for place, (named, weight) in enumerate(zip(names, weights, strict=True)):
        numbers = np.concatenate([line[place].numbers for line in lines])
        seen = np.bincount(numbers, minlength=len(named))
        common = np.argsort(-seen, kind="stable")
        kept = common[: int((seen >= at_least).sum())]
        pieces = [named[number] for number in kept.tolist()]
        loudness = np.array([_LOUD if piece.startswith(RULE) else 1.0 for piece in pieces])
        rarity = ((np.log((1 + len(lines)) / (1 + seen[kept])) + 1) * loudness).astype(np.float32)
        ballast = _BALLAST * float(seen[kept] @ (rarity * rarity)) / len(lines)
        row_of = np.full(len(named), -1, dtype=np.int32)
        row_of[kept] = np.arange(len(kept))
        rows = {piece: row for row, piece in enumerate(pieces)}
        made.append(Known(Family(rows, rarity, weight, ballast), row_of))
    return made


def size(known: Known) -> int:
    """How many pieces a family knows."""
    return len(known.family.rarity)


def matrix(found: Sequence[Example], known: Sequence[Known]) -> list[Row]:
    """Write each text as columns and values over all families, side by side."""
    offsets = np.cumsum([0, *map(size, known)])
    return [_row(one, known, offsets) for one in found]


def _row(found: Example, known: Sequence[Known], offsets: NDArray[np.int64]) -> Row:
    columns, values = [], []
    for (numbers, times), one, offset in zip(found, known, offsets[:-1], strict=True):
        rows = one.row_of[numbers]
        inside = rows >= 0
        rows = rows[inside]
        columns.append((rows + offset).astype(np.int32))
        values.append(one.family.scaled(rows, times[inside]))
    return np.concatenate(columns), np.concatenate(values)


def fit_head(
    rows: Sequence[Row],
    truth: NDArray[np.bool_],
    width: int,
    *,
    strength: float,
    rounds: int,
    care: NDArray[np.float64] | None = None,
) -> Vector:
    """Separate true rows from the others, both sides weighing the same.

    ``care``: how many times as much as others it matters that a row lies on its side. There is no
    bias: a text without evidence lies on neither side.

    A support vector machine with squared hinge loss, solved by dual coordinate descent (Hsieh et
    al., ICML 2008): one text at a time, in an order that is the same on every run.
    """
    positive = max(1, int(truth.sum()))
    negative = max(1, len(truth) - positive)
    share = (len(truth) / (2 * negative), len(truth) / (2 * positive))
    sides = [1.0 if true else -1.0 for true in truth]
    cared = [1.0] * len(rows) if care is None else care.tolist()
    softness = [
        0.5 / (strength * share[true] * times)
        for true, times in zip(truth.astype(int), cared, strict=True)
    ]
    sizes = [
        float(values @ values) + soft for (_, values), soft in zip(rows, softness, strict=True)
    ]
    dual = [0.0] * len(rows)
    weights = np.zeros(width)
    order = np.random.default_rng(_SEED)
    for _ in range(rounds):
        for place in order.permutation(len(rows)).tolist():
            columns, values = rows[place]
            side, old = sides[place], dual[place]
            margin = side * float(values @ weights[columns])
            new = max(0.0, old - (margin - 1.0 + softness[place] * old) / sizes[place])
            if new != old:
                step = (new - old) * side
                weights[columns] += step * values
                dual[place] = new
    return weights
