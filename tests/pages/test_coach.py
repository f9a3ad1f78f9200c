from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.services import Services
from compliance.situation import Flag
from ledger.conversations import give_back, receive
from ledger.stops import quarantine, record_flag, stop
from ledger.tables import Conversation, DecisionRecord, Handover, Message, Task, Turn
from ledger.tasks import open_task
from tests.ledger.given import ANA
from tests.pages.conftest import Somebody, StandingClock, token_of
from tests.pages.given import ASKED, Seeded

Arrive = Callable[[], Somebody]
KIND = "Of course. I am Casey at Acme Energy and I can help you with this. Reply STOP to opt out."
THREAT = "Pay today or you will be arrested."


def check(somebody: Somebody, talk: str, text: str) -> dict[str, Any]:
    token = token_of(somebody.see("/coach"))
    answer = somebody.http.post(
        "/coach/api/check",
        json={"conversation_id": talk, "text": text},
        headers={"X-CSRF-Token": token},
    )
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def press(somebody: Somebody, talk: str, button: str, **fields: str) -> tuple[int, str]:
    token = token_of(somebody.see("/coach"))
    answer = somebody.http.post(
        f"/coach/conversations/{talk}/{button}", data={"csrf": token, **fields}
    )
    return answer.status_code, answer.text


def take(somebody: Somebody, talk: str) -> Somebody:
    assert press(somebody, talk, "take")[0] == 200
    return somebody


def outgoing(services: Services) -> list[Message]:
    with services.db.reading() as session:
        found = session.query(Message).filter(Message.direction == "out").all()
        session.expunge_all()
        return found


def test_the_inbox_shows_who_waits_why_and_their_last_words(
    visitor: Arrive, seeded: Seeded, clock: StandingClock
) -> None:
    clock.now += timedelta(minutes=12)
    page = visitor().log_in("casey").see("/coach")

    for told in ("Ana Diaz", "Asked for a person", ASKED, "12 min", "nobody yet"):
        assert told in page


