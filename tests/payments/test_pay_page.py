"""The payment page: one sum, the way out beside it, and nothing of the person in its address."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from bot.payments.port import Checkout
from bot.payments.sandbox import Sandbox
from ledger.accounts import book
from ledger.agreements import agree_promise
from ledger.deals import propose_deal
from ledger.money import Money
from ledger.offers_reductions import Deal, Kind
from ledger.offers_terms import Why
from ledger.tables import Conversation, Handover
from tests.pages.browsing import SMALL_PHONE, a_page
from tests.pages.conftest import StandingClock
from tests.pages.looking import LOOKS
from tests.payments.conftest import Shop


def test_the_page_names_the_creditor_and_the_sum_and_the_address_neither(sandbox_shop: Shop):
    link = sandbox_shop.link()
    page = sandbox_shop.http.get(link)
    assert "Acme Energy" in page.text
    assert "Pay $50.00" in page.text
    assert "Ana" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


def test_paying_on_trial_books_by_the_signed_door_and_thanks_once(sandbox_shop: Shop):
    link = sandbox_shop.link()
    for _ in range(2):
        paid = sandbox_shop.http.post(link, follow_redirects=True)
        assert "This is paid" in paid.text
    [(minor, reference)] = sandbox_shop.payments()
    assert minor == 50_00
    assert reference.startswith("sandbox:")
    assert sandbox_shop.written() == ["payment_came"]


def test_a_settlement_that_is_paid_is_thanked_for_with_what_is_taken_off(sandbox_shop: Shop):
    """That word comes when the rest is taken off; "what is left" would be wrong a moment later."""
    services = sandbox_shop.services
    today = services.clock().date()
    deal = Deal(
        kind=Kind.SETTLEMENT,
        money=Money(50_00, "USD"),
        off=Money(50_00, "USD"),
        pay_by=today + timedelta(days=9),
        open_until=today,
        why=Why.AS_ASKED,
        policy_revision="r",
    )
    with services.db.transaction() as session:
        made = propose_deal(
            session, deal, account_id="account A-1", conversation_id=sandbox_shop.talk, words=None,
            now=services.clock(), new_id=services.new_id,
        )  # fmt: skip
        agree_promise(session, made.id, services.clock())
    sandbox_shop.http.post(sandbox_shop.link(), follow_redirects=True)
    assert len(sandbox_shop.payments()) == 1
    assert sandbox_shop.written() == []


def test_who_cannot_pay_reaches_a_person_and_the_bot_stays(sandbox_shop: Shop):
    link = sandbox_shop.link()
    page = sandbox_shop.http.post(f"{link}/talk")
    assert "A person will write to you" in page.text
    with sandbox_shop.services.db.reading() as session:
        assert [row.reason for row in session.query(Handover)] == ["cannot_pay_page"]
        assert session.get_one(Conversation, sandbox_shop.talk).owner == "bot"
    assert sandbox_shop.left() == 100_00


def test_a_link_that_nobody_knows_gets_a_clear_sentence(sandbox_shop: Shop):
    page = sandbox_shop.http.get("/pay/made-up")
    assert page.status_code == 404
    assert "We do not know this link" in page.text
    spanish = sandbox_shop.http.get("/pay/made-up", headers={"accept-language": "es-MX"})
    assert "No conocemos este enlace" in spanish.text


@pytest.mark.parametrize("way", ["", "/talk"])
def test_a_link_that_has_ended_takes_nothing(sandbox_shop: Shop, clock: StandingClock, way: str):
    link = sandbox_shop.link()
    clock.now += timedelta(days=4)
    assert "This link has ended" in sandbox_shop.http.get(link).text
    assert "This link has ended" in sandbox_shop.http.post(link + way).text
    assert sandbox_shop.payments() == []


def test_a_link_says_when_another_took_its_place_or_less_is_owed(sandbox_shop: Shop):
    first = sandbox_shop.link()
    second = sandbox_shop.link(60_00)
    assert "newer link" in sandbox_shop.http.get(first).text
    services = sandbox_shop.services
    with services.db.transaction() as session:
        book(session, account_id="account A-1", kind="payment", money=Money(70_00, "USD"),
             booked_on=services.clock().date(), reference="elsewhere", now=services.clock(),
             new_id=services.new_id)  # fmt: skip
    assert "amount has changed" in sandbox_shop.http.get(second).text


def test_the_page_speaks_the_language_of_the_conversation(sandbox_shop: Shop):
    for language, words in (("es", "Pagar $50.00"), ("zh-Hans", "支付 US$50.00"),
                            ("zh-Hant", "支付 US$50.00")):  # fmt: skip
        with sandbox_shop.services.db.transaction() as session:
            session.get_one(Conversation, sandbox_shop.talk).language = language
        page = sandbox_shop.http.get(sandbox_shop.link()).text
        assert words in page
        assert f'<html lang="{language}">' in page


def test_a_webhook_that_the_sandbox_did_not_sign_is_refused(
    sandbox_shop: Shop, clock: StandingClock
):
    request_id = sandbox_shop.request_id(sandbox_shop.link())
    forged = Sandbox("another secret", clock)
    event = forged.event_of(Checkout("x", "y"), request_id, Money(1, "USD"))
    for headers in (forged.sign(event), {}, {"forbear-sandbox-signature": "t=²,v1=é"}):
        raw = {name: value.encode() for name, value in headers.items()}
        answer = sandbox_shop.http.post("/payments/sandbox", content=event, headers=raw)
        assert answer.status_code == 403
    assert sandbox_shop.payments() == []
    assert sandbox_shop.http.post("/payments/stripe", content=event).status_code == 404


def test_an_old_signature_of_the_sandbox_is_refused(sandbox_shop: Shop, clock: StandingClock):
    sandbox = sandbox_shop.services.provider
    assert isinstance(sandbox, Sandbox)
    event = json.dumps({"id": "e"}).encode()
    headers = sandbox.sign(event)
    answer = sandbox_shop.http.post("/payments/sandbox", content=event, headers=headers)
    assert answer.status_code == 400  # signed, but no event
    clock.now += timedelta(minutes=6)
    answer = sandbox_shop.http.post("/payments/sandbox", content=event, headers=headers)
    assert answer.status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_can_be_used_by_everybody_on_a_small_phone(
    sandbox_shop: Shop, chrome: Browser, dark: bool
):
    site = str(sandbox_shop.http.base_url)
    with a_page(chrome, site, size=SMALL_PHONE, dark=dark) as page:
        page.goto(sandbox_shop.link())
        for look in LOOKS:
            assert page.evaluate(look) == []
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Pay $50.00")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("This is paid")
        for look in LOOKS:
            assert page.evaluate(look) == []
