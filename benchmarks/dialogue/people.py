"""The people of the talks: presets, changed as a talk says, put into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ledger.accounts import book
from ledger.database import Session
from ledger.ids import NewId
from ledger.money import Money
from ledger.people import add_contact_point
from ledger.tables import Account, ConsentEntry, Creditor, Debtor

MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)  # a Tuesday, ten in New York, nine in Mexico
MORNING_IN_ASIA = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)  # ten in Beijing, Taipei and Hong Kong

CREDITORS = {
    "Harbor Home Credit": ("+1 212 555 0190", "online at harborhome.example/pay"),
    "Northbank Cards": ("+1 704 555 0197", "online at northbank.example/pay"),
    "Muebles del Puerto": ("+52 55 5555 0190", "en línea en mueblespuerto.example/pagar"),
    "海港家居信贷": ("+86 10 5555 0190", "在线支付：harborhome.example/pay"),
    "海港家居信貸": ("+886 2 5555 0190", "線上支付：harborhome.example/pay"),
}


@dataclass(frozen=True)
class Owed:
    """One account, money in whole units."""

    principal: str = "585.00"
    interest: str = "18.42"
    fees: str = "10.00"
    product: str = "furniture loan"
    creditor: str = "Harbor Home Credit"
    collecting: str = "first"
    days_past_due: int = 5
    itemized: bool = False  # whether the file names an itemization date


@dataclass(frozen=True)
class Person:
    """Somebody who owes, as a talk names them; every talk has one of its own."""

    first_name: str = "Maya"
    last_name: str = "Brooks"
    company: str | None = None
    kind: str = "person"
    phone: str = "+1212"  # how it begins; seven digits of their own follow
    language: str = "en"
    country: str = "US"
    region: str | None = "NY"
    postal_code: str | None = "10025"
    birth_date: date | None = date(1985, 4, 12)
    currency: str = "USD"
    accounts: tuple[Owed, ...] = (Owed(),)
    starts: datetime = MORNING


_LUCIA = Owed("8000.00", "350.00", "100.00", "crédito de muebles", "Muebles del Puerto")
_WEI = Owed("4100.00", "130.00", "50.00", "家具分期", "海港家居信贷")
_MEI = Owed("20000.00", "650.00", "200.00", "家具分期", "海港家居信貸")
_CARD = Owed("980.00", "0", "0", "credit card", "Northbank Cards", "third", 60, itemized=True)

PRESETS: Mapping[str, Person] = {
    "maya": Person(),
    "lucia": Person(
        "Lucía", "Ramírez", phone="+5255", language="es", country="MX", region=None,
        postal_code="06700", currency="MXN", accounts=(_LUCIA,),
    ),
    "wei": Person(
        "伟", "王", phone="+86138", language="zh-Hans", country="CN", region=None,
        postal_code="100025", currency="CNY", accounts=(_WEI,), starts=MORNING_IN_ASIA,
    ),
    "mei": Person(
        "美玲", "陳", phone="+8869", language="zh-Hant", country="TW", region=None,
        postal_code="10617", currency="TWD", accounts=(_MEI,), starts=MORNING_IN_ASIA,
    ),
    "ka-ming": Person(
        "家明", "黃", phone="+8526", language="zh-Hant", country="HK", region=None,
        postal_code=None, currency="HKD", accounts=(replace(_MEI, principal="5000.00"),),
        starts=MORNING_IN_ASIA,
    ),
    "business": Person(
        "Ana", "Silva", company="Silva Catering LLC", kind="business", birth_date=None,
        accounts=(Owed("3400.00", "210.00", "50.00", "equipment lease", days_past_due=15),),
    ),
    "third": Person(accounts=(_CARD,)),
    "several": Person(
        accounts=(Owed(), Owed("240.00", "0", "15.00", "washing machine", days_past_due=20)),
    ),
}  # fmt: skip

_DIGITS_AFTER = {"+1212": 7, "+5255": 8, "+86138": 8, "+8869": 8, "+8526": 7}


class UnknownPerson(ValueError):
    """A talk names a person, or a fact of a person, that there is not."""


def person_of(given: object, *, language: str) -> Person:
    """Read the ``person`` of a talk: a preset's name, or ``{like: preset, fact: value}``.

    Raises:
        UnknownPerson: with what there is.
    """
    if given is None or isinstance(given, str):
        given = {"like": given or "maya"}
    if not isinstance(given, dict):
        raise UnknownPerson("'person' is a name, or a mapping with 'like'")
    changes = dict(given)
    name = changes.pop("like", "maya")
    if name not in PRESETS:
        raise UnknownPerson(f"there is no person '{name}'; there are {', '.join(PRESETS)}")
    preset = PRESETS[name]
    owed = _split(changes)
    if "accounts" in changes:
        changes["accounts"] = tuple(Owed(**_owed(row)) for row in changes["accounts"])
    elif owed:
        changes["accounts"] = (replace(preset.accounts[0], **owed), *preset.accounts[1:])
    known = {field.name for field in fields(Person)} - {"starts"}
    if strange := set(changes) - known:
        listed = ", ".join(sorted(known | {field.name for field in fields(Owed)}))
        raise UnknownPerson(f"a person has no {sorted(strange)}; there are {listed}")
    if name == "maya":
        changes.setdefault("language", language)
    return replace(preset, **changes)


def _split(changes: dict[str, Any]) -> dict[str, Any]:
    """Take out of the facts those of the (first) account."""
    names = {field.name for field in fields(Owed)} & set(changes)
    return _owed({name: changes.pop(name) for name in names})


def _owed(row: Mapping[str, Any]) -> dict[str, Any]:
    sums = ("principal", "interest", "fees")
    return {name: f"{value}" if name in sums else value for name, value in row.items()}


@dataclass(frozen=True)
class Settled:
    """Where somebody stands in the ledger."""

    debtor_id: str
    account_ids: tuple[str, ...]
    phone: str


def settle(
    session: Session, person: Person, *, number: int, now: datetime, new_id: NewId
) -> Settled:
    """Put a person and what they owe into the ledger; ``number`` makes them one of a kind."""
    phone = f"{person.phone}{number:0{_DIGITS_AFTER.get(person.phone, 7)}}"
    debtor = Debtor(
        id=f"debtor-{number}",
        ref=f"debtor-{number}",
        kind=person.kind,
        first_name=person.first_name,
        last_name=person.last_name,
        company=person.company,
        postal_code=person.postal_code,
        region=person.region,
        country=person.country,
        birth_date=person.birth_date,
        language=person.language,
    )
    session.add(debtor)
    session.flush()
    agreed = now - timedelta(days=300)
    add_contact_point(
        session, debtor_id=debtor.id, channel="sms", address=phone, now=agreed, new_id=new_id
    )
    session.add(
        ConsentEntry(
            id=new_id(), debtor_id=debtor.id, channel="sms", address=phone, status="given",
            at=agreed, source="loan agreement",
        )
    )  # fmt: skip
    accounts = [
        _account(session, person, owed, debtor.id, f"HH-{number}{'ABCDE'[n] if n else ''}", now,
                 new_id)
        for n, owed in enumerate(person.accounts)
    ]  # fmt: skip
    return Settled(debtor.id, tuple(accounts), phone)


def _account(
    session: Session,
    person: Person,
    owed: Owed,
    debtor_id: str,
    ref: str,
    now: datetime,
    new_id: NewId,
) -> str:
    due = now.date() - timedelta(days=owed.days_past_due)
    opened = due - timedelta(days=400)
    session.add(
        Account(
            id=ref,
            ref=ref,
            creditor_id=_creditor(session, owed.creditor),
            debtor_id=debtor_id,
            collecting=owed.collecting,
            product=owed.product,
            currency=person.currency,
            due_date=due,
            opened_on=opened,
            itemization_date=due if owed.itemized else None,
            placed_at=now,
        )
    )
    session.flush()
    for kind in ("principal", "interest", "fee"):
        amount = Decimal(owed.fees if kind == "fee" else getattr(owed, kind))
        if amount:
            book(
                session,
                account_id=ref,
                kind=kind,
                money=Money.parse(str(amount), person.currency),
                booked_on=due,
                reference=f"opening {kind}",
                now=now,
                new_id=new_id,
            )
    return ref


def _creditor(session: Session, name: str) -> str:
    found = session.query(Creditor).filter(Creditor.name == name).first()
    if found is None:
        phone, methods = CREDITORS.get(name, (None, None))
        found = Creditor(id=f"creditor {name}"[:60], name=name, phone=phone,
                         payment_methods=methods)  # fmt: skip
        session.add(found)
        session.flush()
    return found.id
