"""What became of a message of ours, and what its code obliges us to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.codes import Duty, duty_of
from bot.metrics import ALERTS, STATUSES
from bot.people import tell_a_person
from bot.services import Services
from compliance.situation import Purpose
from ledger.cancelling import cancel_messages
from ledger.database import Session
from ledger.events import log_event
from ledger.outgoing import Draft, apply_status, enqueue
from ledger.stops import stop
from ledger.tables import Delivery, Message

AGAIN = "/again"  # ends the key of a second attempt; there is no third
_AGAIN_AFTER = timedelta(hours=1)
_AGAIN_WITHIN = timedelta(hours=24)
_FAILURES = frozenset({"undelivered", "failed"})
_KNOWN_STATUSES = frozenset(
    {"accepted", "queued", "scheduled", "sending", "sent", "delivered", "undelivered", "failed",
     "read", "canceled", "partially_delivered"}
)  # fmt: skip


@dataclass(frozen=True)
class Status:
    """One status callback."""

    provider_sid: str
    our_id: str | None  # from the callback's own address
    status: str
    error_code: int | None


def take_status(services: Services, news: Status) -> None:
    """Keep a callback once, move its message on, and follow its code."""
    label = news.status if news.status in _KNOWN_STATUSES else "other"
    STATUSES.labels(label).inc()
    now = services.clock()
    with services.db.transaction() as session:
        heard = session.get(Delivery, (news.provider_sid, news.status)) is not None
        message = apply_status(
            session,
            provider_sid=news.provider_sid,
            our_id=news.our_id,
            status=news.status,
            error_code=news.error_code,
            now=now,
        )
        if message is not None and not heard and news.status in _FAILURES:
            follow_code(session, services, message, news.error_code, now=now)


def follow_code(
    session: Session, services: Services, message: Message, code: int | None, *, now: datetime
) -> None:
    """Do what the code of a failed message asks of us."""
    duty = duty_of(code)
    if duty is Duty.OPTED_OUT:
        stop(
            session,
            channel=message.channel,
            address=message.address,
            source=str(code),
            message_id=message.id,
            now=now,
            new_id=services.new_id,
        )
        return
    if duty is Duty.LATER and _try_later(session, message, now):
        return
    if duty is Duty.FILTERED:
        which = Message.conversation_id == message.conversation_id
        cancel_messages(session, which, why=f"the carrier refuses our words ({code})", now=now)
    if duty in {Duty.FILTERED, Duty.OURS, Duty.UNREACHABLE}:
        ALERTS.labels(duty.value).inc()
        log_event(session, kind=f"alert_{duty.value}", subject=message.id, now=now, code=code)
    if duty is Duty.FILTERED or message.purpose in (Purpose.ANSWER, Purpose.COLLECTOR):
        tell_a_person(
            session,
            services,
            conversation_id=message.conversation_id,
            reason=f"not_delivered_{duty.value}",
            now=now,
        )


def _try_later(session: Session, message: Message, now: datetime) -> bool:
    """Enqueue the words once more, an hour on; the door judges them then. False: tried already."""
    if message.id.endswith(AGAIN):
        return False
    return enqueue(
        session,
        Draft(
            id=f"{message.id}{AGAIN}",
            conversation_id=message.conversation_id,
            text=message.body,
            purpose=message.purpose,
            due_at=now + _AGAIN_AFTER,
            expires_at=now + _AGAIN_WITHIN,
            template=message.template,
            in_reply_to=message.in_reply_to,
            account_id=message.account_id,
            why="their phone could not be reached",
            priority=message.priority,
            written_by=message.written_by,
            discloses_debt=message.discloses_debt,
            balance_minor=message.balance_minor,
        ),
        now=now,
    )
