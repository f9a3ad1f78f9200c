"""Counts over days of the calendar on every clock on earth, and for each number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from compliance.cases import ordinary
from compliance.contact.budget import silence_budget
from compliance.contact.counting import (
    Per,
    Period,
    counted_contacts,
    counting_of,
    forgotten_at,
    prove_countable,
)
from compliance.contact.week import Open, week_of
from compliance.contact.windows import day_begins
from compliance.decide import decide
from compliance.errors import PackError
from compliance.law import Law
from compliance.situation import Channel, Collecting, Contact, Direction, Place, Situation
from compliance.verdict import Outcome
from tests.compliance.hearing import NoWords

SECOND = timedelta(seconds=1)
REG_F = "us/call_frequency"
DIALS = "cn/call_attempts"


def called(
    situation: Situation, *moments: datetime, address: str | None = "address-1"
) -> Situation:
    """An agency that called then, and thinks of another call."""
    made = tuple(
        Contact(moment, Channel.VOICE, Direction.OUTBOUND, "account-1", False, address=address)
        for moment in moments
    )
    return replace(situation, channel=Channel.VOICE, collecting=Collecting.THIRD, contacts=made)


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc]


def when_forgotten(situation: Situation, law: Law) -> list[datetime]:
    """When each call that Reg F's seven still count is forgotten."""
    pack = law.packs[REG_F]
    return [forgotten_at(one, situation, pack) for one in counted_contacts(situation, pack)]


def living(zone: str, *more: str, law: str = "us") -> Situation:
    places = tuple(Place(name, (law,), "address") for name in (zone, *more))
    return replace(ordinary(law), places=places, jurisdictions=(law,))


@pytest.mark.parametrize("name", sorted(available_timezones()))
def test_a_day_begins_at_its_first_instant_in_every_zone(name: str) -> None:
    where, day = ZoneInfo(name), date(2026, 10, 1)
    while day < date(2027, 11, 10):
        begins = day_begins(day, name)
        assert begins.astimezone(where).date() == day
        assert (begins - SECOND).astimezone(where).date() == day - timedelta(days=1)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "call", "forgotten"),
    [
        # an ordinary week; a call at the last second of a day is of that day
        ("America/New_York", (2026, 11, 9, 23, 59, 59), "2026-11-16T05:00:00"),
        ("America/New_York", (2026, 11, 10), "2026-11-17T05:00:00"),
        # the clocks go back on the first of November, and forward on the fourteenth of March
        ("America/New_York", (2026, 10, 30, 9), "2026-11-06T05:00:00"),
        ("America/New_York", (2027, 3, 12, 9), "2027-03-19T04:00:00"),
        # no midnight in Santiago on 6 September 2026 and in Beirut on 28 March 2027
        ("America/Santiago", (2026, 8, 30, 20), "2026-09-06T04:00:00"),
        ("Asia/Beirut", (2027, 3, 21, 20), "2027-03-27T22:00:00"),
        # two midnights in Havana on 1 November 2026: the first begins the day
        ("America/Havana", (2026, 10, 25, 20), "2026-11-01T04:00:00"),
        # days that begin at odd minutes of UTC, and the first on earth
        ("Asia/Kathmandu", (2026, 11, 9, 8), "2026-11-15T18:15:00"),
        ("Pacific/Chatham", (2026, 11, 9, 8), "2026-11-15T10:15:00"),
        ("Pacific/Kiritimati", (2026, 11, 9, 8), "2026-11-15T10:00:00"),
    ],
)
def test_a_call_is_forgotten_when_the_eighth_day_begins(
    law: Law, zone: str, call: tuple[int, ...], forgotten: str
) -> None:
    moment = at(zone, *call)
    situation = called(living(zone), *[moment] * 7)
    until = datetime.fromisoformat(forgotten).replace(tzinfo=UTC)

    assert when_forgotten(replace(situation, at=until - SECOND), law) == [until] * 7
    assert when_forgotten(replace(situation, at=until), law) == []


def test_the_latest_clock_of_all_places_decides(law: Law) -> None:
    moment = at("America/New_York", 2026, 11, 9, 18)  # the tenth on Guam already
    situation = replace(called(living("America/New_York", "Pacific/Guam"), moment), at=moment)

    assert when_forgotten(situation, law) == [at("Pacific/Guam", 2026, 11, 17)]


