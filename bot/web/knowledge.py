"""Put what we know about a person into the words a colleague reads, with the address masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.web import plain
from bot.web.rendering import clock_time, day, money
from coach.facts import AccountFacts, Agreed, Booked, Facts, Part
from ledger.money import Money

PARTIES: Mapping[str, str] = {
    "right": "the right person, who proved who they are",
    "wrong": "the wrong person: say nothing about the account",
    "unverified": (
        "somebody who has not proved who they are: nothing about an account may be said. "
        "Forbear can ask for the proof when you give the conversation back"
    ),
}
FREQUENCIES: Mapping[str, str] = {
    "weekly": "every week",
    "biweekly": "every two weeks",
    "semimonthly": "twice a month",
    "monthly": "every month",
}
STANDINGS: Mapping[str, str] = {
    "proposed": "offered, not agreed",
    "open": "open",
    "active": "agreed",
}


@dataclass(frozen=True)
class KnownAccount:
    """One account in words."""

    ref: str
    creditor: str
    product: str
    balance: Money
    principal: Money
    interest: Money
    fees: Money
    paid: Money
    due_date: date
    days_past_due: int
    agreed: tuple[str, ...]
    entries: tuple[Booked, ...]
    instalments: tuple[Part, ...]


@dataclass(frozen=True)
class Known:
    """One person in words."""

    name: str | None
    party: str
    language: str
    channel: str
    address: str
    local_times: tuple[str, ...]
    zone: str  # the clock their messages are shown on
    consent: str
    flags: tuple[str, ...]
    warnings: tuple[str, ...]
    quarantined: bool
    accounts: tuple[KnownAccount, ...]


def known_of(facts: Facts) -> Known:
    """Say the facts in words."""
    return Known(
        name=facts.name,
        party=PARTIES.get(facts.right_party, facts.right_party),
        language=facts.language,
        channel=facts.channel,
        address=plain.masked(facts.address) if facts.channel == "sms" else "",
        local_times=tuple(
            f"{local:%H:%M} {local:%a} in {_place(str(local.tzinfo))}"
            for local in facts.local_times
        ),
        zone=str(facts.local_times[0].tzinfo) if facts.local_times else "UTC",
        consent=_consent(facts),
        flags=facts.flags,
        warnings=_warnings(facts),
        quarantined=facts.quarantined,
        accounts=tuple(_account(account) for account in facts.accounts),
    )


def _account(account: AccountFacts) -> KnownAccount:
    return KnownAccount(
        ref=account.ref,
        creditor=account.creditor,
        product=account.product,
        balance=account.sums.balance,
        principal=account.sums.principal,
        interest=account.sums.interest,
        fees=account.sums.fees,
        paid=account.sums.paid,
        due_date=account.due_date,
        days_past_due=account.days_past_due,
        agreed=tuple(_agreed(one) for one in account.agreed),
        entries=account.entries,
        instalments=tuple(part for one in account.agreed for part in one.parts),
    )


def _agreed(one: Agreed) -> str:
    standing = STANDINGS.get(one.standing, one.standing)
    if one.kind != "plan" and one.due_on is not None:
        return f"{one.kind.capitalize()}: {money(one.total)} by {day(one.due_on)} ({standing})"
    often = FREQUENCIES.get(one.frequency or "", one.frequency or "")
    return f"Plan: {len(one.parts)} parts {often}, {money(one.total)} in all ({standing})"


def _consent(facts: Facts) -> str:
    if facts.channel == "chat":
        return "not needed: they opened the chat"
    if facts.consent is None or facts.consent_at is None:
        return "none on file"
    return f"{facts.consent} on {clock_time(facts.consent_at)[4:15].strip(',')}"


def _warnings(facts: Facts) -> tuple[str, ...]:
    found = []
    if facts.stopped:
        found.append("They said STOP here. Nothing may be sent to this address.")
    if facts.quarantined:
        found.append("Somebody said this address is not theirs. Nothing may be sent to it.")
    if facts.locked:
        found.append("Three proofs of identity failed here. Giving it back lifts the lock.")
    return tuple(found)


def _place(zone: str) -> str:
    """Say a time zone by its city.

    >>> _place("America/New_York")
    'New York'
    """
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
