"""What a person needs to know to go on with a talk: what they want, how they are, what holds.

It is read from the ledger whenever it is shown, so it is never older than the talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compliance.situation import Flag
from ledger.database import Session
from ledger.events import events_of
from ledger.preferences import live_preferences
from ledger.tables import Conversation, Handover, Turn

_LOOK_BACK = 12  # turns
_SMALL_TALK = frozenset(
    "greet goodbye thank affirm deny give_identity nlu_fallback out_of_scope ask_help abuse".split()
)
_UPSET = frozenset("complain threaten_legal refuse_to_pay suspect_scam stop_contact".split())


class Mood(StrEnum):
    """How somebody sounds, the gravest that was noted."""

    DISTRESS = "distress"
    ANGRY = "angry"
    UPSET = "upset"
    CALM = "calm"


@dataclass(frozen=True)
class Briefing:
    """The talk in a few lines."""

    wants: tuple[str, ...]  # intents, the latest first
    mood: Mood
    reasons: tuple[str, ...]  # why a person was called, in order, each once
    wishes: tuple[str, ...]  # how they want to be reached, in their own words


def briefing(
    session: Session,
    conversation: Conversation,
    handover: Handover | None,
    flags: frozenset[str] | tuple[str, ...],
) -> Briefing:
    """Read what was understood and why a person was called."""
    intents = _intents(session, conversation.id)
    return Briefing(
        wants=tuple(dict.fromkeys(intent for intent in intents if intent not in _SMALL_TALK)),
        mood=_mood(intents, flags),
        reasons=_reasons(session, conversation.id, handover),
        wishes=tuple(live_preferences(session, conversation)),
    )


def _intents(session: Session, conversation_id: str) -> list[str]:
    rows = (
        session.query(Turn.intent)
        .filter(Turn.conversation_id == conversation_id, Turn.intent.is_not(None))
        .order_by(Turn.seq.desc())
        .limit(_LOOK_BACK)
    )
    return [str(row.intent) for row in rows]


def _mood(intents: list[str], flags: frozenset[str] | tuple[str, ...]) -> Mood:
    if Flag.DISTRESS.value in flags or "express_distress" in intents:
        return Mood.DISTRESS
    if "abuse" in intents:
        return Mood.ANGRY
    return Mood.UPSET if _UPSET & set(intents) else Mood.CALM


def _reasons(session: Session, conversation_id: str, handover: Handover | None) -> tuple[str, ...]:
    """Give every reason since the handover was opened: a second one does not replace the first."""
    if handover is None:
        return ()
    called = [
        str(event.detail["reason"])
        for event in events_of(session, conversation_id)
        if event.kind == "handed_over" and event.at >= handover.opened_at
    ]
    return tuple(dict.fromkeys([handover.reason, *called]))
