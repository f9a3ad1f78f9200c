"""Learn one language: fit on every author, set the levels on authors held out in turn."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compliance.learn.approved import AUTHOR
from compliance.learn.corpus import CATEGORIES, Line
from compliance.learn.fit import Recipe, Vector, families, fit_head, matrix, size
from compliance.text.model import Family, Levels, WordingModel
from compliance.text.pieces import FAMILIES, Pieces, pieces
from compliance.text.reading import Reader
from compliance.verdict import Outcome

STOP_SHARE = 0.03  # of hard clean lines that may be refused, rules and model together
REFER_SHARE = 0.10  # of hard clean lines that may be shown to a person
LIFT_SHARE = 0.01  # of violations and conditional lines a rule finds that the model may ease
_WORD = re.compile(r"[a-z]{4,}")
Unlabelled = Levels(refer=0.0, stop=0.0, lift=-99.0, slope=1.0, shift=0.0)


@dataclass(frozen=True)
class Lesson:
    """Lines with what the classifier sees of each, and what the rules found."""

    language: str
    lines: Sequence[Line]
    found: Sequence[Pieces]
    ruled: NDArray[np.int64]  # the strictest outcome of the rules alone

    def only(self, chosen: NDArray[np.bool_]) -> Lesson:
        """The chosen lines."""
        places = [int(place) for place in np.nonzero(chosen)[0]]
        return Lesson(
            self.language,
            [self.lines[i] for i in places],
            [self.found[i] for i in places],
            self.ruled[chosen],
        )

    def others_than(self, author: str) -> Lesson:
        """The lines of everybody else."""
        return self.only(np.array([line.author != author for line in self.lines]))


def lesson(
    language: str, lines: Sequence[Line], reader: Reader, ruling: Callable[[str], Outcome]
) -> Lesson:
    """Read lines; ``ruling`` gives the outcome of the rules alone."""
    by_characters = language == "zh"
    found = [pieces(reader.read(n.text), n.text, by_characters=by_characters) for n in lines]
    return Lesson(language, lines, found, np.array([int(ruling(n.text)) for n in lines]))


def learn(
    taught: Lesson, recipe: Recipe | None = None, *, words: Sequence[str] = ()
) -> WordingModel:
    """Fit the model of a language and set its levels; ``words`` are those worth restoring."""
    recipe = recipe or Recipe()
    scores = held_out_scores(taught, recipe)
    model = _fit(taught, recipe, levels(taught, scores), kinds=True)
    return replace(model, words=tuple(words))


def held_out_scores(taught: Lesson, recipe: Recipe) -> Vector:
    """The score of each line by a model that saw nothing of its author (or of its topic)."""
    folds = _folds(taught.lines)
    scores = np.zeros(len(taught.lines))
    for fold in sorted(set(folds) - {AUTHOR}):
        held = np.array([f == fold for f in folds])
        model = _fit(taught.only(~held), recipe, Unlabelled, kinds=False)
        scores[held] = [model.score(taught.found[i]) for i in np.nonzero(held)[0]]
    return scores


def levels(taught: Lesson, scores: Vector) -> Levels:
    """Set the levels so that the promised shares hold on lines of unseen authors."""
    clean = np.array([line.label == "clean" and not _is_ours(line) for line in taught.lines])
    wrong = np.array([line.is_violation for line in taught.lines])
    slope, shift = _calibration(scores[clean | wrong], wrong[clean | wrong])
    ruled = scores[~clean & (taught.ruled >= Outcome.REFER)]
    lift = float(np.quantile(ruled, LIFT_SHARE)) if len(ruled) > 20 else -99.0
    # What a rule finds is found whatever the score, unless the model is sure.
    refused = (taught.ruled == Outcome.FORBID) & (scores > lift)
    shown = (taught.ruled == Outcome.REFER) & (scores > lift) | (taught.ruled == Outcome.FORBID)
    stop = _level(np.where(refused, np.inf, scores)[clean], STOP_SHARE)
    return Levels(
        refer=min(stop, _level(np.where(shown, np.inf, scores)[clean], REFER_SHARE)),
        stop=stop,
        lift=lift,
        slope=slope,
        shift=shift,
    )


def _level(clean: Vector, share: float) -> float:
    """The least score above all but this share of the clean ones."""
    ordered = np.sort(clean)[::-1]
    allowed = int(share * len(ordered))
    finite = ordered[np.isfinite(ordered)]
    if not len(finite):
        return 0.0
    skipped = max(0, allowed - int(np.isinf(ordered).sum()))
    return float(finite[min(skipped, len(finite) - 1)]) + 1e-6


def _fit(taught: Lesson, recipe: Recipe, chosen: Levels, *, kinds: bool) -> WordingModel:
    certain = np.array([line.label != "conditional" for line in taught.lines])
    sure = taught.only(certain)
    known = families(sure.found, recipe.for_language(taught.language), recipe.at_least)
    rows = matrix(sure.found, known)
    width = sum(map(size, known))
    truth = np.array([line.is_violation for line in sure.lines])
    weights, bias = fit_head(rows, truth, width, strength=recipe.strength, rounds=recipe.rounds)
    ends = np.cumsum([size(family) for family in known])[:-1]
    kind_weights, kind_bias = (
        _kinds(taught, known, recipe) if kinds else (np.zeros((width, 0)), np.zeros(0))
    )
    return WordingModel(
        language=taught.language,
        families=tuple(known),
        refusal=tuple(part.astype(np.float32) for part in np.split(weights, ends)),
        bias=bias,
        categories=CATEGORIES if kinds else (),
        kinds=tuple(part.astype(np.float16) for part in np.split(kind_weights, ends)),
        kind_bias=kind_bias.astype(np.float32),
        levels=chosen,
        revision=_revision(taught, recipe),
    )


def _kinds(taught: Lesson, known: Sequence[Family], recipe: Recipe) -> tuple[Vector, Vector]:
    """One head for each category, on the lines that have any."""
    named = taught.only(np.array([bool(line.categories) for line in taught.lines]))
    rows = matrix(named.found, known)
    width = sum(map(size, known))
    weights, biases = np.zeros((width, len(CATEGORIES))), np.zeros(len(CATEGORIES))
    for place, category in enumerate(CATEGORIES):
        truth = np.array([category in line.categories for line in named.lines])
        weights[:, place], biases[place] = fit_head(
            rows, truth, width, strength=recipe.strength, rounds=recipe.kind_rounds
        )
    return weights, biases


def _folds(lines: Sequence[Line]) -> list[str]:
    """Authors; where there is only one besides ourselves, thirds of the topics."""
    if len({line.author for line in lines if not _is_ours(line)}) > 1:
        return [line.author for line in lines]
    topics = sorted({line.topic for line in lines})
    return [AUTHOR if _is_ours(n) else str(topics.index(n.topic) % 3) for n in lines]


def _is_ours(line: Line) -> bool:
    """Whether a line is one of our approved texts rather than the corpus."""
    return line.author == AUTHOR


def _calibration(scores: Vector, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Platt: the slope and shift that make scores of unseen authors honest probabilities."""
    slope, shift = 1.0, 0.0
    target = truth.astype(np.float64)
    for _ in range(30):
        said = 1 / (1 + np.exp(-np.clip(slope * scores + shift, -60, 60)))
        spread = said * (1 - said) + 1e-9
        a, b, c = spread @ (scores * scores), spread @ scores, spread.sum()
        down, level = scores @ (said - target), (said - target).sum()
        determinant = a * c - b * b + 1e-9
        slope -= float((c * down - b * level) / determinant)
        shift -= float((a * level - b * down) / determinant)
    return slope, shift


def common_words(lines: Sequence[Line], at_least: int = 4) -> tuple[str, ...]:
    """Words that several undisguised lines hold: worth restoring when they come disguised.

    Taken over all languages, since one reading serves them all.
    """
    counts = Counter(
        word
        for line in lines
        if line.trick != "disguised"
        for word in set(_WORD.findall(line.text.casefold()))
    )
    return tuple(sorted(word for word, times in counts.items() if times >= at_least))


def _revision(taught: Lesson, recipe: Recipe) -> str:
    digest = hashlib.sha256(repr(recipe).encode())
    for line in taught.lines:
        digest.update(f"{line.id}\0{line.text}\0{line.label}\0{line.categories}\0".encode())
    digest.update("".join(FAMILIES).encode())
    return digest.hexdigest()[:16]
