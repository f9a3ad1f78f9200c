from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.services import Services
from compliance.situation import Flag
from ledger.stops import record_flag
from ledger.tables import Conversation, Message
from tests.pages.browsing import PHONE, a_page, log_in
from tests.pages.given import PASSWORD, Seeded, said

pytestmark = pytest.mark.browser

THREAT = "Hello. Pay today or you will be arrested. 🙂 Thank you."
KIND = "Thank you for writing. I am Casey and I will help you. Reply STOP to opt out."
LOOKING = "Hello, we are looking into it and will write to you soon. Reply STOP to opt out."


def open_desk(page: Page, seeded: Seeded) -> None:
    log_in(page, "casey", PASSWORD)
    page.get_by_role("link", name="Ana Diaz").click()
    page.get_by_role("button", name="Take over").click()
    expect(
        page.get_by_role("status").filter(has_text="You have this conversation now")
    ).to_be_visible()


def test_the_verdict_follows_the_words_and_send_waits_for_it(
    chrome: Browser, site: str, seeded: Seeded, services: Services
) -> None:
    with a_page(chrome, site) as page:
        open_desk(page, seeded)
        words, send = page.get_by_label("Your message"), page.locator("#send")
        expect(send).to_be_disabled()

        words.fill(THREAT)
        expect(page.locator("#outcome")).to_have_text("May not be sent")
        expect(page.locator("#announce")).to_contain_text("May not be sent")
        expect(send).to_be_disabled()
        marked = page.locator("#behind mark.forbid").inner_text()
        assert marked in THREAT
        assert "arrested" in marked

        page.get_by_role("button", name="Show").first.click()
        chosen = page.evaluate(
            "() => { const w = document.querySelector('#words');"
            " return w.value.slice(w.selectionStart, w.selectionEnd) }"
        )
        assert chosen == marked

        words.fill(KIND)
        expect(send).to_be_enabled()
        expect(page.locator("#size")).to_contain_text("1 part")
        send.click()
        expect(page.locator("#said")).to_contain_text("On its way")
        expect(page.locator("#lines li.ours .words")).to_have_text(KIND)

    with services.db.reading() as session:
        assert session.query(Message).filter(Message.purpose == "collector").count() == 1


def test_the_lawful_wording_is_one_press_away(chrome: Browser, site: str, seeded: Seeded) -> None:
    with a_page(chrome, site) as page:
        open_desk(page, seeded)
        page.get_by_label("Your message").fill(THREAT)
        use = page.get_by_role("button", name="Use this wording")
        use.click()

        expect(page.get_by_label("Your message")).to_be_focused()
        expect(page.locator("#outcome")).not_to_have_text("May not be sent")
        assert "arrested" not in page.get_by_label("Your message").input_value()


def test_a_text_that_is_free_of_the_debt_may_go_under_a_dispute(
    chrome: Browser, site: str, seeded: Seeded, services: Services
) -> None:
    with services.db.transaction() as session:
        talk = session.get_one(Conversation, seeded.talk)
        record_flag(
            session, debtor_id=seeded.debtor, account_id=talk.account_id, flag=Flag.DISPUTE,
            source="SMask", note=None, now=services.clock(), new_id=services.new_id,
        )  # fmt: skip
    with a_page(chrome, site) as page:
        open_desk(page, seeded)
        words, send = page.get_by_label("Your message"), page.locator("#send")
        free = page.get_by_role("checkbox", name="This text does not speak of the debt")
        expect(free).not_to_be_checked()
        words.fill(LOOKING)
        expect(page.locator("#verdict")).to_be_visible()
        expect(send).to_be_disabled()

        free.check()
        expect(send).to_be_enabled()
        expect(page.locator("#speaks")).to_be_empty()

        words.fill(f"{LOOKING} Your balance is open.")
        expect(page.locator("#speaks")).to_contain_text("“balance” may speak of the debt")
        expect(send).to_be_disabled()

        words.fill(LOOKING)
        expect(send).to_be_enabled()
        send.click()
        expect(page.locator("#said")).to_contain_text("On its way")
        expect(free).not_to_be_checked()

    with services.db.reading() as session:
        message = session.query(Message).filter(Message.purpose == "collector").one()
        assert not message.discloses_debt


def test_what_they_write_appears_and_is_said_without_taking_the_words_away(
    chrome: Browser, site: str, seeded: Seeded, services: Services
) -> None:
    with a_page(chrome, site, size=PHONE) as page:
        open_desk(page, seeded)
        words = page.get_by_label("Your message")
        words.fill("I am just")
        with services.db.transaction() as session:
            talk = session.get_one(Conversation, seeded.talk)
            said(session, talk, "SMnew", "Are you still there?", now=services.clock())

        expect(page.locator("#lines")).to_contain_text("Are you still there?")
        expect(page.locator("#news")).to_have_text("They wrote: Are you still there?")
        expect(words).to_have_value("I am just")


def test_the_desk_works_with_the_keyboard_alone(chrome: Browser, site: str, seeded: Seeded) -> None:
    with a_page(chrome, site) as page:
        open_desk(page, seeded)
        page.goto(page.url.split("?")[0])
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "words":
                break
        page.keyboard.type(KIND)
        expect(page.locator("#send")).to_be_enabled()
        page.keyboard.press("Tab")
        expect(page.get_by_label("This text does not speak of the debt")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#send")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("On its way")
