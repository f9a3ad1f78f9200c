"""Every account is looked at, and gets a line: written to today, or why not."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.situation import Flag
from ledger.money import Money
from ledger.portfolio_view import AccountView, Occurrence, reminder_key
from outreach.planner import TRIES, NotPlanned, PlannedContact, Silence, due_contacts
from outreach.strategy import Strategy

STRATEGY = Strategy.load(Path(__file__).parents[2] / "policies" / "strategy.yaml")
DUE = date(2026, 12, 1)
STAGES = ["before_due", "due_today", "past_due_1", "past_due_2"]


def account(**facts):
    given = {
        "account_id": "a1",
        "account_ref": "HB-1",
        "debtor_id": "d1",
        "creditor": "Harbor Bank",
        "party": "first",
        "kind": "person",
        "name": "Ana Ruiz",
        "language": "en",
        "balance": Money(613_42, "USD"),
        "due_date": DUE,
        "addresses": {"sms": "+12025550100"},
    }
    return AccountView(**(given | facts))


def line_for(view, day):
    """Look at one account so many days after its due date."""
    [line] = due_contacts(STRATEGY, [view], lambda _: DUE + timedelta(days=day))
    return line


def done(*stages, on=None, cancelled=0, open_again=False):
    """The record of stages gone through."""
    return {
        reminder_key("a1", DUE, stage): Occurrence(
            written_on=on or DUE, cancelled=cancelled, open_again=open_again
        )
        for stage in stages
    }


@pytest.mark.parametrize(
    ("day", "template"),
    [
        (-3, "reminder_before_due"),
        (-1, "reminder_before_due"),
        (0, "reminder_due_today"),
        (4, "reminder_past_due_1"),
        (40, "reminder_past_due_1"),
    ],
)
def test_the_stage_of_the_day_is_planned_with_its_reason(day, template):
    line = line_for(account(), day)

    assert isinstance(line, PlannedContact)
    assert line.template == template
    assert line.key == f"reminder/a1/20261201/{line.stage}"
    assert "our own, up to a year late" in line.why


def test_before_the_first_stage_it_is_said_when_it_comes():
    line = line_for(account(), -10)

    assert (line.reason, line.next_on) == (Silence.NOT_YET, date(2026, 11, 28))


def test_a_reminder_of_a_coming_day_is_not_sent_after_it_and_counts_as_missed():
    line = line_for(account(), 4)

    assert line.stage == "past_due_1"
    assert line.missed == ("before_due", "due_today")


def test_an_account_that_came_late_begins_at_the_first_stage_and_goes_on_at_its_pace():
    late = account(party="third")
    first = line_for(late, 200)
    written = replace(late, occurrences=done("past_due_1", on=DUE + timedelta(days=200)))

    assert first.stage == "past_due_1"
    assert line_for(written, 201).next_on == DUE + timedelta(days=214)  # 14 days between the two
    assert line_for(written, 214).stage == "past_due_2"


def test_a_stage_that_is_done_is_not_done_again():
    line = line_for(account(occurrences=done("past_due_1", on=DUE + timedelta(days=4))), 5)

    assert (line.reason, line.next_on) == (Silence.NOT_YET, DUE + timedelta(days=18))
    every = account(occurrences=done(*STAGES))
    assert line_for(every, 30).reason is Silence.ALL_DONE


def test_a_message_that_was_cancelled_unsent_leaves_its_stage_open_under_another_key():
    """A part payment while the message waits cancels it, not the stage."""
    line = line_for(account(occurrences=done("past_due_1", cancelled=1, open_again=True)), 6)

    assert line.stage == "past_due_1"
    assert line.key == "reminder/a1/20261201/past_due_1/2"


def test_a_stage_that_is_cancelled_again_and_again_is_a_persons_business():
    tried = done("past_due_1", cancelled=TRIES, open_again=True)

    assert line_for(account(occurrences=tried), 6).reason is Silence.CANCELLED_BEFORE


@pytest.mark.parametrize(
    ("facts", "reason", "words"),
    [
        ({"closed": True}, Silence.CLOSED, "closed"),
        ({"balance": Money(0, "USD")}, Silence.PAID, "nothing is owed"),
        ({"balance": Money(-3, "USD")}, Silence.PAID, "nothing is owed"),
        ({"balance": Money(5_00, "USD")}, Silence.TOLERANCE, "nobody is bothered"),
        ({"balance": Money(5_00, "GBP")}, Silence.CURRENCY, "currency"),
        ({"agreement": "promise"}, Silence.PROMISE, "promise is in force"),
        ({"agreement": "plan"}, Silence.PLAN, "plan is in force"),
        ({"with_person": True}, Silence.WITH_A_PERSON, "a person"),
        ({"due_date": date(2024, 1, 1)}, Silence.NO_SEGMENT, "no segment"),
        ({"addresses": {}}, Silence.NO_ADDRESS, "no address for sms"),
        ({"addresses": {"email": "a@b.example"}}, Silence.NO_ADDRESS, "no address for sms"),
        ({"addresses": {}, "silenced": frozenset({"sms"})}, Silence.SILENCED, "opted out of sms"),
        ({"last_written_on": DUE + timedelta(days=2)}, Silence.CADENCE, "not before 2026-12-06"),
    ],
)
def test_who_is_left_in_peace_and_why(facts, reason, words):
    line = line_for(account(**facts), 4)

    assert isinstance(line, NotPlanned)
    assert line.reason is reason
    assert words in line.why


@pytest.mark.parametrize("flag", list(Flag))
def test_whatever_circumstance_is_recorded_the_strategy_keeps_silent_and_names_it(flag):
    line = line_for(account(flags=frozenset({flag})), 4)

    assert line.reason is Silence.CIRCUMSTANCE
    assert flag.value in line.why


def test_somebody_with_two_accounts_is_written_to_about_one_of_them_a_day():
    accounts = [account(), account(account_id="a2"), account(account_id="a3", debtor_id="d2")]

    lines = list(due_contacts(STRATEGY, accounts, lambda _: DUE))

    assert [type(line) for line in lines] == [PlannedContact, NotPlanned, PlannedContact]
    assert lines[1].reason is Silence.CADENCE
    assert "another account" in lines[1].why


days = st.integers(-10, 60)
balances = st.sampled_from([0, 4_99, 5_01, 200_00, 613_42])


class Life:
    """One account lived through day by day, with everything that is sent remembered."""

    def __init__(self):
        self.view = account()
        self.sent = []  # (day, stage, key)
        self.lines = []

    def day(self, number, **facts):
        self.view = replace(self.view, **facts)
        line = line_for(self.view, number)
        self.lines.append(line)
        if isinstance(line, PlannedContact):
            self.sent.append((number, line.stage, line.key))
            base = reminder_key("a1", DUE, line.stage)
            occurrences = dict(self.view.occurrences)
            occurrences[base] = Occurrence(line.today, cancelled=0, open_again=False)
            self.view = replace(self.view, occurrences=occurrences, last_written_on=line.today)
        return line


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(balances, st.sampled_from([None, None, "promise", "plan"])),
        min_size=50,
        max_size=50,
    )
)
def test_no_stage_is_gone_through_twice_however_the_balance_moves(history):
    life = Life()
    for number, (balance, agreement) in enumerate(history, start=-10):
        line = life.day(number, balance=Money(balance, "USD"), agreement=agreement)
        if agreement or balance <= 5_00:
            assert isinstance(
                line, NotPlanned
            )  # silence while they keep their word, or owe nothing

    stages = [stage for _, stage, _ in life.sent]
    assert max(Counter(stages).values(), default=1) == 1
    assert stages == sorted(stages, key=STAGES.index)  # never backwards
    assert len(life.lines) == 50
    assert all(line.why for line in life.lines)
    written = [number for number, _, _ in life.sent]
    assert all(later - earlier >= 3 for earlier, later in pairwise(written))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([613_42, 400_00, 50_00, 6_00]), min_size=71, max_size=71))
def test_part_payments_make_no_stage_disappear(balances_by_day):
    life = Life()
    for number, balance in enumerate(sorted(balances_by_day, reverse=True), start=-10):
        life.day(number, balance=Money(balance, "USD"))

    assert [(number, stage) for number, stage, _ in life.sent] == [
        (-3, "before_due"),
        (0, "due_today"),
        (4, "past_due_1"),
        (18, "past_due_2"),
    ]


@settings(max_examples=200, deadline=None)
@given(st.sets(days, max_size=40))
def test_a_stage_is_sent_or_still_to_come_or_reported_missed(days_looked):
    """A worker that is down for days skips nothing in silence."""
    life = Life()
    for number in sorted(days_looked):
        line = life.day(number)
        sent = {stage for _, stage, _ in life.sent}
        passed = {"before_due": number > -1, "due_today": number > 0}
        for stage, over in passed.items():
            assert not over or stage in sent or stage in line.missed


def test_a_second_look_on_the_same_day_plans_the_same_key():
    assert line_for(account(), 4).key == line_for(account(), 4).key


def test_a_hundred_thousand_accounts_are_planned_without_keeping_them():
    count = 20_000

    def portfolio():
        for number in range(count):
            yield account(account_id=f"a{number}", debtor_id=f"d{number}")

    tracemalloc.start()
    planned = sum(
        isinstance(line, PlannedContact)
        for line in due_contacts(STRATEGY, portfolio(), lambda _: DUE)
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert planned == count
    assert peak < 1_000_000  # bytes: some hundreds of times less than the accounts would take
