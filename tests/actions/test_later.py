"""Nobody is pressed: time is given, and a day they name is kept and silent until then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.later import when_to_write
from ledger.agreements import proposed
from ledger.later import waiting_for
from tests.actions.conftest import MAYA, STRANGER
from tests.actions.talk import Talk, dollars, every, on

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
FRIDAY = on("2026-12-04")


def after(hour: str) -> dict[str, Any]:
    value = {"after": hour, "before": None, "days": None}
    return {"entity": "time_window", "value": value}


def waits(talk: Talk) -> list[str]:
    with talk.services.db.reading() as session:
        return [one.due_at.isoformat() for one in waiting_for(session, "maya")]


@pytest.mark.parametrize(
    ("day", "hour", "written"),
    [
        (date(2026, 12, 4), None, "2026-12-04T10:00:00-05:00"),
        (date(2026, 12, 4), time(17), "2026-12-04T17:00:00-05:00"),
        (date(2026, 12, 1), None, "2026-12-01T15:00:00-05:00"),
        (None, time(18), "2026-12-01T18:00:00-05:00"),
        (None, time(9), "2026-12-02T09:00:00-05:00"),
        (date(2026, 12, 1), time(9), None),
        (date(2026, 11, 30), None, None),
    ],
)
def test_the_moment_they_mean_is_on_their_own_clock(day, hour, written):
    at = when_to_write(day, hour, now=NOON, zone=NEW_YORK)

    assert (at.isoformat() if at else None) == written


@pytest.mark.parametrize(
    ("intent", "words", "asked"),
    [
        ("stall", "let me think about it", "stall_ask"),
        ("stall", "I need to ask my wife", "stall_ask"),
        ("not_now", "im at work", "not_now_ask"),
    ],
)
def test_they_are_asked_once_on_which_day(talk: Talk, intent: str, words: str, asked: str):
    talk.hear(intent, words)
    assert talk.said == [asked]
    talk.hear("promise_to_pay", "friday", FRIDAY)
    assert talk.said == ["write_again_noted"]
    assert waits(talk) == ["2026-12-04T15:00:00+00:00"]


def test_a_time_that_is_said_at_once_is_kept(talk: Talk):
    answer = talk.hear(
        "not_now", "driving, text me tomorrow after 6", on("2026-12-02"), after("18:00")
    )
    assert "Dec 2, 2026" in answer
    assert waits(talk) == ["2026-12-02T23:00:00+00:00"]


def test_a_later_day_takes_the_place_of_an_earlier_one(talk: Talk):
    talk.hear("not_now", "friday", FRIDAY)
    talk.hear("stall", "make that the 8th", on("2026-12-08"))
    assert waits(talk) == ["2026-12-08T15:00:00+00:00"]


def test_an_offer_stays_on_the_table_while_they_think(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("stall", "let me think about it")
    assert verified.said == ["stall_offer"]
    with verified.services.db.reading() as session:
        assert proposed(session, verified.id) is not None
    verified.hear("affirm", "ok yes")
    assert verified.said == ["plan_confirmed"]


def test_no_day_is_fine_too(talk: Talk):
    talk.hear("not_now", "busy")
    talk.hear("affirm", "ok")
    assert talk.said == ["again_write_again"]
    talk.hear("deny", "no")
    assert talk.said == ["write_again_left"]
    assert waits(talk) == []


def test_who_will_let_us_know_is_not_asked_again(talk: Talk):
    talk.hear("stall", "I need to ask my wife")
    talk.hear("stall", "no, I'll let you know")
    assert talk.said == ["write_again_left"]


def test_a_sum_instead_of_a_day_is_a_promise(verified: Talk):
    verified.hear("stall", "hmm")
    verified.hear("promise_to_pay", "50 on friday", dollars(50), FRIDAY)
    assert verified.said == ["promise_offer"]


def test_a_day_too_far_is_answered_with_the_last_one(talk: Talk):
    talk.hear("stall", "ask me in march", on("2027-03-01"))
    assert talk.said == ["write_again_too_far"]
    assert waits(talk) == []


def test_a_stranger_hears_the_same_and_is_not_written_to(talk_with: Callable[[str], Talk]):
    known, unknown = talk_with(MAYA), talk_with(STRANGER)
    for words in ("at work", "tomorrow"):
        entities = [on("2026-12-02")] if words == "tomorrow" else []
        assert known.hear("not_now", words, *entities) == unknown.hear("not_now", words, *entities)
    assert len(waits(known)) == 1


def test_a_question_in_between_does_not_lose_it(verified: Talk):
    verified.hear("stall", "hmm")
    verified.hear("ask_due_date", "when is it due")
    assert verified.said == ["due_was", "again_write_again"]
    verified.now += timedelta(minutes=5)
    verified.hear("nlu_fallback", "the 4th i guess", FRIDAY)
    assert verified.said == ["write_again_noted"]
