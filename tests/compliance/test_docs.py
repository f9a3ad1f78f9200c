"""The pages people read say what the packs say."""

from __future__ import annotations

from pathlib import Path

from compliance.docs import pages, write


def test_a_page_says_over_which_days_and_for_what_it_counts(law):
    written = pages(law)

    assert "over days of the calendar" in written["us-call_after_conversation.md"]
    assert "a count for each debt" in written["us-call_after_conversation.md"]
    assert "a count for each number or address" in written["cn-call_attempts.md"]
    assert "days of 24 hours; where a law leaves open" in written["us-wv-call_frequency.md"]
    assert "How we count" not in written["us-contact_hours.md"]


def test_the_pages_in_the_repository_are_those_of_the_packs(law):
    stale = [
        name
        for name, text in pages(law).items()
        if not (page := Path("docs/law") / name).exists()
        or page.read_text(encoding="utf-8") != text
    ]

    assert stale == [], "run: python -m compliance.docs"


def test_every_pack_has_a_page_with_its_sources_and_cases(law):
    made = pages(law)

    for pack in law.packs.values():
        page = made[pack.id.replace("/", "-") + ".md"]
        assert pack.subject in page
        assert all(d.reference in page for p in pack.parameters.values() for d in p.values)
        assert not pack.enabled or "## Worked cases" in page


def test_a_page_of_a_pack_that_is_gone_goes_too(law, tmp_path):
    (tmp_path / "us-gone.md").write_text("old", encoding="utf-8")

    assert write(tmp_path, law) == len(list(tmp_path.glob("*.md"))) == len(law.packs) + 1
