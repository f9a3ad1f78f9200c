"""Paying with Stripe: its real client and signatures, against a far end that remembers."""

from __future__ import annotations

import time
from datetime import timedelta

import httpx
import pytest

from bot.payments.desk import CashDesk
from compliance.verdict import Outcome
from ledger.tables import ConsentEntry, Handover, Message
from tests.ledger.given import ANA
from tests.pages.conftest import StandingClock
from tests.payments.conftest import Shop
from tests.payments.stripe_standin import StripeStandin, signed


def hook(shop: Shop, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
    given = signed(body) if headers is None else headers
    return shop.http.post("/payments/stripe", content=body, headers=given)


def pressed(shop: Shop, standin: StripeStandin, minor: int = 50_00) -> tuple[str, str]:
    """A link on which somebody pressed Pay; the link, and the session it opened."""
    link = shop.link(minor)
    page = shop.http.post(link)
    assert page.status_code == 200
    return link, next(reversed(standin.sessions))


def test_pay_leads_to_stripes_page_with_the_sum_and_the_creditor(
    stripe_shop: Shop, standin: StripeStandin
):
    link, ref = pressed(stripe_shop, standin)
    session = standin.sessions[ref]
    assert (session["amount_total"], session["currency"]) == (50_00, "usd")
    assert session["metadata"]["creditor"] == "Acme Energy"
    assert session["client_reference_id"] == stripe_shop.request_id(link)
    page = stripe_shop.http.post(link).text
    assert f'content="0; url=https://checkout.stripe.com/c/pay/{ref}"' in page


def test_looking_at_the_link_opens_nothing(stripe_shop: Shop, standin: StripeStandin):
    link = stripe_shop.link()
    for _ in range(2):
        assert stripe_shop.http.get(link).status_code == 200
    assert standin.calls == []


def test_pressing_twice_is_one_session(stripe_shop: Shop, standin: StripeStandin):
    link, _ = pressed(stripe_shop, standin)
    stripe_shop.http.post(link)
    assert len(standin.sessions) == 1


def test_a_session_that_ended_is_followed_by_another(stripe_shop: Shop, standin: StripeStandin):
    link, ref = pressed(stripe_shop, standin)
    standin.expire(ref)
    stripe_shop.http.post(link)
    assert len(standin.sessions) == 2
    assert [call for call in standin.calls if call.startswith("create")] == [
        f"create {stripe_shop.request_id(link)}-{attempt}" for attempt in (1, 2)
    ]


def test_the_event_of_a_payment_is_booked_and_answered_once(
    stripe_shop: Shop, standin: StripeStandin
):
    link, ref = pressed(stripe_shop, standin)
    standin.pay(ref)
    event = standin.event(ref)
    assert [hook(stripe_shop, event).status_code for _ in range(3)] == [204] * 3
    assert stripe_shop.payments() == [(50_00, f"stripe:{ref}")]
    assert stripe_shop.written() == ["payment_came"]
    assert "This is paid" in stripe_shop.http.get(link).text


def test_the_thanks_pass_the_one_door(stripe_shop: Shop, standin: StripeStandin):
    services = stripe_shop.services
    with services.db.transaction() as session:
        session.add(
            ConsentEntry(id="consent", debtor_id="debtor D-1", channel="sms", address=ANA,
                         status="given", at=services.clock() - timedelta(days=9), source="loan")
        )  # fmt: skip
    _, ref = pressed(stripe_shop, standin)
    standin.pay(ref)
    hook(stripe_shop, standin.event(ref))
    with services.db.reading() as session:
        thanks = session.query(Message).filter(Message.template == "payment_came").one()
        _, verdict = services.door.judge(session, thanks, now=services.clock())
    assert verdict.outcome <= Outcome.AMEND, verdict.objections


def test_the_whole_balance_paid_is_said_to_be_all(stripe_shop: Shop, standin: StripeStandin):
    _, ref = pressed(stripe_shop, standin, 100_00)
    standin.pay(ref)
    hook(stripe_shop, standin.event(ref))
    assert stripe_shop.written() == ["payment_came_all"]
    assert stripe_shop.left() == 0


def test_a_debit_is_booked_when_its_money_comes_in_whatever_order_the_news_come(
    stripe_shop: Shop, standin: StripeStandin
):
    link, ref = pressed(stripe_shop, standin)
    standin.pay(ref, status="unpaid")
    early = standin.event(ref)
    assert "on its way" in stripe_shop.http.get(link).text
    standin.pay(ref)
    assert (
        hook(
            stripe_shop, standin.event(ref, "checkout.session.async_payment_succeeded")
        ).status_code
        == 204
    )
    assert hook(stripe_shop, early).status_code == 204
    assert stripe_shop.payments() == [(50_00, f"stripe:{ref}")]


def test_a_lost_webhook_is_made_good_when_the_person_comes_back(
    stripe_shop: Shop, standin: StripeStandin
):
    link, ref = pressed(stripe_shop, standin)
    standin.pay(ref)
    assert "This is paid" in stripe_shop.http.get(link).text
    hook(stripe_shop, standin.event(ref))  # and the webhook comes after all
    assert stripe_shop.payments() == [(50_00, f"stripe:{ref}")]
    assert stripe_shop.written() == ["payment_came"]


def test_a_lost_webhook_is_made_good_though_nobody_comes_back(
    stripe_shop: Shop, standin: StripeStandin, clock: StandingClock
):
    _, ref = pressed(stripe_shop, standin)
    provider = stripe_shop.services.provider
    assert provider is not None
    desk = CashDesk(stripe_shop.services, provider)
    standin.pay(ref)
    assert not desk.look_after_next()  # the webhook may still come
    clock.now += timedelta(minutes=16)
    standin.down = True
    assert desk.look_after_next()
    assert stripe_shop.payments() == []
    standin.down = False
    clock.now += timedelta(minutes=16)
    assert desk.look_after_next()
    assert stripe_shop.payments() == [(50_00, f"stripe:{ref}")]
    assert stripe_shop.written() == ["payment_came"]
    clock.now += timedelta(minutes=16)
    assert not desk.look_after_next()


def test_a_checkout_that_ended_is_not_asked_about_again(
    stripe_shop: Shop, standin: StripeStandin, clock: StandingClock
):
    _, ref = pressed(stripe_shop, standin)
    standin.expire(ref)
    provider = stripe_shop.services.provider
    assert provider is not None
    desk = CashDesk(stripe_shop.services, provider)
    clock.now += timedelta(minutes=16)
    assert desk.look_after_next()
    clock.now += timedelta(minutes=16)
    assert not desk.look_after_next()


def test_money_in_another_currency_is_not_booked_and_a_person_is_told(
    stripe_shop: Shop, standin: StripeStandin
):
    _, ref = pressed(stripe_shop, standin)
    standin.pay(ref, currency="eur")
    assert hook(stripe_shop, standin.event(ref)).status_code == 204
    assert stripe_shop.left() == 100_00
    assert handovers(stripe_shop) == ["payment_currency"]


def test_more_than_is_owed_is_booked_and_a_person_is_told(
    stripe_shop: Shop, standin: StripeStandin
):
    _, first = pressed(stripe_shop, standin, 100_00)
    _, second = pressed(stripe_shop, standin, 60_00)
    for ref in (first, second):
        standin.pay(ref)
        hook(stripe_shop, standin.event(ref))
    assert stripe_shop.left() == -60_00
    assert stripe_shop.written() == ["payment_came_all", "payment_came_over"]
    assert handovers(stripe_shop) == ["payment_too_much"]


@pytest.mark.parametrize("wrong", ["other secret", "too old", "nothing", "other body"])
def test_what_stripe_did_not_sign_is_refused(stripe_shop: Shop, standin: StripeStandin, wrong: str):
    _, ref = pressed(stripe_shop, standin)
    standin.pay(ref)
    event = standin.event(ref)
    headers = {
        "other secret": signed(event, secret="whsec_of_somebody"),
        "too old": signed(event, at=int(time.time()) - 3600),
        "nothing": {},
        "other body": signed(event + b" "),
    }[wrong]
    assert hook(stripe_shop, event, headers).status_code == 403
    assert stripe_shop.payments() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"not json", 400), (b"[]", 400), (b'{"id": "evt_1"}', 400), (b"x" * 300_000, 413)],
)
def test_what_cannot_be_read_is_refused(stripe_shop: Shop, body: bytes, status: int):
    assert hook(stripe_shop, body).status_code == status


def test_an_event_about_something_else_is_taken_and_books_nothing(
    stripe_shop: Shop, standin: StripeStandin
):
    standin.sessions["x"] = {"object": "customer", "id": "cus_1"}
    assert hook(stripe_shop, standin.event("x", "customer.created")).status_code == 204
    assert stripe_shop.payments() == []


def test_when_stripe_is_down_nothing_is_taken_and_the_page_says_so(
    stripe_shop: Shop, standin: StripeStandin
):
    standin.down = True
    page = stripe_shop.http.post(stripe_shop.link())
    assert page.status_code == 503
    assert "Nothing was taken" in page.text


def handovers(shop: Shop) -> list[str]:
    with shop.services.db.reading() as session:
        return [row.reason for row in session.query(Handover)]
