"""What is said of the law is approved, true where the person is, and tells a stranger nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.local_help import HelpPolicy
from actions.rights_policy import RightsPolicy
from actions.services import Services
from compliance.situation import Flag
from ledger.conversations import open_handover
from ledger.policy_file import PolicyFileError
from ledger.stops import record_flag
from ledger.tables import Debtor
from tests.actions.talk import ROOT, Talk

POLICY = RightsPolicy.load(ROOT / "policies" / "rights.yaml")
INTENTS = {
    "consequences": "ask_consequences", "credit": "ask_credit_impact", "rights": "ask_rights",
}  # fmt: skip
US = (("us", "us-ny"),)


def live_in(talk: Talk, country: str) -> None:
    """Let Maya's address and her only number be of one country."""
    with talk.services.db.transaction() as session:
        maya = session.get_one(Debtor, "maya")
        maya.country, maya.region, maya.postal_code = country, None, "10025"


@pytest.mark.parametrize(
    ("topic", "template"),
    [("consequences", "consequences_us"), ("credit", "credit_impact_us"), ("rights", "rights_us")],
)
def test_the_right_party_hears_what_is_true_where_they_are(
    verified: Talk, topic: str, template: str
):
    verified.hear(INTENTS[topic], "what are my rights")
    assert verified.said == [template]


@pytest.mark.parametrize("intent", INTENTS.values())
def test_somebody_unverified_hears_the_general_words(talk: Talk, intent: str):
    talk.hear(intent, "what can you do to me")
    assert talk.said == [{"ask_rights": "rights", "ask_consequences": "consequences"}.get(
        intent, "credit_impact"
    )]  # fmt: skip


def test_places_that_differ_get_the_general_words(verified: Talk):
    live_in(verified, "MX")  # with a number of New York
    verified.hear("ask_consequences", "me van a meter a la cárcel?")
    assert verified.said == ["consequences"]


@pytest.mark.parametrize(
    ("places", "template"),
    [
        (US, "consequences_us"),
        ((("us", "us-ny"), ("us", "us-ca")), "consequences_us"),
        ((("us", "us-ny"), ("gb",)), "consequences"),
        ((("mx",),), "consequences_mx"),
        ((("fr",),), "consequences"),
        ((), "consequences"),
    ],
)
def test_the_words_hold_in_every_place_they_may_be_in(
    places: tuple[tuple[str, ...], ...], template: str
):
    assert POLICY.template("consequences", places) == template


def test_a_question_about_what_follows_does_not_lose_what_was_open(verified: Talk):
    verified.hear("request_plan", "can i pay in parts")
    verified.hear("ask_consequences", "and if i dont?")
    assert verified.said == ["consequences_us", "again_plan"]


def test_an_old_debt_is_for_a_person_who_finds_the_words_of_the_law(
    verified: Talk, services: Services
):
    with services.db.transaction() as session:
        record_flag(
            session, debtor_id="maya", account_id="HH-1001", flag=Flag.TIME_BARRED,
            source="import", note=None, now=verified.now, new_id=services.new_id,
        )  # fmt: skip
    answer = verified.hear("ask_rights", "isnt this too old")
    assert verified.said == ["rights", "handed_over"]
    assert "sue" not in answer
    with services.db.transaction() as session:
        handover = open_handover(session, verified.id)
        assert handover is not None
        assert "we will not sue you" in str(handover.summary)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("{version: 1, topics: {}, time_barred: {}, papers_within: {}}", "lacks 'consequences'"),
        (
            "version: 1\ntime_barred: {}\npapers_within: {}\n"
            "topics: {credit: {general: {template: a}}, rights: "
            "{general: {template: a}}, consequences: {us: {template: a, sources: [b], "
            "last_checked_on: 2026-11-28, confidence: read}}}",
            "lacks 'general'",
        ),
        (
            "version: 1\ntime_barred: {}\npapers_within: {}\n"
            "topics: {credit: {general: {template: a}}, rights: "
            "{general: {template: a}}, consequences: {general: {template: a}, us: {template: a}}}",
            "lacks 'sources'",
        ),
    ],
)
def test_a_mistake_in_the_policy_is_told_with_its_cure(tmp_path: Path, written: str, wrong: str):
    (tmp_path / "rights.yaml").write_text(written)
    with pytest.raises(PolicyFileError, match=wrong):
        RightsPolicy.load(tmp_path / "rights.yaml")


def test_a_line_without_its_source_stops_the_start(tmp_path: Path):
    row = "{name: A, number: '1', reach: call, always: true, confidence: known}"
    written = f"version: 1\npause_days: 30\ncountries: {{XX: {{emergency: '1', crisis: {row}}}}}"
    (tmp_path / "help.yaml").write_text(written)
    with pytest.raises(PolicyFileError, match="lacks 'source'"):
        HelpPolicy.load(tmp_path / "help.yaml")


@pytest.mark.parametrize(
    ("country", "number", "way"),
    [
        ("US", "988", "call_or_text"),
        ("CA", "988", "call_or_text"),
        ("GB", "116 123", "call"),
        ("CN", "12356", "call_hours"),
        ("TW", "1925", "call"),
        ("HK", "2389 2222", "call"),
        ("MX", "800 911 2000", "call"),
        ("ES", "024", "call"),
        ("FR", None, "local"),
    ],
)
def test_distress_is_given_the_line_of_its_country(
    talk: Talk, country: str, number: str | None, way: str
):
    live_in(talk, country)
    answer = talk.hear("express_distress", "I cannot go on")
    assert talk.said == [f"care_{way}"]
    assert number is None or number in answer
