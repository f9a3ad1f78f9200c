"""What we have approved can be said wherever we hold the law, by whoever is in order there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from compliance.cases import ordinary, situation_of
from compliance.decide import decide
from compliance.law import load_law
from compliance.pack import EVERYWHERE
from compliance.situation import Collecting, Place, Purpose, RightParty, Situation
from compliance.verdict import Outcome
from tests.compliance.hearing import NoWords
from tests.compliance.templates import TEMPLATES, filled, flags_for

LAW = load_law()
HELD = sorted(LAW.known - EVERYWHERE - {"eu"})
ZONES = {
    "us": "America/Chicago", "cn": "Asia/Shanghai", "gb": "Europe/London", "hk": "Asia/Hong_Kong",
    "tw": "Asia/Taipei", "sg": "Asia/Singapore", "in": "Asia/Kolkata", "ph": "Asia/Manila",
    "mx": "America/Mexico_City", "au": "Australia/Sydney",
}  # fmt: skip

# New York City wants an agency to name the amount: reminders that name none wait for a person.
WAITS = {"us-ny": {("reminder_before_due", "third"), ("reminder_due_today", "third")}}


def noon(place: str) -> Situation:
    """A Wednesday noon there, every fact on file, nothing against it."""
    zone = ZONES[place.partition("-")[0]]
    start = ordinary(place)
    here = replace(start, places=(Place(zone, (place,), "address"),))
    local = datetime(2026, 11, 18, 12, tzinfo=UTC)
    for hours in range(-14, 15):
        moment = local + timedelta(hours=hours)
        if moment.astimezone(ZoneInfo(zone)).hour == 12:
            consent = replace(start.consent, at=moment - timedelta(days=20))
            return replace(here, at=moment, consent=consent)
    raise AssertionError(zone)


@pytest.mark.parametrize("place", HELD)
def test_every_approved_text_may_go_at_noon_to_whom_it_is_meant_for(place: str) -> None:
    stopped = []
    for locale, name, entry in TEMPLATES:
        purpose = Purpose(entry.get("purpose", "answer"))
        discloses = entry.get("discloses_debt", True)
        start = replace(noon(place), purpose=purpose, language=locale, text=filled(entry["text"]))
        if purpose is not Purpose.REMINDER:
            start = situation_of({"minutes_since_inbound": 1}, start)
        situation = replace(
            start,
            discloses_debt=discloses,
            right_party=RightParty.RIGHT if discloses else RightParty.UNVERIFIED,
            opted_out=purpose is Purpose.OPT_OUT_CONFIRMATION,
            flags=flags_for(name),
        )
        for collecting in Collecting:
            verdict = decide(replace(situation, collecting=collecting), law=LAW, words=NoWords())
            if verdict.outcome > Outcome.AMEND:
                stopped.append((locale, name, collecting.value, verdict.objections[0]))

    assert {(name, who) for _, name, who, _ in stopped} == WAITS.get(place, frozenset()), stopped
