"""The intent classifier as Rasa loads it: words, character runs and meaning, in any language."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import fastpath
from bot.nlu.model import Answer, IntentModel, Lengths
from bot.nlu.pieces import read_pieces

PIECES = "pieces"  # of a message with several thoughts: what each of them means

_log = logging.getLogger(__name__)
fastpath.apply()  # here, because every server that answers loads the first component's module


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Rank the intents of a message, and say when it was not understood at all."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the settings that were measured; docs/decisions/0003 says what each buys."""
        return {
            "word_ngrams": [1, 2],
            "char_ngrams": [1, 5],
            "C": 10.0,
            "typo_copies": 1,
            "at_least": 2,
            "reject_keep": 0.97,
            "ranking_length": 10,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Name what training needs; answering needs numpy only."""
        return ["sklearn", "numpy"]

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        """Hold the settings, and the model once there is one."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Make an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> LinearIntentClassifier:
        """Read the trained model; one that cannot be read stops the start with its reason."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every labelled message and store the model."""
        from bot.nlu.learn import Examples, Recipe  # scikit-learn: not while serving
        from bot.nlu.learnt import learnt

        labelled = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT)
        ]
        recipe = Recipe(
            lengths=Lengths(tuple(self._config["word_ngrams"]), tuple(self._config["char_ngrams"])),
            strength=float(self._config["C"]),
            typo_copies=int(self._config["typo_copies"]),
            at_least=int(self._config["at_least"]),
            reject_keep=float(self._config["reject_keep"]),
        )
        texts, labels = zip(*labelled, strict=True) if labelled else ((), ())
        self._model = learnt(Examples(texts, labels), recipe)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            answer = self._model.answer(text) if self._model and text.strip() else None
            ranking = self._ranking(answer)
            intent = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            if self._model is not None and answer is not None:
                message.set(PIECES, read_pieces(self._model, text, answer))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Answer for the training messages too, for policies that want it."""
        self.process(training_data.training_examples)
        return training_data

    def _ranking(self, answer: Answer | None) -> list[dict[str, Any]]:
        """Rank the intents; one that was not understood is led by Rasa's fallback intent.

        The fallback then carries confidence 1.0 and the others none: that we did not understand is
        certain, and the FallbackClassifier after us must not put in a second one.
        """
        if answer is None:
            return []
        ranking = [
            {"name": name, "confidence": confidence}
            for name, confidence in answer.ranking[: self._config["ranking_length"]]
        ]
        if not answer.understood:
            others = [{**row, "confidence": 0.0} for row in ranking]
            return [{"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}, *others]
        return ranking
