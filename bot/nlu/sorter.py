"""Several wishes in one message, as Rasa loads it: the first decides what follows, all are kept."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import PIECES
from bot.nlu.wishes import Wish, in_order, leading

WISHES = "wishes"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WishSorter(GraphComponent):
    """Set the intent to the wish that comes first, and ``wishes`` to all where there are several.

    It stands behind the classifier and the fallback: a message that is not understood as one may
    be understood in its parts.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """There is nothing to set."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WishSorter:
        """Make the sorter; it keeps nothing."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sort the wishes of each message."""
        for message in messages:
            pieces = message.get(PIECES) or []
            if len(pieces) > 1:
                self._sort(message, pieces)
        return messages

    def _sort(self, message: Message, pieces: list[Wish]) -> None:
        intent = message.get(INTENT) or {}
        span = ((0, len(message.get(TEXT) or "")),)
        whole = Wish(str(intent.get("name")), float(intent.get("confidence") or 0.0), span)
        wishes = in_order(whole, pieces)
        first = leading(whole, wishes)
        if first.intent != whole.intent:
            chosen = {"name": first.intent, "confidence": first.confidence}
            ranking = [row for row in message.get(INTENT_RANKING_KEY) or []
                       if row["name"] != first.intent]  # fmt: skip
            message.set(INTENT, chosen, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [chosen, *ranking], add_to_output=True)
        if len(wishes) > 1:
            message.set(WISHES, [_row(wish) for wish in wishes], add_to_output=True)


def _row(wish: Wish) -> dict[str, Any]:
    return {
        "intent": wish.intent,
        "confidence": wish.confidence,
        "level": wish.level,
        "spans": [list(span) for span in wish.spans],
    }
