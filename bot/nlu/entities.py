"""The figures in a message as Rasa entities, read against the instant and zone it was said in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.figures import Reference, find_figures


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FigureExtractor(GraphComponent, EntityExtractorMixin):
    """Add an entity for every figure.

    Metadata ``now``, ``zone``, ``currency``, ``language`` and ``day_first`` are obeyed.
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
    ) -> FigureExtractor:
        """Make the extractor; it keeps nothing."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            entities = [
                {
                    "entity": figure.kind,
                    "start": figure.start,
                    "end": figure.end,
                    "value": figure.value,
                    "confidence_entity": 1.0,
                }
                for figure in find_figures(message.get(TEXT) or "", _reference(message))
            ]
            found = message.get(ENTITIES, []) + self.add_extractor_name(entities)
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def _reference(message: Message) -> Reference:
    """Take what the metadata tells of the moment and the account; else the clock and UTC."""
    metadata = message.get("metadata") or {}
    said_at = metadata.get("now")
    now = datetime.fromisoformat(said_at) if said_at else datetime.now(UTC)
    if now.tzinfo is None:
        now = now.replace(tzinfo=UTC)
    return Reference(
        now,
        _zone(metadata.get("zone")),
        metadata.get("currency"),
        metadata.get("language"),
        metadata.get("day_first"),
    )


def _zone(name: str | None) -> str:
    """Give the zone's name if there is such a zone, else UTC: a wrong name must not cost a turn."""
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
    return name or "UTC"
