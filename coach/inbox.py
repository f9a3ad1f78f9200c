"""The conversations that wait for a person, most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coach.briefing import Briefing, briefing
from ledger.database import Session
from ledger.people import display_name
from ledger.stops import flags_of
from ledger.tables import Conversation, Debtor, Handover, Message, Staff

SNIPPET_LENGTH = 120  # characters of the last words that are shown in a list


class Shown(StrEnum):
    """Which part of the inbox is looked at."""

    WAITING = "waiting"  # nobody has taken it yet
    MINE = "mine"  # taken by the person who looks
    ALL = "all"


@dataclass(frozen=True)
class Waiting:
    """One conversation in, or on its way into, the hands of a person."""

    conversation_id: str
    name: str | None  # of the debtor, if we know whose conversation it is
    channel: str
    language: str
    reason: str
    summary: str | None
    priority: int
    opened_at: datetime
    age: timedelta
    taken_by: str | None  # staff id
    taken_by_name: str | None
    last_words: str | None
    brief: Briefing


@dataclass(frozen=True)
class Referred:
    """A message the door did not let out without a person's decision."""

    message_id: str
    conversation_id: str
    name: str | None
    text: str
    why: str | None
    created_at: datetime


def inbox(
    session: Session,
    *,
    shown: Shown,
    staff_id: str,
    now: datetime,
    limit: int = 100,
) -> list[Waiting]:
    """List open handovers: higher priority first, then the longest waiting."""
    found = (
        session.query(Handover, Conversation, Debtor, Staff)
        .join(Conversation, Conversation.id == Handover.conversation_id)
        .outerjoin(Debtor, Debtor.id == Conversation.debtor_id)
        .outerjoin(Staff, Staff.id == Handover.taken_by)
        .filter(Handover.closed_at.is_(None))
    )
    if shown is Shown.WAITING:
        found = found.filter(Handover.taken_by.is_(None))
    elif shown is Shown.MINE:
        found = found.filter(Handover.taken_by == staff_id)
    rows = found.order_by(Handover.priority.desc(), Handover.opened_at, Handover.id).limit(limit)
    return [
        Waiting(
            conversation_id=conversation.id,
            name=display_name(debtor) if debtor else None,
            channel=conversation.channel,
            language=conversation.language,
            reason=handover.reason,
            summary=handover.summary,
            priority=handover.priority,
            opened_at=handover.opened_at,
            age=max(now - handover.opened_at, timedelta()),
            taken_by=handover.taken_by,
            taken_by_name=staff.name if staff else None,
            last_words=_last_words(session, conversation.id),
            brief=briefing(session, conversation, handover, _flags(session, debtor, now)),
        )
        for handover, conversation, debtor, staff in rows
    ]


def referred(session: Session, *, limit: int = 50) -> list[Referred]:
    """List the messages that wait at the door for a person, oldest first."""
    rows = (
        session.query(Message, Debtor)
        .outerjoin(Debtor, Debtor.id == Message.debtor_id)
        .filter(Message.state == "referred")
        .order_by(Message.seq)
        .limit(limit)
    )
    return [
        Referred(
            message_id=message.id,
            conversation_id=message.conversation_id,
            name=display_name(debtor) if debtor else None,
            text=_shortened(message.body),
            why=message.why,
            created_at=message.created_at,
        )
        for message, debtor in rows
    ]


def counts(session: Session, *, staff_id: str) -> dict[Shown, int]:
    """Count the open handovers of each part of the inbox."""
    taken: Sequence[tuple[str | None]] = (
        session.query(Handover.taken_by).filter(Handover.closed_at.is_(None)).tuples().all()
    )
    return {
        Shown.WAITING: sum(by is None for (by,) in taken),
        Shown.MINE: sum(by == staff_id for (by,) in taken),
        Shown.ALL: len(taken),
    }


def _flags(session: Session, debtor: Debtor | None, now: datetime) -> tuple[str, ...]:
    return tuple(flags_of(session, debtor.id, None, now)) if debtor else ()


def _last_words(session: Session, conversation_id: str) -> str | None:
    last = (
        session.query(Message.body)
        .filter(Message.conversation_id == conversation_id, Message.direction == "in")
        .order_by(Message.seq.desc())
        .first()
    )
    return _shortened(last.body) if last else None


def _shortened(text: str) -> str:
    """Cut a text to a line of a list.

    >>> _shortened("short")
    'short'
    >>> len(_shortened("long " * 60)) <= SNIPPET_LENGTH
    True
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= SNIPPET_LENGTH else flat[: SNIPPET_LENGTH - 1].rstrip() + "…"