def test_an_urgent_conversation_comes_first(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    with services.db.transaction() as session:
        session.add(
            Conversation(
                id="urgent", channel="chat", address="chat:urgent", opened_at=services.clock()
            )
        )
        session.flush()
        session.add(
            Handover(
                id="h2",
                conversation_id="urgent",
                reason="distress",
                priority=100,
                opened_at=services.clock(),
            )
        )
    page = visitor().log_in("casey").see("/coach")

    assert page.index("In distress: care first") < page.index("Asked for a person")


def test_the_desk_shows_what_a_colleague_needs_and_masks_the_number(
    visitor: Arrive, seeded: Seeded
) -> None:
    page = visitor().log_in("casey").see(f"/coach/conversations/{seeded.talk}")

    for told in ("$613.42", "Acme Energy", "11 days ago", "12:00 Tue in New York", "given on"):
        assert told in page
    assert ANA not in page
    assert ANA[-4:] in page


def test_a_draft_is_judged_while_it_is_written_and_nothing_is_kept(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    somebody = visitor().log_in("casey")

    threat, kind = check(somebody, seeded.talk, THREAT), check(somebody, seeded.talk, KIND)

    assert (threat["outcome"], threat["may_send"]) == ("forbid", False)
    (found,) = [one for one in threat["findings"] if one["span"]]
    start, end = found["span"]
    assert THREAT[start:end] == found["quote"]
    assert found["reason"]
    assert found["reference"]
    assert kind["may_send"] is True
    assert kind["size_says"].endswith("1 part (GSM-7)")
    assert outgoing(services) == []
    with services.db.reading() as session:
        assert session.query(DecisionRecord).count() == 0


def test_taking_a_conversation_over_silences_the_bot_and_giving_back_wakes_it(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    somebody = visitor().log_in("casey")
    assert "Take over" in somebody.see(f"/coach/conversations/{seeded.talk}")

    _, page = press(somebody, seeded.talk, "take")
    assert "Forbear does not answer" in page
    assert "Your message" in page

    _, page = press(somebody, seeded.talk, "give-back")
    assert "Forbear answers again" in page
    with services.db.reading() as session:
        assert session.get_one(Conversation, seeded.talk).owner == "bot"


def test_of_two_colleagues_the_first_has_the_conversation(visitor: Arrive, seeded: Seeded) -> None:
    casey, jordan = visitor().log_in("casey"), visitor().log_in("jordan")
    take(casey, seeded.talk)

    _, page = press(jordan, seeded.talk, "take")

    assert "A colleague was quicker" in page
    assert "Take over from Casey Collins" in page


def test_a_colleague_who_means_it_takes_a_conversation_from_another(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    casey, jordan = visitor().log_in("casey"), visitor().log_in("jordan")
    take(casey, seeded.talk)
    with services.db.reading() as session:
        holder = session.query(Handover.taken_by).scalar()

    _, page = press(jordan, seeded.talk, "take", seen_with=holder)

    assert "You have this conversation now" in page


def test_words_that_may_go_wait_for_the_door_and_are_sent_once(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    somebody = take(visitor().log_in("casey"), seeded.talk)

    for _ in range(2):
        status, page = press(somebody, seeded.talk, "send", text=KIND, key="a" * 32)
        assert status == 200

    (message,) = outgoing(services)
    assert (message.body, message.purpose, message.state) == (KIND, "collector", "pending")
    assert message.written_by
    assert message.in_reply_to == "SMask"
    assert "was not sent again" in page
    assert "waiting to leave" in page


def test_words_that_may_not_go_come_back_with_the_reason_and_are_on_record(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    somebody = take(visitor().log_in("casey"), seeded.talk)

    status, page = press(somebody, seeded.talk, "send", text=THREAT, key="b" * 32)

    assert status == 422
    assert "Not sent" in page
    assert THREAT in page
    assert outgoing(services) == []
    with services.db.reading() as session:
        record = session.query(DecisionRecord).one()
        assert (record.outcome, record.conversation_id) == ("forbid", seeded.talk)
        assert record.message_id is None


def test_words_at_night_are_kept_until_the_morning_there(
    visitor: Arrive, seeded: Seeded, services: Services, clock: StandingClock
) -> None:
    somebody = take(visitor().log_in("casey"), seeded.talk)
    press(somebody, seeded.talk, "send", text=KIND, key="c" * 32)  # the answer to what she asked
    clock.now += timedelta(
        hours=11
    )  # eleven at night in New York: a new message begins contact anew

    said = check(somebody, seeded.talk, KIND)
    _, page = press(somebody, seeded.talk, "send", text=KIND, key="d" * 32)

    assert said["outcome"] == "hold"
    assert "EST" in said["headline"]
    assert "leaves by itself" in page
    assert [message.state for message in outgoing(services)] == ["pending", "held"]


def test_nobody_writes_in_a_conversation_a_colleague_has(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    take(visitor().log_in("casey"), seeded.talk)
    jordan = visitor().log_in("jordan")

    status, page = press(jordan, seeded.talk, "send", text=KIND, key="e" * 32)

    assert status == 409
    assert KIND in page  # nothing that was written is lost
    assert outgoing(services) == []


def test_after_stop_the_desk_says_so_and_refuses_every_word(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    somebody = take(visitor().log_in("casey"), seeded.talk)
    with services.db.transaction() as session:
        stop(
            session,
            channel="sms",
            address=ANA,
            source="word",
            message_id=None,
            now=services.clock(),
            new_id=services.new_id,
        )

    assert "They said STOP here" in somebody.see(f"/coach/conversations/{seeded.talk}")
    assert check(somebody, seeded.talk, KIND)["may_send"] is False
    assert press(somebody, seeded.talk, "send", text=KIND, key="f" * 32)[0] == 422


def test_words_of_a_person_never_become_part_of_the_page(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    with services.db.transaction() as session:
        session.query(Message).filter(Message.id == "SMask").one().body = nasty
    somebody = visitor().log_in("morgan")

    for address in (
        "/coach",
        f"/coach/conversations/{seeded.talk}",
        f"/review/conversations/{seeded.talk}",
    ):
        page = somebody.see(address)
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["/coach/conversations/no-such", "/review/conversations/none"])
def test_an_unknown_conversation_is_a_plain_page(
    visitor: Arrive, seeded: Seeded, address: str
) -> None:
    answer = visitor().log_in("morgan").http.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.fixture
def referred(services: Services, seeded: Seeded) -> int:
    """A message the door left to a person; its place in the ledger."""
    now = services.clock()
    with services.db.transaction() as session:
        message = Message(
            id="m-1",
            conversation_id=seeded.talk,
            direction="out",
            channel="sms",
            address=ANA,
            body="We have a message for you.",
            purpose="reminder",
            state="referred",
            why="no consent is on file",
            due_at=now,
            created_at=now,
        )
        session.add(message)
        session.flush()
        return message.seq


@pytest.mark.parametrize(
    ("decision", "state", "says"),
    [
        ("again", "pending", "The door is asked again"),
        ("drop", "cancelled", "The message will not be sent"),
    ],
)
def test_a_colleague_decides_about_a_message_that_waits_for_one(
    visitor: Arrive,
    seeded: Seeded,
    services: Services,
    referred: int,
    decision: str,
    state: str,
    says: str,
) -> None:
    somebody = visitor().log_in("casey")
    assert "No consent is on file." in somebody.see("/coach")
    take(somebody, seeded.talk)

    _, page = press(somebody, seeded.talk, "referred", seq=str(referred), decision=decision)
    assert says in page
    assert [message.state for message in outgoing(services)] == [state]

    _, page = press(somebody, seeded.talk, "referred", seq=str(referred), decision=decision)
    assert "no longer waits" in page


def test_only_who_has_the_conversation_decides_about_its_messages(
    visitor: Arrive, seeded: Seeded, services: Services, referred: int
) -> None:
    somebody = visitor().log_in("jordan")
    status, _ = press(somebody, seeded.talk, "referred", seq=str(referred), decision="again")
    assert status == 403
    assert [message.state for message in outgoing(services)] == ["referred"]


def test_a_wrong_number_is_used_again_only_after_a_person_proved_it(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    with services.db.transaction() as session:
        quarantine(
            session, channel="sms", address=ANA, reason="wrong", now=services.clock(),
            new_id=services.new_id,
        )  # fmt: skip
    somebody = visitor().log_in("casey")
    assert press(somebody, seeded.talk, "reprove", how="called")[0] == 403
    assert "Use this address again" in take(somebody, seeded.talk).see(
        f"/coach/conversations/{seeded.talk}"
    )

    status, page = press(somebody, seeded.talk, "reprove", how="called")

    assert status == 200
    assert "may be used again" in page
    assert "Use this address again" not in page


def test_a_task_is_listed_with_their_own_words_and_closed_by_a_person(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    with services.db.transaction() as session:
        task_id = open_task(
            session, session.get_one(Conversation, seeded.talk), kind="preference",
            message_id="m", words="not when the baby sleeps", now=services.clock(),
            new_id=services.new_id,
        ).id  # fmt: skip
    somebody = visitor().log_in("casey")
    page = somebody.see("/coach")
    assert "Set how they want to be reached" in page
    assert "not when the baby sleeps" in page

    answer = somebody.http.post(
        f"/coach/tasks/{task_id}/close", data={"csrf": token_of(page), "outcome": "done"}
    )

    assert "not when the baby sleeps" not in answer.text
    with services.db.reading() as session:
        closed = session.get_one(Task, task_id)
        assert closed.outcome == "done"
        assert closed.closed_by is not None


def test_a_task_cannot_be_closed_by_who_has_not_logged_in_or_that_does_not_exist(
    visitor: Arrive, seeded: Seeded
) -> None:
    assert visitor().http.post("/coach/tasks/none/close", data={"outcome": "done"}).status_code in (
        401, 403,
    )  # fmt: skip
    somebody = visitor().log_in("casey")
    token = token_of(somebody.see("/coach"))
    answer = somebody.http.post("/coach/tasks/none/close", data={"csrf": token, "outcome": "done"})
    assert answer.status_code == 404


def test_the_desk_says_in_short_what_they_want_and_what_stays_after_giving_back(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    with services.db.transaction() as session:
        talk = session.get_one(Conversation, seeded.talk)
        record_flag(
            session, debtor_id=seeded.debtor, account_id=None, flag=Flag.DISPUTE, source="m",
            note=None, now=services.clock(), new_id=services.new_id,
        )  # fmt: skip
        give_back(session, conversation_id=talk.id, staff_id=None, now=services.clock())
        message = receive(
            session, conversation=talk, message_id="m-2", body="can i pay in parts", media=(),
            now=services.clock(),
        )  # fmt: skip
        assert message is not None
        session.get_one(Turn, "m-2").intent = "request_plan"
    somebody = visitor().log_in("casey")
    page = take(somebody, seeded.talk).see(f"/coach/conversations/{seeded.talk}")

    assert "In short" in page
    assert "To pay in parts" in page
    assert "it agrees nothing against them: Disputes the debt: collection rests" in page

    assert press(somebody, seeded.talk, "give-back")[0] == 200
    with services.db.reading() as session:
        assert session.get_one(Conversation, seeded.talk).owner == "bot"
