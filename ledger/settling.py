"""What became of a message that was handed over: the provider's answer, its callbacks, or doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.once import insert_once
from ledger.tables import Delivery, Message

TRIES_ALLOWED = 8  # hand-overs and look-ups together, before a person is asked
_LONGEST_WAIT = timedelta(minutes=15)

# How far a message has come. A callback moves it up and never down, in whatever order they come,
# so the last word is the same: proof of delivery outweighs a failure report.
RANK = {
    "accepted": 2,
    "sent": 3,
    "failed": 4,
    "undelivered": 5,
    "delivered": 6,
    "read": 7,
}
_NOT_ACCEPTED = 1  # every state before the provider said anything

_STATE_OF_STATUS = {
    "accepted": "accepted",
    "queued": "accepted",
    "scheduled": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "partially_delivered": "sent",
    "failed": "failed",
    "canceled": "failed",
    "undelivered": "undelivered",
    "delivered": "delivered",
    "read": "read",
}


class SendOutcome(StrEnum):
    """What the provider, or a look-up at the provider, said."""

    ACCEPTED = "accepted"  # it has the message
    RETRY = "retry"  # it certainly has not, and may be asked again
    REFUSED = "refused"  # it certainly has not, and never will
    UNKNOWN = "unknown"  # nobody can tell: a person decides


def settle(
    session: Session,
    message_id: str,
    *,
    outcome: SendOutcome,
    now: datetime,
    provider_sid: str | None = None,
    error_code: int | None = None,
    not_before: datetime | None = None,
) -> Message | None:
    """Write down what came of a hand-over. Only a message that is ``sending`` moves.

    After a lost answer do not call this: when its lease is over the message is found ``in_doubt``.
    A message already moved on by a callback keeps its state and only learns its provider id.
    """
    message = _locked(session, Message.id == message_id)
    if message is None:
        return None
    message.provider_sid = message.provider_sid or provider_sid
    if message.state != "sending":
        session.flush()
        return message
    if outcome is SendOutcome.RETRY and message.tries >= TRIES_ALLOWED:
        outcome = SendOutcome.REFUSED
    message.error_code = error_code
    message.lease_until = None
    if outcome is SendOutcome.RETRY:
        message.state = "held"
        message.due_at = not_before or now + _wait_after(message.tries)
    else:
        message.state = "dead" if outcome is SendOutcome.REFUSED else outcome.value
        message.settled_at = now
    _note(session, message, f"message_{message.state}", now, provider_sid)
    session.flush()
    return message


def in_doubt(
    session: Session, *, now: datetime, lease: timedelta, limit: int = 20
) -> list[Message]:
    """Take the messages whose hand-over was never answered, to look each up at the provider.

    Found → ``settle`` accepted; certainly absent → retry; cannot tell → leave it, and it is asked
    about again after the lease. After too many look-ups it becomes ``unknown`` and is not given.
    """
    session.flush()
    rows = session.scalars(
        select(Message)
        .where(Message.state == "sending", Message.lease_until <= now)
        .order_by(Message.lease_until)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    doubtful = []
    for message in rows:
        if message.tries >= TRIES_ALLOWED:
            message.state, message.settled_at, message.lease_until = "unknown", now, None
            _note(session, message, "message_unknown", now, None)
            continue
        message.tries += 1
        message.lease_until = now + lease
        _note(session, message, "message_in_doubt", now, None)
        doubtful.append(message)
    session.flush()
    return doubtful


def apply_status(
    session: Session,
    *,
    provider_sid: str,
    our_id: str | None,
    status: str,
    error_code: int | None,
    now: datetime,
) -> Message | None:
    """Keep a status callback once and move its message up, never down.

    ``our_id`` is the message's own id from the callback's address: it settles a message whose
    answer was lost. Gives the message, or nothing when no message of ours is meant.
    """
    new = insert_once(
        session,
        Delivery,
        key=("provider_sid", "status"),
        values={
            "provider_sid": provider_sid,
            "status": status[:30],
            "at": now,
            "error_code": error_code,
        },
    )
    message = _locked(session, Message.provider_sid == provider_sid)
    if message is None and our_id is not None:
        message = _locked(session, (Message.id == our_id) & (Message.direction == "out"))
    if message is None:
        return None
    if message.provider_sid not in (None, provider_sid):
        # Two ids for one message mean it was sent twice: somebody has to know.
        _note(session, message, "message_sent_twice", now, provider_sid)
        return message
    message.provider_sid = provider_sid
    if new:
        _move_up(session, message, status, error_code, now)
    session.flush()
    return message


def _move_up(
    session: Session, message: Message, status: str, error_code: int | None, now: datetime
) -> None:
    state = _STATE_OF_STATUS.get(status)
    if state is None or RANK[state] <= RANK.get(message.state, _NOT_ACCEPTED):
        return
    message.state, message.lease_until = state, None
    message.error_code = error_code
    message.settled_at = message.settled_at or now
    _note(session, message, f"message_{state}", now, message.provider_sid)


def _locked(session: Session, which: object) -> Message | None:
    session.flush()
    return session.scalars(
        select(Message)
        .where(which)  # type: ignore[arg-type]
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def _wait_after(tries: int) -> timedelta:
    return min(_LONGEST_WAIT, timedelta(seconds=2**tries))


def _note(
    session: Session, message: Message, kind: str, now: datetime, provider_sid: str | None
) -> None:
    log_event(
        session,
        kind=kind,
        subject=message.id,
        debtor_id=message.debtor_id,
        now=now,
        provider_sid=provider_sid,
        error_code=message.error_code,
        attempt=message.tries,
    )
