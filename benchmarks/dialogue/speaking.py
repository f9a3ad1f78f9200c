"""One person's talk with the house: they write, time passes, money comes; what reaches them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchmarks.dialogue.house import OURS, House
from benchmarks.dialogue.people import Person, Settled, settle
from bot.inbound import Inbound, take_in
from ledger.accounts import book
from ledger.conversations import conversation_for, give_back
from ledger.database import Session
from ledger.money import Money
from ledger.tables import (
    Conversation,
    Followup,
    Message,
    PaymentRequest,
    Plan,
    Promise,
    Sender,
    Turn,
)
from outreach.advance import enrol, step

_BETWEEN = timedelta(seconds=40)  # two messages of one person
_PACE = timedelta(seconds=1)  # of our number, so that one message leaves after the other
_TURN_TRIES = 4
_numbers = itertools.count(1001)


@dataclass(frozen=True)
class Said:
    """One message of ours, as the person reads it."""

    template: str  # several are joined with +
    text: str
    discloses_debt: bool
    purpose: str


@dataclass(frozen=True)
class Heard:
    """What came of one step: what was understood, the templates, and what reached the person."""

    templates: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    withheld: tuple[str, ...] = ()  # why a message of ours did not leave
    intent: str | None = None

    @property
    def text(self) -> str:
        """All of it, as read."""
        return "\n".join(message.text for message in self.said)


@dataclass
class Speaker:
    """Somebody with a telephone, or at the chat window."""

    house: House
    person: Person
    settled: Settled
    channel: str
    address: str
    conversation_id: str
    now: datetime
    seen: int = 0  # seq of the last message of ours that was looked at
    turns: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def says(self, words: str, *, media: bool = False) -> Heard:
        """Write to us; give what comes back."""
        self.now += _BETWEEN
        message_id = f"{self.conversation_id}-{next(self.turns)}"
        house = self._at_my_time()
        house.rasa.said = None
        inbound = Inbound(
            message_id=message_id,
            channel=self.channel,
            address=self.address,
            our_address=OURS if self.channel == "sms" else None,
            body=words,
            media=[{"content_type": "image/jpeg", "url": "kept"}] if media else (),
        )
        with house.db.transaction() as session:
            talk = session.get_one(Conversation, self.conversation_id)
            take_in(session, house.services, inbound, now=self.now, conversation=talk)
        self._run_turn(message_id)
        return self._hear(message_id)

    def waits(self, much: timedelta) -> Heard:
        """Let time pass; what falls due meanwhile happens on its day."""
        until = self.now + much
        with self._at_my_time().db.transaction() as session:
            enrol(session, rules=self.house.rules, now=self.now, limit=1000)
        while (due := self._next_due(until)) is not None:
            at, is_step = due
            self.now = max(self.now, at)
            house = self._at_my_time()
            if is_step:
                step(house.db, rules=house.rules, desk=house.desk, now=self.now)
            self._send_what_is_due()
        self.now = until
        return self._hear(None)

    def pays(self, sum_: Money | None = None) -> Heard:
        """Pay by the link that was sent last: the provider tells, signed, as it always does."""
        self.now += _BETWEEN
        house = self._at_my_time()
        with house.db.reading() as session:
            request = (
                session.query(PaymentRequest)
                .filter(PaymentRequest.account_id.in_(self.settled.account_ids))
                .order_by(PaymentRequest.created_at.desc())
                .first()
            )
            token = request.token if request else None
        slip = house.cash_desk.slip(token) if token else None
        if slip is None:
            return Heard(withheld=("no link to pay was sent in this talk",))
        checkout = house.cash_desk.checkout(slip)
        body = house.provider.event_of(checkout, slip.id, sum_ or slip.money)
        house.cash_desk.hear(body, house.provider.sign(body))
        return self._hear(None)

    def books(self, sum_: Money) -> Heard:
        """Pay the creditor by another way; it stands in the next file of payments."""
        house = self._at_my_time()
        with house.db.transaction() as session:
            book(
                session,
                account_id=self.settled.account_ids[0],
                kind="payment",
                money=sum_,
                booked_on=self.now.date(),
                reference=f"file {next(self.turns)}",
                now=self.now,
                new_id=house.services.new_id,
            )
        return self._hear(None)

    def is_given_back(self) -> Heard:
        """A person at work hands the conversation back."""
        with self._at_my_time().db.transaction() as session:
            give_back(session, conversation_id=self.conversation_id, staff_id=None, now=self.now)
        return self._hear(None)

    def leaves(self) -> None:
        """End the talk: what still waits for this person disturbs no other talk."""
        mine = self.settled.account_ids
        with self.house.db.transaction() as session:
            for plan in session.query(Plan).filter(Plan.account_id.in_(mine)):
                plan.standing = "cancelled"
            for promise in session.query(Promise).filter(Promise.account_id.in_(mine)):
                promise.standing = "cancelled"
            for followup in self._followups(session):
                followup.state = "done"
            for message in self._waiting(session):
                message.state = "cancelled"
            for turn in session.query(Turn).filter(
                Turn.conversation_id == self.conversation_id, Turn.state == "pending"
            ):
                turn.state = "failed"

    def _at_my_time(self) -> House:
        self.house.clock.at = self.now
        return self.house

    def _send_what_is_due(self) -> None:
        while self._at_my_time().outbox.send_next():
            self.now += _PACE

    def _run_turn(self, message_id: str) -> None:
        """Run the turn as the worker would; what it puts off is tried again a little later."""
        for _ in range(_TURN_TRIES):
            with self.house.db.reading() as session:
                turn = session.get(Turn, message_id)
                state = turn.state if turn else "done"
            if state not in ("pending", "running"):
                return
            if not self._at_my_time().runner.run_next():
                self.now += timedelta(seconds=15)

    def _hear(self, message_id: str | None) -> Heard:
        """Let what is due go through the door; give what has come since the last look."""
        self._send_what_is_due()
        with self.house.db.transaction() as session:
            news = list(
                session.query(Message)
                .filter(
                    Message.conversation_id == self.conversation_id,
                    Message.direction == "out",
                    Message.seq > self.seen,
                )
                .order_by(Message.seq)
            )
            self.seen = max([self.seen, *(message.seq for message in news)])
            turn = session.get(Turn, message_id) if message_id else None
            return Heard(
                templates=tuple(self._templates(session, message_id, news)),
                said=tuple(
                    Said(m.template or "", m.body, m.discloses_debt, m.purpose)
                    for m in news
                    if m.state in ("sending", "accepted", "sent", "delivered")
                ),
                withheld=tuple(
                    f"{m.template}: {m.state}, {m.why}"
                    for m in news
                    if m.state in ("held", "referred", "cancelled", "pending")
                ),
                intent=turn.intent if turn else None,
            )

    def _templates(
        self, session: Session, message_id: str | None, news: list[Message]
    ) -> Iterator[str]:
        """Give the templates by their names; those of a turn as the actions kept them."""
        answered = message_id is not None and bool(self.house.rasa.said)
        turn = f"{message_id}/"
        if answered:
            yield from self.house.names_of(session, message_id or "")
        for message in news:
            number = message.id.removeprefix(turn)
            if not (answered and message.id.startswith(turn) and number.isdigit()):
                yield message.template or ""

    def _next_due(self, until: datetime) -> tuple[datetime, bool] | None:
        """Give the instant of the next thing of mine that is due, and whether it is a step."""
        with self.house.db.transaction() as session:
            steps = [f.due_at for f in self._followups(session)]
            sends = [m.due_at for m in self._waiting(session) if m.due_at > self.now]
        due = sorted([(at, True) for at in steps] + [(at, False) for at in sends])
        return due[0] if due and due[0][0] <= until else None

    def _followups(self, session: Session) -> list[Followup]:
        return list(
            session.query(Followup).filter(
                Followup.debtor_id == self.settled.debtor_id, Followup.state == "pending"
            )
        )

    def _waiting(self, session: Session) -> list[Message]:
        return list(
            session.query(Message).filter(
                Message.conversation_id == self.conversation_id,
                Message.direction == "out",
                Message.state.in_(("pending", "held")),
            )
        )


def meet(house: House, person: Person, *, channel: str = "sms") -> Speaker:
    """Let somebody new come in: they owe, and have not written yet."""
    number = next(_numbers)
    services = house.services
    house.clock.at = person.starts
    with house.db.transaction() as session:
        settled = settle(session, person, number=number, now=person.starts, new_id=services.new_id)
        session.query(Sender).update({"next_free_at": person.starts, "served_at": person.starts})
        address = settled.phone if channel == "sms" else f"chat:{number}"
        talk = conversation_for(
            session,
            channel=channel,
            address=address,
            our_address=OURS if channel == "sms" else None,
            now=person.starts,
            new_id=services.new_id,
        )
    return Speaker(house, person, settled, channel, address, talk.id, person.starts)
