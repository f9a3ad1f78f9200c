from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from bot.services import Services
from ledger.conversations import transcript
from ledger.tables import Conversation, Message
from tests.pages.browsing import DESKTOP, SMALL_PHONE, a_page
from tests.pages.given import Seeded

pytestmark = pytest.mark.browser


def answer(services: Services, words: str) -> None:
    """Something of ours is delivered into the only chat there is."""
    with services.db.transaction() as session:
        talk = session.query(Conversation).filter(Conversation.channel == "chat").one()
        session.add(
            Message(
                id=f"answer {words}",
                conversation_id=talk.id,
                direction="out",
                channel="chat",
                address=talk.address,
                body=words,
                purpose="answer",
                state="delivered",
                due_at=services.clock(),
                created_at=services.clock(),
                settled_at=services.clock(),
            )
        )


@pytest.mark.parametrize("size", [DESKTOP, SMALL_PHONE])
def test_words_are_shown_at_once_kept_and_answered(
    chrome: Browser, site: str, services: Services, size: tuple[int, int]
) -> None:
    with a_page(chrome, site, size=size) as page:
        page.goto("/chat")
        expect(page.locator("#state")).to_have_text("Connected.")
        page.get_by_label("Your message").fill("What is this about?")
        page.keyboard.press("Enter")

        mine = page.locator("#log .mine")
        expect(mine).to_contain_text("What is this about?")
        expect(mine.locator("small")).to_have_text("sent")
        expect(page.get_by_label("Your message")).to_be_focused()
        answer(services, "Good afternoon. <b>How</b> may we help?")
        expect(page.locator("#log .ours").last).to_contain_text("<b>How</b> may we help?")

        page.reload()
        expect(page.locator("#log .said")).to_have_count(2)
        wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wide, "the page can be moved sideways"


def test_words_written_without_a_connection_arrive_once_when_it_is_back(
    chrome: Browser, site: str, services: Services
) -> None:
    with a_page(chrome, site) as page:
        page.add_init_script(
            "window.sockets = []; const Real = WebSocket;"
            "window.WebSocket = class extends Real {"
            " constructor(...given) { super(...given); window.sockets.push(this); } };"
        )
        page.goto("/chat")
        expect(page.locator("#state")).to_have_text("Connected.")
        words = page.get_by_label("Your message")
        words.fill("first")
        page.keyboard.press("Enter")
        expect(page.locator("#log .mine small")).to_have_text("sent")

        page.evaluate("window.sockets.at(-1).close()")
        expect(page.locator("#state")).to_contain_text("Trying again")
        words.fill("second")
        page.keyboard.press("Enter")
        expect(page.locator("#log .pending")).to_contain_text("second")

        expect(page.locator("#state")).to_have_text("Connected.")
        expect(page.locator("#log .pending")).to_have_count(0)
        expect(page.locator("#log .mine")).to_have_count(2)

    with services.db.reading() as session:
        talk = session.query(Conversation).filter(Conversation.channel == "chat").one()
        assert [message.body for message in transcript(session, talk.id)] == ["first", "second"]


def test_words_the_server_has_but_could_not_confirm_are_shown_once(
    chrome: Browser, site: str, services: Services
) -> None:
    with a_page(chrome, site) as page:
        page.add_init_script(
            "const Real = WebSocket; window.deaf = true;"
            "window.WebSocket = class extends Real {"
            " constructor(...given) { super(...given); window.socket = this; }"
            " addEventListener(kind, hear) { super.addEventListener(kind, (event) => {"
            "  if (kind === 'message' && window.deaf && event.data.includes('\"ack\"')) return;"
            "  hear(event); }); } };"
        )
        page.goto("/chat")
        expect(page.locator("#state")).to_have_text("Connected.")
        page.get_by_label("Your message").fill("only once")
        page.keyboard.press("Enter")
        page.wait_for_function("window.socket.bufferedAmount === 0")
        page.wait_for_timeout(300)
        expect(page.locator("#log .pending")).to_have_count(1)

        page.evaluate("window.deaf = false; window.socket.close()")
        expect(page.locator("#log .pending")).to_have_count(0)
        expect(page.locator("#log .mine")).to_have_count(1)

    with services.db.reading() as session:
        assert session.query(Message).filter(Message.direction == "in").count() == 1


@pytest.mark.parametrize(
    ("address", "language", "label"),
    [
        ("/chat?lang=es", "es", "Su mensaje"),
        ("/chat?lang=zh-Hans", "zh-Hans", "您的消息"),
        ("/chat?lang=zh-Hant", "zh-Hant", "您的訊息"),
        ("/chat?lang=klingon", "en", "Your message"),
    ],
)
def test_the_chat_speaks_the_persons_language_and_says_which(
    chrome: Browser, site: str, address: str, language: str, label: str
) -> None:
    with a_page(chrome, site) as page:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        expect(page.get_by_label(label)).to_be_visible()
        expect(page.get_by_role("log")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "language"), [("es-MX", "es"), ("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans")]
)
def test_a_stranger_finds_the_chat_in_the_language_of_the_browser(
    chrome: Browser, site: str, locale: str, language: str
) -> None:
    with a_page(chrome, site, locale=locale) as page:
        page.goto("/chat")
        assert page.locator("html").get_attribute("lang") == language
        page.goto("/chat?lang=en")
        assert page.locator("html").get_attribute("lang") == "en"


def test_the_link_of_a_letter_opens_the_chat_in_the_persons_language(
    chrome: Browser, site: str, services: Services, seeded: Seeded
) -> None:
    with a_page(chrome, site) as page:
        page.goto(f"/chat?k={services.signer.link_token(seeded.debtor)}")
        expect(page.locator("#state")).to_have_text("Connected.")
        page.get_by_label("Your message").fill("I got your letter")
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#log .mine small")).to_have_text("sent")
        assert "Ana" not in page.content()
        assert "613" not in page.content()  # the link proves nothing: nobody is told anything

    with services.db.reading() as session:
        talk = session.query(Conversation).filter(Conversation.channel == "chat").one()
        assert (talk.debtor_id, talk.right_party) == (seeded.debtor, "unverified")
