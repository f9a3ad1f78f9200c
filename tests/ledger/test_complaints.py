from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.complaints import ComplaintPolicy
from ledger.policy_file import PolicyFileError

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 12, 1)


def load(folder: Path, text: str) -> ComplaintPolicy:
    path = folder / "complaints.yaml"
    path.write_text(text)
    return ComplaintPolicy.load(path)


def test_the_shortest_of_the_places_and_the_house_counts(tmp_path: Path) -> None:
    policy = load(
        tmp_path,
        "version: 1\nhouse: {days: 15, reference: ours}\njurisdictions:\n"
        "  us-xx: {days: 10, reference: a rule}\n  us-yy: {days: 30, reference: a rule}\n",
    )
    assert policy.due_on(TODAY, ["us", "us-xx", "us-yy"]) == date(2026, 12, 11)
    assert policy.due_on(TODAY, ["us-yy"]) == date(2026, 12, 16)
    assert policy.due_on(TODAY, []) == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("version: 1\n", "lacks 'house'"),
        ("version: 1\nhouse: {days: 15}\n", "lacks 'reference'"),
        ("version: 1\nhouse: {days: 0, reference: ours}\n", "days"),
        ("version: 1\nhouse: {days: soon, reference: ours}\n", "days"),
        ("version: 2\nhouse: {days: 15, reference: ours}\n", "version"),
    ],
)
def test_a_mistake_is_told_with_its_name(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(PolicyFileError, match=wrong):
        load(tmp_path, text)


def test_the_policy_that_is_shipped_can_be_read() -> None:
    assert ComplaintPolicy.load(ROOT / "policies" / "complaints.yaml").house_days == 15
