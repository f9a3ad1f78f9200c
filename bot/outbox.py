"""The one door out: nothing reaches a person except through ``Outbox``.

Judge, record, commit, and only then hand over: a crash may leave a record without a
message, never a message without a record. What was handed over and not answered for is
looked up at the provider, never sent again blindly.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels.port import (
    Absent,
    Accepted,
    Busy,
    CannotTell,
    Channel,
    InDoubt,
    Parcel,
    Refused,
    Sent,
)
from bot.delivery import follow_code
from bot.people import tell_a_person
from bot.segments import is_toll_free, measure
from bot.services import Services
from compliance.situation import Purpose
from compliance.verdict import Outcome, Verdict
from ledger.database import Session
from ledger.outgoing import (
    SendOutcome,
    cancel,
    claim,
    in_doubt,
    mark_sending,
    message_of,
    postpone,
    refer,
    settle,
)
from ledger.records import record_decision
from ledger.settling import TRIES_ALLOWED
from ledger.tables import Event, Message

_BUSY_WAITS = (0.3, 0.6, 1.2, 2.5, 10.0, 60.0, 300.0)  # seconds, by the number of tries
_FIRST_LOOK = 0.8  # seconds after a lost answer
_NEXT_LOOK = 1.0


@dataclass(frozen=True)
class Doubt:
    """A message of which nobody knows whether the provider has it."""

    parcel: Parcel
    channel: str
    since: datetime
    known: frozenset[str]


class Outbox:
    """The only holder of the channels."""

    def __init__(self, services: Services, channels: Mapping[str, Channel]) -> None:
        """Hold the channels, by name."""
        self._services = services
        self._channels = channels
        self._log = structlog.get_logger("outbox")
        self._lease = timedelta(seconds=services.settings.send_lease)

    def send_next(self) -> bool:
        """Take the next message that is due through the door. False: there is none."""
        now = self._services.clock()
        with self._services.db.transaction() as session:
            message = claim(session, now=now, lease=self._lease)
            if message is None:
                return False
            parcel = self._pass(session, message, now)
            channel = message.channel
        if parcel is not None:
            sent = self._channels[channel].deliver(parcel)
            self._settle(parcel, sent)
        return True

    def settle_next_doubt(self) -> bool:
        """Look up one message whose answer was lost. False: there is none in doubt."""
        now = self._services.clock()
        again = timedelta(seconds=_NEXT_LOOK)
        with self._services.db.transaction() as session:
            doubtful = in_doubt(session, now=now, lease=again, limit=1)
            doubts = [self._doubt(session, message) for message in doubtful]
        for doubt in doubts:
            self._look_up(doubt)
        return bool(doubts)

    def _pass(self, session: Session, message: Message, now: datetime) -> Parcel | None:
        """Judge, record, and commit to sending; or do what the verdict says instead."""
        situation, verdict = self._services.door.judge(session, message, now=now)
        record = record_decision(
            session,
            message_id=message.id,
            conversation_id=message.conversation_id,
            situation=situation,
            verdict=verdict,
            now=now,
            new_id=self._services.new_id,
        )
        self._log.info("judged", message_id=message.id, outcome=verdict.outcome.word,
                       purpose=message.purpose)  # fmt: skip
        if verdict.outcome > Outcome.AMEND:
            self._withhold(session, message, verdict, record.id, now)
            return None
        if message.channel not in self._channels:
            self._refer(
                session, message, "no way to send on this channel is set up", record.id, now
            )
            return None
        size = measure(verdict.text, toll_free=is_toll_free(message.sender))
        mark_sending(
            session,
            message.id,
            now=now,
            lease=self._lease,
            decision_id=record.id,
            body=verdict.text,
            segments=size.segments,
            encoding=size.encoding,
        )
        return _parcel(message, now)

    def _withhold(
        self, session: Session, message: Message, verdict: Verdict, decision_id: str, now: datetime
    ) -> None:
        why = verdict.objections[0].reason if verdict.objections else "no rule gave an answer"
        if verdict.outcome is Outcome.HOLD and verdict.not_before is not None:
            postpone(
                session,
                message.id,
                verdict.not_before,
                now=now,
                why=why,
                decision_id=decision_id,
            )
        elif verdict.outcome is Outcome.FORBID:
            cancel(session, message.id, why=why, now=now, decision_id=decision_id)
            if message.purpose == Purpose.ANSWER:
                self._tell(session, message, "answer_forbidden", now)
        else:
            self._refer(session, message, why, decision_id, now)

    def _refer(
        self, session: Session, message: Message, why: str, decision_id: str, now: datetime
    ) -> None:
        refer(session, message.id, now=now, why=why, decision_id=decision_id)
        self._tell(session, message, "message_referred", now)

    def _tell(self, session: Session, message: Message, reason: str, now: datetime) -> None:
        tell_a_person(
            session,
            self._services,
            conversation_id=message.conversation_id,
            reason=reason,
            now=now,
        )

    def _settle(self, parcel: Parcel, sent: Sent) -> None:
        """Write down what the provider said; what it did not say stays in doubt."""
        now = self._services.clock()
        with self._services.db.transaction() as session:
            if isinstance(sent, InDoubt):
                message = message_of(session, parcel.message_id)
                if message.state == "sending":
                    message.lease_until = now + timedelta(seconds=_FIRST_LOOK)
            elif isinstance(sent, Accepted):
                self._accept(session, parcel.message_id, sent, now)
            elif isinstance(sent, Busy):
                self._wait(session, parcel.message_id, sent, now)
            else:
                self._refused(session, parcel.message_id, sent, now)
        self._log.info(
            "handed over", message_id=parcel.message_id, outcome=type(sent).__name__.lower(),
            code=getattr(sent, "code", None),
        )  # fmt: skip

    def _accept(self, session: Session, message_id: str, sent: Accepted, now: datetime) -> None:
        message = settle(
            session,
            message_id,
            outcome=SendOutcome.ACCEPTED,
            provider_sid=sent.provider_sid,
            now=now,
        )
        if message is not None and message.state == "accepted" and sent.state != "accepted":
            message.state = sent.state

    def _wait(self, session: Session, message_id: str, sent: Busy, now: datetime) -> None:
        """Not processed, so it may be tried again for as long as the message is worth anything."""
        message = message_of(session, message_id)
        message.tries = min(message.tries, TRIES_ALLOWED - 1)
        usual = _BUSY_WAITS[min(message.tries, len(_BUSY_WAITS)) - 1]
        wait = max(usual * random.uniform(0.7, 1.3), sent.wait_seconds or 0.0)
        settle(
            session,
            message_id,
            outcome=SendOutcome.RETRY,
            error_code=sent.code or None,
            not_before=now + timedelta(seconds=wait),
            now=now,
        )

    def _refused(self, session: Session, message_id: str, sent: Refused, now: datetime) -> None:
        message = settle(
            session, message_id, outcome=SendOutcome.REFUSED, error_code=sent.code, now=now
        )
        if message is not None:
            follow_code(session, self._services, message, sent.code, now=now)

    def _doubt(self, session: Session, message: Message) -> Doubt:
        handed_over = (
            session.query(Event)
            .filter(Event.subject == message.id, Event.kind == "message_sending")
            .order_by(Event.seq.desc())
            .first()
        )
        known = session.query(Message.provider_sid).filter(
            Message.address == message.address, Message.provider_sid.is_not(None)
        )
        return Doubt(
            parcel=_parcel(message, self._services.clock()),
            channel=message.channel,
            since=handed_over.at if handed_over else message.created_at,
            known=frozenset(str(row[0]) for row in known),
        )

    def _look_up(self, doubt: Doubt) -> None:
        """Found: accepted. Certainly absent: again. Cannot tell: look again, then a person."""
        channel = self._channels.get(doubt.channel)
        if channel is None:
            return
        found = channel.look_up(doubt.parcel, since=doubt.since, known=doubt.known)
        now = self._services.clock()
        waited = (now - doubt.since).total_seconds()
        message_id = doubt.parcel.message_id
        with self._services.db.transaction() as session:
            if isinstance(found, Accepted):
                self._accept(session, message_id, found, now)
            elif isinstance(found, Absent) and waited >= self._services.settings.lookup_delay:
                settle(session, message_id, outcome=SendOutcome.RETRY, not_before=now, now=now)
            elif isinstance(found, CannotTell):
                self._despair(session, message_id, now)
        self._log.info("looked up", message_id=message_id, outcome=type(found).__name__.lower())

    def _despair(self, session: Session, message_id: str, now: datetime) -> None:
        """The last look-up has told nothing either: a person decides."""
        message = message_of(session, message_id)
        if message.state == "sending" and message.tries >= TRIES_ALLOWED:
            settle(session, message_id, outcome=SendOutcome.UNKNOWN, now=now)
            self._tell(session, message, "delivery_unknown", now)
        elif message.state == "sending":
            message.lease_until = now + timedelta(seconds=2.0**message.tries)


def _parcel(message: Message, now: datetime) -> Parcel:
    valid = None
    if message.expires_at is not None:
        valid = max(1, int((message.expires_at - now).total_seconds()))
    return Parcel(
        message_id=message.id,
        conversation_id=message.conversation_id,
        sender=message.sender,
        address=message.address,
        text=message.body,
        valid_seconds=valid,
    )
