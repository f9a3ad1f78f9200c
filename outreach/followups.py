"""What follows an agreement, step by step. Pure: facts in; standing, words and next day out.

A promise: the day after it, kept or wait out the grace; then kept or broken, one message each.
What gives the person something (less to pay, no fees, time) has a word before its day, too.
A plan, for each instalment: a word before it; after its day and grace, one message if it is
missing; after some days more, a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from ledger.money import Money
from ledger.values import Value

A_WEEK = timedelta(days=7)  # until a paused agreement is looked at again


@dataclass(frozen=True)
class Facts:
    """What is so when a step comes due; ``today`` is the person's own day."""

    today: date
    standing: str
    paid: Money  # since the agreement
    balance: Money
    paused: str | None = None  # a circumstance under which nothing is expected of them
    silent: str | None = None  # why nothing may be written to them


@dataclass(frozen=True)
class Words:
    """A message to write: a template and what it is filled with."""

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Next:
    """What a step leads to; no ``step`` means that the sequence is over."""

    why: str
    step: str | None = None
    due_on: date | None = None
    words: tuple[Words, ...] = ()
    standing: str | None = None  # of the promise or plan, when it changes
    person: str | None = None  # why a person has to look


@dataclass(frozen=True)
class PromiseTerms:
    """A promise as it was agreed."""

    amount: Money
    due_on: date
    grace_days: int
    kind: str = "promise"  # or settlement, waiver, extension
    off: Money | None = None  # what is taken off when it is kept
    reminder_days: int | None = None  # before its day; ``None``: they named the day themselves

    @property
    def looked_at_on(self) -> date:
        """The day on which it is first looked at."""
        return self.due_on + timedelta(days=1)

    @property
    def over_on(self) -> date:
        """The first day on which it is broken if it is not kept."""
        return self.due_on + timedelta(days=self.grace_days + 1)


@dataclass(frozen=True)
class PlanTerms:
    """A plan as it was agreed."""

    instalments: Sequence[tuple[date, Money]]
    reminder_days: int
    grace_days: int
    missed_days: int

    def due_on(self, number: int) -> date:
        """Give the day of an instalment; the first is number 1."""
        return self.instalments[number - 1][0]

    def checked_on(self, number: int) -> date:
        """Give the day on which an instalment counts as missed if it is not paid."""
        return self.due_on(number) + timedelta(days=self.grace_days + 1)

    def first_open(self, paid: Money) -> int | None:
        """Give the first instalment that the payments so far do not cover."""
        for number, needed in enumerate(self._cumulative(), start=1):
            if paid.minor < needed:
                return number
        return None

    def missing(self, number: int, paid: Money) -> Money:
        """Give what is still to be paid up to and with an instalment."""
        needed = self._cumulative()[number - 1]
        return Money(max(0, needed - paid.minor), paid.currency)

    def _cumulative(self) -> list[int]:
        return list(accumulate(part.minor for _, part in self.instalments))


def begin_promise(promise: PromiseTerms, *, today: date) -> Next:
    """Wait for the day after the promised one, or for the word before it."""
    if promise.reminder_days is not None:
        remind_on = promise.due_on - timedelta(days=promise.reminder_days)
        if remind_on > today:
            return Next("agreed", "remind", remind_on)
    return Next("agreed", "due", promise.looked_at_on)


def begin_plan(plan: PlanTerms, *, today: date) -> Next:
    """Wait for the word before the first instalment."""
    return _toward(plan, 1, today, why="agreed")


def after_promise(step: str, promise: PromiseTerms, facts: Facts) -> Next:
    """Do one step of a promise: ``remind``, ``due`` or ``grace``."""
    if facts.standing != "open":
        return Next(f"the promise is {facts.standing}")
    paid = facts.paid >= promise.amount
    if paid or facts.balance.minor <= 0:
        template, values = _thanks(promise)
        kept = _words(facts, template, **values)
        words = kept if paid else ()  # we do not thank for money that did not come
        return Next(_with_silence(facts, "kept"), words=words, standing="kept")
    if facts.paused:
        return Next(f"paused: {facts.paused}", step, facts.today + A_WEEK)
    missing = promise.amount - max(facts.paid, Money.zero(facts.paid.currency))
    if step == "remind":
        return _remind_of_promise(promise, missing, facts)
    if step == "due" and facts.today < promise.over_on:
        return Next("not paid yet: waiting out the grace", "grace", promise.over_on)
    name, standing = ("deal_void", "void") if promise.off else ("promise_broken", "broken")
    words = _words(facts, name, amount=missing, due_on=promise.due_on)
    return Next(_with_silence(facts, standing), words=words, standing=standing)


