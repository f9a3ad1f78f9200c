"""Gather everything compliance may look at before one message leaves.

A fact that is missing stays missing (``None`` or empty): the law then leaves it to a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import (
    Channel,
    Collecting,
    Consent,
    DeclaredWindow,
    Direction,
    Flag,
    Imprint,
    Place,
    Purpose,
    Recipient,
    RightParty,
    Situation,
)
from ledger.addresses import PHONES, kind_of_address, numbers_of, stopped_elsewhere
from ledger.agreed import behind
from ledger.claims import claimed_places
from ledger.geography import country_of_number, places_of_address, places_of_number
from ledger.history import History, history_of
from ledger.notices import lookup_of, notice_facts
from ledger.people import debtors_by_address
from ledger.preferences import declared_by, refused_by
from ledger.stops import flags_of, is_quarantined, is_stopped, live_stop
from ledger.tables import (
    Account,
    ConsentEntry,
    Conversation,
    Creditor,
    Debtor,
    Message,
    Staff,
)


@dataclass(frozen=True)
class SituationSettings:
    """What the operator says about itself."""

    collector: str | None = None  # the name that must stand in messages, for a third party
    collecting_default: Collecting | None = None  # when no account tells
    sender_providers: Mapping[str, str] = field(default_factory=lambda: {"sms": "twilio"})
    provider_approved: bool = False  # the provider's written approval is at hand
    history: timedelta = timedelta(days=32)  # a month, and what was written a day before it left
    imprint: Imprint = field(
        default_factory=Imprint
    )  # what messages may have to say about the operator
    licences: Mapping[str, str] = field(default_factory=dict)  # "us-ca": as it must be shown
    registered_in: frozenset[str] = frozenset()  # where an agency's licence or bond is held


def situation_for(
    session: Session, message: Message, *, now: datetime, settings: SituationSettings
) -> Situation:
    """Give the facts around one outgoing message, stored or only drafted, as they are now."""
    with session.no_autoflush:
        conversation = session.get(Conversation, message.conversation_id)
        people = _people(session, message)
        accounts = _accounts(session, message, people)
        meant = _meant(session, message, people)
        past = history_of(session, message, people=meant, now=now, days=settings.history)
        claimed = claimed_places(session, people, message.conversation_id)
    places = tuple(dict.fromkeys((*_places(session, message, people), *claimed)))
    country = _country(message, people)
    flags, declared = _file(session, message, people, now)
    return Situation(
        at=now,
        channel=Channel(message.channel),
        direction=Direction.REPLY if message.in_reply_to else Direction.OUTBOUND,
        purpose=Purpose(message.purpose),
        collecting=_collecting(accounts) or settings.collecting_default,
        text=message.body,
        language=conversation.language if conversation else None,
        address_country=country,
        sender_provider=settings.sender_providers.get(message.channel),
        provider_approved=settings.provider_approved,
        places=places,
        jurisdictions=_jurisdictions(places, country, people),
        right_party=_right_party(conversation),
        flags=flags,
        opted_out=is_stopped(session, message.channel, message.address),
        quarantined=is_quarantined(session, message.channel, message.address),
        consent=_consent(session, message, people),
        declared=(*declared, *declared_by(session, people, message.channel, message.address)),
        refused=refused_by(session, people, message.channel, message.address),
        discloses_debt=message.discloses_debt,
        creditor=creditor.name if (creditor := _creditor(session, accounts)) else None,
        collector=settings.collector,
        account=message.account_id,
        recipient=Recipient.DEBTOR if message.debtor_id is not None else None,
        opted_out_elsewhere=stopped_elsewhere(session, message.address, people),
        product=_one({account.product for account in accounts}),
        number_check=lookup_of(session, message.address) if message.channel in PHONES else None,
        imprint=_imprint(session, message, accounts, places, settings),
        registered_in=settings.registered_in,
        **kind_of_address(session, message.channel, message.address, people),
        **notice_facts(session, [account.id for account in accounts]),
        **_counted(past),
    )


def candidate_places(debtor: Debtor, addresses: Sequence[str]) -> tuple[Place, ...]:
    """Give every place the person may be in: what they said, their address, their numbers."""
    found: list[Place] = []
    if debtor.stated_zone and _is_zone(debtor.stated_zone):
        found.append(Place(debtor.stated_zone, (), "stated"))
    found += places_of_address(debtor.country, debtor.region, debtor.postal_code)
    for address in addresses:
        found += places_of_number(address)
    return tuple(dict.fromkeys(found))


def zone_of(session: Session, conversation: Conversation) -> str | None:
    """Give the zone in which the person's "tomorrow" is most likely meant."""
    here = [conversation.address] if conversation.channel in PHONES else []
    places = [place for number in here for place in places_of_number(number)]
    debtor = session.get(Debtor, conversation.debtor_id) if conversation.debtor_id else None
    if debtor is not None:
        places = [*candidate_places(debtor, numbers_of(session, debtor)), *places]
    return places[0].zone if places else None


def _people(session: Session, message: Message) -> list[Debtor]:
    """Give the debtor, or while we do not know who writes, everybody it may be."""
    if message.debtor_id is not None:
        return [session.get_one(Debtor, message.debtor_id)]
    return debtors_by_address(session, message.channel, message.address)


