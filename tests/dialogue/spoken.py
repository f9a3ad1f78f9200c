"""Talks written down as scripts, and spoken through the real Rasa and the real actions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.rasa import Rasa, words_for_rasa
from bot.wording import Wording
from ledger.accounts import book
from ledger.conversations import conversation_for, receive
from ledger.database import Database
from ledger.languages import hear_language
from ledger.money import Money
from ledger.people import add_contact_point
from ledger.tables import Account, ActionRun, Conversation, Creditor, Debtor
from ledger.values import decode

TALKS = Path(__file__).parent / "talks"
WORDING = Wording.load(Path(__file__).resolve().parents[2] / "policies" / "templates", strict=True)
START = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)  # a Tuesday, ten in the morning in New York
ZONE = "America/New_York"


@dataclass
class House:
    """The processes, and a ledger that grows by one person for every talk."""

    database: Database
    rasa: Rasa
    folder: Path
    numbers: Any = field(default_factory=lambda: itertools.count(1001))

    def new_id(self) -> str:
        return f"id-{next(self.numbers)}"

    def somebody(self) -> Speaker:
        """Maya owes 613.42; every talk has a Maya of its own."""
        number = next(self.numbers)
        phone, ref = f"+1212{number:07}", f"HH-{number}"
        with self.database.transaction() as session:
            if session.get(Creditor, "harbor") is None:
                session.add(
                    Creditor(
                        id="harbor",
                        name="Harbor Home Credit",
                        phone="+1 212 555 0190",
                        payment_methods="online at harborhome.example/pay",
                    )
                )
            debtor = Debtor(
                id=f"maya-{number}",
                ref=f"maya-{number}",
                kind="person",
                first_name="Maya",
                last_name="Brooks",
                postal_code="10025",
                country="US",
                birth_date=date(1985, 4, 12),
                language="en",
            )
            session.add(debtor)
            session.flush()
            add_contact_point(
                session,
                debtor_id=debtor.id,
                channel="sms",
                address=phone,
                now=START,
                new_id=self.new_id,
            )
            session.add(
                Account(
                    id=ref,
                    ref=ref,
                    creditor_id="harbor",
                    debtor_id=debtor.id,
                    collecting="first",
                    product="furniture loan",
                    currency="USD",
                    due_date=date(2026, 11, 26),
                    placed_at=START,
                )
            )
            session.flush()
            for kind, minor in (("principal", 585_00), ("interest", 18_42), ("fee", 10_00)):
                book(
                    session,
                    account_id=ref,
                    kind=kind,
                    money=Money(minor, "USD"),
                    booked_on=date(2026, 11, 26),
                    reference=f"opening {kind}",
                    now=START,
                    new_id=self.new_id,
                )
            conversation = conversation_for(
                session,
                channel="sms",
                address=phone,
                our_address="+15005550006",
                now=START,
                new_id=self.new_id,
            )
        return Speaker(self, conversation.id, debtor.id, ref, phone)


@dataclass
class Answer:
    """What came back: template names, and the text as the person reads it."""

    templates: list[str]
    text: str
    intent: str | None


@dataclass
class Speaker:
    """One person with a phone."""

    house: House
    conversation_id: str
    debtor_id: str
    account_id: str
    phone: str
    now: datetime = START
    turns: int = 0

    def say(self, words: str) -> Answer:
        """Text us; give our answer."""
        self.turns += 1
        self.now += timedelta(seconds=40)
        turn_id = f"{self.conversation_id}-{self.turns}"
        with self.house.database.transaction() as session:
            conversation = session.get_one(Conversation, self.conversation_id)
            verified = conversation.right_party == "right"
            message = receive(
                session,
                conversation=conversation,
                message_id=turn_id,
                body=words,
                media=(),
                now=self.now,
            )
            assert message is not None
            hear_language(session, conversation, message, now=self.now)
            language = conversation.language
        answers = self.house.rasa.say(
            conversation_id=self.conversation_id,
            turn_id=turn_id,
            words=words_for_rasa(words, verified=verified),
            now=self.now,
            zone=ZONE,
            language=language,
        )
        heard = self.house.rasa.heard_in(self.conversation_id, turn_id)
        said = [self._reply(turn_id, item) for item in answers.items]
        locale = self.conversation().language
        return Answer(
            templates=[template for template, _ in said],
            text="\n".join(WORDING.render(template, values, locale) for template, values in said),
            intent=heard.intent if heard else None,
        )

    def conversation(self) -> Conversation:
        with self.house.database.transaction() as session:
            return session.get_one(Conversation, self.conversation_id)

    def _reply(self, turn_id: str, item: str | int) -> tuple[str, dict[str, Any]]:
        if isinstance(item, str):
            return item, {}
        with self.house.database.transaction() as session:
            for run in session.query(ActionRun).filter(ActionRun.turn_id == turn_id):
                for reply in run.replies:
                    if reply["n"] == item:
                        return reply["template"], dict(decode(reply["values"]))
        raise AssertionError(f"The reply {item} is not in the ledger.")


def scripts() -> list[dict[str, Any]]:
    """Every talk of tests/dialogue/talks."""
    found: list[dict[str, Any]] = []
    for path in sorted(TALKS.glob("*.yml")):
        found += yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
