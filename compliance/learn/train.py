"""Learn one language: fit on every author, set the levels on authors held out in turn."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from compliance.learn.approved import AUTHOR, CERTAIN
from compliance.learn.corpus import CATEGORIES, Line
from compliance.learn.fit import (
    Example,
    Known,
    Numbering,
    Recipe,
    Vector,
    families,
    fit_head,
    matrix,
    size,
    together,
)
from compliance.text.model import NOTHING, Levels, Weight, WordingModel
from compliance.text.pieces import FAMILIES, Taken, pieces_of, take_apart
from compliance.text.words import Words
from compliance.verdict import Outcome

STOP_SHARE = 0.03  # of hard clean lines that may be refused, rules and model together
REFER_SHARE = 0.15  # of hard clean lines that may be refused or shown to a person
PART_SHARE = 0.05  # of them beside those, because of a single sentence
DOUBT_SHARE = 0.03  # of them, because they seem to depend on facts
_GROUPS = 5  # of authors, each held out in turn
_WORD = re.compile(r"[a-z]{4,}")
_Fit = Callable[..., Vector]
Unlabelled = Levels(refer=0.0, stop=0.0, part=0.0, doubt=0.0, slope=1.0, shift=0.0)


@dataclass(frozen=True)
class Lesson:
    """Lines with what the classifier sees of each, and what the rules found."""

    language: str
    lines: Sequence[Line]
    taken: Sequence[Taken]
    parts: Sequence[Sequence[Example]]  # the sentences of each, in numbers
    ruled: NDArray[np.int64]  # the strictest outcome of the rules alone
    numbering: Numbering

    def only(self, chosen: NDArray[np.bool_]) -> Lesson:
        """The chosen lines."""
        places = [int(place) for place in np.nonzero(chosen)[0]]
        return Lesson(
            self.language,
            [self.lines[i] for i in places],
            [self.taken[i] for i in places],
            [self.parts[i] for i in places],
            self.ruled[chosen],
            self.numbering,
        )

    def wholes(self) -> list[Example]:
        """The pieces of each line that has any."""
        return [together(parts) for parts in self.parts if parts]

    def others_than(self, author: str) -> Lesson:
        """The lines of everybody else."""
        return self.only(np.array([line.author != author for line in self.lines]))

    def on_other_topics(self, topics: Collection[str]) -> Lesson:
        """The lines on none of these topics."""
        return self.only(np.array([line.topic not in topics for line in self.lines]))


def lesson(language: str, lines: Sequence[Line], rules: Words) -> Lesson:
    """Read lines; ``rules`` is a screen without models."""
    by_characters = language == "zh"
    numbering = Numbering()
    taken, ruled, parts = [], [], []
    for line in lines:
        findings = rules.screen(line.text)
        places = [(f.rule, f.span.start if f.span else 0) for f in findings]
        reading = rules.reader.read(line.text)
        taken.append(take_apart(reading, line.text, by_characters=by_characters, rules=places))
        parts.append(
            [
                numbering.counted(pieces_of(part, by_characters=by_characters))
                for part in taken[-1].parts
            ]
        )
        ruled.append(int(max((f.outcome for f in findings), default=Outcome.PERMIT)))
    return Lesson(language, lines, taken, parts, np.array(ruled), numbering)


def learn(
    taught: Lesson, recipe: Recipe | None = None, *, words: Sequence[str] = ()
) -> WordingModel:
    """Fit the model of a language and set its levels; ``words`` are those worth restoring."""
    recipe = recipe or Recipe()
    weights = held_out_scores(taught, recipe)
    model = _fit(taught, recipe, levels(taught, weights), kinds=True)
    return replace(model, words=tuple(words))


def held_out_scores(taught: Lesson, recipe: Recipe) -> list[Weight]:
    """What a model makes of each line that saw nothing of its author.

    Of a single author, it saw nothing of the line's topic. Our own lines are not judged.
    """
    folds = _folds(taught.lines)
    weights = [NOTHING] * len(taught.lines)
    for fold in sorted(set(folds) - {AUTHOR}):
        held = np.array([f == fold for f in folds])
        model = _fit(taught.only(~held), recipe, Unlabelled, kinds=False)
        for place in np.nonzero(held)[0]:
            weights[place] = model.weigh(taught.taken[place])
    return weights


def levels(taught: Lesson, weights: Sequence[Weight]) -> Levels:
    """Set the levels so that the promised shares hold on lines of unseen authors."""
    whole = np.array([weight.score for weight in weights])
    worst = np.array([weight.worst for weight in weights])
    doubt = np.array([weight.doubt for weight in weights])
    agrees = np.array([weight.agrees for weight in weights])
    corpus = np.array([not _is_ours(line) for line in taught.lines])
    clean = np.array([line.label == "clean" for line in taught.lines]) & corpus
    wrong = np.array([line.is_violation for line in taught.lines]) & corpus
    slope, shift = _calibration(whole[clean | wrong], wrong[clean | wrong])
    refused = (taught.ruled == Outcome.FORBID) & agrees
    stop = _level(np.where(refused, np.inf, whole)[clean], STOP_SHARE)
    unsure = _level(doubt[clean], DOUBT_SHARE)
    shown = (taught.ruled >= Outcome.REFER) | (doubt > unsure)
    refer = _level(np.where(shown, np.inf, whole)[clean], REFER_SHARE)
    shown |= whole > refer
    part = _level(np.where(shown, np.inf, worst)[clean], REFER_SHARE + PART_SHARE)
    return Levels(min(refer, stop), stop, part, unsure, slope, shift)


def _level(clean: Vector, share: float) -> float:
    """The least score above all but this share of the clean ones."""
    ordered = np.sort(clean)[::-1]
    finite = ordered[np.isfinite(ordered)]
    if not len(finite):
        return 0.0
    skipped = max(0, int(share * len(ordered)) - int(np.isposinf(ordered).sum()))
    return float(finite[min(skipped, len(finite) - 1)]) + 1e-6


def _fit(taught: Lesson, recipe: Recipe, chosen: Levels, *, kinds: bool) -> WordingModel:
    taught = taught.only(np.array([bool(parts) for parts in taught.parts]))
    sure = taught.only(np.array([line.label != "conditional" for line in taught.lines]))
    weights, strength = recipe.for_language(taught.language)
    wholes = sure.wholes()
    known = families(taught.numbering.names(), wholes, weights, recipe.at_least)
    width = sum(map(size, known))
    ends = np.cumsum([size(family) for family in known])[:-1]
    shown, of_line = _examples(sure, wholes)
    truth = np.array([line.is_violation for line in sure.lines])[of_line]
    care = np.array([recipe.care if line.topic == CERTAIN else 1.0 for line in sure.lines])[of_line]
    fit = partial(fit_head, width=width, strength=strength)
    refusal = fit(matrix(shown, known), truth, rounds=recipe.rounds, care=care)
    doubt = _doubt(taught, known, fit, recipe)
    kind = _kinds(taught, known, fit, recipe) if kinds else np.zeros((width, 0))
    return WordingModel(
        language=taught.language,
        families=tuple(one.family for one in known),
        refusal=tuple(part.astype(np.float32) for part in np.split(refusal, ends)),
        doubt=tuple(part.astype(np.float32) for part in np.split(doubt, ends)),
        categories=CATEGORIES if kinds else (),
        kinds=tuple(part.astype(np.float16) for part in np.split(kind, ends)),
        levels=chosen,
        revision=_revision(taught, recipe),
    )


def _examples(sure: Lesson, wholes: Sequence[Example]) -> tuple[list[Example], NDArray[np.int64]]:
    """The whole of each line and each of its sentences, and the number of the line of each.

    A sentence is labelled as its line is. That of a violation may be harmless by itself; measured,
    it teaches more than it harms.
    """
    shown = [
        [all_of_it, *(parts if len(parts) > 1 else ())]
        for all_of_it, parts in zip(wholes, sure.parts, strict=True)
    ]
    return list(chain(*shown)), np.arange(len(shown)).repeat([len(some) for some in shown])


def _doubt(taught: Lesson, known: Sequence[Known], fit: _Fit, recipe: Recipe) -> Vector:
    """The head that tells lines whose lawfulness depends on facts from clean ones."""
    asked = taught.only(np.array([not line.is_violation for line in taught.lines]))
    truth = np.array([line.label == "conditional" for line in asked.lines])
    return fit(matrix(asked.wholes(), known), truth, rounds=recipe.rounds)


def _kinds(taught: Lesson, known: Sequence[Known], fit: _Fit, recipe: Recipe) -> Vector:
    """One head for each category, on the lines that have any."""
    named = taught.only(np.array([bool(line.categories) for line in taught.lines]))
    rows = matrix(named.wholes(), known)
    heads = [
        fit(
            rows,
            np.array([category in line.categories for line in named.lines]),
            rounds=recipe.kind_rounds,
        )
        for category in CATEGORIES
    ]
    return np.stack(heads, axis=1)


def _folds(lines: Sequence[Line]) -> list[str]:
    """Authors, in a few groups; where there is only one, thirds of the topics."""
    authors = sorted({line.author for line in lines if not _is_ours(line)})
    if len(authors) > 1:
        group = {author: str(place % _GROUPS) for place, author in enumerate(authors)}
        return [group.get(line.author, AUTHOR) for line in lines]
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
