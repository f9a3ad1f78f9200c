"""The wishes of one message, as the component inside Rasa sorted them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SAFETY, TROUBLE, MONEY, QUESTION = 2, 3, 4, 5  # levels of docs/intent-guide.md
_SERVED_LAST = 9
PROTECTING = frozenset(  # the intents of the first two levels
    {"express_distress", "stop_contact", "report_deceased", "wrong_person", "report_attorney",
     "report_bankruptcy", "report_fraud", "dispute_debt"}
)  # fmt: skip
# Beside a proof of identity these want nothing that the proof does not bring.
SMALL_TALK = frozenset(
    {"greet", "goodbye", "thank", "affirm", "deny", "give_identity", "abuse", "stall", "not_now",
     "ask_help", "out_of_scope", "nlu_fallback", "ask_who_is_this", "suspect_scam", "ask_is_bot"}
)  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """One wish: its intent, its level (1 is served first), and the places that say so."""

    intent: str
    level: int
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def turn_to_serve(self) -> float:
        """When it is served: questions before what ends in a question of ours.

        A yes or no answers what we asked, so it comes before anything they ask.
        """
        if self.level > QUESTION:
            return TROUBLE + 0.5
        return _SERVED_LAST if self.level == MONEY else self.level

    def is_in(self, other: Heard) -> bool:
        """Whether the places of this wish lie within those of another."""
        return all(
            any(first <= start and end <= last for first, last in other.spans)
            for start, end in self.spans
        )

    def holds(self, entity: Mapping[str, Any]) -> bool:
        """Whether a figure stands in the words that express this wish."""
        start, end = entity.get("start"), entity.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            return False
        return any(first <= start and end <= last for first, last in self.spans)


def told_apart(wishes: Sequence[Heard], intent: str | None) -> list[Heard]:
    """Leave out what is only a part of the offer the whole message makes.

    "Half on the 11th and the rest on the 28th" is one promise, though its first half alone would
    be a part payment.
    """
    whole = next((one for one in wishes if one.intent == intent and one.level == MONEY), None)
    if whole is None:
        return list(wishes)
    return [one for one in wishes if one is whole or one.level != MONEY or not one.is_in(whole)]


def read_wishes(rows: object) -> tuple[Heard, ...]:
    """Take the wishes from Rasa's message; whatever has another shape is left out."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return ()
    return tuple(wish for wish in map(_wish, rows) if wish is not None)


def _wish(row: object) -> Heard | None:
    if not isinstance(row, Mapping):
        return None
    intent, level, spans = row.get("intent"), row.get("level"), row.get("spans")
    if not isinstance(intent, str) or not isinstance(level, int) or not isinstance(spans, Sequence):
        return None
    return Heard(intent, level, tuple((int(start), int(end)) for start, end in spans))
