"""When, where and how somebody wants to be reached; the door keeps to it from that moment on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from compliance.situation import Channel, DeclaredWindow
from ledger.events import log_event
from ledger.ids import NewId
from ledger.tables import ContactPreference, Conversation, Debtor
from ledger.values import Hours

_EVERY_DAY = tuple(range(7))
_MIDNIGHT = "00:00"


def note_preference(
    session: Session,
    conversation: Conversation,
    *,
    kind: str,
    value: Mapping[str, Any],
    message_id: str,
    words: str,
    now: datetime,
    new_id: NewId,
) -> ContactPreference:
    """Write a wish down; it takes the place of an earlier one of its kind.

    It needs no proof of who they are: to be left alone by mistake harms nobody. Said by
    somebody who proved who they are it holds for every address of theirs.
    """
    end_preferences(session, conversation, kind=kind, now=now)
    row = ContactPreference(
        id=new_id(),
        debtor_id=conversation.debtor_id,
        channel=conversation.channel,
        address=conversation.address,
        message_id=message_id,
        words=words,
        kind=kind,
        value=dict(value),
        verified=conversation.right_party == "right",
        at=now,
    )
    session.add(row)
    log_event(
        session,
        kind="preference_noted",
        subject=conversation.id,
        debtor_id=conversation.debtor_id,
        now=now,
        what=kind,
        message=message_id,
    )
    session.flush()
    return row


def end_preferences(
    session: Session, conversation: Conversation, *, kind: str, now: datetime
) -> bool:
    """End what they wished before, of one kind; ``False`` when there was nothing."""
    people = [conversation.debtor_id] if conversation.debtor_id else []
    live = _live(session, people, conversation.channel, conversation.address, kind)
    for row in live:
        row.ended_at = now
    session.flush()
    return bool(live)


def hours_value(hours: Hours, *, quiet: bool = False) -> dict[str, Any]:
    """Give hours as they are stored: those that suit, or with ``quiet`` those that do not."""
    days = list(hours.days) if hours.days is not None else None
    return {"after": hours.after, "before": hours.before, "days": days, "quiet": quiet}


def declared_by(
    session: Session, people: Iterable[Debtor], channel: str, address: str
) -> tuple[DeclaredWindow, ...]:
    """Give the times that these people, or whoever wrote from this address, called inconvenient."""
    live = _live(session, [person.id for person in people], channel, address, "hours")
    return tuple(window for row in live for window in _quiet(row.value))


def refused_by(
    session: Session, people: Iterable[Debtor], channel: str, address: str
) -> frozenset[Channel]:
    """Give the ways by which they asked not to be reached; this way, if it is this address."""
    ids = [person.id for person in people]
    live = _live(session, ids, channel, address, "ways")
    ways = {Channel(way) for row in live for way in row.value["refused"]}
    places = _live(session, ids, channel, address, "place")
    here = any(
        row.value.get("here") and (row.channel, row.address) == (channel, address) for row in places
    )
    return frozenset(ways | ({Channel(channel)} if here else set()))


def refuses_work(session: Session, people: Iterable[Debtor], channel: str, address: str) -> bool:
    """Whether they asked not to be reached at work."""
    live = _live(session, [person.id for person in people], channel, address, "place")
    return any(row.value.get("work") for row in live)


def live_preferences(session: Session, conversation: Conversation) -> list[str]:
    """Give what they wished, in their own words, of every kind, the oldest first."""
    people = [conversation.debtor_id] if conversation.debtor_id else []
    found = [
        row
        for kind in ("hours", "ways", "place")
        for row in _live(session, people, conversation.channel, conversation.address, kind)
    ]
    return list(dict.fromkeys(row.words for row in sorted(found, key=lambda row: row.at)))


def _quiet(value: Mapping[str, Any]) -> list[DeclaredWindow]:
    """Turn hours that suit into the hours that do not.

    >>> _quiet({"after": "18:00", "before": None, "days": None, "quiet": False})[0].closes
    '18:00'
    """
    days = tuple(value["days"]) if value["days"] is not None else _EVERY_DAY
    after = value["after"] or _MIDNIGHT
    before = value["before"] or _MIDNIGHT
    if value["quiet"]:
        return [DeclaredWindow(days, after, before)]
    found = []
    if others := tuple(day for day in _EVERY_DAY if day not in days):
        found.append(DeclaredWindow(others, _MIDNIGHT, _MIDNIGHT))  # the whole day
    if _MIDNIGHT < before < after:  # they are awake at night: the day between is quiet
        return [*found, DeclaredWindow(days, before, after)]
    if after != _MIDNIGHT:
        found.append(DeclaredWindow(days, _MIDNIGHT, after))
    if before != _MIDNIGHT:
        found.append(DeclaredWindow(days, before, _MIDNIGHT))
    return found


def _live(
    session: Session, people: list[str], channel: str, address: str, kind: str
) -> list[ContactPreference]:
    session.flush()
    here = (ContactPreference.channel == channel) & (ContactPreference.address == address)
    return list(
        session.scalars(
            select(ContactPreference)
            .where(
                ContactPreference.kind == kind,
                ContactPreference.ended_at.is_(None),
                or_(ContactPreference.debtor_id.in_(people), here),
            )
            .order_by(ContactPreference.at)
        )
    )
