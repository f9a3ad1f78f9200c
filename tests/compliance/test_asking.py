"""A question in JSON gets the same answer as one in Python, or a sentence on what to change."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from compliance.asking import UnreadableQuestion, answer
from compliance.cases import ordinary
from compliance.codec import UnreadableSituation, situation_from, to_json
from compliance.decide import decide
from compliance.law import Law
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome, Span
from tests.compliance.hearing import NoWords
from tests.compliance.test_decide import situations

NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)


class OneThreat(NoWords):
    """Words that object to "jail" and offer to leave it out."""

    def screen(self, text: str, language: str | None) -> tuple[Finding, ...]:
        at = text.find("jail")
        if at < 0:
            return ()
        return (Finding("w/1", Category.ARREST_PROSECUTION, Outcome.FORBID, "a threat of jail",
                        "15 USC 1692e(4)", span=Span(at, at + 4), quote="jail"),)  # fmt: skip

    def rewrite(self, text: str, language: str | None) -> str | None:
        return text.replace(" or go to jail", "")


def ask(law: Law, **asked: Any) -> dict[str, Any]:
    told = answer(json.loads(json.dumps(asked)), law=law, words=OneThreat(), now=NOW)
    return json.loads(json.dumps(told))


def test_words_alone_are_judged_alone(law: Law) -> None:
    told = ask(law, id="7", text="Pay or go to jail.", language="en")

    assert (told["id"], told["outcome"], told["rewrite"]) == ("7", "forbid", "Pay.")
    assert told["findings"][0]["span"] == [13, 17]
    assert told["findings"][0]["category"] == "arrest_prosecution"
    assert ask(law, text="Hello.")["outcome"] == "permit"


def test_with_a_situation_what_is_not_said_is_not_known(law: Law) -> None:
    told = ask(
        law,
        text="Acme: hello. Reply STOP to opt out.",
        jurisdictions=["us", "us-ma"],
        party="first",
        time_zones=["America/New_York"],
        at="2026-11-16T23:30:00-05:00",
    )

    assert told["outcome"] == "refer"
    assert told["not_before"] == "2026-11-17T13:00:01+00:00"
    assert {f["category"] for f in told["findings"]} >= {"hours", "consent"}


def test_every_fact_can_be_told(law: Law) -> None:
    facts = to_json(ordinary())
    for name in ("text", "language", "channel", "collecting", "at"):
        del facts[name]

    told = ask(law, text=ordinary().text, language="en", channel="sms", party="first",
               at="2026-11-16T15:00:00Z", facts=facts)  # fmt: skip

    assert (told["outcome"], told["findings"]) == ("permit", [])


def test_what_the_door_would_add_is_shown(law: Law) -> None:
    facts = {**to_json(ordinary()), "text": "", "language": "en"}
    told = ask(law, text="A payment is due.", facts=facts)

    assert told["outcome"] == "amend"
    assert told["text"] == "Acme: A payment is due. Reply STOP to opt out."


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([], "one JSON object"),
        ({"text": 7}, "'text' is missing"),
        ({"text": "x" * 20_001}, "longer than"),
        ({"text": "x", "language": "fr"}, "'language' cannot be 'fr'"),
        ({"text": "\ud800 hi"}, "half a character"),
        ({"text": "x", "id": "\ud800"}, "half a character"),
        ({"text": "x", "facts": {"creditor": "\udfff"}}, "half a character"),
        ({"text": "x", "channel": "sms", "at": "0001-01-01T00:00:00+14:00"}, "at cannot be"),
        ({"text": "x", "mood": "good"}, "has no 'mood'"),
        ({"text": "x", "channel": "pigeon"}, "channel cannot be 'pigeon'. Use one of: sms"),
        ({"text": "x", "at": "noon"}, "at cannot be 'noon'. Write an instant"),
        ({"text": "x", "at": "2026-11-16T15:00:00"}, "Write an instant with its offset"),
        ({"text": "x", "time_zones": ["Mars"]}, "cannot hold 'Mars'"),
        ({"text": "x", "jurisdictions": "us"}, "must be a list"),
        ({"text": "x", "facts": {"age": 7}}, "has no 'age'"),
        ({"text": "x", "facts": {"opted_out": "no"}}, "Write true or false"),
        ({"text": "x", "facts": {"replies_since_inbound": True}}, "Write a whole number"),
        ({"text": "x", "facts": {"consent": {"given": True}}}, "consent lacks: channel, at"),
        ({"text": "x", "facts": {"contacts": [{"at": 1}]}}, "contacts\\[0\\].at"),
        ({"text": "x", "facts": []}, "'facts' must be an object"),
    ],
)
def test_a_question_that_cannot_be_read_says_what_to_change(
    law: Law, asked: Any, says: str
) -> None:
    with pytest.raises(UnreadableQuestion, match=says):
        answer(asked, law=law, words=NoWords(), now=NOW)


@given(situations())
def test_a_situation_survives_the_way_to_json_and_back(situation: Situation) -> None:
    there = json.loads(json.dumps(to_json(situation)))

    assert situation_from(there) == situation


def test_the_ordinary_situation_survives_whole(law: Law) -> None:
    back = situation_from(json.loads(json.dumps(to_json(ordinary()))))

    assert back == ordinary()
    words = NoWords()
    assert decide(back, law=law, words=words) == decide(ordinary(), law=law, words=words)


def test_an_old_record_without_newer_facts_can_be_read() -> None:
    stored = to_json(ordinary())
    del stored["recipient"], stored["notices"]
    stored["is_business"] = False  # a fact of then that is asked for no more

    assert situation_from(stored).recipient is None


def test_a_record_that_cannot_be_read_says_where() -> None:
    with pytest.raises(UnreadableSituation, match="flags\\[0\\]"):
        situation_from({**to_json(ordinary()), "flags": ["happy"]})
