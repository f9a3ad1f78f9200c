"""What somebody said about how to reach them is law for the door from that moment on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from actions.local_help import HelpPolicy
from actions.rights_policy import RightsPolicy
from actions.services import ROOT
from actions.services import Services as ActionServices
from compliance.situation import Purpose
from compliance.verdict import Outcome, Verdict
from ledger.offers import OfferPolicy
from ledger.tables import ContactPoint, Message
from tests.actions.talk import Talk
from tests.bot.house import OURS, PHONE, House

AFTER_SIX = {"entity": "time_window", "value": {"after": "18:00", "before": None, "days": None}}
SECOND = "+12125550177"


@pytest.fixture
def talk(house: House) -> Talk:
    house.debtor()
    services = ActionServices(
        db=house.db,
        offers=OfferPolicy.load(ROOT / "policies" / "offers.yaml"),
        help=HelpPolicy.load(ROOT / "policies" / "help.yaml"),
        rights=RightsPolicy.load(ROOT / "policies" / "rights.yaml"),
        new_id=house.services.new_id,
        collector=None,
    )
    return Talk(services, house.clock(), PHONE)


def judged(house: House, *, address: str = PHONE, channel: str = "sms", **more: Any) -> Verdict:
    """What the door says of a reminder, or of whatever ``more`` makes of it."""
    draft: dict[str, Any] = {
        "id": "draft", "conversation_id": house.conversation().id, "debtor_id": "debtor-1",
        "account_id": "account-1", "direction": "out", "channel": channel, "address": address,
        "sender": OURS, "body": "Harbor Home Credit: hello. Reply STOP to end messages.",
        "media": [], "purpose": Purpose.REMINDER.value, "discloses_debt": False,
        "state": "pending", "due_at": house.clock(), "created_at": house.clock(),
    }  # fmt: skip
    with house.db.reading() as session:
        message = Message(**(draft | more))
        return house.services.door.judge(session, message, now=house.clock())[1]


def test_a_reminder_waits_until_six_on_their_own_clock(house: House, talk: Talk):
    assert judged(house).outcome is Outcome.PERMIT

    talk.hear("set_contact_preference", "only after 6", AFTER_SIX)

    verdict = judged(house)  # eleven in the morning in New York
    assert verdict.outcome is Outcome.HOLD
    assert verdict.not_before == datetime(2026, 12, 1, 23, 0, tzinfo=UTC)
    assert any(f.rule == "house/declared_times" for f in verdict.objections)
    house.clock.move(hours=7, seconds=1)
    assert judged(house).outcome is Outcome.PERMIT


def test_who_writes_at_such_an_hour_is_answered(house: House, talk: Talk):
    talk.hear("set_contact_preference", "only after 6", AFTER_SIX)
    talk.hear("greet", "hello, a question")
    house.clock.at = talk.now
    answer = judged(
        house, in_reply_to=f"{talk.id}-turn-1", purpose=Purpose.ANSWER.value,
    )  # fmt: skip
    assert answer.outcome is Outcome.PERMIT


@pytest.mark.parametrize(
    "wish", ["no texts, only calls", "email only", "a este numero no, al otro"]
)
def test_a_way_they_refused_is_closed(house: House, talk: Talk, wish: str):
    talk.hear("set_contact_preference", wish)
    verdict = judged(house)
    assert verdict.outcome is Outcome.FORBID
    assert "house/refused_way" in {f.rule for f in verdict.objections}


def test_a_way_they_did_not_refuse_stays_open(house: House, talk: Talk):
    talk.hear("set_contact_preference", "no calls, text is fine")
    assert judged(house).outcome is Outcome.PERMIT
    assert judged(house, channel="voice").outcome is Outcome.FORBID


def test_not_at_work_closes_a_number_at_work_whatever_the_employer_allows(house: House, talk: Talk):
    at_work(house)
    assert judged(house, address=SECOND).outcome is not Outcome.FORBID
    talk.hear("set_contact_preference", "not at work")
    verdict = judged(house, address=SECOND)
    assert verdict.outcome is Outcome.FORBID
    assert "house/workplace" in {f.rule for f in verdict.objections}
    assert judged(house).outcome is Outcome.PERMIT


def test_hours_hold_for_their_other_number_too(house: House, talk: Talk):
    at_work(house)
    talk.hear("set_contact_preference", "only after 6", AFTER_SIX)
    assert "house/declared_times" in {f.rule for f in judged(house, address=SECOND).objections}


def at_work(house: House) -> None:
    with house.db.transaction() as session:
        session.add(
            ContactPoint(
                id="second", debtor_id="debtor-1", channel="sms", address=SECOND,
                added_at=house.clock(), kind="work", employer_allows=True,
            )
        )  # fmt: skip
