"""A call is made by a person at an hour that is allowed; new contact data are checked by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from actions.contact_words import read_contact
from actions.services import Services
from actions.times import read_time
from coach.facts import zones_of
from compliance.situation import Situation
from ledger.claims import claimed_places
from ledger.situations import SituationSettings, situation_for
from ledger.tables import ContactPoint, Debtor, Message, Task
from ledger.tasks import open_tasks
from tests.actions.conftest import MAYA, NOW
from tests.actions.talk import Talk, dollars, every, on


def window(after: str | None = None, before: str | None = None) -> dict[str, object]:
    return {"entity": "time_window", "value": {"after": after, "before": before, "days": None}}


def the_task(talk: Talk, kind: str = "callback") -> Task:
    with talk.services.db.transaction() as session:
        (task,) = open_tasks(session, conversation_id=talk.id, kind=kind)
        return task


def minute_of(task: Task) -> datetime | None:
    """Eight o'clock itself may still be too early, its first second is not."""
    return task.due_at and task.due_at.replace(second=0)


def test_a_call_at_a_named_hour_is_confirmed_on_their_clock(talk: Talk):
    answer = talk.hear(
        "request_callback", "call me tomorrow after 5", on("2026-12-02"), window("17:00")
    )
    assert "on Dec 2, 2026, after 5:00 PM" in answer
    task = the_task(talk)
    assert task.due_at == datetime(2026, 12, 2, 22, 0, tzinfo=UTC)
    assert task.detail["number"] == MAYA
    assert task.words == "call me tomorrow after 5"
    assert talk.conversation().owner == "bot"  # the talk goes on meanwhile


def test_an_hour_that_is_not_allowed_is_moved_and_said_so(talk: Talk):
    answer = talk.hear("request_callback", "call me tomorrow at 5 am", on("2026-12-02"))
    assert talk.said == ["callback_moved"]
    assert "on Dec 2, 2026, after 8:00 AM" in answer


def test_an_hour_that_is_over_today_is_meant_for_tomorrow(talk: Talk):
    talk.hear("request_callback", "call me at 9 am")  # it is ten in New York
    assert the_task(talk).due_at == datetime(2026, 12, 2, 14, 0, tzinfo=UTC)
    talk.hear("request_callback", "no, at 3")
    assert the_task(talk).due_at == datetime(
        2026, 12, 1, 20, 0, tzinfo=UTC
    )  # the later wish counts


