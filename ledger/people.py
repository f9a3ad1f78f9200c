"""Who is at an address, and whether somebody is who they say."""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.ids import NewId
from ledger.once import insert_once
from ledger.tables import Account, ContactPoint, Debtor

_HAN_NAME = re.compile(r"[\u3400-\u9fff·]+")
_PARTICLE = 3  # "de", "la", "van": no name by itself
_CANDIDATES = 10  # compared each time, so that the work does not tell how many there are

DEFAULT_PROOF = ("postal_code", "birth_year")
BUSINESS_PROOF = ("postal_code", "account_ref")
WITHOUT_POSTAL_CODE = ("birth_year", "account_ref")  # Hong Kong, for one, has none


@dataclass(frozen=True)
class _Facts:
    """The same facts as the file has them, or as somebody says them, ready to compare."""

    postal_code: str = ""
    birth_year: str = ""
    birth_date: str = ""
    last_name: str = ""
    account_ref: str = ""


def debtors_by_address(session: Session, channel: str, address: str) -> list[Debtor]:
    """Give everybody who is said to be reached at this address on this channel."""
    session.flush()
    return list(
        session.scalars(
            select(Debtor)
            .join(ContactPoint, ContactPoint.debtor_id == Debtor.id)
            .where(ContactPoint.channel == channel, ContactPoint.address == address)
            .order_by(Debtor.id)
        )
    )


def prove_identity(
    session: Session,
    *,
    debtor_ids: Collection[str] = (),
    account_ref: str | None = None,
    postal_code: str | None = None,
    birth_year: int | None = None,
    birth_date: date | None = None,
    last_name: str | None = None,
    proof: tuple[str, ...] = DEFAULT_PROOF,
    business_proof: tuple[str, ...] = BUSINESS_PROOF,
) -> str | None:
    """Give the one debtor for whom every fact of the configured proof is right, else nothing.

    Candidates are the ``debtor_ids`` (people known at the address) and whoever has the account
    ``account_ref``. Without either nobody can be proved. A full birth date also proves its year.
    Where the file has no postal code, the account's reference stands in for it.
    The same queries and comparisons are made whether or not somebody exists: neither the answer
    nor the time it takes tells a stranger that there is an account.
    """
    said = _Facts(
        postal_code=_plain(postal_code or ""),
        birth_year=str(birth_date.year if birth_date else birth_year or ""),
        birth_date=birth_date.isoformat() if birth_date else "",
        last_name=_plain(last_name or ""),
        account_ref=_plain(account_ref or ""),
    )
    people = _candidates(session, debtor_ids, account_ref)
    padded: list[tuple[Debtor | None, str | None]] = [*people[:_CANDIDATES]]
    padded += [(None, None)] * (_CANDIDATES - len(padded))
    right: set[str] = set()
    for debtor, ref in padded:
        facts = _facts_of(debtor, ref)
        needed = business_proof if debtor is not None and debtor.kind == "business" else proof
        if needed == DEFAULT_PROOF and not facts.postal_code:
            needed = WITHOUT_POSTAL_CODE
        if _all_equal(said, facts, needed, country=debtor.country if debtor else "US") and debtor:
            right.add(debtor.id)
    return right.pop() if len(right) == 1 else None


def _candidates(
    session: Session, debtor_ids: Collection[str], account_ref: str | None
) -> list[tuple[Debtor, str | None]]:
    session.flush()
    known = session.scalars(
        select(Debtor).where(Debtor.id.in_(sorted(debtor_ids))).order_by(Debtor.id)
    ).all()
    by_ref = session.execute(
        select(Debtor, Account.ref)
        .join(Account, Account.debtor_id == Debtor.id)
        .where(Account.ref == (account_ref or "").strip())
        .order_by(Debtor.id)
    ).all()
    named = [(debtor, ref) for debtor, ref in by_ref]
    return [*named, *((debtor, None) for debtor in known)]


def _facts_of(debtor: Debtor | None, ref: str | None) -> _Facts:
    if debtor is None:
        return _Facts("-", "-", "-", "-", "-")
    return _Facts(
        postal_code=_plain(debtor.postal_code or ""),
        birth_year=str(debtor.birth_date.year) if debtor.birth_date else "",
        birth_date=debtor.birth_date.isoformat() if debtor.birth_date else "",
        last_name=_plain(debtor.last_name or ""),
        account_ref=_plain(ref or ""),
    )


def _all_equal(said: _Facts, facts: _Facts, needed: tuple[str, ...], *, country: str) -> bool:
    equal = bool(needed)
    for name in needed:
        ours, theirs = getattr(facts, name), getattr(said, name)
        if name == "postal_code" and country == "US":
            ours, theirs = ours[:5], theirs[:5]  # ZIP+4 and ZIP name the same place
        same = hmac.compare_digest(ours.encode(), theirs.encode())
        equal &= same and bool(ours)  # a fact the file does not have proves nothing
    return equal


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def display_name(debtor: Debtor) -> str:
    """Give the name: the company, or first and last name in the order the name's script has."""
    if debtor.kind == "business" and debtor.company:
        return debtor.company
    parts = [part for part in (debtor.first_name, debtor.last_name) if part]
    if parts and all(_HAN_NAME.fullmatch(part) for part in parts):
        return "".join(reversed(parts))
    return " ".join(parts)


def greeting_name(debtor: Debtor) -> str:
    """Give the name to greet with: a first name, or the whole where first names are not used."""
    first = debtor.first_name
    if debtor.kind == "business" or not first or _HAN_NAME.fullmatch(first):
        return display_name(debtor)
    return first


def names_of(debtor: Debtor) -> tuple[str, ...]:
    """Give every name that must be masked in a record about this debtor."""
    return names_to_mask(debtor.first_name, debtor.last_name, debtor.company)


def names_to_mask(
    first_name: str | None, last_name: str | None, company: str | None
) -> tuple[str, ...]:
    """Give the parts of a name, their words, and both joined where the script writes them so.

    >>> names_to_mask("伟", "王", None)
    ('伟', '王', '王伟')
    >>> names_to_mask("Ana", "García de León", None)
    ('Ana', 'García de León', 'García', 'León')
    """
    parts = [part for part in (first_name, last_name, company) if part]
    for person in (first_name or "", last_name or ""):
        words = person.split()
        parts += [word for word in words if len(word) > _PARTICLE] if len(words) > 1 else []
    if first_name and last_name and _HAN_NAME.fullmatch(last_name + first_name):
        parts.append(last_name + first_name)
    return tuple(parts)


def add_contact_point(
    session: Session, *, debtor_id: str, channel: str, address: str, now: datetime, new_id: NewId
) -> bool:
    """Note that the debtor is reached at an address; ``False`` when that was known."""
    return insert_once(
        session,
        ContactPoint,
        key=("debtor_id", "channel", "address"),
        values={
            "id": new_id(),
            "debtor_id": debtor_id,
            "channel": channel,
            "address": address,
            "added_at": now,
        },
    )
