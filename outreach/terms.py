"""What a follow-up remembers of an agreement, and the terms made from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ledger.agreed import Agreement
from ledger.money import Money
from ledger.offers_policy import Limits, OfferPolicy
from ledger.offers_reductions import Kind
from ledger.offers_segments import AccountFacts
from ledger.portfolio_view import AccountView, today_in
from ledger.tables import Plan, Promise
from outreach.followups import PlanTerms, PromiseTerms
from outreach.strategy import Strategy


def limits_now(policy: OfferPolicy, view: AccountView, now: datetime) -> Limits:
    """Give the limits that hold for the account today."""
    facts = AccountFacts(
        balance=view.balance,
        days_past_due=(today_in(view.zones, now) - view.due_date).days,
        segment=view.kind,
        party=view.party,
    )
    return policy.limits_for(facts)


def terms_to_keep(agreement: Agreement, limits: Limits, strategy: Strategy) -> dict[str, Any]:
    """Give what a follow-up remembers, so that a later policy changes no earlier agreement."""
    kept: dict[str, Any] = {"agreement": agreement.id, "channel": strategy.followup_channel}
    if isinstance(agreement, Promise):
        kept["grace_days"] = _grace_days(agreement, limits)
        if agreement.kind in set(Kind):
            kept["reminder_days"] = limits.plan.reminder_days
        return kept
    return kept | {
        "grace_days": limits.plan.grace_days,
        "reminder_days": limits.plan.reminder_days,
        "missed_days": limits.plan.missed_days_before_person,
    }


def promise_terms(promise: Promise, values: Mapping[str, Any], view: AccountView) -> PromiseTerms:
    """Put a promise and what was kept about it together."""
    currency = view.balance.currency
    return PromiseTerms(
        Money(promise.minor, currency),
        promise.due_on,
        int(values["grace_days"]),
        promise.kind,
        Money(promise.off_minor, currency) if promise.off_minor else None,
        values.get("reminder_days"),
    )


def _grace_days(promise: Promise, limits: Limits) -> int:
    match promise.kind:
        case Kind.SETTLEMENT:
            return limits.settlement.grace_days
        case Kind.WAIVER:
            return limits.waiver.grace_days
        case Kind.EXTENSION:
            return limits.extension.grace_days
    return limits.promise.grace_days


def plan_terms(plan: Plan, values: Mapping[str, Any], view: AccountView) -> PlanTerms:
    """Put a plan and what was kept about it together."""
    currency = view.balance.currency
    return PlanTerms(
        instalments=[(part.due_on, Money(part.minor, currency)) for part in plan.instalments],
        reminder_days=int(values["reminder_days"]),
        grace_days=int(values["grace_days"]),
        missed_days=int(values["missed_days"]),
    )
