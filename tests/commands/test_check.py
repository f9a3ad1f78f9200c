"""``forbear check``: words and situations, judged from a terminal."""

from __future__ import annotations

import io
import json

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.check import run
from compliance.asking import NAMED


def ask(capsys, monkeypatch, *lines: str) -> tuple[int, list[dict]]:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    status = run(None, language=None, jsonl=True)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_threat_is_refused_with_its_words_and_a_way_to_say_it(capsys):
    status = run("Pay $50 by May 4 or we will tell your boss", language="en", jsonl=False)

    told = capsys.readouterr().out
    assert status == 2
    assert "third_party" in told
    assert "we will tell your boss" in told
    assert "$50" in told.split("It could be said so:")[1]


def test_a_plain_reminder_passes(capsys):
    assert run("Your payment of $50.00 is due on May 4.", language="en", jsonl=False) == 0
    assert "Nothing objects" in capsys.readouterr().out


def test_a_bad_line_is_named_and_the_others_are_answered(capsys, monkeypatch):
    status, told = ask(
        capsys, monkeypatch, "oops", '{"id": 2, "text": "Thank you."}', '{"id": 3, "word": "x"}'
    )

    assert status == 1
    assert told[0]["error"].startswith("Line 1")
    assert (told[1]["id"], told[1]["outcome"]) == (2, "permit")
    assert "'word'" in told[2]["error"]


@pytest.mark.parametrize(
    "line",
    [
        rb'{"text": "\ud800 hi"}',
        rb'{"text": "hi", "id": "\ud800"}',
        b'{"text": "\xff hi"}',
        b'{"text":' * 3000,
        b'{"text": "hi", "channel": "sms", "at": "0001-01-01T00:00:00+14:00"}',
    ],
    ids=["half a character", "in the id", "no UTF-8", "too deep", "before all years"],
)
def test_no_line_keeps_the_next_from_its_answer(capsys, monkeypatch, line):
    sent = io.BytesIO(line + b'\n{"id": 2, "text": "Thank you."}\n')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(sent, encoding="utf-8"))

    status = run(None, language=None, jsonl=True)

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert told[0]["error"].startswith("Line 1")
    assert (told[1]["id"], told[1]["outcome"]) == (2, "permit")


@pytest.mark.parametrize(
    ("at", "outcome"),
    [("2026-12-01T12:00:00-05:00", "permit"), ("2026-12-01T23:30:00-05:00", "hold")],
)
def test_the_hour_decides_where_the_situation_is_told(capsys, monkeypatch, at, outcome):
    question = {
        "text": "Your payment of $50.00 to Harbor is due on May 4. Reply STOP to opt out.",
        "language": "en",
        "channel": "sms",
        "party": "first",
        "jurisdictions": ["us"],
        "time_zones": ["America/New_York"],
        "at": at,
        "facts": {
            "address_country": "US",
            "sender_provider": "twilio",
            "recipient": "debtor",
            "opted_out_elsewhere": False,
            "right_party": "right",
            "flags": [],
            "opted_out": False,
            "quarantined": False,
            "creditor": "Harbor",
            "account": "a-1",
            "consent": {
                "channel": "sms",
                "given": True,
                "at": "2026-11-20T12:00:00Z",
                "source": "x",
            },
        },
    }
    _, told = ask(capsys, monkeypatch, json.dumps(question))
    assert told[0]["outcome"] == outcome, told[0]


def test_the_help_tells_the_whole_form_of_a_question():
    told = CliRunner().invoke(app, ["check", "--help"], env={"COLUMNS": "100"}).output

    assert [name for name in NAMED if f'"{name}"' not in told] == []
