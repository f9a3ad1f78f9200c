"""Try random negotiations against an offer policy and count every step beyond a limit.

Run ``python -m benchmarks.negotiations --count 1000000``; it ends with 1 if anything was beyond.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from benchmarks.reductions import haggle
from ledger.money import Money
from ledger.offers import (
    AccountFacts,
    Allowed,
    NeedsPerson,
    Offer,
    OfferPolicy,
    Wish,
    counter,
    promise_allowed,
    propose,
)
from ledger.offers_changes import InForce, change, pause
from ledger.offers_policy import PERSON
from ledger.plans import Frequency, months_later

Named = TypeVar("Named")
POLICY = Path(__file__).parent.parent / "policies" / "offers.yaml"


def beyond_policy(
    policy: OfferPolicy,
    offer: Offer,
    account: AccountFacts,
    today: date,
    *,
    agreed_on: date | None = None,
) -> Iterator[str]:
    """Name each limit that an offer breaks, reckoned from the policy's own figures.

    This is written from the policy document, not from the code that makes offers. ``agreed_on``
    is a day on which the first payment may be although a new plan would begin sooner.
    """
    limits = policy.limits_for(account).plan
    days = [day for day, _ in offer.instalments]
    sums = [part.minor for _, part in offer.instalments]
    minimum = limits.smallest_instalment[account.balance.currency].minor
    checks = {
        "a person decides here": limits.decided_by != PERSON,
        "too many defaulted plans": account.defaulted_plans < limits.defaulted_before_person,
        "does not sum to the balance": sum(sums) == account.balance.minor,
        "another currency": {p.currency for _, p in offer.instalments}
        == {account.balance.currency},
        "nothing or less in an instalment": min(sums) > 0,
        "below the minimum": all(part >= minimum for part in sums[:-1]),
        "frequency not allowed": offer.frequency in limits.most_instalments,
        "too many instalments": len(sums) <= limits.most_instalments.get(offer.frequency, 0),
        "too long": days[-1] <= months_later(today, limits.longest_months),
        "first payment too soon": days[0] >= today + timedelta(days=limits.earliest_first_days),
        "first payment too late": days[0]
        <= max(today + timedelta(days=limits.latest_first_days), agreed_on or date.min),
        "days out of order": all(a < b for a, b in pairwise(days)),
        "made under another policy": offer.policy_revision == policy.revision,
    }
    return (name for name, holds in checks.items() if not holds)


@dataclass
class Haggler:
    """Somebody who asks for anything, sensible or not, from one seed."""

    chance: random.Random
    currencies: list[str]

    def account(self) -> AccountFacts:
        """Make up an account, some of them odd."""
        chance = self.chance
        currency = chance.choice([*self.currencies, *self.currencies, "KWD"])
        balance = int(10 ** chance.uniform(0, 7.5)) if chance.random() < 0.98 else 0
        return AccountFacts(
            balance=Money(balance, currency),
            days_past_due=chance.randint(-60, 900),
            segment=chance.choice(["person", "person", "business"]),
            party=chance.choice(["first", "third"]),
            broken_promises=chance.choice([0, 0, 0, 1, 2, 5]),
            defaulted_plans=chance.choice([0, 0, 0, 0, 1, 2]),
        )

    def wish(self, account: AccountFacts, today: date) -> Wish:
        """Make up what is asked for."""
        return Wish(
            instalment=self._maybe(self.sum_for(account)),
            frequency=self._maybe(self.chance.choice(list(Frequency))),
            count=self._maybe(int(10 ** self.chance.uniform(0, 4)) - 2),
            first_due_on=self._maybe(today + timedelta(days=self.chance.randint(-40, 500))),
        )

    def sum_for(self, account: AccountFacts) -> Money:
        """Make up a sum, now and then below zero or in pounds."""
        minor = int(10 ** self.chance.uniform(0, 7.5)) - 50
        other = self.chance.random() < 0.02
        return Money(minor, "GBP" if other else account.balance.currency)

    def _maybe(self, value: Named) -> Named | None:
        return value if self.chance.random() < 0.5 else None


def negotiate(policy: OfferPolicy, haggler: Haggler, today: date) -> Iterator[str]:
    """Live through one negotiation; yield what happened, and each limit passed."""
    account = haggler.account()
    if haggler.chance.random() < 0.5:
        yield from haggle(policy, haggler.chance, account, haggler.sum_for, today)
    answer = propose(policy, account=account, wish=haggler.wish(account, today), today=today)
    for _ in range(haggler.chance.randint(1, 5)):
        if isinstance(answer, NeedsPerson):
            yield f"a person decides: {answer.reason}"
            return
        yield f"offer: {answer.why}"
        for broken in beyond_policy(policy, answer, account, today):
            yield f"BEYOND POLICY: {broken}"
        wish = Wish() if haggler.chance.random() < 0.2 else haggler.wish(account, today)
        today += timedelta(days=haggler.chance.choice([0, 0, 0, 1, 12]))
        if haggler.chance.random() < 0.3:
            yield from _live_through(policy, haggler, account, answer, today)
        answer = counter(policy, account=account, wish=wish, previous=answer, today=today)
        if haggler.chance.random() < 0.5:
            yield from _promise(policy, haggler, account, today)


def _live_through(
    policy: OfferPolicy, haggler: Haggler, account: AccountFacts, offer: Offer, today: date
) -> Iterator[str]:
    """Agree to an offer, pay some of it, and change or pause it again and again."""
    plan = InForce(offer.frequency, offer.instalments)
    limits = policy.limits_for(account).plan
    pauses, changes = 0, 0
    for _ in range(haggler.chance.randint(1, 6)):
        today += timedelta(days=haggler.chance.choice([0, 3, 20, 40]))
        paid = haggler.chance.randint(0, len(plan.ahead) - 1)
        ahead = plan.ahead[paid:]
        account = replace(
            account, balance=Money(sum(m.minor for _, m in ahead), offer.each.currency)
        )
        plan = InForce(plan.frequency, ahead, changes, pauses)
        skips = haggler.chance.random() < 0.4
        if skips:
            answer = pause(policy, account=account, plan=plan, today=today)
            last = today + timedelta(days=limits.pause_latest_days)
        else:
            wish = haggler.wish(account, today)
            answer = change(policy, account=account, plan=plan, wish=wish, today=today)
            last = plan.next_on
        if isinstance(answer, NeedsPerson):
            yield f"{'pause' if skips else 'change'}: {answer.reason}"
            continue
        pauses, changes = pauses + skips, changes + (not skips)
        yield f"{'pause' if skips else 'change'}: {answer.why}"
        for broken in beyond_policy(policy, answer, account, today, agreed_on=last):
            yield f"BEYOND POLICY: {broken}"
        if skips and answer.first_due_on <= plan.next_on:
            yield "BEYOND POLICY: a pause that brings the next payment no later"
        if pauses > limits.most_pauses or changes > limits.most_changes:
            yield "BEYOND POLICY: paused or changed too often"
        plan = InForce(answer.frequency, answer.instalments)


def _promise(
    policy: OfferPolicy, haggler: Haggler, account: AccountFacts, today: date
) -> Iterator[str]:
    money, due_on = haggler.sum_for(account), today + timedelta(days=haggler.chance.randint(-9, 90))
    answer = promise_allowed(policy, money, due_on, account=account, today=today)
    yield f"promise: {type(answer).__name__}"
    limits = policy.limits_for(account).promise
    if isinstance(answer, Allowed) and not (
        0 < money.minor <= account.balance.minor
        and money.minor >= min(limits.smallest[money.currency].minor, account.balance.minor)
        and money.currency == account.balance.currency
        and today <= due_on <= today + timedelta(days=limits.latest_days)
        and account.broken_promises < limits.broken_before_person
        and limits.decided_by != PERSON
    ):
        yield "BEYOND POLICY: a promise"


def run(policy: OfferPolicy, *, count: int, seed: int, today: date) -> Counter[str]:
    """Live through ``count`` negotiations and count what happened in them."""
    haggler = Haggler(random.Random(seed), sorted(policy.currencies))
    seen: Counter[str] = Counter()
    for _ in range(count):
        start = today + timedelta(days=haggler.chance.randint(0, 1500))
        seen.update(negotiate(policy, haggler, start))
    return seen


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--policy", type=Path, default=POLICY)
    asked = parser.parse_args()
    began = time.perf_counter()
    seen = run(
        OfferPolicy.load(asked.policy), count=asked.count, seed=asked.seed, today=date(2026, 11, 23)
    )
    for what, times in sorted(seen.items()):
        print(f"{times:>10,}  {what}")
    print(f"{asked.count:,} negotiations in {time.perf_counter() - began:.1f} s, seed {asked.seed}")
    return any(what.startswith("BEYOND") for what in seen)


if __name__ == "__main__":
    sys.exit(main())
