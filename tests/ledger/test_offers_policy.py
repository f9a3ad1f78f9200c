"""A policy file says exactly what may be offered; a mistake in it is told in one sentence."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from ledger.money import Money
from ledger.offers import AccountFacts, OfferPolicy
from ledger.policy_file import PolicyFileError

OURS = Path(__file__).parents[2] / "policies" / "offers.yaml"


@pytest.fixture
def edited(tmp_path):
    def edit(old, new):
        text = OURS.read_text()
        assert old in text
        path = tmp_path / "offers.yaml"
        path.write_text(text.replace(old, new, 1))
        return path

    return edit


def test_the_revision_is_the_hash_of_the_file():
    assert OfferPolicy.load(OURS).revision == sha256(OURS.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("facts", "segment"),
    [
        ((100_00, 5, "person", "first"), "standard"),
        ((15_000_00, 5, "person", "first"), "large balance"),
        ((14_999_99, 5, "person", "first"), "standard"),
        ((15_000_00, 5, "business", "first"), "large balance"),
        ((100_00, 5, "business", "third"), "business"),
        ((100_00, 91, "person", "third"), "long overdue, collected for another"),
        ((100_00, 90, "person", "third"), "standard"),
    ],
)
def test_an_account_belongs_to_the_first_segment_that_fits(facts, segment):
    minor, *rest = facts

    limits = OfferPolicy.load(OURS).limits_for(AccountFacts(Money(minor, "USD"), *rest))

    assert limits.segment == segment


def test_what_a_segment_does_not_say_is_as_in_the_standard():
    policy = OfferPolicy.load(OURS)
    business = next(limits for _, limits in policy.segments if limits.segment == "business")

    assert business.plan.grace_days == policy.standard.plan.grace_days
    assert business.settlement == policy.standard.settlement
    assert business.promise.latest_days == 30


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("grace_days: 3 # after", "grace_dayz: 3 # after", "'plan.grace_dayz' is not a known name"),
        (
            "  extension:\n",
            "  extention:\n",
            "'limits.extention' is not a known name",
        ),
        ("longest_months: 19", "longest_months: nineteen", "must be a whole number from 1 to 120"),
        ("longest_months: 19", "longest_months: 0", "must be a whole number from 1 to 120"),
        ("longest_months: 19", "longest_months: 1", "is over before the latest first payment"),
        ("    decided_by: policy #", "    decided_by: anyone #", "must be one of: policy, person"),
        ('USD: "25.00"', 'USD: "25.001"', "such as 1234.56"),
        ('USD: "25.00"', 'USD: "0.00"', "must be above zero in USD"),
        ('USD: "25.00"', 'USD: "-1"', "must not be below zero"),
        ('      USD: "25.00"\n', "", "lacks USD"),
        ('      USD: "25.00"\n', '      USD: "25.00"\n      GBP: "1"\n', "names GBP"),
        ('      USD: "25.00"\n', '      USD: "25.00"\n      USD: "1"\n', "stands here twice"),
        ("[USD, EUR", "[USD, EURO", "three capital letters"),
        ("currencies: [", "currencies: [[", "this is not YAML"),
        ("monthly: 18", "fortnightly: 18", "'plan.most_instalments.fortnightly'"),
        ("{monthly: 18, semimonthly: 36, biweekly: 39, weekly: 52}", "{}", "allows no frequency"),
        ("usual_days: 7", "usual_days: 0", "whole number from 1"),
        ("least_percent: 80", "least_percent: 69", "must be a whole number from 70 to 100"),
        ("opening_percent: 90", "opening_percent: 79", "must be a whole number from 80 to 100"),
        ("percent: {interest: 50", "percent: {interest: 101", "must be a whole number from 0 to"),
        ("    days: 45", "    days: 61", "must be a whole number from 0 to 60"),
        ("days_past_due: {from: 91}", "days_past_due: {from: 91, to: 5}", "ends before it begins"),
        ("when: {kind: business}", "when: {kind: shop}", "must be one of: person, business"),
        ("version: 1", "version: 2", "whole number from 1 to 1"),
        ("  - name: business\n", "  - nom: business\n", "'segments.2.nom' is not a known name"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_its_cure(edited, old, new, sentence):
    path = edited(old, new)

    with pytest.raises(PolicyFileError) as refusal:
        OfferPolicy.load(path)

    told = str(refusal.value)
    assert told.startswith(f"{path}, line ")
    assert sentence.removeprefix("'plan.") in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"- a list\n", "must be names with values"),
        (b"\xff\xfe", "not UTF-8"),
        (b"version: \x01", "not YAML"),
    ],
)
def test_a_file_that_is_no_policy_is_told_so(tmp_path, content, sentence):
    path = tmp_path / "offers.yaml"
    path.write_bytes(content)

    with pytest.raises(PolicyFileError, match=sentence):
        OfferPolicy.load(path)


def test_a_missing_file_is_told_so(tmp_path):
    with pytest.raises(PolicyFileError, match="cannot be read"):
        OfferPolicy.load(tmp_path / "offers.yaml")
