from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.inbound import Inbound, take_in
from bot.rasa import Rasa
from bot.turns import TurnRunner
from ledger.money import Money
from ledger.stops import is_quarantined, is_stopped, stop
from ledger.tables import ActionRun, Conversation, Handover, Turn
from ledger.values import encode
from tests.bot.house import OURS, PHONE, House
from tests.bot.servers import free_port, serving


@dataclass
class RasaDouble:
    """Answers over HTTP in the recorded shape, and keeps a tracker as Rasa does."""

    answers: list[Any] = field(default_factory=list)  # one for each turn; an int is an HTTP error
    heard: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/webhooks/rest/webhook", self.say, methods=["POST"]),
                Route("/conversations/{id}/tracker", self.tracker),
            ]
        )

    async def say(self, request: Request) -> Response:
        said = await request.json()
        self.heard.append(said)
        answer = self.answers.pop(0) if self.answers else [{"custom": {"template": "is_bot"}}]
        if isinstance(answer, int):
            return Response(status_code=answer)
        self.note(said["metadata"]["turn_id"], answer)
        return JSONResponse(answer)

    async def tracker(self, request: Request) -> Response:
        users = [event for event in self.events if event["event"] == "user"]
        latest = {"intent": {"name": "greet", "confidence": 0.97}, **users[-1]} if users else None
        return JSONResponse({"events": self.events, "latest_message": latest})

    def note(self, turn_id: str, answer: list[Any]) -> None:
        self.events += [
            {"event": "user", "metadata": {"turn_id": turn_id}},
            *({"event": "bot", "data": item} for item in answer),
            {"event": "action", "name": "action_listen"},
        ]


@dataclass
class Talk:
    """A house whose turns are answered by a double of Rasa."""

    house: House
    rasa: RasaDouble
    runner: TurnRunner
    actions_ready: bool = True

    def hear(self, body: str, sid: str = "SM1") -> None:
        with self.house.db.transaction() as session:
            take_in(
                session,
                self.house.services,
                Inbound(sid, "sms", PHONE, OURS, body),
                now=self.house.clock(),
            )

    def run(self) -> None:
        """Run every turn there is, letting time pass where one has to wait."""
        for _ in range(60):
            if not self.runner.run_next():
                if all(turn.state in ("done", "failed") for turn in self.house.rows(Turn)):
                    return
                self.house.clock.move(seconds=1)
        raise AssertionError("the turns never came to an end")

    @property
    def said(self) -> list[str]:
        return [message.body for message in self.house.messages("out")]


@pytest.fixture
def talk(house: House) -> Iterator[Talk]:
    double = RasaDouble()
    house.debtor()
    with serving(double.app()) as address:
        rasa = Rasa(address, token=None, timeout=2.0)
        served = replace(house, services=replace(house.services, rasa=rasa))
        talk = Talk(served, double, TurnRunner(served.services, actions_ready=lambda: True))
        talk.runner = TurnRunner(served.services, actions_ready=lambda: talk.actions_ready)
        yield talk
        rasa.close()


def render(talk: Talk, template: str, **values: Any) -> str:
    return talk.house.services.wording.render(template, values, "en")


def keep_reply(talk: Talk, n: int, template: str, turn_id: str = "SM1", **values: Any) -> None:
    with talk.house.db.transaction() as session:
        session.add(
            ActionRun(
                turn_id=turn_id,
                action=f"action-{n}",
                events=[],
                replies=[{"n": n, "template": template, "values": encode(values)}],
                at=talk.house.clock(),
            )
        )


def test_a_turn_tells_rasa_an_opaque_id_and_no_proof(talk):
    talk.hear("10025 and 1985, what do I owe?")
    talk.run()

    (heard,) = talk.rasa.heard
    assert heard["sender"] == talk.house.conversation().id
    assert heard["message"] == "00000 and 0000, what do I owe?"
    assert heard["metadata"] == {
        "turn_id": "SM1",
        "now": talk.house.clock().isoformat(),
        "zone": "America/New_York",
        "language": "en",
        "currency": None,
    }


def test_a_slash_does_not_command_the_dialogue(talk):
    talk.hear("/promise_to_pay{}")
    talk.run()

    assert talk.rasa.heard[0]["message"] == "promise_to_pay{}"


def test_the_answers_and_the_end_of_the_turn_are_one_step(talk):
    talk.hear("hello")
    talk.run()

    (answer,) = talk.house.messages("out")
    assert (answer.id, answer.in_reply_to) == ("SM1/1", "SM1")
    assert answer.body == render(talk, "is_bot")
    assert [(t.state, t.intent, t.confidence) for t in talk.house.rows(Turn)] == [
        ("done", "greet", 0.97)
    ]


def test_figures_come_from_the_ledger_and_never_through_rasa(talk):
    talk.rasa.answers = [[{"custom": {"reply": 2}}, {"custom": {"reply": 1}}]]
    talk.hear("what do I owe")
    keep_reply(talk, 1, "goodbye")
    keep_reply(talk, 2, "balance", money=Money(61_342, "USD"), creditor="Harbor Home Credit",
               balance=Money(61_342, "USD"))  # fmt: skip
    talk.run()

    assert len(talk.said) == 1
    assert "$613.42" in talk.said[0]
    assert talk.said[0].endswith(render(talk, "goodbye"))


@pytest.mark.parametrize(
    "answer", [[{"text": "You owe $5"}], [{"custom": {"reply": 7}}], {"custom": {"reply": 1}}]
)
def test_an_answer_outside_the_contract_is_not_passed_on(talk, answer):
    talk.rasa.answers = [answer]
    talk.hear("what do I owe")
    talk.run()

    assert talk.said == [render(talk, "sorry_person")]
    assert [h.reason for h in talk.house.rows(Handover)] == ["bad_answer"]
    assert talk.house.conversation().owner == "person"


