"""One message, every rule, the strictest answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from compliance import decide as deciding
from compliance.cases import ordinary
from compliance.decide import decide
from compliance.law import load_law
from compliance.situation import (
    Channel,
    Collecting,
    Contact,
    DeclaredWindow,
    Direction,
    Flag,
    Place,
    Purpose,
    RightParty,
)
from compliance.verdict import Category, Finding, Outcome
from tests.compliance.hearing import NoWords

LAW = load_law()
WORDS = NoWords()
ZONES = ("America/New_York", "America/Los_Angeles", "America/St_Johns", "Asia/Kolkata",
         "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Shanghai", "Europe/London",
         "America/Asuncion", "Africa/Casablanca", "Pacific/Chatham", "America/Mexico_City",
         "America/Havana")  # fmt: skip
JURISDICTIONS = ("us", "us-ny", "us-ma", "us-wa", "us-dc", "us-fl", "us-ca", "us-tx", "us-co",
                 "us-wv", "cn", "tw", "in", "ph", "mx", "gb", "es", "br")  # fmt: skip

TEXTS = (
    ordinary().text,
    "You will get no more messages from us here. To hear from us again, reply START.",
    "We will not write to you here again. You matter most right now. You can call or text 988 at "
    "any time, day or night, and talk to someone who cares. If you are in danger, call 911.",
    "We will not write to you here again. Call 988.",
)

instants = some.datetimes(
    min_value=ordinary().at.replace(tzinfo=None) - timedelta(days=40),
    max_value=ordinary().at.replace(tzinfo=None) + timedelta(days=900),
).map(lambda moment: moment.replace(tzinfo=ordinary().at.tzinfo))
clocks = some.times().map(lambda t: f"{t.hour:02}:{t.minute:02}")
windows = some.builds(
    DeclaredWindow,
    some.lists(some.integers(0, 6), min_size=1, max_size=5, unique=True).map(tuple),
    clocks,
    clocks,
)


@some.composite
def situations(draw):
    at = draw(instants)
    contacts = draw(
        some.lists(
            some.builds(
                Contact,
                at=some.integers(0, 24 * 31).map(lambda h: at - timedelta(hours=h)),
                channel=some.sampled_from(Channel),
                direction=some.sampled_from(Direction),
                account=some.sampled_from(["account-1", "account-2", None]),
                connected=some.sampled_from([True, False, None]),
                address=some.sampled_from(["address-1", "address-2", None]),
            ),
            max_size=9,
        )
    )
    laws = tuple(draw(some.lists(some.sampled_from(JURISDICTIONS), min_size=1, max_size=3)))
    zones = draw(some.lists(some.sampled_from(ZONES), min_size=1, max_size=3, unique=True))
    waited = draw(some.one_of(some.none(), some.integers(0, 3000)))
    return replace(
        ordinary(),
        at=at,
        channel=draw(some.sampled_from(Channel)),
        text=draw(some.sampled_from(TEXTS)),
        direction=draw(some.sampled_from(Direction)),
        purpose=draw(some.sampled_from(Purpose)),
        collecting=draw(some.sampled_from([*Collecting, None])),
        places=tuple(Place(zone, laws, "address") for zone in zones),
        jurisdictions=laws,
        right_party=draw(some.sampled_from([*RightParty, None])),
        opted_out=draw(some.sampled_from([False, False, True, None])),
        contacts=tuple(sorted(contacts, key=lambda c: c.at)),
        declared=tuple(draw(some.lists(windows, max_size=2))),
        last_inbound_at=None if waited is None else at - timedelta(minutes=waited),
        replies_since_inbound=draw(some.integers(0, 6)),
        flags=frozenset(draw(some.lists(some.sampled_from(Flag), max_size=2))),
        is_first_communication=draw(some.sampled_from([True, False, None])),
    )


def judge(situation):
    return decide(situation, law=LAW, words=WORDS)


def is_freer(one, other):
    """Say whether one verdict lets through what the other does not, or sooner."""
    if one.outcome is other.outcome is Outcome.HOLD:
        return one.not_before < other.not_before
    return one.outcome < other.outcome


def test_an_ordinary_reminder_may_go():
    verdict = judge(ordinary())

    assert verdict.outcome is Outcome.PERMIT, verdict.objections
    assert verdict.text == ordinary().text
    assert verdict.pack_revision == LAW.revision


def test_what_is_missing_is_added_in_order():
    situation = replace(
        ordinary(),
        collecting=Collecting.THIRD,
        is_first_communication=True,
        text="A payment of $50.00 is due.",
    )

    verdict = judge(situation)

    assert verdict.outcome is Outcome.AMEND
    assert verdict.text == (
        "Fairway: A payment of $50.00 is due. This is an attempt to collect a debt by a debt "
        "collector and any information obtained will be used for that purpose. Reply STOP to opt "
        "out."
    )


@pytest.mark.parametrize("collecting", Collecting)
@pytest.mark.parametrize("language", ["en", "es", "zh-Hans", "zh-Hant"])
def test_an_amended_text_needs_no_more(collecting, language):
    situation = replace(ordinary(), collecting=collecting, language=language, text="…")

    amended = judge(situation).text

    assert judge(replace(situation, text=amended)).text == amended


NAMES = ("RULES", "CONTENT_RULES")


@pytest.mark.parametrize(
    ("which", "place"),
    [(name, place) for name in NAMES for place in range(len(getattr(deciding, name)))],
    ids=lambda part: str(part),
)
def test_an_error_in_any_rule_goes_to_a_person_and_the_others_are_heard(monkeypatch, which, place):
    rules = list(getattr(deciding, which))
    whole = judge(ordinary())
    mute = {f.rule for f in _heard(rules[place])}

    def breaks(situation, law):
        raise RuntimeError("Ana Diaz, 4111 1111 1111 1111")

    monkeypatch.setattr(deciding, which, (*rules[:place], breaks, *rules[place + 1 :]))
    verdict = judge(ordinary())

    assert verdict.outcome is Outcome.REFER
    assert [f.category for f in verdict.objections] == [Category.UNDECIDED]
    assert "Ana" not in repr(verdict.findings)
    assert {f.rule for f in whole.findings} - mute <= {f.rule for f in verdict.findings}


def _heard(rule):
    return [getattr(found, "finding", found) for found in rule(ordinary(), LAW)]


@pytest.mark.parametrize("place", range(len(deciding.TIMED_RULES)))
def test_an_error_while_the_free_moment_is_sought_goes_to_a_person(monkeypatch, place):
    rules = list(deciding.TIMED_RULES)
    evening = replace(ordinary(), at=ordinary().at.replace(hour=4))
    assert judge(evening).outcome is Outcome.HOLD

    def breaks(situation, law):
        raise RuntimeError("Ana Diaz")

    monkeypatch.setattr(deciding, "TIMED_RULES", (*rules[:place], breaks, *rules[place + 1 :]))

    assert judge(evening).outcome is Outcome.REFER


def test_words_that_cannot_be_screened_go_to_a_person():
    class Broken(NoWords):
        def screen(self, text, language):
            raise RuntimeError("Ana Diaz")

    verdict = decide(ordinary(), law=LAW, words=Broken())

    assert [(f.rule, f.outcome) for f in verdict.objections] == [("words", Outcome.REFER)]


class Breaks(NoWords):
    """A screen that finds a threat and then cannot offer another wording."""

    def screen(self, text, language):
        return (Finding("words/threat", Category.VIOLENCE, Outcome.FORBID, "a threat", "a law"),)

    def rewrite(self, text, language):
        raise RuntimeError("no other words")


def test_what_was_found_in_the_words_stands_though_no_other_wording_could_be_made():
    verdict = decide(ordinary(), law=LAW, words=Breaks())

    assert verdict.outcome is Outcome.FORBID
    assert [f.rule for f in verdict.objections] == ["words/threat"]
    assert verdict.rewrite is None


class NeverReworded:
    revision = ""

    def screen(self, text, language):
        return ()

    def rewrite(self, text, language):
        raise AssertionError("asked for other words than these")


def test_words_that_may_stand_are_not_asked_for_others():
    verdict = decide(ordinary(), law=LAW, words=NeverReworded())
    assert verdict.reworded() is None


def test_what_will_be_for_a_person_when_it_may_go_is_for_a_person_now():
    late = ordinary().at + timedelta(hours=12)  # ten in the evening
    given_at = late - timedelta(days=59, hours=23)
    consent = replace(ordinary().consent, at=given_at)
    situation = replace(ordinary(), at=late, collecting=Collecting.THIRD, consent=consent)

    verdict = judge(situation)

    assert judge(replace(situation, at=verdict.not_before)).outcome is Outcome.REFER
    assert verdict.outcome is Outcome.REFER
    assert verdict.objections[0].rule == "us/text_consent_age"
    assert verdict.objections[0].reason.startswith("by the time it may go: ")


@pytest.mark.parametrize(
    "unknown", ["collecting", "right_party", "flags", "opted_out", "quarantined", "consent"]
)
def test_a_missing_fact_goes_to_a_person(unknown):
    situation = replace(ordinary(), **{unknown: None})

    assert judge(situation).outcome is Outcome.REFER


def test_a_zone_nobody_knows_goes_to_a_person():
    situation = replace(ordinary(), places=(Place("Mars/Olympus", ("us",)),))

    assert judge(situation).outcome is Outcome.REFER


@given(situations())
def test_nothing_is_ever_raised_and_a_hold_always_says_until_when(situation):
    verdict = judge(situation)

    for finding in verdict.findings:
        assert (finding.outcome is Outcome.HOLD) == (finding.not_before is not None)
        assert finding.category is not Category.UNDECIDED or finding.rule == "hours"


@given(situations(), some.sampled_from(JURISDICTIONS))
def test_another_jurisdiction_never_makes_a_verdict_freer(situation, more):
    wider = replace(situation, jurisdictions=(*situation.jurisdictions, more))

    assert not is_freer(judge(wider), judge(situation))


@given(situations(), some.sampled_from(Flag))
def test_another_circumstance_never_makes_a_verdict_freer(situation, flag):
    harder = replace(situation, flags=situation.flags | {flag})

    assert not is_freer(judge(harder), judge(situation))


@given(situations(), some.sampled_from(ZONES))
def test_another_place_never_makes_a_verdict_freer(situation, zone):
    place = Place(zone, situation.jurisdictions, "stated")
    wider = replace(situation, places=(*situation.places, place))

    assert not is_freer(judge(wider), judge(situation))


@given(situations())
def test_at_not_before_the_message_waits_no_more_and_a_second_earlier_it_did(situation):
    verdict = judge(situation)
    if verdict.not_before is None or any(f.rule == "hours" for f in verdict.findings):
        return

    then = judge(replace(situation, at=verdict.not_before))
    if verdict.outcome is Outcome.HOLD:
        assert then.outcome <= Outcome.AMEND, then.objections
    earlier = verdict.not_before - timedelta(seconds=1)

    assert then.not_before is None
    if earlier > situation.at:
        assert judge(replace(situation, at=earlier)).not_before is not None


def oracle(situation):
    """Our hours and Reg F's, minute by minute, from the citations and not from the code."""
    for place in situation.places:
        local = situation.at.astimezone(ZoneInfo(place.zone))
        seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
        if not 8 * 3600 < seconds < 21 * 3600:
            return False
        minutes = local.hour * 60 + local.minute
        for window in situation.declared:
            (oh, om), (ch, cm) = (map(int, t.split(":")) for t in (window.opens, window.closes))
            opens, closes = oh * 60 + om, ch * 60 + cm
            today = local.weekday() in window.weekdays
            yesterday = (local.weekday() - 1) % 7 in window.weekdays
            if opens < closes:
                quiet = today and opens <= minutes < closes
            else:
                quiet = (today and minutes >= opens) or (yesterday and minutes < closes)
            if quiet:
                return False
    return True


@given(situations())
def test_no_permitted_contact_that_we_begin_is_outside_the_slow_oracle_s_hours(situation):
    situation = replace(situation, direction=Direction.OUTBOUND)

    verdict = judge(situation)
    waits = [f for f in verdict.findings if f.category is Category.HOURS and f.not_before]

    if situation.channel is not Channel.LETTER and not oracle(situation):
        assert waits or verdict.outcome >= Outcome.REFER
    if verdict.not_before and situation.channel is not Channel.LETTER:
        assert oracle(replace(situation, at=verdict.not_before)) or verdict.outcome >= Outcome.REFER