@pytest.mark.parametrize(
    ("intent", "words", "entities", "due"),
    [
        ("nlu_fallback", "no wait, 4pm", [], datetime(2026, 12, 2, 21, 0, tzinfo=UTC)),
        ("counter_offer", "make it 5 instead", [dollars(5)],
         datetime(2026, 12, 2, 22, 0, tzinfo=UTC)),
        ("counter_offer", "thursday is better", [on("2026-12-03")],
         datetime(2026, 12, 3, 20, 0, tzinfo=UTC)),
        ("promise_to_pay", "no, friday at 10 am", [on("2026-12-04")],
         datetime(2026, 12, 4, 15, 0, tzinfo=UTC)),
        ("nlu_fallback", "mejor a las 4", [], datetime(2026, 12, 2, 21, 0, tzinfo=UTC)),
        ("counter_offer", "改成下午五点", [], datetime(2026, 12, 2, 22, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_the_other_half_of_a_call_stays_when_one_is_put_right(
    talk: Talk, intent: str, words: str, entities: list[dict[str, object]], due: datetime
):
    talk.hear("request_callback", "call me tomorrow at 3 pm", on("2026-12-02"))
    talk.hear(intent, words, *entities)
    assert talk.said == ["callback_confirmed"]
    assert the_task(talk).due_at == due


@pytest.mark.parametrize(
    ("intent", "words", "entities", "due"),
    [
        ("express_distress", "morning would be better", [], (2, 13)),
        ("set_contact_preference", "mejor por la mañana", [window(None, "12:00")], (2, 13)),
        ("greet", "早上更好", [window(None, "12:00")], (2, 13)),
        ("greet", "下午比較方便", [window("12:00", "18:00")], (2, 17)),
        ("not_now", "in the evening instead", [window("18:00")], (2, 23)),
    ],
)  # fmt: skip
def test_a_part_of_the_day_that_suits_better_moves_the_call(
    talk: Talk,
    intent: str,
    words: str,
    entities: list[dict[str, object]],
    due: tuple[int, int],
):
    talk.hear("request_callback", "call me tomorrow at 3 pm", on("2026-12-02"))
    talk.hear(intent, words, *entities)
    assert talk.said == ["callback_confirmed"]
    day, hour = due
    assert minute_of(the_task(talk)) == datetime(2026, 12, day, hour, 0, tzinfo=UTC)


def test_a_morning_that_is_over_is_the_next_one(talk: Talk):
    talk.now = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)  # one in the afternoon
    talk.hear("request_callback", "call me at 4 pm")
    talk.hear("express_distress", "morning would be better")
    assert minute_of(the_task(talk)) == datetime(2026, 12, 2, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize("words", ["better dead by morning", "i feel better in the morning"])
def test_a_part_of_the_day_in_other_words_is_no_correction(talk: Talk, words: str):
    talk.hear("request_callback", "call me tomorrow at 3 pm", on("2026-12-02"))
    talk.hear("express_distress", words)
    assert talk.said[0].startswith("care_")


def test_without_a_call_a_part_of_the_day_is_a_wish_like_any_other(talk: Talk):
    talk.hear("set_contact_preference", "mejor por la mañana", window(None, "12:00"))
    assert talk.said == ["preference_hours"]


@pytest.mark.parametrize(
    ("intent", "words"),
    [("promise_to_pay", "i will pay 5"), ("set_contact_preference", "only after 6"),
     ("ask_balance", "how much at 5")],
)  # fmt: skip
def test_what_is_no_correction_leaves_the_call_as_it_is(talk: Talk, intent: str, words: str):
    talk.hear("request_callback", "call me tomorrow at 3 pm", on("2026-12-02"))
    talk.hear(intent, words, window("18:00"))
    assert the_task(talk).due_at == datetime(2026, 12, 2, 20, 0, tzinfo=UTC)


def test_a_call_without_an_hour_is_for_as_soon_as_may_be(talk: Talk):
    talk.hear("request_callback", "please call me")
    assert talk.said == ["callback_noted"]
    due = the_task(talk).due_at
    assert due is not None
    assert due == talk.now


def test_the_hour_and_the_number_may_come_a_message_later(talk: Talk):
    talk.hear("request_callback", "please call me")
    answer = talk.hear("counter_offer", "rather at 212 555 0177, friday at 3", on("2026-12-04"))
    assert talk.said == ["callback_confirmed"]
    assert "Dec 4, 2026" in answer
    assert the_task(talk).detail["number"] == "+12125550177"
    talk.hear("promise_to_pay", "I can pay friday at 3", on("2026-12-04"))
    assert talk.said == ["ask_identity"]
    talk.hear("counter_offer", "make that 60", dollars(60))
    assert talk.said == ["ask_identity"]


def test_hours_they_called_inconvenient_hold_for_calls_too(talk: Talk):
    talk.hear("set_contact_preference", "only after 6", window("18:00"))
    talk.hear("request_callback", "call me")
    assert the_task(talk).due_at == datetime(2026, 12, 1, 23, 0, tzinfo=UTC)


def test_from_the_chat_the_number_is_asked_and_the_hour_not_forgotten(services: Services):
    talk = Talk(services, NOW, "chat:1", channel="chat")
    talk.hear("request_callback", "call me tomorrow at 4 pm", on("2026-12-02"))
    assert talk.said == ["callback_ask_number"]
    talk.hear("give_identity", "212 555 0188")
    assert talk.said == ["callback_confirmed"]
    task = the_task(talk)
    assert task.detail["number"] == "+12125550188"
    assert task.due_at is not None
    assert task.due_at.date().isoformat() == "2026-12-02"
    assert task.words.startswith("call me tomorrow")


def test_a_new_number_is_a_request_and_changes_nothing(verified: Talk):
    verified.hear("update_contact", "my new cell is 212 555 0188")
    assert verified.said == ["contact_noted"]
    task = the_task(verified, "contact_change")
    assert task.detail == {"phone": "+12125550188"}
    assert task.verified
    with verified.services.db.transaction() as session:
        assert session.query(ContactPoint).filter_by(debtor_id="maya").count() == 1


def test_what_is_new_is_asked_once(talk: Talk):
    talk.hear("update_contact", "i moved")
    assert talk.said == ["contact_ask"]
    talk.hear("give_identity", "418 Pecan St, Macon GA 31201")
    assert talk.said == ["contact_noted"]
    assert the_task(talk, "contact_change").detail["region"] == "GA"
    assert talk.slots["awaiting"] is None


def test_an_address_taken_for_nothing_is_heard_when_we_asked_for_it(talk: Talk):
    talk.hear("update_contact", "new address")
    talk.hear("nlu_fallback", "屯門友愛邨愛樂樓")
    assert talk.said == ["contact_noted"]


def test_an_address_taken_for_a_proof_is_heard_once(talk: Talk):
    talk.hear("update_contact", "I moved")
    talk.hear("give_identity", "5 Elm Street")
    assert talk.said == ["contact_noted"]


def test_new_contact_data_do_not_lose_the_plan(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("update_contact", "i moved btw")
    assert verified.said == ["contact_noted", "again_plan"]


def test_the_place_they_moved_to_counts_before_anybody_has_checked_it(verified: Talk):
    before = facts(verified)
    assert "us-ca" not in before.jurisdictions
    verified.hear("update_contact", "we live in California now")
    after = facts(verified)
    assert "us-ca" in after.jurisdictions
    assert "America/Los_Angeles" in {place.zone for place in after.places}
    with verified.services.db.transaction() as session:
        maya = session.get_one(Debtor, "maya")
        assert claimed_places(session, [maya])
        assert "America/Los_Angeles" in zones_of(session, maya, MAYA)  # as colleagues see it
        assert claimed_places(session, [session.get_one(Debtor, "terrence")]) == ()


def facts(talk: Talk) -> Situation:
    draft = Message(
        id="d", conversation_id=talk.id, debtor_id="maya", account_id="HH-1001", direction="out",
        channel="sms", address=MAYA, body="words", media=[], purpose="reminder",
        discloses_debt=True, state="pending", due_at=NOW, created_at=NOW,
    )  # fmt: skip
    with talk.services.db.transaction() as session:
        return situation_for(session, draft, now=NOW, settings=SituationSettings())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("at 3", "15:00"),
        ("a las 9 y media", "09:30"),
        ("a las 7 de la noche", "19:00"),
        ("around 10:15 am", "10:15"),
        ("12 pm works", "12:00"),
        ("at 12 am", "00:00"),
        ("晚上八点半", "20:30"),
        ("下午三點", "15:00"),
        ("上午十一点", "11:00"),
        ("at 99", None),
        ("in 10 min", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_time_of_day_is_read(text: str, read: str | None):
    found = read_time(text)
    assert (f"{found:%H:%M}" if found else None) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("use ana.d@example.com from now on", {"email": "ana.d@example.com"}),
        ("新号码 +852 5123 4567", {"phone": "+85251234567"}),
        ("me mudé a Texas", {"country": "US", "region": "TX"}),
        ("搬到加州了", {"country": "US", "region": "CA"}),
        ("ahora vivo en México", {"country": "MX"}),
        ("i got a new number 555 0193", {}),  # half a number is read by a person
    ],
)
def test_new_contact_data_are_read(text: str, read: dict[str, str]):
    found = read_contact(text, "US")
    assert {name: value for name, value in found.items() if name != "told"} == read
