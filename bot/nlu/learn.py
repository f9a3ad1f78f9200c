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

from bot.nlu.meaning import vectors
from bot.nlu.model import Floats, IntentModel, Lengths, Vocabulary, pieces
from bot.nlu.typos import misspell

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Recipe:
    """How to learn; the defaults are those measured in docs/decisions/0003 and 0005."""

    lengths: Lengths = field(default_factory=Lengths)
    strength: float = 10.0  # inverse of the regularisation, scikit-learn's C
    typo_copies: int = 0  # misspelt copies of each message learnt beside it
    at_least: int = 1  # messages a word or run must stand in to be counted
    reject_keep: float = 0.97  # share of messages in scope that must count as understood
    held_back: float = 0.25  # share of the messages that calibrate and are not learnt from then
    meaning_strength: float = 20.0  # inverse of the regularisation of the encoder's side
    meaning_weight: float = 0.6  # of its logits beside those of the pieces
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
    """Fit on everything, and calibrate on what another model said of messages it had not seen.

    Raises:
        ValueError: when there are fewer than two intents to tell apart.
    """
    intents = tuple(sorted(set(examples.labels)))
    if len(intents) < 2:
        raise ValueError("The intent classifier needs examples of at least two intents.")
    meanings = vectors(examples.texts)
    temperature, reject_below = _calibrate(examples, meanings, intents, recipe)
    return _fit(examples, meanings, intents, recipe, temperature, reject_below)


def _fit(
    examples: Examples,
    meanings: Floats,
    intents: tuple[str, ...],
    recipe: Recipe,
    temperature: float = 1.0,
    reject_below: float = float("-inf"),
) -> IntentModel:
    grown = _with_typos(examples, recipe)
    documents = [pieces(text, recipe.lengths) for text in grown.texts]
    words = Vocabulary.learn([counts for counts, _ in documents], recipe.at_least)
    characters = Vocabulary.learn([counts for _, counts in documents], recipe.at_least)
    by_pieces = LogisticRegression(
        C=recipe.strength,
        solver="liblinear",  # one intent against the rest, each in turn
        class_weight="balanced",  # a rare intent weighs as much as a common one
        tol=1e-2,
        random_state=recipe.seed,
    ).fit(_matrix(documents, words, characters), np.array(grown.labels))
    by_meaning = LogisticRegression(C=recipe.meaning_strength, max_iter=200)
    by_meaning.fit(meanings, np.array(examples.labels))
    coefficients, intercepts = _each_intent(by_pieces)
    meaning, meaning_intercepts = _each_intent(by_meaning)
    return IntentModel(
        intents=intents,
        lengths=recipe.lengths,
        words=words,
        characters=characters,
        coefficients=coefficients.T.astype(np.float16),
        meaning=(recipe.meaning_weight * meaning.T).astype(np.float16),
        intercepts=(intercepts + recipe.meaning_weight * meaning_intercepts).astype(np.float32),
        temperature=temperature,
        reject_below=reject_below,
    )


def _each_intent(fitted: LogisticRegression) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give one row of coefficients and one intercept an intent."""
    coefficients, intercepts = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # scikit-learn then gives only the second intent's side
        coefficients = np.vstack([-coefficients, coefficients])
        intercepts = np.concatenate([-intercepts, intercepts])
    return coefficients, intercepts


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


def _calibrate(
    examples: Examples, meanings: Floats, intents: tuple[str, ...], recipe: Recipe
) -> tuple[float, float]:
    """Find the temperature and the level below which a message was not understood."""
    held_back = _held_back(examples.labels, recipe)
    (unseen,), (learnt,) = np.nonzero(held_back), np.nonzero(~held_back)
    if not len(unseen):
        return 1.0, float("-inf")
    model = _fit(examples.only(learnt), meanings[learnt], intents, recipe)
    asked = examples.only(unseen)
    logits = np.array([model.logits(text) for text in asked.texts], dtype=np.float32)
    labels = np.array(asked.labels)
    truth = np.searchsorted(np.array(intents), labels)
    in_scope = labels != OUT_OF_SCOPE
    strongest = logits[in_scope].max(axis=1) if in_scope.any() else logits.max(axis=1)
    return _temperature(logits, truth), float(np.quantile(strongest, 1 - recipe.reject_keep))


def _held_back(labels: Sequence[str], recipe: Recipe) -> NDArray[np.bool_]:
    """Choose the same share of each intent's messages, and never the only one."""
    counts, dealt = Counter(labels), Counter[str]()
    order = list(range(len(labels)))
    random.Random(recipe.seed).shuffle(order)
    chosen = np.zeros(len(labels), dtype=np.bool_)
    for place in order:
        label = labels[place]
        if dealt[label] < int(counts[label] * recipe.held_back):
            chosen[place] = True
            dealt[label] += 1
    return chosen


def _temperature(logits: Floats, truth: NDArray[np.int64]) -> float:
    """Find the temperature at which the probabilities are least surprised by the truth."""

    def surprise(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float(np.mean(log_sum - scaled[np.arange(len(truth)), truth]))

    found = minimize_scalar(surprise, bounds=(-3.0, 3.0), method="bounded")
    return float(np.exp(found.x))