def after_plan(step: str, plan: PlanTerms, facts: Facts) -> Next:
    """Do one step of a plan: ``remind:n``, ``check:n`` or ``missed:n``."""
    if facts.standing != "active":
        return Next(f"the plan is {facts.standing}")
    open_number = plan.first_open(facts.paid)
    if open_number is None or facts.balance.minor <= 0:
        words = _words(facts, "plan_completed") if open_number is None else ()
        return Next(_with_silence(facts, "completed"), words=words, standing="completed")
    name, _, written = step.partition(":")
    number = int(written)
    if open_number > number:
        return _toward(plan, open_number, facts.today, why=f"instalment {number} is paid")
    if facts.paused:
        return Next(f"paused: {facts.paused}", step, facts.today + A_WEEK)
    if name == "remind":
        return _remind(plan, number, facts)
    if name == "check":
        return _missed(plan, number, facts)
    return Next(
        f"instalment {number} is still missing after the message about it",
        standing="defaulted",
        person="instalment_missed",
    )


def _remind_of_promise(promise: PromiseTerms, missing: Money, facts: Facts) -> Next:
    if facts.today > promise.due_on:
        return Next("its day is over: no word before it", "due", facts.today)
    words = _words(facts, "instalment_soon", amount=missing, due_on=promise.due_on)
    return Next(_with_silence(facts, "its day is near"), "due", promise.looked_at_on, words)


def _thanks(promise: PromiseTerms) -> tuple[str, dict[str, Value]]:
    values: dict[str, Value] = {"amount": promise.amount, "due_on": promise.due_on}
    if promise.off is None:
        return "promise_kept", values
    return f"{promise.kind}_kept", values | {"off": promise.off}


def _remind(plan: PlanTerms, number: int, facts: Facts) -> Next:
    checked_on = plan.checked_on(number)
    if facts.today > plan.due_on(number):
        return Next("its day is over: no word before it", f"check:{number}", checked_on)
    words = _words(
        facts,
        "instalment_soon",
        amount=plan.missing(number, facts.paid),
        due_on=plan.due_on(number),
    )
    why = _with_silence(facts, f"instalment {number} is soon due")
    return Next(why, f"check:{number}", checked_on, words)


def _missed(plan: PlanTerms, number: int, facts: Facts) -> Next:
    if facts.today < plan.checked_on(number):
        return Next("its grace is not over", f"check:{number}", plan.checked_on(number))
    if facts.silent:
        return Next(
            f"instalment {number} is missing and nothing may be written: {facts.silent}",
            standing="defaulted",
            person="instalment_missed",
        )
    words = _words(
        facts,
        "instalment_missed",
        amount=plan.missing(number, facts.paid),
        due_on=plan.due_on(number),
    )
    again_on = facts.today + timedelta(days=max(1, plan.missed_days))
    return Next(f"instalment {number} is missing", f"missed:{number}", again_on, words)


def _toward(plan: PlanTerms, number: int, today: date, *, why: str) -> Next:
    """Go to the word before an instalment, or to its check if its day is over."""
    if today > plan.due_on(number):
        return Next(why, f"check:{number}", max(today, plan.checked_on(number)))
    remind_on = plan.due_on(number) - timedelta(days=plan.reminder_days)
    return Next(why, f"remind:{number}", max(today, remind_on))


def _words(facts: Facts, template: str, **values: Value) -> tuple[Words, ...]:
    return () if facts.silent or facts.paused else (Words(template, values),)


def _with_silence(facts: Facts, why: str) -> str:
    quiet = facts.silent or facts.paused
    return f"{why}; nothing is written: {quiet}" if quiet else why
