"""Whoever works here sees why a message may go or not, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from bot.services import Services
from ledger.tables import Account, Message
from tests.ledger.given import ANA
from tests.pages.browsing import a_page, log_in
from tests.pages.conftest import Somebody
from tests.pages.given import PASSWORD, Seeded

Arrive = Callable[[], Somebody]


@pytest.fixture
def account(services: Services, seeded: Seeded) -> str:
    with services.db.reading() as session:
        return session.query(Account).one().id


def test_the_page_shows_the_verdict_the_budget_and_the_week(
    services: Services, seeded: Seeded, account: str, visitor: Arrive
) -> None:
    now = services.clock()
    with services.db.transaction() as session:
        session.add(
            Message(
                id="m-1", conversation_id=seeded.talk, debtor_id=seeded.debtor,
                account_id=account, direction="out", channel="sms", address=ANA, body="Hello.",
                purpose="reminder", state="delivered", due_at=now, created_at=now, settled_at=now,
            )
        )  # fmt: skip
    page = visitor().log_in("robin").see(f"/why/{account}")
    assert "Not yet" in page
    assert "One text or e-mail a day that we begin" in page
    assert "The next lawful moment is" in page
    assert "08:00" in page or "09:00" in page
    assert "at no hour" in page  # today's text is spent
    assert 'class="cell allowed"' in page
    with services.db.reading() as session:
        assert session.query(Message).filter_by(id="imagined").count() == 0


def test_the_reference_works_too_and_an_unknown_one_is_missing(
    services: Services, seeded: Seeded, account: str, visitor: Arrive
) -> None:
    with services.db.reading() as session:
        ref = session.get_one(Account, account).ref
    casey = visitor().log_in("casey")
    assert ref in casey.see(f"/why/{ref}?channel=voice")
    assert casey.http.get("/why/nobody").status_code == 404
    assert casey.http.get(f"/why/{ref}?channel=pigeon").status_code == 400
    assert casey.http.get(f"/why/{ref}?at=tomorrow").status_code == 400


def test_a_stranger_is_led_to_the_login(account: str, visitor: Arrive) -> None:
    answer = visitor().http.get(f"/why/{account}", follow_redirects=False)
    assert answer.headers["location"].startswith("/login")


@pytest.mark.browser
def test_the_week_is_a_picture_and_a_table(
    chrome: Browser, site: str, account: str, seeded: Seeded
) -> None:
    with a_page(chrome, site) as page:
        page.goto("/login")
        log_in(page, "morgan", PASSWORD)
        page.goto(f"/why/{account}")
        expect(page.get_by_role("heading", name="The week on their clock")).to_be_visible()
        expect(page.locator(".heat .line")).to_have_count(7)
        expect(page.get_by_role("table", name="The same as a table")).to_be_visible()
        assert page.locator(".heat").first.get_attribute("aria-hidden") == "true"
        page.set_viewport_size({"width": 390, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
