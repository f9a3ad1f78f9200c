from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.app import create_app
from bot.channels.chat import ChatChannel
from bot.outbox import Outbox
from bot.writing import put
from compliance.situation import Purpose
from compliance.verdict import Outcome
from ledger.tables import Conversation, Message, Stop, Turn
from tests.bot.doors import ScriptedDoor
from tests.bot.house import House
from tests.bot.servers import free_port, serving


@dataclass
class Window:
    """One open chat window."""

    socket: ClientConnection

    def say(self, text: str, message_id: str) -> None:
        self.socket.send(json.dumps({"type": "message", "id": message_id, "text": text}))

    def read(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.socket.recv(timeout=5))
        return said

    def is_quiet(self) -> bool:
        with pytest.raises(TimeoutError):
            self.socket.recv(timeout=0.3)
        return True


@dataclass
class Room:
    """A gateway with the chat, and the outbox that answers into it."""

    house: House
    outbox: Outbox
    door: ScriptedDoor
    address: str

    @contextmanager
    def window(self, *, origin: str | None = None, **hello: Any) -> Iterator[tuple[Window, str]]:
        """Open a window and say hello; gives the conversation's token with it."""
        url = self.address.replace("http", "ws") + "/chat/ws"
        with connect(url, origin=origin) as socket:  # type: ignore[arg-type]
            socket.send(json.dumps({"type": "hello", **hello}))
            window = Window(socket)
            yield window, window.read()["token"]

    def conversation_id(self, token: str) -> str:
        found = self.house.services.signer.conversation_of(token)
        assert found is not None
        return found

    def write(self, token: str, key: str, text: str) -> None:
        """Put an answer into the outbox, as a turn does."""
        house = self.house
        with house.db.transaction() as session:
            put(
                session,
                conversation=session.get_one(Conversation, self.conversation_id(token)),
                key=key,
                text=text,
                template=None,
                purpose=Purpose.ANSWER,
                discloses_debt=False,
                in_reply_to=None,
                now=house.clock(),
                why="for the test",
            )

    def answer(self, token: str, key: str, text: str) -> None:
        """Write an answer and let the outbox deliver it."""
        self.write(token, key, text)
        for _ in range(200):
            if not self.outbox.send_next():
                self.house.clock.move(seconds=0.1)
            if self.house.message(key).state in ("delivered", "held", "referred"):
                return
        raise AssertionError("the answer was not delivered")


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    port = free_port()
    served = house.with_settings(public_url=f"http://127.0.0.1:{port}")
    door = ScriptedDoor()
    services = replace(served.services, door=door)  # type: ignore[arg-type]
    with serving(create_app(served.services), port) as address:
        yield Room(served, Outbox(services, {"chat": ChatChannel()}), door, address)


