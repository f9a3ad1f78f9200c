"""Change a plan in force, or let one instalment be skipped, never beyond policy. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.money import Money
from ledger.offers import within
from ledger.offers_instalments import rounded_up
from ledger.offers_policy import Limits, OfferPolicy
from ledger.offers_segments import AccountFacts
from ledger.offers_terms import NeedsPerson, Offer, Reason, Why, Wish
from ledger.plans import Frequency, due_dates

_MOST_SKIPPED = 600  # instalments; no plan has more


@dataclass(frozen=True)
class InForce:
    """A plan as a change looks at it: what is still to come, and what was changed before."""

    frequency: Frequency
    ahead: tuple[tuple[date, Money], ...]  # the instalments not paid yet, the next one first
    changes: int = 0
    pauses: int = 0

    @property
    def next_on(self) -> date:
        """The day of the next instalment; over already if that one was missed."""
        return self.ahead[0][0]

    @property
    def size(self) -> Money:
        """The usual instalment: the largest, as the next may be paid in part, the last smaller."""
        return max(money for _, money in self.ahead)


def change(
    policy: OfferPolicy, *, account: AccountFacts, plan: InForce, wish: Wish, today: date
) -> Offer | NeedsPerson:
    """Lay what is left anew as they wish; what they do not name stays as it is.

    The offer sums to the balance of today. A day that was agreed before may stay, even where a
    new plan would have to begin sooner.
    """
    limits = policy.limits_for(account)
    if plan.changes >= limits.plan.most_changes:
        return NeedsPerson(Reason.CHANGES_USED)
    ahead = (plan.next_on - today).days
    limits = _first_by(limits, max(limits.plan.latest_first_days, ahead))
    offer = within(policy, limits, account=account, wish=_merged(wish, plan, today), today=today)
    if isinstance(offer, Offer) and not offer.as_asked and offer.instalments == plan.ahead:
        return NeedsPerson(Reason.NOTHING_FURTHER)
    return offer


def move(
    policy: OfferPolicy, *, account: AccountFacts, plan: InForce, to: date, today: date
) -> Offer | NeedsPerson:
    """Give the next instalment another day and leave all others as they are.

    Where that cannot be, because another instalment is due by then, the day is too far away, or
    the balance is no longer what the plan comes to, what is left is laid anew from that day.
    """
    laid = change(policy, account=account, plan=plan, wish=Wish(first_due_on=to), today=today)
    if isinstance(laid, NeedsPerson):
        return laid
    first, *others = plan.ahead
    whole = sum(money.minor for _, money in plan.ahead) == account.balance.minor
    if laid.first_due_on != to or not whole or (others and to >= others[0][0]):
        return laid
    return replace(laid, instalments=((to, first[1]), *others), reasons=(Why.AS_ASKED,))


def pause(
    policy: OfferPolicy, *, account: AccountFacts, plan: InForce, today: date
) -> Offer | NeedsPerson:
    """Skip the next instalment: what is left begins one instalment later, and ends later."""
    limits = policy.limits_for(account)
    if plan.pauses >= limits.plan.most_pauses:
        return NeedsPerson(Reason.PAUSES_USED)
    resumed_on = _after_next(plan, today)
    if resumed_on > today + timedelta(days=limits.plan.pause_latest_days):
        return NeedsPerson(Reason.PAUSE_TOO_LONG)
    limits = _first_by(limits, limits.plan.pause_latest_days)
    wish = Wish(plan.size, plan.frequency, first_due_on=resumed_on)
    return within(policy, limits, account=account, wish=wish, today=today)


def _first_by(limits: Limits, days: int) -> Limits:
    """Give the same limits, but for the latest day of the first payment."""
    earliest = limits.plan.earliest_first_days
    plan = replace(limits.plan, latest_first_days=max(earliest, days))
    return replace(limits, plan=plan)


def _merged(wish: Wish, plan: InForce, today: date) -> Wish:
    frequency = wish.frequency or plan.frequency
    first_on = wish.first_due_on or (plan.next_on if plan.next_on > today else None)
    if wish.instalment is not None or wish.count is not None:
        return replace(wish, frequency=frequency, first_due_on=first_on)
    minor = rounded_up(plan.size.minor * plan.frequency.per_year, frequency.per_year)
    return Wish(Money(minor, plan.size.currency), frequency, first_due_on=first_on)


def _after_next(plan: InForce, today: date) -> date:
    days = due_dates(plan.next_on, plan.frequency, _MOST_SKIPPED)
    return next(day for day in days[1:] if day > today)
