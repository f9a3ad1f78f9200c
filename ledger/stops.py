"""Silence: opt-outs, addresses that belong to somebody else, and standing reasons to hold off.

Each operation runs inside the caller's one transaction: the word that asks for silence, the
cancelling of everything that waits, and the log of both are committed together or not at all.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from compliance.situation import Flag, Purpose
from ledger.cancelling import cancel_followups, cancel_messages, note_unrecallable
from ledger.events import log_event
from ledger.ids import NewId
from ledger.once import insert_once, one_at_a_time
from ledger.people import debtors_by_address
from ledger.tables import Circumstance, ConsentEntry, Conversation, Message, Quarantine, Stop

# Answers that may still go out to somebody who said STOP, because they asked for them.
SPARED = (Purpose.OPT_OUT_CONFIRMATION, Purpose.OPT_IN_CONFIRMATION)
_ONE_NUMBER = ("sms", "voice")  # whoever reads its texts also answers its calls


def is_stopped(session: Session, channel: str, address: str) -> bool:
    """Whether this address has opted out of this channel, and not come back."""
    return live_stop(session, channel, address) is not None


def is_quarantined(session: Session, channel: str, address: str) -> bool:
    """Whether somebody said that this address is not the person's."""
    session.flush()
    return session.get(Quarantine, (address, channel)) is not None


def stop(
    session: Session,
    *,
    channel: str,
    address: str,
    source: str,
    message_id: str | None,
    now: datetime,
    new_id: NewId,
) -> bool:
    """Silence an address; ``False`` when it was silent already (what waits is cancelled anyway).

    A message that is being handed to the provider at this moment cannot be recalled: the events
    say which one, and their order proves which came first.
    """
    one_at_a_time(session, f"stop {channel} {address}")
    new = live_stop(session, channel, address) is None
    people = [debtor.id for debtor in debtors_by_address(session, channel, address)]
    if new:
        row = Stop(
            id=new_id(),
            address=address,
            channel=channel,
            at=now,
            source=source,
            message_id=message_id,
        )
        session.add(row)
        log_event(session, kind="stopped", subject=row.id, now=now, channel=channel, source=source)
        _note_consent(
            session, people, channel, address, "withdrawn", f"stop: {source}", now, new_id
        )
    theirs = _to(channel, address, people)
    cancel_messages(session, theirs, Message.purpose.not_in(SPARED), why="opted out", now=now)
    note_unrecallable(session, theirs, now=now)
    cancel_followups(session, people, channel=channel, why="opted out", now=now)
    return new


def lift(
    session: Session, *, channel: str, address: str, source: str, now: datetime, new_id: NewId
) -> bool:
    """End the silence because the person asked for it (START); ``False`` if there was none."""
    one_at_a_time(session, f"stop {channel} {address}")
    live = live_stop(session, channel, address)
    if live is None:
        return False
    live.lifted_at = now
    people = [debtor.id for debtor in debtors_by_address(session, channel, address)]
    _note_consent(session, people, channel, address, "given", f"start: {source}", now, new_id)
    log_event(session, kind="stop_lifted", subject=live.id, now=now, source=source)
    session.flush()
    return True


def ways_to(channel: str) -> tuple[str, ...]:
    """Give every channel by which the address of this one is reached.

    >>> ways_to("sms"), ways_to("email")
    (('sms', 'voice'), ('email',))
    """
    return _ONE_NUMBER if channel in _ONE_NUMBER else (channel,)


def quarantine(
    session: Session,
    *,
    channel: str,
    address: str,
    reason: str,
    now: datetime,
    new_id: NewId,
) -> bool:
    """Silence an address that belongs to somebody else, for every account and every debtor."""
    ways = ways_to(channel)
    new = [_silence(session, way, address, reason, now) for way in ways][ways.index(channel)]
    talks = session.scalars(
        select(Conversation).where(Conversation.channel.in_(ways), Conversation.address == address)
    ).all()
    for conversation in talks:
        conversation.right_party = "wrong"
    for subject in [talk.id for talk in talks] or [new_id()]:  # an event never names an address
        log_event(session, kind="quarantined", subject=subject, now=now, channel=channel)
    for way in ways:
        theirs = _to(way, address, ())
        cancel_messages(
            session, theirs, Message.purpose.not_in(SPARED), why="wrong number", now=now
        )
        note_unrecallable(session, theirs, now=now)
    session.flush()
    return new


