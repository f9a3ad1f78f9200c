"""Disputes, proof, fraud, attorneys, bankruptcies and refusals: held, kept, answered once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from actions.services import Services
from compliance.situation import Flag
from ledger.accounts import book
from ledger.conversations import open_handover
from ledger.money import Money
from ledger.notices import record_notice
from ledger.stops import flags_of
from ledger.tables import Account, Debtor, Dispute, Task
from ledger.tasks import open_tasks
from tests.actions.conftest import AGENCY, NOW, STRANGER
from tests.actions.talk import Talk


def flags(talk: Talk) -> frozenset[Flag]:
    with talk.services.db.transaction() as session:
        return flags_of(session, "maya", "HH-1001", talk.now)


def tasks(talk: Talk) -> list[Task]:
    with talk.services.db.transaction() as session:
        return open_tasks(session, conversation_id=talk.id)


def summary(talk: Talk) -> str:
    with talk.services.db.transaction() as session:
        handover = open_handover(session, talk.id)
        return str(handover.summary) if handover else ""


def itemize(services: Services) -> None:
    """Let Maya's account be itemized before its fee; afterwards she paid something."""
    with services.db.transaction() as session:
        session.get_one(Account, "HH-1001").itemization_date = date(2026, 11, 20)
        for kind, minor, ref in (("fee", 5_00, "late"), ("payment", 20_00, "paid")):
            book(
                session, account_id="HH-1001", kind=kind, money=Money(minor, "USD"),
                booked_on=date(2026, 11, 25), reference=ref, now=NOW, new_id=services.new_id,
            )  # fmt: skip


def test_a_dispute_holds_starts_the_clock_and_says_the_day(verified: Talk):
    answer = verified.hear("dispute_debt", "I never bought that sofa")
    assert "Dec 31, 2026" in answer  # thirty days
    assert Flag.DISPUTE in flags(verified)
    (letter,) = tasks(verified)
    assert (letter.kind, letter.words) == ("validation_letter", "I never bought that sofa")
    assert letter.due_at == datetime(2026, 12, 31, tzinfo=UTC)


def test_where_the_law_gives_fewer_days_they_hold(verified: Talk, services: Services):
    with services.db.transaction() as session:
        maya = session.get_one(Debtor, "maya")
        maya.region, maya.postal_code, maya.city = "DC", "20001", "Washington"
    assert "Dec 16, 2026" in verified.hear("dispute_debt", "not mine")
    assert tasks(verified)[0].detail["reference"] == "DC Code 28-3814(m)-(n)"


def test_a_dispute_in_the_period_of_the_notice_is_said_to_be_so(verified: Talk, services: Services):
    with services.db.transaction() as session:
        record_notice(
            session, account_id="HH-1001", kind="validation", sent_on=date(2026, 11, 20),
            dispute_until=date(2026, 12, 30), source="import", now=NOW, new_id=services.new_id,
        )  # fmt: skip
    verified.hear("dispute_debt", "not mine")
    assert "ends on 2026-12-30" in summary(verified)


def test_a_second_dispute_orders_no_second_letter(talk: Talk):
    talk.hear("request_validation", "prove it")
    talk.hear("request_validation", "prove it now")
    assert len(tasks(talk)) == 1


def test_proof_is_told_after_identity_and_comes_by_letter(talk: Talk, services: Services):
    itemize(services)
    talk.hear("request_validation", "send me proof i owe this")
    assert talk.said == ["proof_ordered", "ask_identity"]
    assert Flag.DISPUTE in flags(talk)
    answer = talk.hear("give_identity", "10025 1985")
    assert talk.said == ["validation_info", "validation_link"]
    for words in ("Harbor Home Credit", "ending in 1001", "Nov 20, 2026 it was $613.42",
                  "fees $5.00", "taken off $20.00", "$598.42"):  # fmt: skip
        assert words in answer


def test_without_an_itemization_date_no_sum_of_that_day_is_made_up(verified: Talk):
    answer = verified.hear("request_validation", "show me the papers")
    assert verified.said == ["validation_info_today", "validation_link"]
    assert "$613.42" in answer
    with verified.services.db.transaction() as session:
        assert [one.kind for one in session.query(Dispute)] == ["validation"]


def test_fraud_names_the_steps_of_the_country(verified: Talk, services: Services):
    assert "IdentityTheft.gov" in verified.hear("report_fraud", "someone used my ssn")
    assert {Flag.DISPUTE, Flag.FRAUD} <= flags(verified)
    elsewhere = Talk(services, NOW, "+447400123456")
    elsewhere.hear("report_fraud", "stolen identity")
    assert elsewhere.said == ["concern_recorded", "fraud_steps"]


@pytest.mark.parametrize(
    ("intent", "flag", "asked"),
    [
        ("report_attorney", Flag.REPRESENTED, "attorney_noted"),
        ("report_bankruptcy", Flag.BANKRUPTCY, "bankruptcy_noted"),
    ],
)
def test_whom_to_speak_with_is_asked_once_kept_and_then_we_are_silent(
    talk: Talk, intent: str, flag: Flag, asked: str
):
    talk.hear(intent, "my lawyer handles this")
    assert talk.said == [asked]
    assert flag in flags(talk)
    talk.hear("wrong_person", "his name is Robert Chen, call him")
    assert talk.said == ["representative_kept"]
    assert "Robert Chen" in tasks(talk)[-1].words
    assert talk.conversation().owner == "person"
    assert talk.conversation().right_party == "unverified"


def test_who_says_it_all_at_once_is_not_asked(talk: Talk):
    talk.hear("report_attorney", "my attorney is Dana Reyes, 212-555-0142, write to her")
    assert talk.said == ["representative_kept"]
    assert talk.conversation().owner == "person"


def test_nobody_has_to_say_who_speaks_for_them(talk: Talk):
    talk.hear("report_bankruptcy", "i filed chapter 7")
    talk.hear("deny", "no")
    assert talk.said == ["representative_kept"]
    assert talk.conversation().owner == "person"


def test_a_stop_wins_over_the_question_who_speaks_for_them(talk: Talk):
    talk.hear("report_attorney", "i have a lawyer")
    talk.hear("stop_contact", "stop writing to me")
    assert talk.said == ["stop_confirmed"]


def test_a_refusal_is_heard_and_the_options_are_said_once(verified: Talk):
    verified.hear("refuse_to_pay", "im not paying")
    assert verified.said == ["refusal_noted", "refusal_options"]
    verified.hear("refuse_to_pay", "i said no")
    assert verified.said == ["refusal_noted"]
    assert verified.conversation().owner == "bot"
    verified.hear("ask_rights", "what are my rights")
    assert verified.said == ["rights_us"]


@pytest.mark.parametrize("intent", ["request_validation", "refuse_to_pay", "report_fraud"])
def test_a_stranger_hears_the_same_words_as_somebody_on_file(services: Services, intent: str):
    known, unknown = Talk(services, NOW, AGENCY), Talk(services, NOW, STRANGER)
    assert known.hear(intent, "words") == unknown.hear(intent, "words")
