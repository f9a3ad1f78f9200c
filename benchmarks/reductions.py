"""Haggle over settlements, waivers and time; name every step beyond the policy document."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ledger.money import Money
from ledger.offers import AccountFacts, NeedsPerson, OfferPolicy
from ledger.offers_policy import PERSON
from ledger.offers_reductions import Asked, Charges, Deal, Kind, extension, settlement, waiver


def beyond_reduction(
    policy: OfferPolicy, deal: Deal, account: AccountFacts, charges: Charges, today: date
) -> Iterator[str]:
    """Name each limit that a settlement, waiver or extension breaks.

    Written from the policy document, in whole hundredths, not from the code that makes offers.
    """
    check = {Kind.SETTLEMENT: _settlement, Kind.WAIVER: _waiver, Kind.EXTENSION: _extension}
    checks = check[deal.kind](policy, deal, account, charges, today) | {
        "does not sum to the balance": deal.money.minor + deal.off.minor == account.balance.minor,
        "another currency": {deal.money.currency, deal.off.currency} == {account.balance.currency},
        "nothing to pay": deal.money.minor > 0,
        "something is added": deal.off.minor >= 0,
        "to be paid before today": deal.pay_by >= today,
        "open after it is to be paid": deal.open_until <= deal.pay_by,
        "made under another policy": deal.policy_revision == policy.revision,
    }
    return (f"{deal.kind}: {name}" for name, holds in checks.items() if not holds)


def _settlement(
    policy: OfferPolicy, deal: Deal, account: AccountFacts, charges: Charges, today: date
) -> dict[str, bool]:
    limits = policy.limits_for(account).settlement
    return {
        "a person decides here": limits.decided_by != PERSON,
        "too soon": account.days_past_due >= limits.from_days_past_due,
        "earlier ones came to nothing": account.void_settlements < limits.void_before_person,
        "below the floor": deal.money.minor * 100 >= account.balance.minor * limits.floor_percent,
        "below the least": deal.money.minor * 100 >= account.balance.minor * limits.least_percent,
        "too much taken off": deal.off <= limits.most_off[account.balance.currency],
        "open too long": deal.open_until <= today + timedelta(days=limits.answer_days),
        "paid too late": deal.pay_by <= today + timedelta(days=limits.pay_days),
    }


def _waiver(
    policy: OfferPolicy, deal: Deal, account: AccountFacts, charges: Charges, today: date
) -> dict[str, bool]:
    limits = policy.limits_for(account).waiver
    most = (
        charges.interest.minor * limits.interest_percent + charges.fees.minor * limits.fees_percent
    )
    return {
        "a person decides here": limits.decided_by != PERSON,
        "too late": account.days_past_due <= limits.to_days_past_due,
        "too often": account.waivers < limits.times,
        "not for who broke their word": account.broken_promises + account.defaulted_plans
        < limits.broken_before_person,
        "more than the charges": (deal.off.minor + charges.waived.minor) * 100 <= most,
        "too much taken off": deal.off <= limits.most_off[account.balance.currency],
        "open too long": deal.open_until <= today + timedelta(days=limits.answer_days),
        "paid too late": deal.pay_by <= today + timedelta(days=limits.pay_days),
    }


def _extension(
    policy: OfferPolicy, deal: Deal, account: AccountFacts, charges: Charges, today: date
) -> dict[str, bool]:
    limits = policy.limits_for(account).extension
    broken = policy.limits_for(account).promise.broken_before_person
    return {
        "a person decides here": limits.decided_by != PERSON,
        "too often": account.extensions < limits.times,
        "not for who broke their word": account.broken_promises < broken,
        "something is taken off": deal.off.minor == 0,
        "too late": deal.pay_by <= today + timedelta(days=limits.days),
        "open too long": deal.open_until <= today + timedelta(days=limits.answer_days),
    }


def haggle(
    policy: OfferPolicy,
    chance: random.Random,
    account: AccountFacts,
    sum_for: Callable[[AccountFacts], Money],
    today: date,
) -> Iterator[str]:
    """Ask for less, no fees or time, again and again; yield what happened, and limits passed."""
    account = replace(
        account,
        void_settlements=chance.choice([0, 0, 0, 1]),
        waivers=chance.choice([0, 0, 1]),
        extensions=chance.choice([0, 1, 2]),
    )
    charges = _charges(chance, account)
    kind, previous = chance.choice(list(Kind)), None
    for _ in range(chance.randint(1, 5)):
        money = sum_for(account) if chance.random() < 0.3 else _near(chance, account)
        asked = Asked(
            money if chance.random() < 0.6 else None,
            today + timedelta(days=chance.randint(-20, 90)) if chance.random() < 0.5 else None,
        )
        answer = _ask(policy, kind, account, charges, asked, today, previous)
        if isinstance(answer, NeedsPerson):
            yield f"{kind}: {answer.reason}"
            return
        yield f"{kind}: {answer.why}"
        for broken in beyond_reduction(policy, answer, account, charges, today):
            yield f"BEYOND POLICY: {broken}"
        today += timedelta(days=chance.choice([0, 0, 1, 9]))
        previous = answer


def _ask(
    policy: OfferPolicy,
    kind: Kind,
    account: AccountFacts,
    charges: Charges,
    asked: Asked,
    today: date,
    previous: Deal | None,
) -> Deal | NeedsPerson:
    match kind:
        case Kind.SETTLEMENT:
            return settlement(policy, account=account, asked=asked, today=today, previous=previous)
        case Kind.WAIVER:
            return waiver(
                policy,
                account=account,
                charges=charges,
                asked=asked,
                today=today,
                previous=previous,
            )
        case Kind.EXTENSION:
            day = asked.pay_by or today
            return extension(policy, account=account, pay_by=day, today=today, previous=previous)


def _charges(chance: random.Random, account: AccountFacts) -> Charges:
    """Make up interest and fees, some above the balance, some waived before."""
    most = account.balance.minor // 2 + 10
    minor = [chance.randint(0, most), chance.randint(0, most), chance.choice([0, 0, 500])]
    return Charges(*(Money(each, account.balance.currency) for each in minor))


def _near(chance: random.Random, account: AccountFacts) -> Money:
    """Name a sum about where the limits are."""
    minor = account.balance.minor * chance.randint(600, 1010) // 1000
    return Money(minor, account.balance.currency)
