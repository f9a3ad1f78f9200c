"""Every text passes the door on its way to whom it is meant for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.wording import LOCALES
from compliance.decide import decide
from compliance.law import load_law
from compliance.situation import (
    Channel,
    Collecting,
    Consent,
    Direction,
    Flag,
    Imprint,
    Notice,
    Place,
    Recipient,
    RightParty,
    Situation,
)
from compliance.text.words import load_words
from compliance.verdict import Outcome, Verdict
from tests.bot.wordings import (
    NAMES,
    OUTREACH,
    PAYMENTS,
    VALUES,
    WORDING,
)

NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)  # in New York


@pytest.fixture(scope="module")
def door() -> Callable[[Situation], Verdict]:
    law, words = load_law(), load_words(approved=WORDING.texts())
    return lambda situation: decide(situation, law=law, words=words)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("party", "channel"), [("first", "sms"), ("first", "chat"), ("third", "chat")]
)
def test_the_door_lets_every_text_through_to_whom_it_is_meant_for(
    door: Callable[[Situation], Verdict], locale: str, party: str, channel: str
):
    for name in NAMES:
        if party == "third" and (name in OUTREACH or name in PAYMENTS):
            continue  # what a collector for others may begin is the law's business, not the words'
        verdict = door(situation_of(name, locale, party, channel))
        stopped = [f for f in verdict.objections if f.outcome > Outcome.AMEND]
        assert not stopped, (name, stopped)
        assert verdict.text.count("STOP") <= 1, (name, "the way out is said twice")


@pytest.mark.parametrize("party", ["first", "third"])
@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("stop_confirmed", {"opted_out": True}),
        ("wrong_number_confirmed", {"quarantined": True, "right_party": RightParty.WRONG}),
        ("third_party_answered", {"quarantined": True, "right_party": RightParty.WRONG}),
        ("dispute_recorded", {"flags": {Flag.DISPUTE}}),
        ("concern_recorded", {"flags": {Flag.DISPUTE}}),
        ("payment_not_found", {"flags": {Flag.DISPUTE}}),
        ("fraud_recorded", {"flags": {Flag.DISPUTE, Flag.FRAUD}}),
        ("hardship_noted", {"flags": {Flag.HARDSHIP}}),
        ("care_call_or_text", {"flags": {Flag.DISTRESS}}),
        ("care_call", {"flags": {Flag.DISTRESS}}),
        ("care_call_hours", {"flags": {Flag.DISTRESS}}),
        ("care_local", {"flags": {Flag.DISTRESS}}),
        ("stop_care_call_or_text", {"opted_out": True, "flags": {Flag.DISTRESS}}),
        ("stop_with_condolence", {"opted_out": True, "flags": {Flag.DECEASED}}),
        ("stop_and_noted", {"opted_out": True, "flags": {Flag.DISPUTE}}),
        ("attorney_noted", {"flags": {Flag.REPRESENTED}}),
        ("bankruptcy_noted", {"flags": {Flag.BANKRUPTCY}}),
        ("deceased_noted", {"flags": {Flag.DECEASED}}),
        ("refusal_noted", {"flags": {Flag.CEASE}}),
        ("on_hold", {"flags": {Flag.BANKRUPTCY}}),
    ],
)
def test_the_one_answer_to_trouble_gets_through_after_it_is_written_down(
    door: Callable[[Situation], Verdict], name: str, facts: dict[str, Any], party: str
):
    if "flags" in facts:
        facts = {**facts, "flags": frozenset(facts["flags"])}
    verdict = door(replace(situation_of(name, "en", party, "chat"), **facts))
    assert verdict.outcome <= Outcome.AMEND, verdict.objections


def situation_of(name: str, locale: str, party: str, channel: str) -> Situation:
    """A text to somebody in New York who wrote just now, or who agreed to be reminded."""
    template = WORDING.template(name, locale)
    begun = name in OUTREACH or name in PAYMENTS
    told = template.discloses_debt and not begun
    return Situation(
        at=NOON,
        channel=Channel(channel),
        direction=Direction.OUTBOUND if begun else Direction.REPLY,
        purpose=template.purpose,
        collecting=Collecting(party),
        text=WORDING.render(name, VALUES, locale),
        language=locale,
        address_country="US",
        sender_provider="twilio" if channel == "sms" else None,
        places=(Place("America/New_York", ("us", "us-ny"), "area code"),),
        jurisdictions=("us", "us-ny"),
        right_party=RightParty.RIGHT if told else RightParty.UNVERIFIED,
        flags=frozenset({Flag.DISTRESS} if "care_" in name else ()),
        opted_out=False,
        quarantined=False,
        consent=Consent(
            Channel(channel), True, NOON - timedelta(days=20), "form", given_to=Collecting.THIRD
        ),
        last_inbound_at=None if begun else NOON - timedelta(seconds=5),
        is_first_communication=False,
        discloses_debt=template.discloses_debt,
        creditor="Harbor Home Credit",
        collector="Harbor Recovery",
        account="account",
        recipient=Recipient.DEBTOR,
        opted_out_elsewhere=False,
        notices=(Notice("validation", (NOON - timedelta(days=90)).date()),),
        imprint=Imprint(person="Dana Reyes", phone="+1 212 555 0198"),
    )