def test_silence_is_an_alarm(talk):
    talk.rasa.answers = [[], [], []]
    talk.hear("hello")
    talk.run()

    assert talk.said == [render(talk, "sorry_person")]
    assert [turn.state for turn in talk.house.rows(Turn)] == ["failed"]


def test_silence_of_an_action_server_that_is_starting_is_waited_out(talk):
    talk.rasa.answers = [[], [], [], [{"custom": {"template": "is_bot"}}]]
    talk.actions_ready = False
    talk.hear("hello")
    talk.run()

    assert talk.said == [render(talk, "is_bot")]


def test_when_rasa_is_away_for_a_moment_the_answer_comes_late_and_once(talk):
    talk.rasa.answers = [503, 502, [{"custom": {"template": "is_bot"}}]]
    talk.hear("hello")
    talk.run()

    assert talk.said == [render(talk, "is_bot")]
    assert talk.house.rows(Handover) == []


def test_when_rasa_stays_away_a_person_takes_over(talk):
    talk.rasa.answers = [503] * 50
    talk.hear("hello")
    talk.hear("anybody?", "SM2")
    for _ in range(400):
        if not talk.runner.run_next():
            talk.house.clock.move(seconds=1)

    assert talk.said == [render(talk, "sorry_person")]
    assert [h.reason for h in talk.house.rows(Handover)] == ["dialogue_down"]
    assert [turn.state for turn in talk.house.rows(Turn)] == ["failed", "done"]


def test_a_turn_run_again_after_a_crash_takes_its_answer_from_the_tracker(talk):
    talk.hear("yes, I agree")
    with talk.house.db.transaction() as session:
        turn = session.get_one(Turn, "SM1")
        turn.state, turn.tries = "running", 1
        turn.lease_until = talk.house.clock() - timedelta(seconds=1)
    talk.rasa.note("SM1", [{"custom": {"template": "goodbye"}}])
    talk.run()

    assert talk.said == [render(talk, "goodbye")]
    assert talk.rasa.heard == []


def test_a_turn_that_another_worker_has_answered_is_not_answered_again(talk):
    talk.hear("hello")
    talk.run()
    with talk.house.db.transaction() as session:
        turn = session.get_one(Turn, "SM1")
        turn.state, turn.lease_until = "running", talk.house.clock() - timedelta(seconds=1)
    talk.run()

    assert len(talk.said) == 1


def test_texts_of_one_person_are_answered_in_the_order_they_came(talk):
    talk.hear("first")
    talk.hear("second", "SM2")
    talk.rasa.answers = [503]
    talk.run()

    assert [heard["metadata"]["turn_id"] for heard in talk.rasa.heard] == ["SM1", "SM1", "SM2"]
    assert [m.in_reply_to for m in talk.house.messages("out")] == ["SM1", "SM2"]


@pytest.mark.parametrize("why", ["person", "wrong", "locked", "stopped"])
def test_where_the_bot_must_be_silent_it_is(talk, why):
    talk.hear("hello")
    with talk.house.db.transaction() as session:
        conversation = session.query(Conversation).one()
        if why == "person":
            conversation.owner = "person"
        elif why == "wrong":
            conversation.right_party = "wrong"
        elif why == "locked":
            conversation.locked_at = talk.house.clock()
        else:
            stop(
                session, channel="sms", address=PHONE, source="staff", message_id=None,
                now=talk.house.clock(), new_id=talk.house.services.new_id,
            )  # fmt: skip
    talk.run()

    assert talk.said == talk.rasa.heard == []


def test_an_address_where_nobody_listens_is_rasa_being_away(house):
    rasa = Rasa(f"http://127.0.0.1:{free_port()}", token="t", timeout=1.0)

    assert not rasa.is_ready()
    rasa.close()


def test_the_contract_is_json(talk):
    talk.hear("¿cuánto debo?")
    talk.run()

    assert json.loads(json.dumps(talk.rasa.heard[0]))["message"] == "¿cuánto debo?"


SORROW = "my husband died and stop texting me"


def test_what_comes_with_a_stop_is_heard_and_confirmed_with_one_line(talk: Talk):
    talk.rasa.answers = [[{"custom": {"reply": 1}}]]
    keep_reply(talk, 1, "stop_with_condolence")
    talk.hear(SORROW)
    with talk.house.db.reading() as session:
        assert is_stopped(session, "sms", PHONE)  # before any model has heard a word
    assert talk.said == []

    talk.run()

    assert talk.rasa.heard[0]["message"] == SORROW
    assert talk.said == [render(talk, "stop_with_condolence")]


def test_after_a_stop_no_other_answer_is_given_whatever_rasa_says(talk: Talk):
    talk.rasa.answers = [[{"custom": {"template": "is_bot"}}, {"custom": {"template": "thanks"}}]]
    talk.hear(SORROW)
    talk.run()
    assert talk.said == [render(talk, "stop_confirmed")]


def test_a_stop_is_confirmed_even_when_the_dialogue_fails(talk: Talk):
    talk.rasa.answers = [[{"custom": {"nonsense": 1}}]]
    talk.hear(SORROW)
    talk.run()
    assert talk.said == [render(talk, "stop_confirmed")]
    assert [one.reason for one in talk.house.rows(Handover)] == ["bad_answer"]


def test_a_stop_that_names_a_wrong_number_quarantines_it_too(talk: Talk):
    talk.hear("wrong number, please stop texting me")
    talk.run()
    with talk.house.db.reading() as session:
        assert is_quarantined(session, "sms", PHONE)
    assert talk.said == [render(talk, "stop_confirmed")]
    assert talk.rasa.heard == []
