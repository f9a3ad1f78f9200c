"""``forbear parse``: the contract of DESIGN, with the model that is shipped."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.commands.parse import MODEL, UnreadableMessage, run, understand
from bot.errors import SettingsError
from bot.nlu.parse import Parser

NOON = "2026-11-23T12:00:00-05:00"  # a Monday


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(MODEL)


def told(asked: dict[str, Any], parser: Parser) -> dict[str, Any]:
    return understand({"now": NOON, **asked}, parser)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "can I pay $50.50 every two weeks from friday, 6 payments",
            {
                "language": "en",
                "amount": 50.5,
                "currency": "USD",
                "date": "2026-11-27",
                "frequency": "biweekly",
                "count": 6,
            },
        ),
        (
            "puedo pagar 100 euros cada mes desde el 5 de enero",
            {
                "language": "es",
                "amount": 100,
                "currency": "EUR",
                "date": "2027-01-05",
                "frequency": "monthly",
                "count": None,
            },
        ),
        (
            "我下个月十号还两百块",
            {
                "language": "zh-Hans",
                "amount": 200,
                "currency": None,
                "date": "2026-12-10",
                "frequency": None,
                "count": None,
            },
        ),
        ("not 100, I can only do 60", {"amount": 60, "currency": None}),
        ("when I get paid", {"date": None, "amount": None}),
    ],
)
def test_the_figures_of_a_message(text: str, figures: dict[str, Any], parser: Parser) -> None:
    answer = told({"id": 7, "text": text}, parser)
    assert {name: answer[name] for name in figures} == figures
    assert answer["id"] == 7
    assert list(answer) == [
        "id", "intent", "confidence", "language", "amount", "currency", "date", "frequency",
        "count", "figures",
    ]  # fmt: skip


def test_the_wish_and_how_sure_it_is(parser: Parser) -> None:
    answer = told({"text": "stop texting me"}, parser)
    assert answer["intent"] == "stop_contact"
    assert 0 < answer["confidence"] <= 1


def test_the_day_is_that_of_the_speakers_own_clock(parser: Parser) -> None:
    late = {"text": "mañana", "now": "2026-12-31T23:30:00-08:00"}
    assert told(late, parser)["date"] == "2027-01-01"
    assert told({**late, "zone": "Asia/Shanghai"}, parser)["date"] == "2027-01-02"
    assert told({**late, "now": "2026-12-31T23:30:00"}, parser)["date"] == "2027-01-01"


def test_the_accounts_currency_has_its_own_decimals(parser: Parser) -> None:
    answer = told({"text": "pago 5000 pesos", "currency": "CLP"}, parser)
    assert (answer["amount"], answer["currency"]) == (5000, "CLP")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "one JSON object"),
        ({"words": "hi"}, "no 'words'"),
        ({"text": 5}, "'text' is missing"),
        ({"text": "x" * 20_001}, "longer than"),
        ({"text": "hi", "zone": "Mars/Base"}, "no time zone"),
        ({"text": "hi", "now": "soon"}, "no instant"),
        ({"text": "hi", "currency": 5}, "no string"),
    ],
)
def test_a_message_in_another_form_is_told_what_to_change(
    asked: Any, sentence: str, parser: Parser
) -> None:
    with pytest.raises(UnreadableMessage, match=sentence):
        understand(asked, parser)


def test_a_bad_line_is_named_and_the_others_are_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = 'oops\n\n{"id": 2, "text": "hello"}\n{"id": 3}'
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    status = run(None, now=None, zone=None, jsonl=True, model=MODEL)
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert [answer.get("line") for answer in answers] == [1, None, 4]
    assert answers[0]["error"].startswith("Line 1:")
    assert answers[1]["intent"] == "greet"


def test_without_a_model_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="make train"):
        run("hi", now=None, zone=None, jsonl=False, model=tmp_path / "none.tar.gz")