def _meant(session: Session, message: Message, people: list[Debtor]) -> list[Debtor]:
    """Give whom a message is meant for: whose debt it is about, where that is known."""
    if message.debtor_id is None and message.account_id is not None:
        account = session.get_one(Account, message.account_id)
        return [session.get_one(Debtor, account.debtor_id)]
    return people


def _accounts(session: Session, message: Message, people: list[Debtor]) -> list[Account]:
    if message.account_id is not None:
        return [session.get_one(Account, message.account_id)]
    ids = [person.id for person in people]
    return list(session.scalars(select(Account).where(Account.debtor_id.in_(ids))))


def _places(session: Session, message: Message, people: list[Debtor]) -> tuple[Place, ...]:
    here = [message.address] if message.channel in PHONES else []
    found = [place for number in here for place in places_of_number(number)]
    for person in people:
        found += candidate_places(person, numbers_of(session, person))
    return tuple(dict.fromkeys(found))


def _country(message: Message, people: list[Debtor]) -> str | None:
    if message.channel in PHONES:
        return country_of_number(message.address)
    countries = {person.country for person in people}
    return countries.pop() if len(countries) == 1 else None


def _jurisdictions(
    places: tuple[Place, ...], country: str | None, people: list[Debtor]
) -> tuple[str, ...]:
    named = {name for place in places for name in place.jurisdictions}
    named |= {person.country.lower() for person in people}
    return tuple(sorted(named | ({country.lower()} if country else set())))


def _collecting(accounts: list[Account]) -> Collecting | None:
    """Collect as a third party if any account is another's: the stricter law applies."""
    kinds = {account.collecting for account in accounts}
    if not kinds:
        return None
    return Collecting.THIRD if Collecting.THIRD in kinds else Collecting.FIRST


def _right_party(conversation: Conversation | None) -> RightParty | None:
    return None if conversation is None else RightParty(conversation.right_party)


def _file(
    session: Session, message: Message, people: list[Debtor], now: datetime
) -> tuple[frozenset[Flag] | None, tuple[DeclaredWindow, ...]]:
    """Read the standing circumstances; a file with a word we do not know counts as unread."""
    try:
        agreed = behind(session, message)
        since = agreed.agreed_at if agreed else None
        flags = [
            flags_of(session, person.id, message.account_id, now, hardship_since=since)
            for person in people
        ]
        declared = [_window(told) for person in people for told in person.declared_windows]
    except (ValueError, TypeError, KeyError):
        return None, ()
    return frozenset().union(*flags), tuple(declared)


def _window(told: Mapping[str, Any]) -> DeclaredWindow:
    return DeclaredWindow(
        weekdays=tuple(int(day) for day in told["weekdays"]),
        opens=str(told["opens"]),
        closes=str(told["closes"]),
    )


def _consent(session: Session, message: Message, people: list[Debtor]) -> Consent | None:
    ids = [person.id for person in people]
    last = session.scalars(
        select(ConsentEntry)
        .where(
            ConsentEntry.debtor_id.in_(ids),
            ConsentEntry.channel == message.channel,
            ConsentEntry.address == message.address,
        )
        # Of two words at the same instant the withdrawal counts.
        .order_by(ConsentEntry.at.desc(), ConsentEntry.status.desc())
        .limit(1)
    ).first()
    stop = live_stop(session, message.channel, message.address)
    if stop is not None and (last is None or last.at <= stop.at):
        # A stranger's STOP has no debtor to note it with; it is their word all the same.
        return Consent(Channel(message.channel), False, stop.at, stop.source)
    if last is None:
        return None
    to = Collecting(last.given_to) if last.given_to else None
    return Consent(Channel(last.channel), last.status == "given", last.at, last.source, to)


def _creditor(session: Session, accounts: list[Account]) -> Creditor | None:
    one = _one({account.creditor_id for account in accounts})
    return None if one is None else session.get_one(Creditor, one)


def _one(values: set[str]) -> str | None:
    """The only one there is; several are as good as none, for we do not know which is meant."""
    return next(iter(values)) if len(values) == 1 else None


def _imprint(
    session: Session,
    message: Message,
    accounts: list[Account],
    places: tuple[Place, ...],
    settings: SituationSettings,
) -> Imprint:
    """The operator's own, with the writer's name, the place's licence and the creditor's number."""
    writer = session.get(Staff, message.written_by) if message.written_by else None
    here = {name for place in places for name in place.jurisdictions}
    licence = next(
        (settings.licences[name] for name in sorted(here & set(settings.licences))), None
    )
    ours = settings.imprint
    creditor = _creditor(session, accounts)
    itself = _collecting(accounts) is Collecting.FIRST
    return Imprint(
        person=writer.name if writer else ours.person,
        phone=ours.phone or (creditor.phone if creditor and itself else None),
        email=ours.email,
        postal_address=ours.postal_address,
        licence=licence or ours.licence,
    )


def _counted(past: History) -> dict[str, Any]:
    return {
        "contacts": past.contacts,
        "address": past.address,
        "last_inbound_at": past.last_inbound_at,
        "replies_since_inbound": past.replies_since_inbound,
        "is_first_communication": past.is_first,
        "first_communication_on": past.first_on,
        "told_in_talk_at": past.told_in_talk_at,
    }


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
