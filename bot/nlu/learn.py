"""Learn the intent model from labelled messages. Runs only while training, with scikit-learn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.nlu.model import Floats, IntentModel, Lengths, Vocabulary, pieces
from bot.nlu.typos import misspell

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Recipe:
    """How to learn; the defaults are those measured in docs/decisions/0003."""

    lengths: Lengths = field(default_factory=Lengths)
    strength: float = 10.0  # inverse of the regularisation, scikit-learn's C
    typo_copies: int = 0  # misspelt copies of each message learnt beside it
    at_least: int = 1  # messages a word or run must stand in to be counted
    reject_keep: float = 0.97  # share of messages in scope that must count as understood
    folds: int = 3
    seed: int = 20261123


@dataclass(frozen=True)
class Examples:
    """Messages and the intent of each."""

    texts: Sequence[str]
    labels: Sequence[str]

    def only(self, chosen: NDArray[np.int64]) -> Examples:
        """Keep the chosen rows."""
        return Examples([self.texts[i] for i in chosen], [self.labels[i] for i in chosen])


def learn(examples: Examples, recipe: Recipe) -> IntentModel:
    """Fit on everything, and calibrate on what five models said of messages they had not seen.

    Raises:
        ValueError: when there are fewer than two intents to tell apart.
    """
    intents = tuple(sorted(set(examples.labels)))
    if len(intents) < 2:
        raise ValueError("The intent classifier needs examples of at least two intents.")
    temperature, reject_below = _calibrate(examples, intents, recipe)
    return _fit(examples, intents, recipe, temperature, reject_below)


def _fit(
    examples: Examples,
    intents: tuple[str, ...],
    recipe: Recipe,
    temperature: float = 1.0,
    reject_below: float = float("-inf"),
) -> IntentModel:
    grown = _with_typos(examples, recipe)
    documents = [pieces(text, recipe.lengths) for text in grown.texts]
    words = Vocabulary.learn([counts for counts, _ in documents], recipe.at_least)
    characters = Vocabulary.learn([counts for _, counts in documents], recipe.at_least)
    matrix = _matrix(documents, words, characters)
    fitted = LogisticRegression(
        C=recipe.strength,
        solver="liblinear",  # one intent against the rest, each in turn
        class_weight="balanced",  # a rare intent weighs as much as a common one
        tol=1e-3,
        random_state=recipe.seed,
    ).fit(matrix, np.array(grown.labels))
    coefficients, intercepts = fitted.coef_, fitted.intercept_
    if len(intents) == 2:  # scikit-learn then gives only the second intent's side
        coefficients = np.vstack([-coefficients, coefficients])
        intercepts = np.concatenate([-intercepts, intercepts])
    return IntentModel(
        intents=intents,
        lengths=recipe.lengths,
        words=words,
        characters=characters,
        coefficients=coefficients.T.astype(np.float16),
        intercepts=intercepts.astype(np.float32),
        temperature=temperature,
        reject_below=reject_below,
    )


def _matrix(
    documents: Sequence[tuple[Counter[str], Counter[str]]],
    words: Vocabulary,
    characters: Vocabulary,
) -> csr_matrix:
    columns, values, ends = [], [], [0]
    for word_counts, character_counts in documents:
        word_columns, word_values = words.vector(word_counts)
        character_columns, character_values = characters.vector(character_counts)
        columns += [word_columns, character_columns + len(words.columns)]
        values += [word_values, character_values]
        ends.append(ends[-1] + len(word_columns) + len(character_columns))
    width = len(words.columns) + len(characters.columns)
    data = np.concatenate(values).astype(np.float64)
    return csr_matrix((data, np.concatenate(columns), ends), shape=(len(documents), width))


def _with_typos(examples: Examples, recipe: Recipe) -> Examples:
    """Add misspelt copies, the same ones every time."""
    random_source = random.Random(recipe.seed)
    texts, labels = list(examples.texts), list(examples.labels)
    for text, label in zip(examples.texts, examples.labels, strict=True):
        for _ in range(recipe.typo_copies):
            texts.append(misspell(text, random_source))
            labels.append(label)
    return Examples(texts, labels)


def _calibrate(examples: Examples, intents: tuple[str, ...], recipe: Recipe) -> tuple[float, float]:
    """Find the temperature and the level below which a message was not understood."""
    labels = np.array(examples.labels)
    folds = _folds(examples.labels, recipe)
    unseen_somewhere = folds >= 0
    if not unseen_somewhere.any():
        return 1.0, float("-inf")
    logits = np.zeros((len(labels), len(intents)), dtype=np.float32)
    for fold in range(recipe.folds):
        (unseen,) = np.nonzero(folds == fold)
        (learnt,) = np.nonzero(folds != fold)
        if len(unseen):
            model = _fit(examples.only(learnt), intents, recipe)
            logits[unseen] = [model.logits(examples.texts[i]) for i in unseen]
    logits, labels = logits[unseen_somewhere], labels[unseen_somewhere]
    truth = np.searchsorted(np.array(intents), labels)
    in_scope = labels != OUT_OF_SCOPE
    strongest = logits[in_scope].max(axis=1) if in_scope.any() else logits.max(axis=1)
    return _temperature(logits, truth), float(np.quantile(strongest, 1 - recipe.reject_keep))


def _folds(labels: Sequence[str], recipe: Recipe) -> NDArray[np.int64]:
    """Deal each intent's messages round the folds; -1 for the only message of an intent."""
    counts, dealt = Counter(labels), Counter[str]()
    order = list(range(len(labels)))
    random.Random(recipe.seed).shuffle(order)
    folds = np.full(len(labels), -1, dtype=np.int64)
    for place in order:
        label = labels[place]
        if counts[label] > 1:
            folds[place] = dealt[label] % recipe.folds
            dealt[label] += 1
    return folds


def _temperature(logits: Floats, truth: NDArray[np.int64]) -> float:
    """Find the temperature at which the probabilities are least surprised by the truth."""

    def surprise(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float(np.mean(log_sum - scaled[np.arange(len(truth)), truth]))

    found = minimize_scalar(surprise, bounds=(-3.0, 3.0), method="bounded")
    return float(np.exp(found.x))