def test_a_stranger_writes_and_is_answered_in_the_window(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        ack = window.read()
        room.answer(token, "m-1", "Hello. How can I help?")
        reply = window.read()

    assert (ack["type"], ack["id"]) == ("ack", "a")
    assert (reply["type"], reply["from"], reply["text"]) == (
        "reply",
        "us",
        "Hello. How can I help?",
    )
    assert [turn.state for turn in room.house.rows(Turn)] == ["pending"]
    assert room.house.rows(Conversation)[0].debtor_id is None


def test_an_open_window_costs_no_row_until_something_is_said(room):
    with room.window():
        assert room.house.rows(Conversation) == []


def test_a_letters_link_says_whose_letter_it_was_and_proves_nothing(room):
    debtor_id = room.house.debtor(language="es")
    link = room.house.services.signer.link_token(debtor_id)
    with room.window(k=link) as (window, _):
        window.say("hola", "a")
        window.read()

    (conversation,) = room.house.rows(Conversation)
    assert (conversation.debtor_id, conversation.language) == (debtor_id, "es")
    assert conversation.right_party == "unverified"


@pytest.mark.parametrize("link", ["forged", "debtor-1", "x" * 600, ""])
def test_a_forged_link_is_a_strangers(room, link):
    room.house.debtor()
    with room.window(k=link) as (window, _):
        window.say("hello", "a")
        window.read()

    assert room.house.rows(Conversation)[0].debtor_id is None


def test_a_token_of_a_link_does_not_open_a_conversation(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        window.read()
    link = room.house.services.signer.link_token(room.conversation_id(token))

    with room.window(token=link) as (window, _):
        assert window.is_quiet()


def test_after_a_broken_line_the_conversation_goes_on_and_repeats_nothing(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        window.read()
        room.answer(token, "m-1", "One.")
        seen = window.read()["seq"]
    room.answer(token, "m-2", "Two.")

    with room.window(token=token, seq=seen) as (window, again):
        assert room.conversation_id(again) == room.conversation_id(token)
        missed = window.read()
        assert (missed["type"], missed["text"]) == ("history", "Two.")
        room.answer(token, "m-3", "Three.")
        assert window.read()["text"] == "Three."
        assert window.is_quiet()


def test_a_page_that_was_reloaded_gets_the_whole_talk(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        window.read()
        room.answer(token, "m-1", "One.")

    with room.window(token=token) as (window, _):
        lines = [window.read() for _ in range(2)]

    assert [(line["from"], line["text"]) for line in lines] == [("you", "hello"), ("us", "One.")]


def test_a_message_sent_again_after_a_broken_line_is_the_same_message(room):
    with room.window() as (window, token):
        window.say("I can pay 50", "a")
        first = window.read()["seq"]
    with room.window(token=token, seq=first) as (window, _):
        window.say("I can pay 50", "a")
        second = window.read()["seq"]

    assert first == second
    assert len(room.house.rows(Turn)) == 1


def test_an_answer_that_waited_for_its_hour_is_shown_though_a_later_one_was_seen(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        window.read()
        room.door.outcome = Outcome.HOLD
        room.door.not_before = room.house.clock.at.replace(hour=20)
        room.answer(token, "m-1", "Later.")
        room.door.outcome, room.door.not_before = Outcome.PERMIT, None
        room.answer(token, "m-2", "Now.")
        seen = window.read()
    assert seen["text"] == "Now."

    room.house.clock.move(hours=6)
    while room.outbox.send_next():
        pass
    with room.window(token=token, seq=seen["seq"]) as (window, _):
        assert window.read()["text"] == "Later."


def test_two_windows_of_one_conversation_both_show_the_answer(room):
    with room.window() as (one, token):
        one.say("hello", "a")
        one.read()
        with room.window(token=token) as (two, _):
            two.read()
            room.answer(token, "m-1", "One.")
            assert one.read()["text"] == two.read()["text"] == "One."


def test_a_stop_in_the_chat_is_obeyed_before_any_model(room):
    with room.window() as (window, _):
        window.say("stop writing to me", "a")
        window.read()

    assert len(room.house.rows(Stop)) == 1
    assert room.house.rows(Turn) == []


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "[]",
        '{"type": "promise"}',
        '{"type": "message", "id": 5, "text": "hello"}',
        '{"type": "message", "id": "a", "text": ""}',
        '{"type": "message", "id": "a"}',
        json.dumps({"type": "message", "id": "a" * 101, "text": "x"}),
    ],
)
def test_what_is_not_in_the_protocol_ends_the_connection_with_a_code(room, frame):
    with room.window() as (window, _):
        window.socket.send(frame)

        assert window.read()["type"] == "error"
        with pytest.raises(ConnectionClosed):
            window.read()


def test_the_first_word_has_to_be_hello(room):
    with connect(room.address.replace("http", "ws") + "/chat/ws") as socket:
        socket.send(json.dumps({"type": "message", "id": "a", "text": "hello"}))

        assert json.loads(socket.recv(timeout=5)) == {"type": "error", "code": "no_hello"}


def test_a_message_too_long_is_refused_and_the_talk_goes_on(room):
    with room.window() as (window, _):
        window.say("x" * 1601, "a")
        assert window.read() == {"type": "error", "code": "too_long", "id": "a"}
        window.say("hello", "b")
        assert window.read()["type"] == "ack"


def test_somebody_who_hammers_is_slowed_down(room):
    with room.window() as (window, _):
        for number in range(15):
            window.say("hello", f"m{number}")
        answers = [window.read() for _ in range(15)]

    codes = [answer.get("code") for answer in answers]
    assert codes.count("too_fast") >= 4
    assert len(room.house.messages("in")) <= 11


def test_a_page_of_another_house_cannot_open_our_socket(room):
    with pytest.raises(InvalidStatus), room.window(origin="https://evil.example"):
        pass
    with room.window(origin=room.address) as (window, _):
        window.say("hello", "a")
        assert window.read()["type"] == "ack"


def test_the_page_is_served_in_the_language_of_the_letter(room):
    debtor_id = room.house.debtor(language="zh-Hant")
    link = room.house.services.signer.link_token(debtor_id)

    page = httpx.get(f"{room.address}/chat", params={"k": link})

    assert page.status_code == 200
    assert 'lang="zh-Hant"' in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_the_house_says_that_it_is_alive_and_what_it_misses(room):
    assert httpx.get(f"{room.address}/healthz").json() == {"status": "ok"}

    ready = httpx.get(f"{room.address}/readyz")
    assert ready.status_code == 503
    checks = ready.json()["checks"]
    assert checks["database"] == checks["law"] == "ok"
    assert checks["worker"] == "no worker was heard lately"
    assert checks["dialogue"] == "no model, or no answer"


def test_metrics_count_what_waits_without_naming_anybody(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        window.read()
        room.write(token, "m-1", "One.")

    text = httpx.get(f"{room.address}/metrics").text
    assert 'forbear_messages{state="pending"} 1.0' in text
    assert 'forbear_turns{state="pending"} 1.0' in text
    assert 'forbear_inbound_total{channel="chat",outcome="turn"}' in text
    assert token not in text


def test_metrics_with_a_token_are_for_whoever_has_it(house):
    guarded = house.with_settings(metrics_token=SecretStr("a-token"))
    with serving(create_app(guarded.services)) as address:
        url = f"{address}/metrics"
        assert httpx.get(url).status_code == 403
        granted = httpx.get(url, headers={"Authorization": "Bearer a-token"})
        assert granted.status_code == 200


def test_an_unforeseen_error_tells_nothing(house):
    services = replace(house.services, rasa=None)  # type: ignore[arg-type]
    with serving(create_app(services)) as address:
        assert httpx.get(f"{address}/readyz").json()["checks"]["dialogue"].startswith("could not")


def test_nobody_waits_for_the_look_at_the_ledger_longer_than_a_blink(room):
    with room.window() as (window, token):
        window.say("hello", "a")
        window.read()
        room.write(token, "m-1", "One.")
        room.outbox.send_next()
        began = time.monotonic()
        window.read()

    assert time.monotonic() - began < 1.0
    assert [m.state for m in room.house.rows(Message) if m.direction == "out"] == ["delivered"]
