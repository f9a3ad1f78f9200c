"""Work out a way to pay, never beyond policy: pure, exact to the minor unit, dated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ledger.money import Money
from ledger.offers_instalments import Terms, evenly, lay, rounded_up
from ledger.offers_policy import PERSON, Limits, OfferPolicy
from ledger.offers_segments import KINDS, PARTIES, AccountFacts
from ledger.offers_terms import (
    Allowed,
    NeedsPerson,
    Offer,
    Reason,
    TooFar,
    TooLittle,
    TooMuch,
    TooSoon,
    Why,
    Wish,
)
from ledger.plans import Frequency

__all__ = [
    "AccountFacts",
    "Allowed",
    "Frequency",
    "NeedsPerson",
    "Offer",
    "OfferPolicy",
    "Reason",
    "TooFar",
    "TooLittle",
    "TooMuch",
    "TooSoon",
    "Why",
    "Wish",
    "counter",
    "promise_allowed",
    "propose",
    "why_a_person_at_all",
    "within",
]


def propose(
    policy: OfferPolicy, *, account: AccountFacts, wish: Wish, today: date
) -> Offer | NeedsPerson:
    """Offer the plan they asked for, or the nearest one that policy allows and why.

    The offer always sums to the balance and always lies within every limit; it binds
    nobody before they agree to it.
    """
    return within(policy, policy.limits_for(account), account=account, wish=wish, today=today)


def within(
    policy: OfferPolicy, limits: Limits, *, account: AccountFacts, wish: Wish, today: date
) -> Offer | NeedsPerson:
    """Offer the plan they asked for, or the nearest one within ``limits``."""
    wish = _sensible(wish)
    if reason := _why_a_person_plans(policy, account, limits, wish):
        return NeedsPerson(reason)
    terms = Terms.of(limits.plan, account.balance, wish, today)
    parts, about_amount = lay(terms, wish)
    reasons = about_amount + terms.changed
    return Offer(
        frequency=terms.frequency,
        instalments=tuple(zip(terms.dates, parts, strict=False)),
        reasons=reasons or ((Why.AS_ASKED,) if wish != Wish() else (Why.OPENING,)),
        limits=limits,
        policy_revision=policy.revision,
    )


def counter(
    policy: OfferPolicy, *, account: AccountFacts, wish: Wish, previous: Offer, today: date
) -> Offer | NeedsPerson:
    """Answer a counter-offer: what it does not name stays as in ``previous``.

    A wish that names nothing means "that is too much": the answer is the smallest
    instalment there is. Where the answer would be the same offer once more, a person decides.
    """
    wish = _sensible(wish)
    if wish == Wish():
        offer = _smallest(policy, account, previous, today)
    else:
        merged = _merged(wish, previous, today)
        offer = propose(policy, account=account, wish=merged, today=today)
    if isinstance(offer, NeedsPerson):
        return offer
    same_again = offer.instalments == previous.instalments and not offer.as_asked
    return NeedsPerson(Reason.NOTHING_FURTHER) if same_again else offer


def promise_allowed(
    policy: OfferPolicy, money: Money, due_on: date, *, account: AccountFacts, today: date
) -> Allowed | TooFar | TooSoon | TooMuch | TooLittle | NeedsPerson:
    """Tell whether a promise of ``money`` by ``due_on`` may be taken, or what would do."""
    limits = policy.limits_for(account).promise
    if reason := why_a_person_at_all(policy, account, money):
        return NeedsPerson(reason)
    if limits.decided_by == PERSON:
        return NeedsPerson(Reason.SEGMENT)
    if account.broken_promises >= limits.broken_before_person:
        return NeedsPerson(Reason.BROKEN_PROMISES)
    minimum = min(limits.smallest[money.currency], account.balance)
    latest = today + timedelta(days=limits.latest_days)
    if money > account.balance:
        return TooMuch(account.balance)
    if money < minimum:
        return TooLittle(minimum)
    if due_on < today:
        return TooSoon(today)
    return TooFar(latest) if due_on > latest else Allowed()


def _sensible(wish: Wish) -> Wish:
    """Drop a count that counts nothing: "in zero payments" names no plan."""
    return wish if wish.count is None or wish.count > 0 else replace(wish, count=None)


def _smallest(
    policy: OfferPolicy, account: AccountFacts, previous: Offer, today: date
) -> Offer | NeedsPerson:
    """Offer the smallest instalment in the frequency and from the day already talked about."""
    asked = Wish(
        instalment=Money(1, account.balance.currency),
        frequency=previous.frequency,
        first_due_on=_still_ahead(previous, today),
    )
    offer = propose(policy, account=account, wish=asked, today=today)
    if isinstance(offer, NeedsPerson):
        return offer
    smaller = offer.each < previous.each
    return (
        replace(offer, reasons=(Why.SMALLEST,)) if smaller else NeedsPerson(Reason.NOTHING_FURTHER)
    )


def _merged(wish: Wish, previous: Offer, today: date) -> Wish:
    """Fill what the wish leaves open from the offer that is on the table."""
    frequency = wish.frequency or previous.frequency
    merged = replace(
        wish,
        frequency=frequency,
        first_due_on=wish.first_due_on or _still_ahead(previous, today),
    )
    if wish.instalment is not None or wish.count is not None:
        return merged
    old, new = previous.frequency.per_year, frequency.per_year
    parts = [part for _, part in previous.instalments]
    if parts == evenly(previous.total, previous.count):
        return replace(merged, count=rounded_up(previous.count * new, old))
    minor = rounded_up(previous.each.minor * old, new)
    return replace(merged, instalment=Money(minor, previous.each.currency))


def _still_ahead(previous: Offer, today: date) -> date | None:
    return previous.first_due_on if previous.first_due_on > today else None


def _why_a_person_plans(
    policy: OfferPolicy, account: AccountFacts, limits: Limits, wish: Wish
) -> Reason | None:
    named = account.balance if wish.instalment is None else wish.instalment
    if reason := why_a_person_at_all(policy, account, named):
        return reason
    if limits.plan.decided_by == PERSON:
        return Reason.SEGMENT
    if account.defaulted_plans >= limits.plan.defaulted_before_person:
        return Reason.DEFAULTED_PLANS
    return None


def why_a_person_at_all(policy: OfferPolicy, account: AccountFacts, money: Money) -> Reason | None:
    """Tell why nothing may be agreed on this account, or in this currency, without a person."""
    if account.balance.minor <= 0:
        return Reason.NOTHING_OWED
    if account.party not in PARTIES or account.segment not in KINDS:
        return Reason.UNKNOWN_ACCOUNT
    if account.balance.currency not in policy.currencies:
        return Reason.CURRENCY_NOT_COVERED
    return None if money.currency == account.balance.currency else Reason.OTHER_CURRENCY
