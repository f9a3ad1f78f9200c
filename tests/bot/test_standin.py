from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.request_validator import RequestValidator

from bot.channels.port import Absent, Accepted, Busy, CannotTell, InDoubt, Parcel, Refused
from bot.channels.twilio import NOT_REACHED, TwilioChannel
from bot.standin.app import StandinSettings, create_standin
from tests.bot.servers import free_port, serving

ACCOUNT, TOKEN = "AC" + "1" * 32, "token-for-tests"
PARCEL = Parcel("SM1/1", "c-1", "+12125550199", "+12125550101", "Hello, ¿qué tal?", 60)
NOBODY: frozenset[str] = frozenset()


class Application:
    """An application at the far end of the webhooks: it keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, str], str]] = []
        self.app = Starlette(routes=[Route("/{path:path}", self.take, methods=["POST"])])

    async def take(self, request: Request) -> Response:
        fields = {key: str(value) for key, value in (await request.form()).items()}
        self.heard.append((str(request.url), fields, request.headers["x-twilio-signature"]))
        return Response(status_code=204)

    def wait_for(self, count: int) -> None:
        for _ in range(300):
            if len(self.heard) >= count:
                return
            time.sleep(0.01)
        raise AssertionError(f"{len(self.heard)} callbacks came, not {count}")


@pytest.fixture
def application() -> Iterator[tuple[Application, str]]:
    far_end = Application()
    with serving(far_end.app) as address:
        yield far_end, address


@pytest.fixture
def standin(tmp_path: Path, application: tuple[Application, str]) -> Iterator[str]:
    settings = StandinSettings(
        ACCOUNT, TOKEN, f"{application[1]}/twilio/inbound", tmp_path / "standin.db"
    )
    with serving(create_standin(settings)) as address:
        yield address


@pytest.fixture
def channel(standin: str, application: tuple[Application, str]) -> TwilioChannel:
    return open_channel(standin, application[1])


def open_channel(standin: str, application: str, token: str = TOKEN) -> TwilioChannel:
    return TwilioChannel(
        account_sid=ACCOUNT,
        auth_token=token,
        status_url=f"{application}/twilio/status",
        timeout=0.5,
        api_base=standin,
    )


def order(standin: str, **what: object) -> dict[str, int]:
    answer: dict[str, int] = httpx.post(f"{standin}/_control", json=what).json()
    return answer


def texts_at(standin: str, number: str = PARCEL.address) -> list[dict[str, object]]:
    found: list[dict[str, object]] = httpx.get(
        f"{standin}/_phone/messages", params={"number": number}
    ).json()["messages"]
    return found


def test_a_text_arrives_and_its_states_come_back_signed_with_our_own_id(
    channel, standin, application
):
    sent = channel.deliver(PARCEL)

    assert isinstance(sent, Accepted)
    assert [text["body"] for text in texts_at(standin)] == [PARCEL.text]
    far_end = application[0]
    far_end.wait_for(2)
    for url, fields, signature in far_end.heard:
        assert url.endswith("/twilio/status?m=U00xLzE")
        assert RequestValidator(TOKEN).validate(url, fields, signature)
    assert [fields["MessageStatus"] for _, fields, _ in far_end.heard] == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("fault", "answer"),
    [("429", Busy(20429)), ("5xx", InDoubt), ("lost", InDoubt), ("drop", InDoubt)],
)
def test_only_what_was_surely_not_processed_may_be_sent_again(channel, standin, fault, answer):
    order(standin, faults=[fault])

    sent = channel.deliver(PARCEL)

    assert sent == answer if isinstance(answer, Busy) else isinstance(sent, answer)


def test_a_hanging_provider_costs_no_more_than_the_timeout(channel, standin):
    order(standin, faults=["hang"])

    began = time.monotonic()
    sent = channel.deliver(PARCEL)

    assert isinstance(sent, InDoubt)
    assert time.monotonic() - began < 2.0


def test_a_lost_answer_is_found_again_and_a_dropped_request_is_not(channel, standin):
    order(standin, faults=["drop", "lost"])
    channel.deliver(PARCEL)
    nowhere = channel.look_up(PARCEL, since=datetime.now(UTC), known=NOBODY)
    channel.deliver(PARCEL)
    found = channel.look_up(PARCEL, since=datetime.now(UTC), known=NOBODY)

    assert nowhere == Absent()
    assert isinstance(found, Accepted)
    known = frozenset({str(found.provider_sid)})
    assert channel.look_up(PARCEL, since=datetime.now(UTC), known=known) == Absent()


def test_a_provider_that_cannot_be_asked_tells_nothing(application):
    nowhere = open_channel(f"http://127.0.0.1:{free_port()}", application[1])

    assert nowhere.deliver(PARCEL) == Busy(NOT_REACHED)
    assert isinstance(nowhere.look_up(PARCEL, since=datetime.now(UTC), known=NOBODY), CannotTell)


def test_a_refusal_is_told_by_its_code(channel, standin):
    order(standin, numbers={PARCEL.address: {"refuse": 21610}})

    assert channel.deliver(PARCEL) == Refused(21610)


def test_wrong_credentials_are_our_fault_and_not_the_messages(standin, application):
    stranger = open_channel(standin, application[1], token="another-token")

    assert stranger.deliver(PARCEL) == Busy(20003, wait_seconds=60.0)


def test_the_phone_writes_to_the_application_as_twilio_would(standin, application):
    sent = httpx.post(
        f"{standin}/_phone/send",
        json={"from": "+12125550101", "to": "+12125550199", "body": "¿Quién es?"},
    ).json()

    assert sent["status"] == 204
    ((url, fields, signature),) = application[0].heard
    assert fields["Body"] == "¿Quién es?"
    assert fields["MessageSid"] == sent["sid"]
    assert RequestValidator(TOKEN).validate(url, fields, signature)


def test_what_was_accepted_outlives_a_restart(tmp_path, application):
    settings = StandinSettings(ACCOUNT, TOKEN, application[1], tmp_path / "standin.db")
    with serving(create_standin(settings)) as address:
        open_channel(address, application[1]).deliver(PARCEL)
    with serving(create_standin(settings)) as address:
        assert len(texts_at(address)) == 1
