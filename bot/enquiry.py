"""May we write to this account, and when: the plainest reminder, imagined and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from compliance.contact.budget import Allowance, silence_budget
from compliance.contact.week import Day, week_of
from compliance.decide import decide
from compliance.law import Law
from compliance.situation import Channel, Purpose, Situation
from compliance.text.words import Words
from compliance.verdict import Outcome, Verdict
from ledger.accounts import account_by_ref
from ledger.conversations import conversation_for
from ledger.database import Database, Session
from ledger.situations import SituationSettings, situation_for
from ledger.tables import Account, ContactPoint, Creditor, Message

NEUTRAL = "{creditor}: this is our automated assistant. Reply STOP to opt out."


@dataclass(frozen=True)
class Answer:
    """Everything the rules say of writing now, and of the week to come."""

    account_ref: str
    situation: Situation
    verdict: Verdict
    budget: tuple[Allowance, ...]
    week: tuple[Day, ...]  # empty where no place is known
    clock: str | None  # the zone the week is told in

    @property
    def next_lawful(self) -> datetime | None:
        """The moment from which it may go; ``None`` where a person decides, or never."""
        if self.verdict.outcome <= Outcome.AMEND:
            return self.situation.at
        return self.verdict.not_before if self.verdict.outcome is Outcome.HOLD else None


@dataclass(frozen=True)
class Enquiry:
    """Asks the one compliance question about an account without sending or keeping anything."""

    db: Database
    law: Law
    words: Words
    settings: SituationSettings
    sender: str | None
    new_id: Callable[[], str]

    def ask(self, account: str, channel: Channel, at: datetime) -> Answer | None:
        """Answer for an account by its id or its reference; ``None`` if there is none."""
        with self._imagining() as session:
            found = session.get(Account, account) or account_by_ref(session, account)
            if found is None:
                return None
            message = self._reminder(session, found, channel, at)
            situation = situation_for(session, message, now=at, settings=self.settings)
            ref = found.ref
        verdict = decide(situation, law=self.law, words=self.words)
        clock = situation.places[0].zone if situation.places else None
        week = week_of(situation, self.law, clock=clock) if clock else ()
        return Answer(ref, situation, verdict, silence_budget(situation, self.law), week, clock)

    @contextmanager
    def _imagining(self) -> Iterator[Session]:
        """A session in which a message is imagined; nothing of it is kept."""
        with self.db.transaction() as session:
            imagined = session.begin_nested()
            try:
                yield session
            finally:
                imagined.rollback()

    def _reminder(
        self, session: Session, account: Account, channel: Channel, at: datetime
    ) -> Message:
        """The plainest reminder: what the file says decides, not the words."""
        point = (
            session.query(ContactPoint)
            .filter_by(debtor_id=account.debtor_id, channel=channel.value)
            .first()
        )
        address = point.address if point else ""
        creditor = session.get(Creditor, account.creditor_id)
        conversation = conversation_for(
            session,
            channel=channel.value,
            address=address,
            our_address=self.sender,
            now=at,
            new_id=self.new_id,
        )
        return Message(
            id="imagined",
            conversation_id=conversation.id,
            debtor_id=account.debtor_id,
            account_id=account.id,
            direction="out",
            channel=channel.value,
            address=address,
            sender=self.sender,
            body=NEUTRAL.format(creditor=creditor.name if creditor else ""),
            purpose=Purpose.REMINDER.value,
            discloses_debt=True,
            state="pending",
            due_at=at,
            created_at=at,
        )
