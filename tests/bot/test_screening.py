"""How free a text may be is policy, and the door knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.screening import house_words, refer_free_text_beyond
from bot.settings import ROOT
from bot.wording import Wording
from compliance.verdict import Outcome
from ledger.policy_file import PolicyFileError

WORDING = Wording.load(ROOT / "policies" / "templates")
FREE = "The weather was lovely at the seaside, and the gulls were loud."


def policy(folder: Path, beyond: str) -> Path:
    (folder / "wording.yaml").write_text(f"version: 1\nrefer_free_text_beyond: {beyond}\n")
    return folder


def test_a_text_unlike_anything_approved_is_read_by_a_person_where_policy_says_so(tmp_path):
    words = house_words(policy(tmp_path, "0.6"), WORDING)
    (found,) = [f for f in words.screen(FREE, "en") if f.rule == "words/unfamiliar"]
    assert found.outcome is Outcome.REFER
    approved = next(text for text in WORDING.texts() if "{" not in text)
    assert not [f for f in words.screen(approved, "en") if f.rule == "words/unfamiliar"]


def test_where_policy_says_never_distance_does_not_matter(tmp_path):
    assert refer_free_text_beyond(policy(tmp_path, "never") / "wording.yaml") is None


@pytest.mark.parametrize("beyond", ["-0.1", "1.5", "often", "[]"])
def test_what_is_no_distance_is_refused_with_its_line(tmp_path, beyond):
    with pytest.raises(PolicyFileError, match="line 2: 'refer_free_text_beyond'"):
        refer_free_text_beyond(policy(tmp_path, beyond) / "wording.yaml")


def test_the_house_has_a_policy():
    assert refer_free_text_beyond(ROOT / "policies" / "wording.yaml") is None
