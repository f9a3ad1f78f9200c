"""Simulated debtors through the whole house, and the watch over every reply."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benchmarks.dialogue.house import House
from benchmarks.dialogue.invariants import Before, broken, look
from benchmarks.dialogue.people import MORNING, person_of
from benchmarks.dialogue.personas import PERSONAS
from benchmarks.dialogue.playing import written_down
from benchmarks.dialogue.simulated import live_all
from benchmarks.dialogue.speaking import Heard, Said, Speaker, meet
from benchmarks.dialogue.utterances import LANGUAGES, held_out
from ledger.tables import Plan, Promise

pytestmark = pytest.mark.rasa
EVERY_KIND = len(PERSONAS) * len(LANGUAGES)


@pytest.mark.timeout(600)
def test_every_kind_of_debtor_in_every_language_is_answered_lawfully(house: House):
    lived = list(live_all(house, count=EVERY_KIND, seed=1))
    for one in lived:
        assert not one.violations, "\n".join([written_down(one.steps), *one.violations])
    assert sum(one.success for one in lived) >= 0.75 * EVERY_KIND


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_held_out_words_for_everything_on_somebody_s_mind(language: str):
    wishes = {
        wish
        for persona in PERSONAS
        for what in (*persona.mind, *(what for _, what in persona.reacts + persona.once))
        for wish in what.split("|")
        if wish.isidentifier()
    }
    assert wishes <= set(held_out(language))


@pytest.fixture
def stranger(house: House) -> Speaker:
    return meet(house, person_of("maya", language="en"))


@pytest.fixture
def maya(house: House) -> Speaker:
    speaker = meet(house, person_of("maya", language="en"))
    speaker.says("10025 1985")
    return speaker


def _heard(text: str, *, discloses: bool = False, template: str = "balance") -> Heard:
    return Heard((template,), (Said(template, text, discloses, "answer"),))


def _watched(
    house: House, speaker: Speaker, heard: Heard, before: Before | None = None
) -> list[str]:
    return broken(house, speaker, before or look(house, speaker), heard, wrote=True)


@pytest.mark.parametrize(
    ("heard", "what"),
    [
        (_heard("You owe something.", discloses=True), "disclosed before verification"),
        (_heard("It is $613.42."), "a figure before verification: $613.42"),
        (_heard("It is 613 pesos."), "a figure before verification"),
        (_heard("It is about your furniture loan."), "the product before verification"),
        (Heard(), "no answer"),
        (_heard("  "), "an empty message"),
        (_heard("Sorry", template="sorry_person"), "the dialogue failed"),
    ],
)
def test_the_watch_sees_what_a_stranger_must_not_read(
    house: House, stranger: Speaker, heard: Heard, what: str
):
    assert [each for each in _watched(house, stranger, heard) if what in each]


@pytest.mark.parametrize(
    "sum_", ["$613.43", "$1,613.42", "$613.4", "US$613.00", "CN¥5", "600 pesos"]
)
def test_the_watch_sees_a_figure_that_the_ledger_does_not_hold(
    house: House, maya: Speaker, sum_: str
):
    found = _watched(house, maya, _heard(f"You owe {sum_} today.", discloses=True))
    assert [each for each in found if "a figure the ledger does not hold" in each]


def test_the_watch_lets_the_ledger_s_figures_pass(house: House, maya: Speaker):
    text = "$613.42 is $585.00, $18.42 and $10.00; the least is $25.00."
    assert _watched(house, maya, _heard(text, discloses=True)) == []


@pytest.mark.parametrize(
    ("before", "what"),
    [
        (Before(False, False, True, False, MORNING), "written to the wrong person"),
        (Before(False, False, False, True, MORNING), "collection talk after distress"),
    ],
)
def test_the_watch_sees_talk_where_there_must_be_none(
    house: House, maya: Speaker, before: Before, what: str
):
    found = _watched(house, maya, _heard("Will you pay?", discloses=True), before)
    assert [each for each in found if what in each]


def test_the_watch_sees_words_after_a_stop(house: House, maya: Speaker):
    maya.says("STOP")
    found = _watched(house, maya, _heard("Will you pay?", discloses=True))
    assert [each for each in found if "written after a stop" in each]


def test_the_watch_sees_a_plan_beyond_the_policy(house: House, maya: Speaker):
    before = look(house, maya)
    heard = maya.says("can I pay 50 a month")
    assert _watched(house, maya, heard, before) == []
    with house.db.transaction() as session:
        plan = session.query(Plan).filter_by(account_id=maya.settled.account_ids[0]).one()
        plan.instalments[0].minor -= 4_000
        plan.instalments[1].minor += 4_000
    assert "a plan beyond policy: below the minimum" in _watched(house, maya, heard, before)


def test_the_watch_sees_a_promise_beyond_the_policy(house: House, maya: Speaker):
    before = look(house, maya)
    heard = maya.says("I'll pay 120 on friday")
    assert _watched(house, maya, heard, before) == []
    with house.db.transaction() as session:
        promise = session.query(Promise).filter_by(account_id=maya.settled.account_ids[0]).one()
        promise.due_on += timedelta(days=60)
    assert [each for each in _watched(house, maya, heard, before) if "beyond policy" in each]
