"""What a colleague needs to know before writing: who, how much, what was agreed, what to mind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ledger.accounts import Breakdown, EntryKind, breakdown, days_past_due, open_accounts
from ledger.agreements import live_agreement, proposed
from ledger.claims import claimed_places
from ledger.database import Session
from ledger.money import Money
from ledger.people import display_name
from ledger.situations import candidate_places
from ledger.stops import flags_of, is_quarantined, is_stopped
from ledger.tables import (
    Account,
    ConsentEntry,
    ContactPoint,
    Conversation,
    Creditor,
    Debtor,
    Entry,
    Plan,
    Promise,
)

_KINDS = tuple(kind.value for kind in EntryKind)


@dataclass(frozen=True)
class Booked:
    """One entry of an account; the sum is signed as it changes the balance."""

    booked_on: date
    kind: str
    money: Money


@dataclass(frozen=True)
class Part:
    """One instalment of a plan."""

    number: int
    due_on: date
    money: Money


@dataclass(frozen=True)
class Agreed:
    """A plan or a promise, proposed or in force."""

    kind: str  # plan | promise | settlement | waiver | extension
    standing: str
    total: Money
    frequency: str | None
    due_on: date | None  # of a promise
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class AccountFacts:
    """One account as it stands."""

    id: str
    ref: str
    creditor: str
    collecting: str  # first | third
    product: str
    sums: Breakdown
    due_date: date
    days_past_due: int
    agreed: tuple[Agreed, ...]
    entries: tuple[Booked, ...]


@dataclass(frozen=True)
class Facts:
    """Everything about one conversation's person that a colleague may need; ``None``: not known."""

    conversation_id: str | None
    name: str | None
    channel: str
    address: str
    language: str
    right_party: str
    locked: bool
    consent: str | None  # given | withdrawn
    consent_at: datetime | None
    stopped: bool
    quarantined: bool
    local_times: tuple[datetime, ...]  # the same instant on every clock that may be theirs
    flags: tuple[str, ...]
    accounts: tuple[AccountFacts, ...]


def facts_for(session: Session, conversation: Conversation, *, now: datetime) -> Facts:
    """Gather what is known about the person of a conversation."""
    debtor = session.get(Debtor, conversation.debtor_id) if conversation.debtor_id else None
    return _facts(
        session,
        conversation,
        debtor,
        channel=conversation.channel,
        address=conversation.address,
        now=now,
    )


def facts_about(
    session: Session,
    debtor: Debtor,
    conversation: Conversation | None,
    *,
    channel: str,
    address: str,
    now: datetime,
) -> Facts:
    """Gather what is known about a debtor, whether or not we have spoken yet."""
    return _facts(session, conversation, debtor, channel=channel, address=address, now=now)


def _facts(
    session: Session,
    conversation: Conversation | None,
    debtor: Debtor | None,
    *,
    channel: str,
    address: str,
    now: datetime,
) -> Facts:
    consent = _consent(session, debtor, channel, address)
    flags = flags_of(session, debtor.id, None, now) if debtor else frozenset()
    return Facts(
        conversation_id=conversation.id if conversation else None,
        name=display_name(debtor) if debtor else None,
        channel=channel,
        address=address,
        language=conversation.language if conversation else debtor.language if debtor else "en",
        right_party=conversation.right_party if conversation else "unverified",
        locked=conversation is not None and conversation.locked_at is not None,
        consent=consent.status if consent else None,
        consent_at=consent.at if consent else None,
        stopped=is_stopped(session, channel, address),
        quarantined=is_quarantined(session, channel, address),
        local_times=_local_times(session, debtor, address, now),
        flags=tuple(sorted(flag.value for flag in flags)),
        accounts=_accounts(session, debtor, conversation, now) if debtor else (),
    )


def zones_of(session: Session, debtor: Debtor | None, address: str) -> tuple[str, ...]:
    """Name every time zone the person may be in, without repeating one."""
    if debtor is None:
        return ()
    points = session.query(ContactPoint.address).filter(ContactPoint.debtor_id == debtor.id)
    addresses = [point.address for point in points] or [address]
    places = (*candidate_places(debtor, addresses), *claimed_places(session, [debtor]))
    return tuple(dict.fromkeys(place.zone for place in places))


def _local_times(
    session: Session, debtor: Debtor | None, address: str, now: datetime
) -> tuple[datetime, ...]:
    return tuple(now.astimezone(ZoneInfo(zone)) for zone in zones_of(session, debtor, address))


def _consent(
    session: Session, debtor: Debtor | None, channel: str, address: str
) -> ConsentEntry | None:
    if debtor is None:
        return None
    return (
        session.query(ConsentEntry)
        .filter(
            ConsentEntry.debtor_id == debtor.id,
            ConsentEntry.channel == channel,
            ConsentEntry.address == address,
        )
        .order_by(ConsentEntry.at.desc())
        .first()
    )


def _accounts(
    session: Session, debtor: Debtor, conversation: Conversation | None, now: datetime
) -> tuple[AccountFacts, ...]:
    accounts = open_accounts(session, debtor.id)
    focus = conversation.account_id if conversation else None
    if focus and focus not in {account.id for account in accounts}:
        accounts = [session.get_one(Account, focus), *accounts]
    accounts.sort(key=lambda account: account.id != focus)
    return tuple(_account(session, account, conversation, now) for account in accounts)


def _account(
    session: Session, account: Account, conversation: Conversation | None, now: datetime
) -> AccountFacts:
    today = now.date()
    entries = session.query(Entry).filter(Entry.account_id == account.id)
    return AccountFacts(
        id=account.id,
        ref=account.ref,
        creditor=session.get_one(Creditor, account.creditor_id).name,
        collecting=account.collecting,
        product=account.product,
        sums=breakdown(session, account.id),
        due_date=account.due_date,
        days_past_due=days_past_due(account, today),
        agreed=_agreed(session, account, conversation),
        entries=tuple(
            Booked(entry.booked_on, entry.kind, Money(entry.minor, account.currency))
            for entry in sorted(entries, key=_in_order)
        ),
    )


def _in_order(entry: Entry) -> tuple[date, datetime, int, str]:
    """Sort by day; of one day, what is owed comes before its costs, and these before payments."""
    return (entry.booked_on, entry.recorded_at, _KINDS.index(entry.kind), entry.id)


def _agreed(
    session: Session, account: Account, conversation: Conversation | None
) -> tuple[Agreed, ...]:
    live = live_agreement(session, account.id)
    offered = proposed(session, conversation.id) if conversation else None
    if offered is not None and offered.account_id != account.id:
        offered = None
    return tuple(_agreement(one, account.currency) for one in (live, offered) if one is not None)


def _agreement(one: Plan | Promise, currency: str) -> Agreed:
    if isinstance(one, Promise):
        return Agreed(
            kind=one.kind,
            standing=one.standing,
            total=Money(one.minor, currency),
            frequency=None,
            due_on=one.due_on,
            parts=(),
        )
    return Agreed(
        kind="plan",
        standing=one.standing,
        total=Money(one.total_minor, currency),
        frequency=one.frequency,
        due_on=None,
        parts=tuple(
            Part(part.number, part.due_on, Money(part.minor, currency)) for part in one.instalments
        ),
    )