def test_without_any_clock_a_day_more_is_counted_than_the_slowest_has(law: Law) -> None:
    moment = datetime(2026, 11, 9, 18, tzinfo=UTC)
    nowhere = replace(called(ordinary(), moment), at=moment, places=())

    [until] = when_forgotten(nowhere, law)

    for zone in available_timezones():
        assert when_forgotten(replace(nowhere, places=(Place(zone),)), law) <= [until]
    assert when_forgotten(replace(nowhere, at=until - SECOND), law) == [until]
    assert when_forgotten(replace(nowhere, at=until), law) == []


def test_the_verdict_waits_for_the_first_lawful_second_of_the_new_day(law: Law) -> None:
    calls = [at("America/New_York", 2026, 11, 9, 20)] * 7
    situation = called(living("America/New_York"), *calls)
    then = replace(situation, at=at("America/New_York", 2026, 11, 15, 12))

    verdict = decide(then, law=law, words=NoWords())

    assert verdict.outcome is Outcome.HOLD
    assert verdict.not_before == at("America/New_York", 2026, 11, 16, 8, 0, 1)


def test_the_week_opens_in_the_morning_of_the_eighth_day(law: Law) -> None:
    calls = [at("America/New_York", 2026, 11, 9, 20)] * 7
    situation = replace(
        called(living("America/New_York"), *calls), at=at("America/New_York", 2026, 11, 13, 12)
    )

    days = week_of(situation, law, clock="America/New_York", days=4)

    assert [day.open_spans for day in days[:3]] == [(), (), ()]
    assert days[3].open_spans == (("08:00", "21:00"),)
    assert days[3].hours[8].state is Open.ALLOWED
    assert REG_F not in days[3].closing_rules


def test_each_number_has_its_own_dials_and_the_budget_shows_which(law: Law) -> None:
    now = at("Asia/Shanghai", 2026, 11, 17, 16)
    here = replace(living("Asia/Shanghai", law="cn"), at=now)
    elsewhere = called(here, *[now - timedelta(hours=1)] * 6, address="address-2")

    def dials(situation: Situation) -> int:
        return {one.rule: one for one in silence_budget(situation, law)}[DIALS].left

    assert dials(elsewhere) == 6
    assert dials(replace(elsewhere, address="address-2")) == 0
    assert dials(replace(elsewhere, channel=Channel.SMS)) == 6  # the same number, by text
    # by e-mail it is not known which number is meant: all of them count together
    assert dials(replace(elsewhere, channel=Channel.EMAIL)) == 0


def test_a_budget_says_which_days_it_counts_and_for_what(law: Law) -> None:
    budget = {one.rule: one for one in silence_budget(living("Asia/Shanghai", law="cn"), law)}

    assert (budget[DIALS].period, budget[DIALS].per) == (Period.CALENDAR_DAYS, Per.ADDRESS)
    assert budget["house/texts_a_day"].period is Period.ROLLING


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"per": "household"}, "household"),
        ({"period": "calender_days"}, "calender_days"),
        ({"answer_counts": True}, "'answer_counts' is none of per, counts, period"),
        ({"counts": ["pigeon"]}, "pigeon"),
        ({"only_kinds": ["home"]}, "home"),
    ],
)
def test_a_pack_that_does_not_say_how_it_counts_is_refused(
    law: Law, settings: dict[str, object], says: str
) -> None:
    pack = law.packs[REG_F]
    changed = replace(pack, settings={**pack.settings, **settings})

    with pytest.raises(PackError, match=says):
        prove_countable({pack.id: changed})


def test_a_pack_without_its_unit_is_refused(law: Law) -> None:
    with pytest.raises(PackError, match="do not say how to count"):
        prove_countable({REG_F: replace(law.packs[REG_F], settings={"counts": ["voice"]})})


def test_nothing_is_reckoned_where_nothing_was_made(law: Law) -> None:
    pack = law.packs[REG_F]
    texts = tuple(Contact(ordinary().at, Channel.SMS, Direction.OUTBOUND) for _ in range(9))
    asked_no_clock = replace(ordinary(), places=(Place("Mars/Olympus"),))

    assert counted_contacts(asked_no_clock, pack) == []
    assert counted_contacts(replace(asked_no_clock, contacts=texts), pack) == []
    assert counting_of(pack).period is Period.CALENDAR_DAYS
