"""A promise of two parts, a correction, a day that names no date, and what replaces what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions.parts import read_parts
from ledger.agreements import live_agreement
from ledger.money import Money
from ledger.tables import Promise
from tests.actions.talk import Talk, dollars, on

BALANCE = Money(613_42, "USD")
TODAY = date(2026, 12, 1)
VAGUE = {"entity": "vague_date", "value": {"words": "payday", "earliest": None, "latest": None}}
DEC_4, DEC_15 = on("2026-12-04"), on("2026-12-15")


def half() -> dict[str, Any]:
    return {"entity": "share", "value": {"numerator": 1, "denominator": 2}}


def promises(talk: Talk) -> list[tuple[str, int, str]]:
    with talk.services.db.reading() as session:
        rows = session.query(Promise).order_by(Promise.proposed_at, Promise.before_minor)
        return [(row.standing, row.minor, row.due_on.isoformat()) for row in rows]


@pytest.mark.parametrize(
    ("words", "entities", "parts"),
    [
        (
            "half on the 4th, rest on the 15th",
            [half(), DEC_4, half(), DEC_15],
            [("2026-12-04", 306_71), ("2026-12-15", 306_71)],
        ),
        (
            "4号还一半，15号还剩下的",
            [DEC_4, half(), DEC_15, half()],
            [("2026-12-04", 306_71), ("2026-12-15", 306_71)],
        ),
        (
            "100 now and the rest on the 15th",
            [dollars(100), dollars(513.42), DEC_15],
            [("2026-12-01", 100_00), ("2026-12-15", 513_42)],
        ),
        (
            "100 on the 4th and the 15th",
            [dollars(100), DEC_4, DEC_15],
            [("2026-12-04", 100_00), ("2026-12-15", 100_00)],
        ),
        (
            "100 el 4 y el resto el 15",
            [dollars(100), DEC_4, DEC_15],
            [("2026-12-04", 100_00), ("2026-12-15", 513_42)],
        ),
        (
            "100 on the 15th and 50 on the 4th",
            [dollars(100), DEC_15, dollars(50), DEC_4],
            [("2026-12-15", 100_00), ("2027-01-04", 50_00)],
        ),
        (
            "500 on the 4th and 500 on the 15th",
            [dollars(500), DEC_4, dollars(500), DEC_15],
            [("2026-12-04", 500_00), ("2026-12-15", 113_42)],
        ),
        ("100 on the 4th no wait the 15th", [dollars(100), DEC_4, DEC_15], []),
        ("100 on the 4th", [dollars(100), DEC_4], []),
        ("60 not 100 on the 4th", [dollars(60), dollars(100), DEC_4], []),
        ("700 on the 4th and 100 on the 15th", [dollars(700), DEC_4, dollars(100), DEC_15], []),
    ],
)
def test_sums_and_days_are_paired_as_they_were_said(words, entities, parts):
    read = read_parts(entities, words, balance=BALANCE, today=TODAY)

    assert [(day.isoformat(), money.minor) for day, money in read] == parts


def test_two_parts_are_said_back_with_their_days_and_agreed_together(verified: Talk):
    words = "half on the 4th, rest on the 15th"
    answer = verified.hear("promise_to_pay", words, half(), DEC_4, half(), DEC_15)
    assert verified.said == ["promise_parts_offer"]
    assert "Dec 4, 2026: $306.71\nDec 15, 2026: $306.71" in answer
    verified.hear("ask_due_date", "when was it due")
    assert verified.said == ["due_was", "again_promise_parts"]
    verified.hear("affirm", "yes")
    assert verified.said == ["promise_parts_confirmed"]
    assert promises(verified) == [
        ("open", 306_71, "2026-12-04"), ("open", 306_71, "2026-12-15")
    ]  # fmt: skip
    with verified.services.db.reading() as session:
        live = live_agreement(session, "HH-1001")
        assert isinstance(live, Promise)
        assert live.words == words
    assert "$306.71 by Dec 4, 2026" in verified.hear("ask_plan_status", "what did I say")


def test_no_takes_all_parts_off_the_table(verified: Talk):
    verified.hear("promise_to_pay", "half and half", half(), DEC_4, half(), DEC_15)
    verified.hear("deny", "no")
    assert {standing for standing, _, _ in promises(verified)} == {"cancelled"}


def test_a_new_promise_takes_the_place_of_every_part_and_says_so(verified: Talk):
    verified.hear("promise_to_pay", "half and half", half(), DEC_4, half(), DEC_15)
    verified.hear("affirm", "yes")
    verified.hear("promise_to_pay", "200 on the 10th", dollars(200), on("2026-12-10"))
    assert verified.said == ["promise_offer", "replaces_agreement"]
    verified.hear("affirm", "yes")
    assert promises(verified) == [
        ("cancelled", 306_71, "2026-12-04"),
        ("cancelled", 306_71, "2026-12-15"),
        ("open", 200_00, "2026-12-10"),
    ]


def test_a_part_too_far_away_says_the_last_day(verified: Talk):
    verified.hear("promise_to_pay", "half and half", half(), DEC_4, half(), on("2027-03-01"))
    assert verified.said == ["promise_too_far"]


def test_three_parts_are_a_plan(verified: Talk):
    verified.hear(
        "promise_to_pay", "100 on each of these", dollars(100), DEC_4, dollars(100), DEC_15,
        dollars(100), on("2026-12-28"),
    )  # fmt: skip
    assert verified.said[0].startswith("plan_offer")


@pytest.mark.parametrize("intent", ["deny", "affirm", "promise_to_pay", "counter_offer"])
def test_no_wait_the_12th_corrects_what_was_just_agreed(verified: Talk, intent: str):
    verified.hear("promise_to_pay", "100 on the 10th", dollars(100), on("2026-12-10"))
    verified.hear("affirm", "yes")
    answer = verified.hear(intent, "no wait, the 12th", on("2026-12-12"))
    assert verified.said == ["promise_offer", "replaces_agreement"]
    assert "$100.00 by Dec 12, 2026" in answer


def test_a_day_that_names_no_date_is_asked_for_once_and_never_guessed(verified: Talk):
    verified.hear("promise_to_pay", "100 after payday", dollars(100), VAGUE)
    assert verified.said == ["promise_which_day"]
    assert promises(verified) == []
    verified.hear("promise_to_pay", "the 15th", DEC_15)
    assert verified.said == ["promise_offer"]


def test_the_rest_is_still_the_rest_when_the_proof_comes_after_it(talk: Talk):
    talk.hear(
        "request_extension", "can I pay 100 on the 4th and the rest on the 15th",
        dollars(100), DEC_4, DEC_15,
    )  # fmt: skip
    answer = talk.hear("give_identity", "10025 and 1985")
    assert talk.said == ["promise_parts_offer"]
    assert "Dec 4, 2026: $100.00" in answer
    assert "Dec 15, 2026: $513.42" in answer
