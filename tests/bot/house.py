"""A small house for tests: a real ledger, real law and words, and a clock one can set."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from twilio.request_validator import RequestValidator

from bot.compose import situation_settings
from bot.door import Door
from bot.links import Signer
from bot.rasa import Rasa
from bot.services import Services
from bot.settings import Settings
from bot.wording import Wording
from compliance.law import Law
from compliance.text.words import Words
from ledger.database import Database
from ledger.tables import (
    Account,
    ConsentEntry,
    ContactPoint,
    Conversation,
    Creditor,
    Debtor,
    Entry,
    Message,
)

ACCOUNT, TOKEN = "AC" + "1" * 32, "token-for-tests"
PUBLIC = "https://bot.example.com"
OURS, PHONE = "+12125550199", "+12125550101"
MORNING = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # a Tuesday, eleven in New York


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def move(self, **much: float) -> None:
        self.at += timedelta(**much)


@dataclass
class House:
    """Services around one database, and the few things tests do with them."""

    services: Services
    clock: Clock
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def db(self) -> Database:
        return self.services.db

    def with_settings(self, **changed: Any) -> House:
        """The same house with other settings."""
        settings = self.services.settings.model_copy(update=changed)
        return replace(self, services=replace(self.services, settings=settings))

    def debtor(self, phone: str = PHONE, *, language: str = "en", balance: int = 61_342) -> str:
        """Somebody in New York who owes, and agreed to be texted."""
        number = next(self.numbers)
        with self.db.transaction() as session:
            if session.get(Creditor, "creditor") is None:
                session.add(Creditor(id="creditor", name="Harbor Home Credit"))
                session.flush()
            debtor_id = f"debtor-{number}"
            session.add(_debtor(debtor_id, language))
            session.flush()
            session.add_all(_file_of(debtor_id, number, phone, balance, self.clock()))
        return debtor_id

    def messages(self, direction: str | None = None) -> list[Message]:
        """Every message in the order they were written."""
        with self.db.reading() as session:
            found = session.query(Message).order_by(Message.seq).all()
            session.expunge_all()  # a reading session forgets what it read when it ends
        return [m for m in found if direction in (None, m.direction)]

    def message(self, message_id: str) -> Message:
        """One message by its id."""
        return next(m for m in self.messages() if m.id == message_id)

    def conversation(self, phone: str = PHONE) -> Conversation:
        """The conversation with a number."""
        with self.db.reading() as session:
            found = session.query(Conversation).filter(Conversation.address == phone).one()
            session.expunge_all()
        return found

    def rows(self, table: type[Any]) -> list[Any]:
        """Every row of a table."""
        with self.db.reading() as session:
            found = list(session.query(table))
            session.expunge_all()
        return found


def build_house(
    db: Database, *, law: Law, words: Words, wording: Wording, settings: Settings
) -> House:
    """Put a house together."""
    clock, numbers = Clock(), itertools.count(1)
    services = Services(
        settings=settings,
        db=db,
        clock=clock,
        new_id=lambda: f"id-{next(numbers)}",
        law=law,
        words=words,
        wording=wording,
        door=Door(law, words, situation_settings(settings)),
        signer=Signer("a-secret-for-tests"),
        rasa=Rasa(settings.rasa_url, token=None, timeout=2.0),
    )
    return House(services, clock)


def settings_for_tests(**more: Any) -> Settings:
    """Settings of a first-party creditor with one number at Twilio."""
    given: dict[str, Any] = {
        "public_url": PUBLIC,
        "twilio_account_sid": ACCOUNT,
        "twilio_auth_token": TOKEN,
        "twilio_from": (OURS,),
        "lookup_delay": 0.0,
        "_env_file": None,
        **more,
    }
    return Settings(**given)


def text_fields(body: str, *, sid: str, phone: str = PHONE, **more: str) -> dict[str, str]:
    """The form of an inbound text as Twilio posts it, with its blank fields."""
    return {
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": phone,
        "To": OURS,
        "Body": body,
        "NumMedia": "0",
        "NumSegments": "1",
        "SmsStatus": "received",
        "ApiVersion": "2010-04-01",
        "FromCity": "",
        "ToCity": "",
        **more,
    }


def signature(path: str, fields: Mapping[str, str] | Sequence[tuple[str, str]]) -> str:
    """Sign a form for our public address."""
    signed: str = RequestValidator(TOKEN).compute_signature(PUBLIC + path, dict(fields))
    return signed


def signature_sha256(path: str, fields: Mapping[str, str]) -> str:
    """Sign a form the newer way, written out: it must not lean on the library under test."""
    words = PUBLIC + path + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return base64.b64encode(
        hmac.new(TOKEN.encode(), words.encode(), hashlib.sha256).digest()
    ).decode()


def _debtor(debtor_id: str, language: str) -> Debtor:
    return Debtor(
        id=debtor_id,
        ref=f"P-{debtor_id}",
        kind="person",
        first_name="Maya",
        last_name="Brooks",
        language=language,
        city="New York",
        region="NY",
        postal_code="10025",
        country="US",
        birth_date=date(1985, 4, 12),
    )


def _file_of(debtor_id: str, number: int, phone: str, balance: int, now: datetime) -> list[Any]:
    account_id = f"account-{number}"
    long_ago = now - timedelta(days=60)
    return [
        ContactPoint(
            id=f"point-{number}",
            debtor_id=debtor_id,
            channel="sms",
            address=phone,
            added_at=long_ago,
        ),
        ConsentEntry(
            id=f"consent-{number}",
            debtor_id=debtor_id,
            channel="sms",
            address=phone,
            status="given",
            at=long_ago,
            source="loan agreement",
        ),
        Account(
            id=account_id,
            ref=f"HH-{number}",
            creditor_id="creditor",
            debtor_id=debtor_id,
            collecting="first",
            product="furniture loan",
            currency="USD",
            due_date=date(2026, 11, 25),
            placed_at=long_ago,
        ),
        Entry(
            id=f"entry-{number}",
            account_id=account_id,
            kind="principal",
            minor=balance,
            booked_on=long_ago.date(),
            recorded_at=long_ago,
            reference="opening",
        ),
    ]
