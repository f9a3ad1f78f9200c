"""Nothing we permit is forbidden by the second opinion, and a hold ends when it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from compliance.cases import ordinary, situation_of
from compliance.contact.frequency import check_frequency
from compliance.decide import TIMED_RULES, decide
from compliance.law import load_law
from compliance.situation import Direction, Flag, Situation
from compliance.verdict import Outcome, Verdict
from tests.compliance.hearing import NoWords
from tests.compliance.oracle import violations
from tests.compliance.oracle_answers import unlawful_answer
from tests.compliance.oracle_content import unsaid
from tests.compliance.oracle_time import timed, too_often
from tests.compliance.test_decide import is_freer
from tests.compliance.wild import LAWS, crowded, wild

LAW = load_law()
WORDS = NoWords()
EACH = 600


def judge(situation: Situation) -> Verdict:
    return decide(situation, law=LAW, words=WORDS)


def objections(situation: Situation) -> list[str]:
    """What the second opinion holds against a message."""
    if situation.direction is Direction.OUTBOUND:
        return violations(situation)
    return unlawful_answer(situation)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_permitted_violates_the_second_opinion(seed: int) -> None:
    dice = Random(seed)
    permitted = 0
    for _ in range(EACH):
        situation = wild(dice)
        verdict = judge(situation)
        if verdict.outcome <= Outcome.AMEND:
            permitted += 1
            assert objections(situation) == [], situation
            assert unsaid(situation, verdict.text) == [], (situation, verdict.text)
    assert permitted > EACH / 60, "too few are permitted for this to say anything"


@pytest.mark.parametrize("seed", range(2))
def test_the_timed_rules_hold_exactly_what_the_second_opinion_does(seed: int) -> None:
    dice = Random(100 + seed)
    for _ in range(EACH):
        situation = replace(
            wild(dice), direction=Direction.OUTBOUND, address_kind=ordinary().address_kind
        )
        if not situation.places:
            continue
        ours = [
            f for rule in TIMED_RULES for f in rule(situation, LAW) if f.outcome > Outcome.AMEND
        ]
        assert bool(ours) == bool(timed(situation)), (ours, timed(situation), situation)


@pytest.mark.parametrize("place", ["us", "cn"])
def test_calls_are_counted_exactly_as_the_second_opinion_does(place: str) -> None:
    dice = Random(f"calls/{place}")
    answers = Counter[bool]()
    for _ in range(EACH):
        situation = crowded(dice, place)
        ours = [f for f in check_frequency(situation, LAW) if f.outcome > Outcome.AMEND]
        answers[bool(ours)] += 1
        assert bool(ours) == bool([*too_often(situation)]), (ours, situation)
    assert min(answers.values()) > EACH / 20


@pytest.mark.parametrize("seed", range(2))
def test_a_hold_ends_at_the_first_lawful_second(seed: int) -> None:
    dice = Random(200 + seed)
    held = 0
    for _ in range(EACH):
        situation = replace(
            wild(dice), direction=Direction.OUTBOUND, address_kind=ordinary().address_kind
        )
        until = judge(situation).not_before
        if until is None or any(f.rule == "hours" for f in judge(situation).findings):
            continue
        held += 1
        assert timed(replace(situation, at=until)) == []
        wait = int((until - situation.at).total_seconds())
        earlier = {0, wait - 1, *(dice.randrange(wait) for _ in range(5))} if wait > 0 else {0}
        for second in earlier:
            then = replace(situation, at=situation.at + timedelta(seconds=second))
            if then.at < until:
                assert timed(then) != [], (then.at, until)
    assert held > EACH / 20


@pytest.mark.parametrize("seed", range(2))
def test_another_law_or_flag_never_frees(seed: int) -> None:
    dice = Random(300 + seed)
    for _ in range(EACH // 3):
        situation = wild(dice)
        before = judge(situation)
        wider = replace(situation, jurisdictions=(*situation.jurisdictions, dice.choice(LAWS)))
        assert not is_freer(judge(wider), before)
        if situation.flags is not None:
            flags = situation.flags | {dice.choice(tuple(Flag))}
            assert not is_freer(judge(replace(situation, flags=flags)), before)


ANSWER = {"purpose": "answer", "minutes_since_inbound": 5}


def recently(times: int) -> list[dict[str, object]]:
    return [{"hours_ago": 30, "times": times, "direction": "reply", "asked_for": True}]


@pytest.mark.parametrize(
    ("place", "given"),
    [
        ("us", {"purpose": "collector", "minutes_since_inbound": 600, "flags": ["dispute"]}),
        ("us", {"purpose": "collector", "minutes_since_inbound": 5, "flags": ["fraud"]}),
        ("us", {"purpose": "help", "minutes_since_inbound": 1, "flags": ["bankruptcy"]}),
        ("us", {"purpose": "reminder", "minutes_since_inbound": 1, "flags": ["cease"]}),
        ("gb", {**ANSWER, "flags": ["breathing_space"]}),
        ("us", {**ANSWER, "flags": None}),
        ("us", {**ANSWER, "opted_out": True}),
        ("us", {**ANSWER, "refused": ["sms"], "replies_since_inbound": 3}),
        ("us", {**ANSWER, "recipient": "employer"}),
        ("us", {**ANSWER, "right_party": "unverified"}),
        ("us-dc", {**ANSWER, "contacts": recently(5)}),
        ("au", {**ANSWER, "contacts": recently(3)}),
    ],
)
def test_both_opinions_stop_an_answer_that_may_not_go(place: str, given: dict[str, object]) -> None:
    third = {"collecting": "third"} if place == "us" else {}
    zones = {"au": ["Australia/Perth"], "gb": ["Europe/London"]}.get(place, ["America/New_York"])
    situation = situation_of({"zones": zones, **third, **given}, ordinary(place))

    assert unlawful_answer(situation) != []
    assert judge(situation).outcome >= Outcome.REFER


@pytest.mark.parametrize("place", ["us", "us-dc", "us-ma", "gb"])
def test_both_opinions_let_an_ordinary_answer_go(place: str) -> None:
    situation = situation_of(ANSWER, ordinary(place))

    assert unlawful_answer(situation) == []
    assert judge(situation).outcome <= Outcome.AMEND
