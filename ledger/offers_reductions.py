"""Offer less, later, or without fees, never beyond policy: pure, exact, dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.money import Money
from ledger.offers import why_a_person_at_all
from ledger.offers_instalments import rounded_up
from ledger.offers_policy import PERSON, OfferPolicy
from ledger.offers_reductions_policy import SettlementLimits, WaiverLimits
from ledger.offers_segments import AccountFacts
from ledger.offers_terms import NeedsPerson, Reason, Why


class Kind(StrEnum):
    """What is given: less to pay, no fees, or time."""

    SETTLEMENT = "settlement"
    WAIVER = "waiver"
    EXTENSION = "extension"


@dataclass(frozen=True)
class Asked:
    """What the person named; ``None`` where they named nothing."""

    money: Money | None = None
    pay_by: date | None = None


@dataclass(frozen=True)
class Deal:
    """If ``money`` is paid by ``pay_by``, ``off`` is taken off. Together they are the balance."""

    kind: Kind
    money: Money
    off: Money
    pay_by: date
    open_until: date  # the last day on which it may be agreed to
    why: Why
    policy_revision: str


@dataclass(frozen=True)
class Charges:
    """What interest and fees there are, and what was waived before."""

    interest: Money
    fees: Money
    waived: Money


def settlement(
    policy: OfferPolicy,
    *,
    account: AccountFacts,
    asked: Asked,
    today: date,
    previous: Deal | None = None,
) -> Deal | NeedsPerson:
    """Offer what they named to close the account, or the nearest that policy allows.

    Who countered without a sum hears the least there is. Where the answer would be the same
    once more, a person decides.
    """
    limits = policy.limits_for(account).settlement
    if reason := _why_a_person_settles(policy, account, limits, asked):
        return NeedsPerson(reason)
    least = _least(limits, account.balance)
    if least >= account.balance:
        return NeedsPerson(Reason.GIVES_SOMETHING_UP)
    money, why = _sum(limits, account.balance, least, asked, previous)
    pay_by, why = _day(asked, today, limits.pay_days, why, previous)
    deal = _deal(policy, Kind.SETTLEMENT, account, money, pay_by, limits.answer_days, today, why)
    return _unless_the_same(deal, previous)


def waiver(
    policy: OfferPolicy,
    *,
    account: AccountFacts,
    charges: Charges,
    asked: Asked,
    today: date,
    previous: Deal | None = None,
) -> Deal | NeedsPerson:
    """Offer to take off interest and fees as far as policy allows, when the rest is paid."""
    limits = policy.limits_for(account).waiver
    if reason := _why_a_person_waives(policy, account, limits):
        return NeedsPerson(reason)
    off = _waivable(limits, account.balance, charges)
    if off.minor <= 0 or off >= account.balance:
        return NeedsPerson(Reason.GIVES_SOMETHING_UP)
    pay_by, why = _day(asked, today, limits.pay_days, Why.OPENING, previous)
    rest = account.balance - off
    deal = _deal(policy, Kind.WAIVER, account, rest, pay_by, limits.answer_days, today, why)
    return _unless_the_same(deal, previous)


def extension(
    policy: OfferPolicy,
    *,
    account: AccountFacts,
    pay_by: date,
    today: date,
    previous: Deal | None = None,
) -> Deal | NeedsPerson:
    """Offer to take the whole balance on a later day; beyond the latest a person decides."""
    limits = policy.limits_for(account)
    reason = why_a_person_at_all(policy, account, account.balance)
    if reason is None and limits.extension.decided_by == PERSON:
        reason = Reason.SEGMENT
    if reason is None and account.extensions >= limits.extension.times:
        reason = Reason.EXTENSIONS_USED
    if reason is None and account.broken_promises >= limits.promise.broken_before_person:
        reason = Reason.BROKEN_PROMISES
    if reason is not None:
        return NeedsPerson(reason)
    asked = Asked(pay_by=pay_by)
    day, why = _day(asked, today, limits.extension.days, Why.AS_ASKED, previous)
    deal = _deal(
        policy,
        Kind.EXTENSION,
        account,
        account.balance,
        day,
        limits.extension.answer_days,
        today,
        why,
    )
    return _unless_the_same(deal, previous)


def latest_extension(policy: OfferPolicy, *, account: AccountFacts, today: date) -> date:
    """Give the latest day that may be agreed without a person."""
    return today + timedelta(days=policy.limits_for(account).extension.days)


def _why_a_person_settles(
    policy: OfferPolicy, account: AccountFacts, limits: SettlementLimits, asked: Asked
) -> Reason | None:
    if reason := why_a_person_at_all(policy, account, asked.money or account.balance):
        return reason
    if limits.decided_by == PERSON or account.days_past_due < limits.from_days_past_due:
        return Reason.SEGMENT
    used = account.void_settlements >= limits.void_before_person
    return Reason.VOID_SETTLEMENTS if used else None


def _why_a_person_waives(
    policy: OfferPolicy, account: AccountFacts, limits: WaiverLimits
) -> Reason | None:
    if reason := why_a_person_at_all(policy, account, account.balance):
        return reason
    if limits.decided_by == PERSON or account.days_past_due > limits.to_days_past_due:
        return Reason.SEGMENT
    if account.waivers >= limits.times:
        return Reason.WAIVERS_USED
    broken = account.broken_promises + account.defaulted_plans
    return Reason.BROKEN_PROMISES if broken >= limits.broken_before_person else None


def _least(limits: SettlementLimits, balance: Money) -> Money:
    """The least that may be agreed alone, rounded up: a minor unit less would be beyond policy."""
    by_percent = _percent_up(balance, limits.least_percent)
    return max(by_percent, balance - limits.most_off[balance.currency])


def _sum(
    limits: SettlementLimits,
    balance: Money,
    least: Money,
    asked: Asked,
    previous: Deal | None,
) -> tuple[Money, Why]:
    if asked.money is None:
        if previous is None:
            return max(least, _percent_up(balance, limits.opening_percent)), Why.OPENING
        return (previous.money, Why.AS_ASKED) if asked.pay_by else (least, Why.SMALLEST)
    if asked.money < least:
        return least, Why.BELOW_MINIMUM
    return min(asked.money, balance), Why.AS_ASKED


def _waivable(limits: WaiverLimits, balance: Money, charges: Charges) -> Money:
    minor = (
        charges.interest.minor * limits.interest_percent // 100
        + charges.fees.minor * limits.fees_percent // 100
        - charges.waived.minor
    )
    return min(Money(minor, balance.currency), limits.most_off[balance.currency])


def _day(
    asked: Asked, today: date, most_days: int, why: Why, previous: Deal | None
) -> tuple[date, Why]:
    latest = today + timedelta(days=most_days)
    if asked.pay_by is None:
        standing = previous.pay_by if previous and today <= previous.pay_by <= latest else latest
        return standing, why
    if asked.pay_by > latest:
        return latest, Why.FIRST_TOO_LATE if why in (Why.AS_ASKED, Why.OPENING) else why
    return max(asked.pay_by, today), Why.AS_ASKED if why is Why.OPENING else why


def _deal(
    policy: OfferPolicy,
    kind: Kind,
    account: AccountFacts,
    money: Money,
    pay_by: date,
    answer_days: int,
    today: date,
    why: Why,
) -> Deal:
    open_until = min(pay_by, today + timedelta(days=answer_days))
    off = account.balance - money
    return Deal(kind, money, off, pay_by, open_until, why, policy.revision)


def _unless_the_same(deal: Deal, previous: Deal | None) -> Deal | NeedsPerson:
    same = previous is not None and (deal.money, deal.pay_by) == (previous.money, previous.pay_by)
    return NeedsPerson(Reason.NOTHING_FURTHER) if same and deal.why is not Why.AS_ASKED else deal


def _percent_up(money: Money, percent: int) -> Money:
    return Money(rounded_up(money.minor * percent, 100), money.currency)
