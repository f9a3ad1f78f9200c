"""Understand one message with the trained model, without starting Rasa.

Reads the classifier and the thresholds out of Rasa's own archive, so that the answer is the one
Rasa gives; only numpy is needed. For command lines and benchmarks, not for conversations.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.nlu.figures import Figure, Reference, find_figures
from bot.nlu.model import COEFFICIENTS, VOCABULARY, Answer, IntentModel
from bot.nlu.pieces import read_pieces
from bot.nlu.wishes import FALLBACK, Wish, in_order, leading

_COMPONENT = "LinearIntentClassifier"


@dataclass(frozen=True)
class Understanding:
    """What a message means: its intent, how sure that is, and its figures.

    ``wishes`` are all that were found, the one served first at the head.
    """

    intent: str
    confidence: float
    figures: tuple[Figure, ...]
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True)
class Parser:
    """The trained classifier with the thresholds it is served with."""

    model: IntentModel
    threshold: float
    ambiguity: float

    @classmethod
    def load(cls, archive: Path) -> Parser:
        """Open a trained archive.

        Raises:
            FileNotFoundError: there is no such archive.
            ValueError: it is not one of ours.
        """
        with tarfile.open(archive) as tar, tempfile.TemporaryDirectory() as folder:
            wanted = [
                member
                for member in tar.getmembers()
                if _COMPONENT in member.name
                and PurePosixPath(member.name).name in {VOCABULARY, COEFFICIENTS}
            ]
            metadata = tar.extractfile("metadata.json")
            if len(wanted) != 2 or metadata is None:
                raise ValueError(f"{archive} holds no {_COMPONENT}: train it with 'make train'.")
            threshold, ambiguity = _thresholds(metadata.read())
            for member in wanted:
                member.name = PurePosixPath(member.name).name
                tar.extract(member, folder, filter="data")
            return cls(IntentModel.load(Path(folder)), threshold, ambiguity)

    def parse(self, text: str, reference: Reference) -> Understanding:
        """Understand ``text`` as said at the reference's instant and place."""
        figures = find_figures(text, reference)
        if not text.strip():
            return Understanding(FALLBACK, self.threshold, figures)
        answer = self.model.answer(text)
        intent, confidence = self._whole(answer)
        whole = Wish(intent, confidence, ((0, len(text)),))
        wishes = in_order(whole, read_pieces(self.model, text, answer))
        first = leading(whole, wishes)
        return Understanding(first.intent, first.confidence, figures, wishes)

    def _whole(self, answer: Answer) -> tuple[str, float]:
        """Give the intent of a message as one, or that it was not understood."""
        if not answer.understood:
            return FALLBACK, 1.0
        (intent, confidence), *others = answer.ranking
        if confidence < self.threshold or self._is_ambiguous(confidence, others):
            return FALLBACK, self.threshold
        return intent, confidence

    def _is_ambiguous(self, confidence: float, others: Sequence[tuple[str, float]]) -> bool:
        return bool(others) and confidence - others[0][1] < self.ambiguity


def _thresholds(metadata: bytes) -> tuple[float, float]:
    """Read the FallbackClassifier's settings; without one nothing is refused here."""
    nodes = json.loads(metadata)["predict_schema"]["nodes"].values()
    for node in nodes:
        if str(node["uses"]).endswith("FallbackClassifier"):
            settings = node["config"]
            return float(settings["threshold"]), float(settings["ambiguity_threshold"])
    return 0.0, 0.0
