"""What went back and forth before: the counts that frequency and respond-once rules need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from compliance.situation import AddressKind, Channel, Contact, Direction
from ledger.addresses import Point, kind_of_contact, kinds_of, points_of
from ledger.tables import Account, Debtor, Message

# What they got, as far as anybody can tell: only this has told them something.
ARRIVED = ("sending", "accepted", "sent", "delivered", "read")
# Whatever may have reached them counts, even where nobody can tell.
REACHED = ("sending", "accepted", "sent", "delivered", "read", "undelivered", "failed", "unknown")


@dataclass(frozen=True)
class History:
    """Earlier contacts as of one message."""

    contacts: tuple[Contact, ...]  # newest last
    address: str | None  # the name that the contacts have for the message's own address
    last_inbound_at: datetime | None
    replies_since_inbound: int
    is_first: bool  # nothing that told of the debt has reached them
    first_on: date | None  # when we first wrote about the account, or to them
    told_in_talk_at: datetime | None  # when this conversation last told of the debt


def history_of(
    session: Session,
    message: Message,
    *,
    people: Sequence[Debtor],
    now: datetime,
    days: timedelta,
) -> History:
    """Count what was sent to the person (every address of theirs) and what they wrote last.

    ``people`` are everybody the message may be meant for.
    """
    ours = (Message.direction == "out") & Message.state.in_(REACHED) & (Message.id != message.id)
    points = points_of(session, people)
    sent = _sent_since(now - days, session, message, people, points)
    first_at = _first_at(session, message, ours)
    last_seq, last_at = _last_inbound(session, message)
    names, kinds = _names(message, sent), kinds_of(points)
    return History(
        contacts=tuple(_contact(one, names, kinds) for one in sent),
        address=names.get(message.address),
        last_inbound_at=last_at,
        replies_since_inbound=_replies(session, message, ours, last_seq),
        is_first=_told_at(session, message, anywhere=True) is None,
        first_on=None if first_at is None else first_at.date(),
        told_in_talk_at=_told_at(session, message, anywhere=False),
    )


def _sent_since(
    then: datetime,
    session: Session,
    message: Message,
    people: Sequence[Debtor],
    points: Sequence[Point],
) -> list[Message]:
    """What reached them since; states are looked at here, where no index of states misleads."""
    sent = session.scalars(
        select(Message)
        .where(
            Message.direction == "out",
            Message.id != message.id,
            Message.created_at > then,
            _to(session, message, people, points),
        )
        .order_by(Message.seq)
    )
    return [one for one in sent if one.state in REACHED]


def _to(
    session: Session, message: Message, people: Sequence[Debtor], points: Sequence[Point]
) -> ColumnElement[bool]:
    """What went to these people, and what may have.

    Where several share a number, what is sent there bears no name before somebody proves who they
    are. It went to whose debt it is about; about no debt, to any whose number it is.
    """
    ids = [person.id for person in people]
    theirs = session.scalars(select(Account.id).where(Account.debtor_id.in_(ids))).all()
    for_anybody = Message.debtor_id.is_(None) & Message.account_id.is_(None)
    addresses = {(point.channel, point.address) for point in points}
    at_theirs = (
        for_anybody & (Message.channel == channel) & (Message.address == address)
        for channel, address in sorted(addresses)
    )
    return or_(
        _with(message), Message.debtor_id.in_(ids), Message.account_id.in_(theirs), *at_theirs
    )


def _with(message: Message) -> ColumnElement[bool]:
    if message.debtor_id is not None:
        return Message.debtor_id == message.debtor_id
    return (Message.channel == message.channel) & (Message.address == message.address)


def _names(message: Message, sent: Sequence[Message]) -> dict[str, str]:
    """Number the addresses: laws ask only which are the same, and no number leaves the ledger.

    A telephone is one address, whether it was called or written to.
    """
    known = filter(None, (message.address, *(one.address for one in sent)))
    return {one: f"address-{place}" for place, one in enumerate(dict.fromkeys(known), start=1)}


def _contact(
    one: Message, names: Mapping[str, str], kinds: Mapping[tuple[str, str], AddressKind]
) -> Contact:
    return Contact(
        at=one.settled_at or one.created_at,
        channel=Channel(one.channel),
        direction=Direction.REPLY if one.in_reply_to else Direction.OUTBOUND,
        account=one.account_id,
        asked_for=one.in_reply_to is not None,
        address=names.get(one.address),
        address_kind=kind_of_contact(one.channel, one.address, kinds),
    )


def _last_inbound(session: Session, message: Message) -> tuple[int, datetime | None]:
    last = session.scalars(
        select(Message)
        .where(Message.conversation_id == message.conversation_id, Message.direction == "in")
        .order_by(Message.seq.desc())
        .limit(1)
    ).first()
    return (0, None) if last is None else (last.seq, last.created_at)


def _replies(session: Session, message: Message, ours: ColumnElement[bool], since: int) -> int:
    """Count what we sent since they last wrote; the parts of one answer are one reply."""
    query = select(func.count()).where(
        ours, Message.conversation_id == message.conversation_id, Message.seq > since
    )
    if message.in_reply_to is not None:
        other = Message.in_reply_to.is_(None) | (Message.in_reply_to != message.in_reply_to)
        query = query.where(other)
    return session.scalar(query.select_from(Message)) or 0


def _first_at(session: Session, message: Message, ours: ColumnElement[bool]) -> datetime | None:
    """Give when the first word was sent about this account (or, without one, to them)."""
    query = select(Message.created_at).where(ours, _with(message))
    if message.account_id is not None:
        query = query.where(Message.account_id == message.account_id)
    return session.scalars(query.order_by(Message.seq).limit(1)).first()


def _told_at(session: Session, message: Message, *, anywhere: bool) -> datetime | None:
    """Give when they were last told of this debt, anywhere or in this conversation."""
    told = (Message.direction == "out") & Message.state.in_(ARRIVED) & (Message.id != message.id)
    here = _with(message) if anywhere else Message.conversation_id == message.conversation_id
    query = select(Message).where(told, Message.discloses_debt, here)
    if message.account_id is not None:
        query = query.where(Message.account_id == message.account_id)
    last = session.scalars(query.order_by(Message.seq.desc()).limit(1)).first()
    return None if last is None else last.settled_at or last.created_at
