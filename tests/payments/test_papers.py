"""Receipts, letters and copies: made from the ledger when opened, readable in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from pypdf import PdfReader
from structlog.testing import capture_logs

from bot.app import create_app
from bot.services import Services
from ledger.accounts import book
from ledger.agreements import agree_promise, cancel_agreement, propose_promise
from ledger.conversations import receive
from ledger.money import Money
from ledger.papers import issue_paper
from ledger.tables import Account, Conversation, Debtor, Entry, Message
from tests.bot.servers import serving
from tests.ledger.given import a_debtor, a_talk, an_account
from tests.pages.browsing import SMALL_PHONE, a_page
from tests.pages.conftest import StandingClock
from tests.pages.looking import LOOKS
from tests.payments.conftest import Shop

ACCOUNT = "account A-1"


@pytest.fixture
def shop(plain: Services, port: int) -> Iterator[Shop]:
    """No provider: papers need none."""
    with plain.db.transaction() as session:
        an_account(session, plain.new_id, a_debtor(session, plain.new_id))
        talk = a_talk(session, plain.new_id)
        talk.right_party = "right"
    with (
        serving(create_app(plain), port) as address,
        httpx.Client(base_url=address, timeout=20) as http,
    ):
        yield Shop(plain, http, talk.id)


def paid(shop: Shop, minor: int, kind: str = "payment") -> str:
    services = shop.services
    with services.db.transaction() as session:
        book(
            session,
            account_id=ACCOUNT,
            kind=kind,
            money=Money(minor, "USD"),
            booked_on=date(2026, 12, 1),
            reference=f"p-{minor}",
            now=services.clock(),
            new_id=services.new_id,
        )
        found = session.query(Entry).filter(Entry.reference == f"p-{minor}").one()
        return found.id


def link(shop: Shop, kind: str, subject: str) -> str:
    with shop.services.db.transaction() as session:
        paper = issue_paper(
            session,
            kind=kind,
            subject=subject,
            conversation_id=shop.talk,
            now=shop.services.clock(),
            new_id=shop.services.new_id,
        )
        return f"/papers/{paper.token}"


def read(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    pages = PdfReader(BytesIO(answer.content)).pages
    text = "".join(page.extract_text() for page in pages)
    return "".join(text.replace("\0", "").split())  # the reader shows half of a two-byte code


def speak(shop: Shop, language: str) -> None:
    with shop.services.db.transaction() as session:
        session.get_one(Conversation, shop.talk).language = language


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Receipt", "AnaDiaz", "AcmeEnergy", "$40.00", "December1,2026", "$60.00"]),
        ("es", ["Recibo", "Recibidode", "$40.00", "1dediciembrede2026", "Número"]),
        ("zh-Hans", ["收据", "付款人", "US$40.00", "2026年12月1日", "余额"]),
        ("zh-Hant", ["收據", "付款人", "US$40.00", "2026年12月1日", "餘額"]),
    ],
)
def test_a_receipt_reads_in_every_language(shop: Shop, language: str, words: list[str]):
    speak(shop, language)
    text = read(shop.http.get(link(shop, "receipt", paid(shop, 40_00))))
    for word in words:
        assert word in text


def test_a_receipt_says_when_nothing_is_left(shop: Shop):
    assert "nothingislefttopay" in read(shop.http.get(link(shop, "receipt", paid(shop, 100_00))))


def test_the_letter_is_given_only_while_nothing_is_left(shop: Shop):
    address = link(shop, "letter", ACCOUNT)
    assert "This link has ended" in shop.http.get(address).text
    paid(shop, 100_00)
    text = read(shop.http.get(address))
    assert "Paidinfull" in text
    assert "endinginA-1" in text


def test_the_letter_does_not_call_paid_what_was_given_up(shop: Shop):
    paid(shop, 70_00)
    paid(shop, 30_00, "waiver")
    text = read(shop.http.get(link(shop, "letter", ACCOUNT)))
    assert "Nothinglefttopay" in text
    assert "paidinfull" not in text


def test_the_copy_holds_what_was_said_and_nothing_another_said_at_this_address(shop: Shop):
    services, now = shop.services, shop.services.clock()
    with services.db.transaction() as session:
        talk = session.get_one(Conversation, shop.talk)
        for key, words in (("1", "hola 你好 \U0001f600"), ("2", "")):
            receive(session, conversation=talk, message_id=key, body=words,
                    media=[{"type": "image/png"}] if not words else [], now=now)  # fmt: skip
        somebody = Debtor(id="old", ref="old", kind="person", language="en", country="US")
        session.add(somebody)
        session.flush()
        for number, (state, words, of) in enumerate(
            (("delivered", "A delivered answer.", None), ("cancelled", "Never sent.", None),
             ("delivered", "To the owner before.", "old"))
        ):  # fmt: skip
            session.add(
                Message(id=f"out-{number}", conversation_id=talk.id, debtor_id=of, direction="out",
                        channel="sms", address=talk.address, body=words, media=[],
                        purpose="answer", state=state, due_at=now, created_at=now)
            )  # fmt: skip
    text = read(shop.http.get(link(shop, "record", shop.talk)))
    for words in ("hola你好", "(apictureorfile)", "Adeliveredanswer.", "America/New_York"):
        assert words in text
    assert "Neversent" not in text
    assert "ownerbefore" not in text


def test_a_long_copy_goes_on_over_many_pages(shop: Shop):
    services = shop.services
    with services.db.transaction() as session:
        talk = session.get_one(Conversation, shop.talk)
        for number in range(60):
            receive(session, conversation=talk, message_id=f"m-{number}",
                    body=f"line {number} " + "长" * 120, media=[],
                    now=services.clock())  # fmt: skip
    answer = shop.http.get(link(shop, "record", shop.talk))
    assert len(PdfReader(BytesIO(answer.content)).pages) > 3
    assert "line59" in read(answer)


def test_asking_again_on_the_same_day_is_the_same_link(shop: Shop, clock: StandingClock):
    first = link(shop, "record", shop.talk)
    assert link(shop, "record", shop.talk) == first
    clock.now += timedelta(days=2)
    assert link(shop, "record", shop.talk) != first


@pytest.mark.parametrize("days", [0, 8])
def test_a_link_that_ended_or_never_was_shows_nothing(shop: Shop, clock: StandingClock, days: int):
    address = link(shop, "receipt", paid(shop, 40_00)) if days else "/papers/made-up"
    clock.now += timedelta(days=days)
    for path in (address, f"{address}/calendar.ics"):
        answer = shop.http.get(path)
        assert answer.status_code == 404
        assert "This link has ended" in answer.text
        assert "40.00" not in answer.text


@pytest.fixture
def promised(shop: Shop) -> str:
    """The link to a promise of 50 dollars by the fourth."""
    services, now = shop.services, shop.services.clock()
    with services.db.transaction() as session:
        promise = propose_promise(session, account_id=ACCOUNT, conversation_id=shop.talk,
                                  money=Money(50_00, "USD"), due_on=date(2026, 12, 4),
                                  words="I'll do 50 on friday, promise", now=now,
                                  new_id=services.new_id)  # fmt: skip
        agree_promise(session, promise.id, now)
    return link(shop, "promise", promise.id)


def test_a_promise_is_shown_in_the_persons_own_words_with_a_day_to_keep(shop: Shop, promised: str):
    page = shop.http.get(promised).text
    for words in ("$50.00", "December 4, 2026", "I&#39;ll do 50 on friday, promise"):
        assert words in page
    answer = shop.http.get(f"{promised}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 12, 4)
    assert str(event["SUMMARY"]) == "Payment of $50.00 to Acme Energy"
    assert "I'll do 50 on friday, promise" in str(event["DESCRIPTION"])
    assert event.walk("VALARM")


def test_a_promise_that_was_called_off_is_no_day_to_keep(shop: Shop, promised: str):
    with shop.services.db.transaction() as session:
        cancel_agreement(session, account_id=ACCOUNT, now=shop.services.clock())
    assert "no longer in force" in shop.http.get(promised).text
    assert shop.http.get(f"{promised}/calendar.ics").status_code == 404


@pytest.mark.browser
def test_the_page_of_a_promise_can_be_used_by_everybody(shop: Shop, promised: str, chrome: Browser):
    with a_page(chrome, str(shop.http.base_url), size=SMALL_PHONE) as page:
        page.goto(promised)
        for look in LOOKS:
            assert page.evaluate(look) == []
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Interestsincethen"),
        ("es", "Interesesdesdeentonces"),
        ("zh-Hans", "此后利息"),
        ("zh-Hant", "此後利息"),
    ],
)
def test_proof_of_an_account_shows_how_the_sum_came_about(shop: Shop, language: str, words: str):
    speak(shop, language)
    with shop.services.db.transaction() as session:
        session.get_one(Account, ACCOUNT).itemization_date = date(2026, 11, 30)
    paid(shop, 25_00)
    text = read(shop.http.get(link(shop, "proof", ACCOUNT)))
    assert words in text
    assert "25.00" in text


def test_proof_without_an_itemization_date_makes_none_up(shop: Shop):
    text = read(shop.http.get(link(shop, "proof", ACCOUNT)))
    assert "Interestsincethen" not in text


def test_a_failure_logs_the_room_and_not_the_link(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.web.papers.paper_by_token", fail)
    with capture_logs() as logged:
        assert shop.http.get("/papers/somebodys-link").status_code == 500
    [line] = [line for line in logged if line["event"] == "request failed"]
    assert line["route"] == "/papers/{token}"
    assert "somebodys-link" not in str(line)
