"""Openings across midnights, holidays, half hours and jumping clocks, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from compliance.cases import ordinary
from compliance.contact.hours import check_hours
from compliance.contact.windows import Quiet, next_open
from compliance.law import Law
from compliance.situation import DeclaredWindow, Place, Situation
from compliance.verdict import Outcome

EVERY_DAY = tuple(range(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def opening(law: Law, situation: Situation) -> datetime | None:
    """The latest moment any rule of hours asks to wait for."""
    waits = [f.not_before for f in check_hours(situation, law) if f.not_before is not None]
    return max(waits, default=None)


def told(opens: str, closes: str, weekdays: tuple[int, ...] = EVERY_DAY) -> DeclaredWindow:
    return DeclaredWindow(weekdays, opens, closes)


@pytest.mark.parametrize(
    ("window", "zone", "now", "opens"),
    [
        # Night shift: 22:00 to 10:00 is inconvenient, across midnight.
        (told("22:00", "10:00"), "America/New_York", "2026-11-16T23:00-05:00",
         "2026-11-17T10:00-05:00"),
        # Only the night that begins on Friday: Saturday morning still belongs to it.
        (told("22:00", "10:00", (4,)), "America/New_York", "2026-11-21T09:59:59-05:00",
         "2026-11-21T10:00-05:00"),
        # Sunday morning does not.
        (told("22:00", "10:00", (4,)), "America/New_York", "2026-11-22T09:00-05:00",
         "2026-11-22T09:00-05:00"),
        # In Kathmandu (+05:45) the minute counts.
        (told("09:00", "17:15"), "Asia/Kathmandu", "2026-11-16T12:00+05:45",
         "2026-11-16T17:15+05:45"),
        # Spring in New York: 02:30 does not exist on 2027-03-14; the jump ends the quiet time.
        (told("23:00", "02:30"), "America/New_York", "2027-03-14T01:59:59-05:00",
         "2027-03-14T03:00-04:00"),
        # Autumn: 01:30 comes twice on 2026-11-01; quiet from 01:00 to 01:30 begins again.
        (told("01:00", "01:30"), "America/New_York", "2026-11-01T01:10-05:00",
         "2026-11-01T01:30-05:00"),
        (told("01:00", "01:30"), "America/New_York", "2026-11-01T01:10-04:00",
         "2026-11-01T01:30-04:00"),
        # Lord Howe moves by half an hour: 02:00 becomes 02:30 on 2026-10-04.
        (told("01:00", "02:15"), "Australia/Lord_Howe", "2026-10-04T01:30+10:30",
         "2026-10-04T02:30+11:00"),
        # A quiet time of no length that crosses midnight is a whole day.
        (told("08:00", "08:00", (0,)), "Europe/London", "2026-11-16T12:00+00:00",
         "2026-11-17T08:00+00:00"),
    ],
)  # fmt: skip
def test_a_declared_time_ends_where_their_clock_says(
    window: DeclaredWindow, zone: str, now: str, opens: str
) -> None:
    assert next_open(at(now), [(Quiet(window), (zone,))]) == at(opens)


@pytest.mark.parametrize(
    ("laws", "zones", "now", "opens"),
    [
        # comment 6(b)(1)-2: Eastern number, Pacific address: after 11:00 and before 21:00 Eastern.
        (("us",), ("America/New_York", "America/Los_Angeles"), "2026-11-16T09:00-05:00",
         "2026-11-16T11:00:01-05:00"),
        (("us",), ("America/New_York", "America/Los_Angeles"), "2026-11-16T21:00-05:00",
         "2026-11-17T11:00:01-05:00"),
        # The clock goes forward in the night: eight o'clock comes an hour sooner.
        (("us",), ("America/New_York",), "2027-03-13T22:00-05:00", "2027-03-14T08:00:01-04:00"),
        (("us",), ("America/New_York",), "2026-10-31T22:00-04:00", "2026-11-01T08:00:01-05:00"),
        # Mexico: Friday night, the weekend and a holiday (16 November is the third Monday).
        (("mx",), ("America/Mexico_City",), "2026-11-13T22:00-06:00", "2026-11-17T08:00:01-06:00"),
        # Texas on Sunday opens at noon; on Saturday at nine.
        (("us-tx",), ("America/Chicago",), "2026-11-21T21:00-06:00", "2026-11-22T12:00-06:00"),
        (("us-tx",), ("America/Chicago",), "2026-11-20T21:00-06:00", "2026-11-21T09:00-06:00"),
        # Australia: Good Friday is closed, on Easter Saturday nine o'clock.
        (("au",), ("Australia/Sydney",), "2027-03-26T12:00+11:00", "2027-03-27T09:00+11:00"),
        # India and New York: half past six in the evening in India is eight in New York (winter).
        (("us", "in"), ("America/New_York", "Asia/Kolkata"), "2026-11-16T12:00+05:30",
         "2026-11-16T18:30:01+05:30"),
        # Samoa is a day ahead of Hawaii, and its clock an hour behind: eight there is nine here.
        (("us",), ("Pacific/Honolulu", "Pacific/Apia"), "2026-11-16T07:00-10:00",
         "2026-11-16T09:00:01-10:00"),
    ],
)  # fmt: skip
def test_the_next_opening_is_the_first_second_that_suits_everybody(
    law: Law, laws: tuple[str, ...], zones: tuple[str, ...], now: str, opens: str
) -> None:
    places = tuple(Place(zone, laws, "address") for zone in zones)
    situation = replace(ordinary(), at=at(now), places=places, jurisdictions=laws)
    moment = situation.at
    while (later := opening(law, replace(situation, at=moment))) is not None:
        assert later > moment
        moment = later

    assert moment == at(opens)


def test_where_no_hour_ever_suits_a_person_decides(law: Law) -> None:
    places = (Place("Europe/London", ("us",)), Place("Pacific/Auckland", ("us",)))
    far = replace(ordinary(), places=places, declared=(told("08:00", "12:00"),))

    found = list(check_hours(far, law))

    assert max(f.outcome for f in found) >= Outcome.HOLD


def test_the_law_of_a_union_binds_in_its_members_and_is_not_the_law_of_any(law: Law) -> None:
    irish = replace(ordinary(), jurisdictions=("ie",), places=(Place("Europe/Dublin", ("ie",)),))

    assert "eu" in law.jurisdictions(irish)
    assert law.unknown(irish) == ("ie",)
    assert law.unknown(replace(irish, jurisdictions=("eu",), places=())) == ("eu",)


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"])
def test_a_law_that_counts_whole_days_is_kept_by_days_of_24_hours(law: Law, zone: str) -> None:
    counts = [p for p in law.packs.values() if p.rule == "frequency"]
    lengths = {d.value for pack in counts for d in pack.parameters["days"].values}
    clock = ZoneInfo(zone)

    for first in (date(2026, 1, 1) + timedelta(days=n) for n in range(365)):
        earliest = datetime.combine(first, time(8), clock).astimezone(UTC)
        for days in lengths:
            last = first + timedelta(days=days - 1)
            latest = datetime.combine(last, time(21), clock).astimezone(UTC)
            assert latest - earliest < timedelta(days=days)
