"""One account as a planner sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from compliance.situation import Flag
from ledger.money import Money

REMINDER = "reminder/"  # how the key of every message of the strategy begins


@dataclass(frozen=True)
class Occurrence:
    """What became of one stage for one due date."""

    written_on: date  # when the last message of it was written, on the person's day
    cancelled: int  # how many messages of it were cancelled unsent
    open_again: bool  # all of them were: the stage is still to come


@dataclass(frozen=True)
class AccountView:
    """One account and everything that decides whether its person is written to."""

    account_id: str
    account_ref: str  # the creditor's own
    debtor_id: str
    creditor: str
    party: str  # first | third
    kind: str  # person | business
    name: str
    language: str
    balance: Money
    due_date: date
    zones: tuple[str, ...] = ()  # IANA, every one the person may be in
    closed: bool = False
    agreement: str | None = None  # "promise" | "plan" in force
    flags: frozenset[Flag] = frozenset()
    with_person: bool = False
    asked_to_wait: bool = False  # until a day that they named
    addresses: Mapping[str, str] = field(default_factory=dict)  # by channel, the one to use
    silenced: frozenset[str] = frozenset()  # channels where every address is silent
    occurrences: Mapping[str, Occurrence] = field(default_factory=dict)  # by reminder_key
    last_written_on: date | None = None  # to this person, begun by us, on their day


def reminder_key(account_id: str, due_date: date, stage: str) -> str:
    """Name one passing of a stage: it is gone through once for each due date.

    >>> reminder_key("a1", date(2026, 12, 1), "due_today")
    'reminder/a1/20261201/due_today'
    """
    return f"{REMINDER}{account_id}/{due_date:%Y%m%d}/{stage}"


def today_in(zones: Sequence[str], now: datetime) -> date:
    """Give the day that has come in all of these zones; in UTC where none is known."""
    return min((now.astimezone(ZoneInfo(zone)).date() for zone in zones), default=now.date())
