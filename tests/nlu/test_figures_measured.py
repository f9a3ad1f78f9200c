"""The measurement of figures: its cases are read as the specifications mean them, and held-out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.figures import HELDOUT, is_exact, is_read, ours
from benchmarks.figures_cases import read_cases, read_heldout

# Two cases in the shape of each public specification, of our own making.
SPECIFICATIONS: dict[str, list[dict[str, Any]]] = {
    "DateParser.json": [
        {
            "Input": "I'll pay on friday",
            "Context": {"ReferenceDateTime": "2026-11-23T00:00:00"},
            "Results": [
                {
                    "Text": "friday",
                    "Type": "date",
                    "Value": {
                        "FutureResolution": {"date": "2026-11-27"},
                        "PastResolution": {"date": "2026-11-20"},
                    },
                }
            ],
        },
        {
            "Input": "since 5 May 1391",
            "Context": {"ReferenceDateTime": "2026-11-23T00:00:00"},
            "Results": [
                {
                    "Text": "5 May 1391",
                    "Type": "date",
                    "Value": {
                        "FutureResolution": {"date": "1391-05-05"},
                        "PastResolution": {"date": "1391-05-05"},
                    },
                }
            ],
        },
    ],
    "DateTimeModel.json": [
        {
            "Input": "feb 30",
            "Context": {"ReferenceDateTime": "2026-11-23T00:00:00"},
            "Results": [
                {
                    "Text": "feb 30",
                    "TypeName": "datetimeV2.date",
                    "Resolution": {"values": [{"value": "not resolved"}]},
                }
            ],
        },
        {
            "Input": "all of next week",
            "Context": {"ReferenceDateTime": "2026-11-23T00:00:00"},
            "Results": [{"Text": "next week", "TypeName": "datetimeV2.daterange"}],
        },
    ],
    "CurrencyModel.json": [
        {
            "Input": "I can pay 12 dollars",
            "Results": [{"Text": "12 dollars", "Resolution": {"value": "12", "unit": "Dollar"}}],
        },
        {
            "Input": "sold for $ 3 million",
            "Results": [{"Text": "$ 3 million", "Resolution": {"value": "3e6", "unit": "Dollar"}}],
        },
    ],
    "SetParser.json": [
        {"Input": "I'll pay weekly", "Results": [{"Text": "weekly", "Value": {"Timex": "P1W"}}]},
        {"Input": "annually", "Results": [{"Text": "annually", "Value": {"Timex": "P1Y"}}]},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in ("English", "Spanish", "Chinese"):
        (tmp_path / language).mkdir()
        for name, cases in SPECIFICATIONS.items():
            kept = cases if language == "English" else []
            text = "\ufeff" + json.dumps(kept)
            (tmp_path / language / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_specification_is_read_as_it_is_meant(folder: Path) -> None:
    cases = {case.text: case for case in read_cases(folder)}
    assert "all of next week" not in cases  # a range is no day
    assert "annually" not in cases
    assert [text for text, case in cases.items() if case.sayable] == [
        "I'll pay on friday",
        "I can pay 12 dollars",
        "I'll pay weekly",
    ]
    assert cases["feb 30"].expected == ()
    assert all(is_exact(case, ours(case), is_ours=True) for case in cases.values() if case.sayable)


def test_one_answer_of_several_that_are_right_is_exact(folder: Path) -> None:
    friday = next(case for case in read_cases(folder) if case.text == "I'll pay on friday")
    assert is_exact(friday, [["2026-11-20"]], is_ours=True)
    assert is_exact(friday, [["2026-11-20", "2026-11-27"]], is_ours=False)
    assert not is_exact(friday, [["2026-11-28"]], is_ours=True)
    assert not is_exact(friday, [["2026-11-27"], ["2026-11-30"]], is_ours=True)
    assert not is_exact(friday, [], is_ours=True)


def test_a_held_out_line_is_read_when_nothing_is_missing_or_added() -> None:
    line = {"text": "$50 friday", "now": "2026-11-23T18:00:00Z", "zone": "America/New_York"}
    sum_ = {"kind": "amount", "value": {"minor": 5000, "currency": "USD"}}
    day = {"kind": "date", "value": "2026-11-27"}
    assert is_read({**line, "expected": [day, sum_]})
    assert not is_read({**line, "expected": [day]})
    assert not is_read({**line, "expected": [day, sum_, {"kind": "count", "value": 2}]})


def test_nine_of_ten_lines_of_an_author_who_saw_no_rules_are_read_exactly() -> None:
    lines = read_heldout(HELDOUT) if HELDOUT.exists() else []
    missed = [line["text"] for line in lines if not is_read(line)]
    assert len(missed) <= len(lines) / 10, missed
