"""Fit the linear heads of one language on texts taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compliance.text.hashed import HASHED
from compliance.text.model import Family, Floats, vectors
from compliance.text.pieces import RULE, Pieces

Vector = NDArray[np.float64]
_SEED = 20261123
_BALLAST = 0.5
_LOUD = 8.0  # a rule that finds something says more than a concept


@dataclass(frozen=True)
class Recipe:
    """How to learn; the values are those measured in docs/decisions/0070."""

    weights: tuple[float, float, float] = (1.2, 1.7, 0.6)  # h, w, c
    weights_han: tuple[float, float, float] = (1.3, 0.2, 0.3)
    strength: float = 0.3  # inverse of the regularisation
    at_least: int = 2  # texts a piece must stand in
    rounds: int = 8
    kind_rounds: int = 6

    def for_language(self, language: str) -> tuple[float, float, float]:
        """The weights of the families."""
        return self.weights_han if language == "zh" else self.weights


Row = tuple[NDArray[np.int64], Vector]


def families(found: Sequence[Pieces], weights: Sequence[float], at_least: int) -> list[Family]:
    """Number the pieces that stand in enough texts, in order."""
    made = []
    for family, weight in zip(zip(*[one[:2] for one in found], strict=True), weights, strict=False):
        seen = np.bincount(np.concatenate(family), minlength=HASHED)
        (numbers,) = np.nonzero(seen >= at_least)
        rarity = _rarity(seen[numbers], len(found))
        made.append(Family.hashed(numbers, rarity, weight, _ballast(seen[numbers], rarity, found)))
    counts: Counter[str] = Counter()
    for *_, concepts in found:
        counts.update(concepts)
    kept = sorted(piece for piece, times in counts.items() if times >= at_least)
    times = np.array([counts[piece] for piece in kept], dtype=np.int64)
    loudness = np.array([_LOUD if piece.startswith(RULE) else 1.0 for piece in kept])
    rarity = (_rarity(times, len(found)) * loudness).astype(np.float32)
    return [*made, Family.named(kept, rarity, weights[2], _ballast(times, rarity, found))]


def _ballast(times: NDArray[np.int64], rarity: Floats, found: Sequence[Pieces]) -> float:
    """A part of what the squares of a text add up to on average."""
    return _BALLAST * float(times @ (rarity * rarity)) / len(found)


def size(family: Family) -> int:
    """How many pieces a family knows."""
    return len(family.rarity)


def _rarity(times: NDArray[np.int64], texts: int) -> Floats:
    rarity: Floats = (np.log((1 + texts) / (1 + times)) + 1).astype(np.float32)
    return rarity


def matrix(found: Sequence[Pieces], known: Sequence[Family]) -> list[Row]:
    """Write each text as columns and values over all families, side by side."""
    rows: list[Row] = []
    for one in found:
        columns, values, offset = [], [], 0
        for family, (places, numbers) in zip(known, vectors(known, one), strict=True):
            columns.append(places + offset)
            values.append(numbers)
            offset += size(family)
        rows.append((np.concatenate(columns), np.concatenate(values).astype(np.float64)))
    return rows


def fit_head(
    rows: Sequence[Row], truth: NDArray[np.bool_], width: int, *, strength: float, rounds: int
) -> Vector:
    """Separate true rows from the others, both sides weighing the same.

    There is no bias: a text without evidence lies on neither side.

    A support vector machine with squared hinge loss, solved by dual coordinate descent (Hsieh et
    al., ICML 2008): one text at a time, in an order that is the same on every run.
    """
    positive = max(1, int(truth.sum()))
    negative = max(1, len(truth) - positive)
    share = (len(truth) / (2 * negative), len(truth) / (2 * positive))
    sides = [1.0 if true else -1.0 for true in truth]
    softness = [0.5 / (strength * share[true]) for true in truth.astype(int)]
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
