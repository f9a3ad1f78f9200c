"""The strategy is data; a mistake in it is told in one sentence with its line."""

from __future__ import annotations

from datetime import time
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.money import Money
from ledger.offers_segments import AccountFacts
from ledger.policy_file import PolicyFileError
from outreach.strategy import Strategy

OURS = Path(__file__).parents[2] / "policies" / "strategy.yaml"


def test_ours_says_whom_we_write_to_and_when():
    strategy = Strategy.load(OURS)

    assert strategy.revision == sha256(OURS.read_bytes()).hexdigest()
    assert strategy.write_at == time(10, 0)
    assert strategy.tolerance["USD"] == Money(5_00, "USD")
    ours = strategy.segment_of(AccountFacts(Money(100_00, "USD"), -3, "person", "first"))
    assert [stage.template for stage in ours.stages] == [
        "reminder_before_due",
        "reminder_due_today",
        "reminder_past_due_1",
        "reminder_past_due_2",
    ]


def test_an_account_that_is_very_old_is_in_no_segment_of_ours():
    strategy = Strategy.load(OURS)

    facts = AccountFacts(Money(100_00, "USD"), 366, "person", "first")

    assert strategy.segment_of(facts) is None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("day: 18", "day: 4", "is not later than the stage before it"),
        ("name: past_due_2, day: 18", "name: past_due_1, day: 18", "is a second stage called"),
        ("day: -3, until: -1", "day: -3, until: -4", "whole number from -3"),
        ("name: before_due", "name: Before due", "small letters, digits and underscores"),
        ("channel: sms}", "channel: fax}", "must be one of: sms, chat"),
        ('write_at: "10:00"', "write_at: 25", "must be a time of day in quotes"),
        ("path: gentle", "path: gently", "must be one of: gentle, late_placement"),
        ("days_between: 3", "days_between: -1", "whole number from 0 to 365"),
        ('  USD: "5.00"\n', "", "lacks USD"),
        ("followups:", "followup:", "'followup' is not a known name"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_its_cure(tmp_path, old, new, sentence):
    text = OURS.read_text()
    assert old in text
    path = tmp_path / "strategy.yaml"
    path.write_text(text.replace(old, new, 1))

    with pytest.raises(PolicyFileError) as refusal:
        Strategy.load(path)

    assert str(refusal.value).startswith(f"{path}, line ")
    assert sentence in str(refusal.value)