def _silence(session: Session, channel: str, address: str, reason: str, now: datetime) -> bool:
    return insert_once(
        session,
        Quarantine,
        key=("address", "channel"),
        values={"address": address, "channel": channel, "at": now, "reason": reason[:200]},
    )


def record_flag(
    session: Session,
    *,
    debtor_id: str,
    account_id: str | None,
    flag: Flag,
    source: str,
    note: str | None,
    now: datetime,
    new_id: NewId,
    until: datetime | None = None,
) -> Circumstance:
    """Write down a standing circumstance and cancel the reminders it makes wrong.

    ``account_id`` of ``None`` means every account. The same flag from the same source is kept
    once.
    """
    session.flush()
    known = session.scalars(
        select(Circumstance).where(
            Circumstance.debtor_id == debtor_id,
            Circumstance.account_id.is_(account_id)
            if account_id is None
            else Circumstance.account_id == account_id,
            Circumstance.kind == flag,
            Circumstance.source == source,
            Circumstance.until.is_(None),
        )
    ).first()
    if known is not None:
        return known
    row = Circumstance(
        id=new_id(),
        debtor_id=debtor_id,
        account_id=account_id,
        kind=flag.value,
        since=now,
        until=until,
        source=source,
        note=note,
    )
    session.add(row)
    log_event(
        session,
        kind="flag_recorded",
        subject=account_id or debtor_id,
        debtor_id=debtor_id,
        now=now,
        flag=flag.value,
        source=source,
    )
    about = Message.debtor_id == debtor_id
    if account_id is not None:
        about = about & (Message.account_id == account_id)
    cancel_messages(
        session, about, Message.purpose == Purpose.REMINDER, why=f"{flag.value} recorded", now=now
    )
    session.flush()
    return row


def end_flag(session: Session, *, circumstance_id: str, now: datetime) -> None:
    """Let a circumstance end now; the row stays."""
    row = session.get_one(Circumstance, circumstance_id)
    row.until = now
    log_event(
        session,
        kind="flag_ended",
        subject=row.account_id or row.debtor_id,
        debtor_id=row.debtor_id,
        now=now,
        flag=row.kind,
    )


def flags_of(
    session: Session,
    debtor_id: str,
    account_id: str | None,
    now: datetime,
    *,
    hardship_since: datetime | None = None,
) -> frozenset[Flag]:
    """Give the circumstances that hold now; without an account, those of every account count.

    ``hardship_since``: hardship that was told before then is left out.
    """
    session.flush()
    query = select(Circumstance.kind).where(
        Circumstance.debtor_id == debtor_id,
        Circumstance.since <= now,
        or_(Circumstance.until.is_(None), Circumstance.until > now),
    )
    if account_id is not None:
        query = query.where(
            or_(Circumstance.account_id.is_(None), Circumstance.account_id == account_id)
        )
    if hardship_since is not None:
        query = query.where(
            or_(Circumstance.kind != Flag.HARDSHIP, Circumstance.since >= hardship_since)
        )
    return frozenset(Flag(kind) for kind in session.scalars(query))


def live_stop(session: Session, channel: str, address: str) -> Stop | None:
    """Give the opt-out in force for this address on this channel."""
    session.flush()
    return session.scalars(
        select(Stop)
        .where(Stop.address == address, Stop.channel == channel, Stop.lifted_at.is_(None))
        .limit(1)
    ).first()


def _to(channel: str, address: str, people: list[str] | tuple[str, ...]) -> ColumnElement[bool]:
    return (Message.channel == channel) & or_(
        Message.address == address, Message.debtor_id.in_(people)
    )


def _note_consent(
    session: Session,
    people: list[str],
    channel: str,
    address: str,
    status: str,
    source: str,
    now: datetime,
    new_id: NewId,
) -> None:
    for debtor_id in people:
        insert_once(
            session,
            ConsentEntry,
            key=("debtor_id", "channel", "address", "at", "status"),
            values={
                "id": new_id(),
                "debtor_id": debtor_id,
                "channel": channel,
                "address": address,
                "status": status,
                "at": now,
                "source": source,
            },
        )
