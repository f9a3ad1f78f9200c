"""The budget and the week tell the same as the verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from compliance.cases import ordinary
from compliance.contact.budget import silence_budget
from compliance.contact.week import Open, week_of
from compliance.decide import decide
from compliance.law import Law
from compliance.situation import Channel, Contact, DeclaredWindow, Direction, Place, Situation
from compliance.verdict import Category, Outcome
from tests.compliance.hearing import NoWords


def spent(situation: Situation, *hours_ago: int, channel: Channel = Channel.SMS) -> Situation:
    contacts = [
        Contact(situation.at - timedelta(hours=h), channel, Direction.OUTBOUND, "account-1")
        for h in hours_ago
    ]
    return replace(situation, contacts=tuple(sorted(contacts, key=lambda c: c.at)))


def test_a_budget_shows_what_each_contact_spent_and_what_is_left(law: Law) -> None:
    situation = spent(ordinary("us-ma"), 30, 100)

    by_rule = {one.rule: one for one in silence_budget(situation, law)}

    week = by_rule["us-ma/frequency"]
    assert (week.limit, week.days, week.left, len(week.spent)) == (2, 7, 0, 2)
    assert week.next_at == situation.at - timedelta(hours=100) + timedelta(days=7)
    assert by_rule["house/texts_a_week"].left == 1
    assert by_rule["house/texts_a_day"].left == 1


def test_a_budget_counts_calls_and_texts_whatever_is_asked_about(law: Law) -> None:
    situation = replace(spent(ordinary("us-dc"), 5, channel=Channel.VOICE), channel=Channel.EMAIL)

    by_rule = {one.rule: one for one in silence_budget(situation, law)}

    assert by_rule["us-dc/call_frequency"].left == 3
    assert Channel.VOICE in by_rule["us-dc/call_frequency"].channels


@pytest.mark.parametrize("jurisdiction", ["us", "us-ma", "us-ny", "us-tx", "us-ct", "au", "mx"])
@pytest.mark.parametrize("hours_ago", [(), (2,), (2, 30, 60), (30, 31, 32)])
def test_a_budget_with_nothing_left_is_a_verdict_that_waits(
    law: Law, jurisdiction: str, hours_ago: tuple[int, ...]
) -> None:
    situation = spent(ordinary(jurisdiction), *hours_ago)
    verdict = decide(situation, law=law, words=NoWords())
    counted = {f.rule for f in verdict.findings if f.category is Category.FREQUENCY}

    budget = {one.rule: one for one in silence_budget(situation, law)}

    for finding in verdict.findings:
        if finding.rule in budget and finding.category is Category.FREQUENCY:
            assert (finding.outcome is Outcome.HOLD) == (budget[finding.rule].left == 0)
    assert counted - set(budget) <= {"house/replies"} | {
        rule for rule in counted if "work" in rule or "elsewhere" in rule
    }


def test_an_hour_is_allowed_only_where_every_place_allows_it(law: Law) -> None:
    places = (Place("America/New_York", ("us",)), Place("Asia/Kolkata", ("in",)))
    situation = replace(ordinary(), places=places, jurisdictions=("us", "in"))

    days = week_of(situation, law, clock="Asia/Kolkata")

    # 08:00 to 19:00 in India; 08:00 to 21:00 in New York is 18:30 to 07:30 in India.
    tomorrow = {f"{hour.begins_at:%H}": hour.state for hour in days[1].hours}
    assert tomorrow["18"] is Open.PARTLY
    assert {state for hour, state in tomorrow.items() if hour != "18"} == {Open.CLOSED}
    assert days[1].closing_rules


@pytest.mark.parametrize(
    ("opens", "closes", "partly"),
    [("10:05", "10:12", ["10"]), ("10:50", "11:10", ["10", "11"]), ("11:00", "11:01", ["11"])],
)
def test_a_few_minutes_that_they_called_inconvenient_show(
    law: Law, opens: str, closes: str, partly: list[str]
) -> None:
    situation = replace(ordinary(), declared=(DeclaredWindow(tuple(range(7)), opens, closes),))

    tomorrow = week_of(situation, law, clock="America/New_York")[1]

    shown = [f"{h.begins_at:%H}" for h in tomorrow.hours if h.state is Open.PARTLY]
    assert shown == partly


def test_an_hour_in_whose_last_minutes_a_count_ends_is_partly_open(law: Law) -> None:
    at = datetime(2026, 11, 16, 15, tzinfo=UTC)  # ten in New York
    sent = Contact(at - timedelta(hours=20, minutes=10), Channel.SMS, Direction.OUTBOUND)
    situation = replace(ordinary(), at=at, contacts=(sent,))

    today = week_of(situation, law, clock="America/New_York")[0]

    states = {f"{hour.begins_at:%H}": hour.state for hour in today.hours}
    assert states["12"] is Open.CLOSED
    assert states["13"] is Open.PARTLY  # a day after 13:50
    assert states["14"] is Open.ALLOWED


def test_hours_that_are_over_are_not_called_open(law: Law) -> None:
    today = week_of(ordinary(), law, clock="America/New_York")[0]

    assert [h.state for h in today.hours[:10]] == [Open.PAST] * 10
    assert today.open_spans == (("10:00", "21:00"),)


@pytest.mark.parametrize(("day", "hours"), [((2027, 3, 14), 23), ((2026, 11, 1), 25)])
def test_a_day_on_which_the_clock_jumps_has_the_hours_it_has(
    law: Law, day: tuple[int, int, int], hours: int
) -> None:
    situation = replace(ordinary(), at=datetime(*day, 10, tzinfo=UTC))

    first = week_of(situation, law, clock="America/New_York")[0]

    assert len(first.hours) == hours
