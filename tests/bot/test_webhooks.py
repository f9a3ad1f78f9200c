from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI
from twilio.request_validator import RequestValidator

from bot.rasa import words_for_rasa
from bot.web import webhooks
from ledger.tables import Event, Handover, Stop, Turn
from tests.bot.house import (
    OURS,
    PHONE,
    PUBLIC,
    TOKEN,
    House,
    signature,
    signature_sha256,
    text_fields,
)
from tests.bot.servers import serving

INBOUND = "/twilio/inbound"


class Gateways:
    """One gateway for each house that is asked for, served until the test is over."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._open: dict[int, httpx.Client] = {}

    def of(self, house: House) -> httpx.Client:
        if id(house) not in self._open:
            app = FastAPI()
            app.include_router(webhooks.router(house.services))
            address = self._stack.enter_context(serving(app))
            client = httpx.Client(base_url=address, timeout=30.0)
            self._open[id(house)] = self._stack.enter_context(client)
        return self._open[id(house)]


GATEWAYS: list[Gateways] = []


@pytest.fixture(autouse=True)
def gateways() -> Iterator[None]:
    with ExitStack() as stack:
        GATEWAYS.append(Gateways(stack))
        yield
        GATEWAYS.clear()


def client(house: House) -> httpx.Client:
    return GATEWAYS[-1].of(house)


def post(
    house: House,
    fields: Mapping[str, str],
    *,
    path: str = INBOUND,
    signed: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> int:
    given = {"X-Twilio-Signature": signature(path, fields) if signed is None else signed}
    answer = client(house).post(path, data=dict(fields), headers={**given, **(headers or {})})
    return answer.status_code


def text(house: House, body: str, *, sid: str = "SM1", **more: str) -> int:
    return post(house, text_fields(body, sid=sid, **more))


def test_a_signed_text_is_stored_and_answered_at_once_with_nothing(house):
    answer = client(house).post(
        INBOUND,
        data=(fields := text_fields("what do I owe?", sid="SM1")),
        headers={"X-Twilio-Signature": signature(INBOUND, fields)},
    )

    assert (answer.status_code, answer.content) == (204, b"")
    (message,) = house.messages()
    assert (message.id, message.body, message.sender) == ("SM1", "what do I owe?", OURS)
    assert [turn.state for turn in house.rows(Turn)] == ["pending"]


@pytest.mark.parametrize("forged", ["", "bm9uc2Vuc2U=", "short"])
def test_an_unsigned_or_forged_text_leaves_no_trace(house, forged):
    assert post(house, text_fields("hello", sid="SM1"), signed=forged) == 403
    assert house.messages() == []


def test_a_request_without_the_header_is_refused_and_not_an_error(house):
    assert client(house).post(INBOUND, data=text_fields("hello", sid="SM1")).status_code == 403


def test_a_text_changed_on_its_way_is_refused(house):
    signed = signature(INBOUND, text_fields("pay 5", sid="SM1"))

    assert post(house, text_fields("pay 500", sid="SM1"), signed=signed) == 403


def test_a_signature_for_another_address_is_worthless_here(house):
    fields = text_fields("hello", sid="SM1")
    elsewhere = RequestValidator(TOKEN).compute_signature("https://evil.example" + INBOUND, fields)

    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    assert post(house, fields, signed=elsewhere, headers=headers) == 403


@pytest.mark.parametrize("base", [PUBLIC, PUBLIC + ":443"])
def test_the_same_address_with_and_without_its_port_is_the_same_address(house, base):
    fields = text_fields("hello", sid="SM1")
    signed = RequestValidator(TOKEN).compute_signature(base + INBOUND, fields)

    assert post(house, fields, signed=signed) == 204


def test_the_query_takes_part_in_the_signature(house):
    fields = text_fields("hello", sid="SM1")

    assert post(house, fields, path=INBOUND + "?from=console") == 204
    assert post(house, fields, path=INBOUND + "?x=1", signed=signature(INBOUND, fields)) == 403


def test_blank_and_unknown_fields_are_kept_for_the_signature(house):
    assert text(house, "hello", ToState="", SomethingNew="of next year") == 204


def test_a_field_that_comes_twice_breaks_nothing(house):
    pairs = [*text_fields("hello", sid="SM1").items(), ("Tag", "a"), ("Tag", "b")]
    words = PUBLIC + INBOUND
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    words += "".join(name + value for name in sorted(values) for value in sorted(values[name]))
    signed = RequestValidator(TOKEN).compute_signature(words, {})

    answer = client(house).post(
        INBOUND,
        content=urlencode(pairs),
        headers={
            "X-Twilio-Signature": signed,
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    assert answer.status_code == 204


def test_a_json_webhook_is_believed_by_the_hash_in_its_address(house):
    body = json.dumps(text_fields("¿hola?", sid="SM1"), ensure_ascii=False)
    path = f"{INBOUND}?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
    headers = {"X-Twilio-Signature": signature(path, {}), "Content-Type": "application/json"}

    believed = client(house).post(path, content=body.encode(), headers=headers)
    changed = client(house).post(path, content=b"{}", headers=headers)

    assert (believed.status_code, changed.status_code) == (204, 403)
    assert [m.body for m in house.messages()] == ["¿hola?"]


def test_a_json_webhook_without_a_hash_is_refused(house):
    headers = {"X-Twilio-Signature": signature(INBOUND, {}), "Content-Type": "application/json"}

    assert client(house).post(INBOUND, content=b"{}", headers=headers).status_code == 403


def test_a_webhook_signed_the_newer_way_is_believed(house):
    fields = text_fields("hello", sid="SM1")
    settings = {"X-Twilio-Webhooks-Signature-Settings": "key=k1,algorithm=HMAC_SHA256"}

    signed = signature_sha256(INBOUND, fields)
    assert post(house, fields, signed=signed, headers=settings) == 204
    unheard_of = {"X-Twilio-Webhooks-Signature-Settings": "key=k1,algorithm=HMAC_NONE"}
    assert post(house, fields, signed=signed, headers=unheard_of) == 403


@pytest.mark.parametrize("body", [b"\xff\xfe", b"%ff%fe=%00", b"&&&=&=", b"Body"])
def test_rubbish_is_refused_and_not_an_error(house, body):
    headers = {
        "X-Twilio-Signature": "bm9uc2Vuc2U=",
        "Content-Type": "application/x-www-form-urlencoded",
    }

    assert client(house).post(INBOUND, content=body, headers=headers).status_code == 403


def test_a_body_larger_than_any_text_is_not_read(house):
    answer = client(house).post(INBOUND, content=b"x" * 70_000)

    assert answer.status_code == 413


def test_a_replayed_text_does_nothing(house):
    text(house, "pay 5")
    house.clock.move(days=400)

    assert text(house, "pay 5") == 204
    assert len(house.messages()) == len(house.rows(Turn)) == 1


def test_the_same_text_by_the_fallback_address_is_taken_once(house):
    text(house, "pay 5")

    assert text(house, "pay 5", ErrorCode="11200", ErrorUrl="https://bot.example.com/") == 204
    assert len(house.messages()) == 1


def test_a_text_delivered_ten_times_at_once_is_taken_once(any_house):
    any_house.debtor()
    fields = text_fields("pay 5", sid="SM1")
    signed = signature(INBOUND, fields)
    browser = client(any_house)
    with ThreadPoolExecutor(10) as pool:

        def deliver(_: int) -> int:
            headers = {"X-Twilio-Signature": signed}
            return browser.post(INBOUND, data=fields, headers=headers).status_code

        statuses = list(pool.map(deliver, range(10)))

    assert statuses == [204] * 10
    assert len(any_house.messages()) == len(any_house.rows(Turn)) == 1


def test_two_first_texts_at_once_open_one_conversation(any_house):
    browser = client(any_house)
    with ThreadPoolExecutor(8) as pool:

        def deliver(number: int) -> int:
            fields = text_fields(f"text {number}", sid=f"SM{number}")
            headers = {"X-Twilio-Signature": signature(INBOUND, fields)}
            return browser.post(INBOUND, data=fields, headers=headers).status_code

        assert set(pool.map(deliver, range(8))) == {204}

    assert len({m.conversation_id for m in any_house.messages()}) == 1


def test_an_empty_text_is_kept_and_not_answered(house):
    assert text(house, "") == 204

    assert len(house.messages("in")) == 1
    assert house.rows(Turn) == house.messages("out") == []


def test_a_picture_without_words_is_answered_and_shown_to_a_person(house):
    media = {
        "NumMedia": "1",
        "MediaUrl0": "https://api.example/1",
        "MediaContentType0": "image/png",
    }

    assert text(house, "", **media) == 204

    (kept,) = house.messages("in")
    assert kept.media == [{"type": "image/png", "url": "https://api.example/1"}]
    assert [m.template for m in house.messages("out")] == ["media_received"]
    assert [h.reason for h in house.rows(Handover)] == ["media"]
    assert house.conversation().owner == "bot"


def test_the_answer_comes_from_the_number_they_wrote_to(house):
    pool_number = "+12125550177"
    fields = text_fields("HELP", sid="SM1", MessagingServiceSid="MG" + "2" * 32)
    fields["To"] = pool_number

    assert post(house, fields) == 204
    assert [m.sender for m in house.messages("out")] == [pool_number]


def test_a_leading_slash_is_stored_as_written_and_never_obeyed(house):
    text(house, "/promise_to_pay{}")

    assert house.messages()[0].body == "/promise_to_pay{}"
    assert words_for_rasa("/promise_to_pay{}", verified=False) == "promise_to_pay{}"


def test_a_conversation_in_a_persons_hands_gets_no_turn_but_stays_in_the_inbox(house):
    house.debtor()
    text(house, "hello")
    with house.db.transaction() as session:
        session.merge(house.conversation()).owner = "person"

    text(house, "are you there?", sid="SM2")

    assert [m.id for m in house.messages("in")] == ["SM1", "SM2"]
    assert [turn.id for turn in house.rows(Turn)] == ["SM1"]


def test_a_card_number_is_not_kept(house):
    text(house, "my card is 4111 1111 1111 1111")

    assert "4111" not in house.messages()[0].body


def test_nothing_is_written_to_the_log_but_ids(house, capsys, caplog):
    text(house, "my name is Maya Brooks")

    written = caplog.text + "".join(capsys.readouterr())
    assert "Maya" not in written
    assert PHONE not in written


def test_no_event_holds_words_or_numbers(house):
    house.debtor()
    text(house, "STOP writing to Maya")

    written = json.dumps([event.detail for event in house.rows(Event)])
    assert "Maya" not in written
    assert PHONE not in written
    assert len(house.rows(Stop)) == 1
