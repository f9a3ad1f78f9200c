"""What the file says of an address: whose it is, and whether another of theirs was stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import AddressKind, Channel
from ledger.preferences import refuses_work
from ledger.stops import is_stopped
from ledger.tables import ContactPoint, Debtor

PHONES = ("sms", "voice")


def numbers_of(session: Session, debtor: Debtor) -> list[str]:
    """Give every telephone number of a person: a second one may ring somewhere else."""
    return list(
        session.scalars(
            select(ContactPoint.address)
            .where(ContactPoint.debtor_id == debtor.id, ContactPoint.channel.in_(PHONES))
            .order_by(ContactPoint.address)
        )
    )


@dataclass(frozen=True)
class Point:
    """An address that is known for somebody, and of which kind it is."""

    channel: str
    address: str
    kind: str | None


def points_of(session: Session, people: Iterable[Debtor]) -> list[Point]:
    """Give every address of these people, by every channel."""
    ids = [person.id for person in people]
    columns = (ContactPoint.channel, ContactPoint.address, ContactPoint.kind)
    rows = session.execute(select(*columns).where(ContactPoint.debtor_id.in_(ids))) if ids else ()
    return [Point(*row) for row in rows]


def kinds_of(points: Iterable[Point]) -> dict[tuple[str, str], AddressKind]:
    """Give the kinds that are known, by channel and address; where two differ, it is at work."""
    known = sorted((p.kind, p.channel, p.address) for p in points if p.kind is not None)
    return {(channel, address): AddressKind(kind) for kind, channel, address in known}


def kind_of_contact(
    channel: str, address: str, kinds: Mapping[tuple[str, str], AddressKind]
) -> AddressKind | None:
    """Give where a past contact was; a talk they opened themselves is their own."""
    return AddressKind.OWN if channel == Channel.CHAT else kinds.get((channel, address))


def stopped_elsewhere(session: Session, address: str, people: Iterable[Debtor]) -> bool:
    """Say whether they stopped another of their numbers."""
    others = {number for person in people for number in numbers_of(session, person)} - {address}
    return any(is_stopped(session, channel, one) for one in others for channel in PHONES)


def kind_of_address(
    session: Session, channel: str, address: str, people: Iterable[Debtor]
) -> dict[str, Any]:
    """Give the facts of a situation about an address; a talk they opened themselves is their own.

    Where two files say different things of one address, it is at work. Who asked not to be
    reached at work is not, whatever their employer allows.
    """
    if channel == Channel.CHAT:
        return {"address_kind": AddressKind.OWN}
    people = list(people)
    point = session.scalars(
        select(ContactPoint)
        .where(
            ContactPoint.debtor_id.in_([person.id for person in people]),
            ContactPoint.channel == channel,
            ContactPoint.address == address,
            ContactPoint.kind.is_not(None),
        )
        .order_by(ContactPoint.kind.desc())
        .limit(1)
    ).first()
    if point is None or point.kind is None:
        return {}
    kind, allows = AddressKind(point.kind), point.employer_allows
    if kind is AddressKind.WORK and refuses_work(session, people, channel, address):
        allows = False
    return {"address_kind": kind, "employer_allows": allows}
