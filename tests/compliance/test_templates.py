"""Every sentence we have approved passes the door it was approved for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compliance.cases import ordinary, situation_of
from compliance.decide import decide
from compliance.law import load_law
from compliance.situation import Collecting, Direction, Purpose, RightParty
from compliance.text.words import load_words
from compliance.verdict import Outcome
from tests.compliance.templates import TEMPLATES, filled, flags_for

LAW = load_law()
WORDS = load_words(approved=[entry["text"] for _, _, entry in TEMPLATES])


@pytest.mark.parametrize(("locale", "name", "entry"), TEMPLATES, ids=lambda v: str(v)[:40])
def test_an_approved_template_passes_the_door(locale, name, entry):
    purpose = Purpose(entry.get("purpose", "answer"))
    discloses = entry.get("discloses_debt", True)
    start = replace(ordinary(), purpose=purpose, language=locale, text=filled(entry["text"]))
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
        verdict = decide(replace(situation, collecting=collecting), law=LAW, words=WORDS)

        assert verdict.outcome <= Outcome.AMEND, verdict.objections
    if situation.direction is Direction.OUTBOUND:
        assert "Acme" in verdict.text or "Fairway" in verdict.text


@pytest.mark.parametrize("locale", ["en", "es", "zh-Hans", "zh-Hant"])
def test_the_texts_that_confirm_a_stop_are_those_approved_for_it(locale):
    ours = [
        entry["text"]
        for of, _, entry in TEMPLATES
        if of == locale and entry.get("purpose") == "opt_out_confirmation"
    ]
    (approved,) = LAW.packs["house/opt_out"].parameters["confirmations"].values

    assert approved.value[locale] == ours, (
        "a template that confirms a stop has changed: write it into "
        "compliance/packs/house/opt_out.yaml and its cases, then run python -m compliance.docs"
    )
