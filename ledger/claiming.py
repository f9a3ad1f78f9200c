"""Claiming: which waiting message leaves next, and for which worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session, aliased

from compliance.situation import Purpose
from ledger.accounts import balance
from ledger.cancelling import cancel_message
from ledger.stops import SPARED, is_quarantined, is_stopped
from ledger.tables import Message, Sender

_DROPS_AT_ONCE = 100  # messages cancelled in one claim before the worker gets its turn again
_WAKES_AT_ONCE = 500
_FOR_THE_DEBTOR = (Purpose.REMINDER, Purpose.NOTICE, Purpose.ANSWER)  # no stranger's business


def claim(session: Session, *, now: datetime, lease: timedelta) -> Message | None:
    """Take the next message that is due, for this worker alone, or nothing.

    The sender that waited longest comes first, each within its rate; words of one conversation
    leave in the order they were written. What must not leave any more (expired, opted out, a
    changed balance) is cancelled on the way. The caller decides in the same transaction:
    ``mark_sending``, ``postpone``, ``refer`` or ``cancel``. If it dies first, the message is
    claimed anew when the lease is over.
    """
    _wake(session, now)
    tried: list[str] = []
    while (sender := _longest_waiting(session, tried, now)) is not None:
        tried.append(sender.address)
        message = _next_of(session, sender, now)
        if message is not None:
            sender.served_at = now
            sender.next_free_at = now + timedelta(seconds=1 / sender.per_second)
            message.lease_until = now + lease
            session.flush()
            return message
    return None


def _wake(session: Session, now: datetime) -> None:
    due = (
        select(Message.seq)
        .where(Message.state == "held", Message.due_at <= now)
        .order_by(Message.due_at)
        .limit(_WAKES_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        update(Message)
        .where(Message.seq.in_(due.scalar_subquery()))
        .values(state="pending")
        .execution_options(synchronize_session=False)
    )


def _longest_waiting(session: Session, tried: list[str], now: datetime) -> Sender | None:
    return session.scalars(
        select(Sender)
        .where(
            Sender.next_free_at <= now,
            Sender.address.not_in(tried),
            exists().where(Message.sender == Sender.address, *_is_ready(now)),
        )
        .order_by(Sender.served_at, Sender.address)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()


def _next_of(session: Session, sender: Sender, now: datetime) -> Message | None:
    for _ in range(_DROPS_AT_ONCE):
        message = session.scalars(
            select(Message)
            .where(Message.sender == sender.address, *_is_ready(now), ~_has_to_wait(now))
            .order_by(Message.priority.desc(), Message.due_at, Message.seq)
            .limit(1)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).first()
        why = None if message is None else _why_not_any_more(session, message, now)
        if message is None or why is None:
            return message
        cancel_message(session, message, why=why, now=now)
        session.flush()
    return None


def _is_ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = Message.lease_until.is_(None) | (Message.lease_until <= now)
    return (Message.state == "pending", Message.due_at <= now, free)


def _has_to_wait(now: datetime) -> ColumnElement[bool]:
    """Tell whether earlier words of the conversation have to leave first.

    A message put off to another day does not hold up an answer; a part of the same answer does.
    """
    earlier = aliased(Message)
    same_answer = earlier.in_reply_to == Message.in_reply_to
    return exists().where(
        earlier.conversation_id == Message.conversation_id,
        earlier.seq < Message.seq,
        earlier.direction == "out",
        earlier.state.in_(("pending", "held", "sending")),
        (earlier.state == "sending")
        | ((earlier.state == "pending") & (earlier.due_at <= now))
        | same_answer,
    )


def _why_not_any_more(session: Session, message: Message, now: datetime) -> str | None:
    if message.expires_at is not None and message.expires_at <= now:
        return "expired before it could be sent"
    if message.purpose not in SPARED and is_stopped(session, message.channel, message.address):
        return "opted out"
    if message.purpose in _FOR_THE_DEBTOR and is_quarantined(
        session, message.channel, message.address
    ):
        return "wrong number"
    if message.balance_minor is None or message.account_id is None:
        return None
    if balance(session, message.account_id).minor != message.balance_minor:
        return "the balance changed since it was written"
    return None
