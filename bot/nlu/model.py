"""The trained intent model: vocabularies, coefficients, and what it answers.

It is stored as plain numbers and JSON, never as a pickle, so that opening a model cannot run
code; answering needs numpy and the sentence encoder.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.meaning import vectors
from bot.nlu.ngrams import character_ngrams, normalise, word_ngrams

Floats = NDArray[np.float32]

VOCABULARY = "vocabulary.json"
COEFFICIENTS = "coefficients.npz"


@dataclass(frozen=True)
class Lengths:
    """Shortest and longest runs that are counted."""

    words: tuple[int, int] = (1, 2)
    characters: tuple[int, int] = (1, 5)


def pieces(text: str, lengths: Lengths) -> tuple[Counter[str], Counter[str]]:
    """Count the words and the character runs of ``text``."""
    normalised = normalise(text)
    return (
        word_ngrams(normalised, *lengths.words),
        character_ngrams(normalised, *lengths.characters),
    )


@dataclass(frozen=True)
class Vocabulary:
    """One family of pieces: the column each stands in, and how telling each is."""

    columns: dict[str, int]
    weights: Floats

    @classmethod
    def learn(cls, documents: list[Counter[str]], at_least: int) -> Vocabulary:
        """Give each piece seen often enough a column and its smoothed inverse frequency."""
        seen = Counter(piece for document in documents for piece in document)
        kept = sorted(piece for piece, times in seen.items() if times >= at_least)
        columns = {piece: column for column, piece in enumerate(kept)}
        frequency = np.array([seen[piece] for piece in kept], dtype=np.float32)
        weights = np.log((1 + len(documents)) / (1 + frequency)) + 1
        return cls(columns, weights.astype(np.float32))

    def vector(self, counts: Counter[str]) -> tuple[NDArray[np.int64], Floats]:
        """Give the columns of the known pieces and their values, scaled to length one."""
        known = [
            (column, count)
            for piece, count in counts.items()
            if (column := self.columns.get(piece)) is not None
        ]
        columns = np.array([column for column, _ in known], dtype=np.int64)
        values = np.array([count for _, count in known], dtype=np.float32)
        values = (1 + np.log(values)) * self.weights[columns]
        length = float(np.sqrt(np.dot(values, values)))
        return columns, values / length if length else values


@dataclass(frozen=True)
class Answer:
    """What the model makes of one message."""

    ranking: tuple[tuple[str, float], ...]
    strongest: float
    understood: bool


@dataclass(frozen=True)
class IntentModel:
    """One linear model for each intent over pieces and meaning, calibrated together.

    ``temperature`` turns the logits into honest probabilities; a message whose strongest logit
    is below ``reject_below`` was not understood at all.
    """

    intents: tuple[str, ...]
    lengths: Lengths
    words: Vocabulary
    characters: Vocabulary
    coefficients: NDArray[np.float16]  # one row a column of pieces, one column an intent
    meaning: NDArray[np.float16]  # one row a dimension of the encoder, one column an intent
    intercepts: Floats
    temperature: float
    reject_below: float

    def logits(self, text: str) -> Floats:
        """Say how strongly each intent speaks for ``text``."""
        words, characters = pieces(text, self.lengths)
        word_columns, word_values = self.words.vector(words)
        character_columns, character_values = self.characters.vector(characters)
        columns = np.concatenate([word_columns, character_columns + len(self.words.columns)])
        values = np.concatenate([word_values, character_values])
        rows = self.coefficients[columns].astype(np.float32)
        logits: Floats = values @ rows + self.intercepts
        logits += vectors([text])[0] @ self.meaning.astype(np.float32)
        return logits

    def answer(self, text: str) -> Answer:
        """Rank every intent for ``text``, the likeliest first."""
        logits = self.logits(text)
        scaled = np.exp((logits - np.max(logits)) / self.temperature)
        probabilities = scaled / scaled.sum()
        order = np.argsort(-probabilities, kind="stable")
        strongest = float(np.max(logits))
        return Answer(
            ranking=tuple((self.intents[i], float(probabilities[i])) for i in order),
            strongest=strongest,
            understood=strongest >= self.reject_below,
        )

    def save(self, folder: Path) -> None:
        """Write the model into ``folder``, which exists."""
        vocabulary = {
            "intents": self.intents,
            "word_lengths": self.lengths.words,
            "character_lengths": self.lengths.characters,
            "words": list(self.words.columns),
            "characters": list(self.characters.columns),
            "temperature": self.temperature,
            "reject_below": self.reject_below,
        }
        text = json.dumps(vocabulary, ensure_ascii=False)
        (folder / VOCABULARY).write_text(text, encoding="utf-8")
        np.savez_compressed(
            folder / COEFFICIENTS,
            coefficients=self.coefficients,
            meaning=self.meaning,
            intercepts=self.intercepts,
            word_weights=self.words.weights,
            character_weights=self.characters.weights,
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what ``save`` wrote; nothing in it is executed."""
        stored = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        with np.load(folder / COEFFICIENTS, allow_pickle=False) as arrays:
            return cls(
                intents=tuple(stored["intents"]),
                lengths=Lengths(_pair(stored["word_lengths"]), _pair(stored["character_lengths"])),
                words=Vocabulary(_columns(stored["words"]), arrays["word_weights"]),
                characters=Vocabulary(_columns(stored["characters"]), arrays["character_weights"]),
                coefficients=arrays["coefficients"],
                meaning=arrays["meaning"],
                intercepts=arrays["intercepts"],
                temperature=float(stored["temperature"]),
                reject_below=float(stored["reject_below"]),
            )


def _columns(names: list[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(names)}


def _pair(values: list[int]) -> tuple[int, int]:
    shortest, longest = values
    return shortest, longest
