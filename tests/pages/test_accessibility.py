"""What WCAG 2.2 AA asks of every page, as far as a browser can measure it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.services import Services
from tests.pages.browsing import PHONE, SMALL_PHONE, a_page, log_in
from tests.pages.given import PASSWORD, Seeded
from tests.pages.looking import LOOKS
from tests.review.given import a_finding, a_record

pytestmark = pytest.mark.browser

FROM_THE_TOP = """() => { document.body.tabIndex = -1; document.body.focus();
  document.body.removeAttribute('tabindex'); }"""

FOCUS = """() => { const part = document.activeElement;
  if (!part || part === document.body) return null;
  const style = getComputedStyle(part);
  part.dataset.visited = Number(part.dataset.visited ?? 0) + 1;
  return { again: Number(part.dataset.visited), html: part.outerHTML.slice(0, 120),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }; }"""


@pytest.fixture
def lived_in(services: Services, seeded: Seeded) -> Seeded:
    """A conversation with verdicts, so that no list is empty."""
    with services.db.transaction() as session:
        for outcome, category in (("forbid", "violence"), ("hold", "hours")):
            a_record(
                session,
                at=services.clock(),
                outcome=outcome,
                conversation_id=seeded.talk,
                findings=[
                    a_finding(category, outcome, quote="or else"),
                    a_finding("consent", "permit"),
                ],
            )
    return seeded


def addresses(seeded: Seeded) -> list[str]:
    return [
        "/",
        "/chat",
        "/chat?lang=zh-Hant",
        "/verify",
        "/coach?show=all",
        f"/coach/conversations/{seeded.talk}",
        "/review",
        f"/review/conversations/{seeded.talk}",
        "/review/findings",
        "/no/such/place",
    ]


def pages(chrome: Browser, site: str, seeded: Seeded, **window: Any) -> Iterator[tuple[str, Page]]:
    """Visit every page as a manager who has the conversation, and the login before that."""
    with a_page(chrome, site, **window) as page:
        page.goto("/login")
        yield "/login", page
        log_in(page, "morgan", PASSWORD)
        page.goto(f"/coach/conversations/{seeded.talk}")
        page.get_by_role("button", name="Take over").click()
        page.get_by_label("Your message").fill("Pay or you will be arrested.")
        expect(page.locator("#verdict")).to_be_visible()
        yield "the desk with a verdict", page
        for address in addresses(seeded):
            page.goto(address)
            yield address, page


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_can_be_read_named_and_hit(
    chrome: Browser, site: str, lived_in: Seeded, dark: bool
) -> None:
    complaints: dict[str, list[str]] = {}
    for address, page in pages(chrome, site, lived_in, size=PHONE, dark=dark):
        found: list[str] = []
        if address != "/no/such/place":  # answered by the framework, for programs
            for look in LOOKS:
                found += page.evaluate(look)
            if not page.locator("html").get_attribute("lang"):
                found.append("no language")
            if not page.title():
                found.append("no title")
        if found:
            complaints[address] = found
    assert complaints == {}


def test_no_page_must_be_moved_sideways_on_a_small_phone(
    chrome: Browser, site: str, lived_in: Seeded
) -> None:
    wide = [
        address
        for address, page in pages(chrome, site, lived_in, size=SMALL_PHONE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth")
    ]
    assert wide == []


def test_the_keyboard_reaches_everything_sees_where_it_is_and_is_never_caught(
    chrome: Browser, site: str, lived_in: Seeded
) -> None:
    complaints: dict[str, list[str]] = {}
    for address, page in pages(chrome, site, lived_in):
        if address == "/no/such/place":
            continue
        page.evaluate(FROM_THE_TOP)
        stops = page.evaluate(
            "[...document.querySelectorAll('a[href], button:enabled, input:not([type=hidden]),"
            ' select, textarea, summary, [tabindex="0"]\')]'
            ".filter((part) => part.checkVisibility()).length"
        )
        reached, found = 0, []
        for _ in range(3 * stops + 20):  # a date field has a stop for each of its parts
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None:
                break
            reached += focus["again"] == 1
            if not focus["seen"]:
                found.append("focus cannot be seen: " + focus["html"])
        if reached < stops:
            found.append(f"only {reached} of {stops} stops reached")
        if found:
            complaints[address] = found
    assert complaints == {}


def test_without_scripts_a_colleague_still_sends_and_is_still_told_why_not(
    chrome: Browser, site: str, seeded: Seeded
) -> None:
    context = chrome.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    log_in(page, "casey", PASSWORD)
    page.goto(f"/coach/conversations/{seeded.talk}")
    page.get_by_role("button", name="Take over").click()
    page.get_by_label("Your message").fill("Pay or you will be arrested.")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("Not sent")
    expect(page.get_by_label("Your message")).to_have_value("Pay or you will be arrested.")
    expect(page.get_by_role("heading", name="Why it was not sent")).to_be_visible()
    context.close()
