"""The demo's people: varied, fictional, and importable."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime

from bot.demo import COLUMNS, PEOPLE, demo_start, write_portfolio


def test_every_demo_number_is_from_the_range_kept_for_fiction():
    assert all(person.phone[5:10] == "55501" for person in PEOPLE)


def test_the_demo_begins_in_daylight_everywhere_in_the_united_states():
    start = demo_start(datetime(2026, 3, 7, 3, 30, tzinfo=UTC))  # Friday night in New York

    assert start == datetime(2026, 3, 9, 18, 0, tzinfo=UTC)


def test_the_portfolio_has_every_column_of_the_contract(tmp_path):
    path = tmp_path / "accounts.csv"

    write_portfolio(path, date(2026, 11, 23))

    with path.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert list(table[0]) == COLUMNS
    assert len(table) == len(PEOPLE) >= 12
