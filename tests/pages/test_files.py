"""Files from the chat: kept once, of few kinds, never opened, and for people at work only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from bot.services import Services
from ledger.tables import Conversation, Handover, Message, Upload
from tests.pages.browsing import SMALL_PHONE, a_page
from tests.pages.conftest import Somebody
from tests.pages.given import Seeded
from tests.pages.looking import LOOKS
from tests.pages.test_chat_in_a_browser import answer

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 200
PDF = b"%PDF-1.7 a receipt"
JPEG = b"\xff\xd8\xff\xe0 a picture"


def send(site: str, services: Services, content: bytes, *, talk: str = "chat-1",
         **headers: str) -> httpx.Response:  # fmt: skip
    token = services.signer.conversation_token(talk)
    return httpx.post(
        f"{site}/chat/files", content=content, headers={"x-chat-token": token, **headers}
    )


def kept(services: Services) -> list[tuple[str, int]]:
    with services.db.reading() as session:
        return [(row.media_type, row.size) for row in session.query(Upload).order_by(Upload.id)]


@pytest.mark.parametrize(
    ("content", "kind"), [(PNG, "image/png"), (PDF, "application/pdf"), (JPEG, "image/jpeg")]
)
def test_a_picture_or_pdf_is_kept_a_person_is_told_and_it_is_answered(
    site: str, services: Services, content: bytes, kind: str
):
    assert send(site, services, content).status_code == 200
    assert kept(services) == [(kind, len(content))]
    with services.db.reading() as session:
        assert [row.reason for row in session.query(Handover)] == ["media"]
        answers = session.query(Message).filter(Message.direction == "out")
        assert [row.template for row in answers] == ["media_received"]
        assert session.get_one(Conversation, "chat-1").owner == "bot"


def test_the_same_file_sent_twice_is_one(site: str, services: Services):
    first, second = (send(site, services, PNG).json() for _ in range(2))
    assert first == second
    assert len(kept(services)) == 1


@pytest.mark.parametrize(
    "content", [b"<html>", b"", b"PK\x03\x04", b"%PDF-" + b"0" * (5 * 1024 * 1024)]
)
def test_what_is_no_picture_or_too_large_is_refused(site: str, services: Services, content: bytes):
    answered = send(site, services, content)
    assert (answered.status_code, answered.json()) == (415, {"code": "file_wrong"})
    assert kept(services) == []


def test_without_a_conversation_of_ones_own_nothing_is_taken(site: str, services: Services):
    forged = send(site, services, PNG, **{"x-chat-token": "made up"})
    elsewhere = send(site, services, PNG, origin="https://evil.example")
    assert (forged.status_code, elsewhere.status_code) == (403, 403)
    assert kept(services) == []


def test_many_files_at_once_are_slowed_down(site: str, services: Services):
    answers = [send(site, services, PNG + bytes([n])).status_code for n in range(7)]
    assert answers == [200] * 5 + [429] * 2


def test_only_people_at_work_can_save_a_file_and_never_open_it(
    site: str, services: Services, seeded: Seeded, visitor: Callable[[], Somebody]
):
    send(site, services, PDF)
    with services.db.reading() as session:
        upload = session.query(Upload).one().id
    stranger = visitor().http.get(f"/coach/files/{upload}", follow_redirects=False)
    assert stranger.status_code == 303
    casey = visitor().log_in("casey")
    page = casey.see("/coach/conversations/chat-1")
    assert f'href="/coach/files/{upload}"' in page
    saved = casey.http.get(f"/coach/files/{upload}")
    assert saved.content == PDF
    assert saved.headers["content-disposition"].startswith("attachment")
    assert saved.headers["content-security-policy"].startswith("sandbox")
    assert saved.headers["x-content-type-options"] == "nosniff"
    assert casey.http.get("/coach/files/none").status_code == 404
    robin = visitor().log_in("robin")
    assert upload in robin.see("/review/conversations/chat-1")


@pytest.mark.browser
def test_a_receipt_is_added_in_the_chat_and_a_link_of_ours_can_be_followed(
    chrome: Browser, site: str, services: Services, tmp_path: Path
):
    receipt, other = tmp_path / "receipt.png", tmp_path / "page.html"
    receipt.write_bytes(PNG)
    other.write_bytes(b"<html>")
    with a_page(chrome, site, size=SMALL_PHONE) as page:
        page.goto("/chat")
        expect(page.locator("#state")).to_have_text("Connected.")
        for look in LOOKS:
            assert page.evaluate(look) == []
        with page.expect_file_chooser() as choosing:
            page.get_by_role("button", name="Add a picture or PDF").click()
        choosing.value.set_files(other)
        expect(page.locator("#state")).to_contain_text("cannot be used")
        page.locator("#file").set_input_files(receipt)
        expect(page.locator("#log .mine")).to_contain_text("(a picture or file)")
        answer(services, f"You can pay here:\n{site}/docs\nor ask <b>us</b>.")
        link = page.locator("#log .ours").last.get_by_role("link")
        expect(link).to_have_attribute("href", f"{site}/docs")
        expect(page.locator("#log .ours").last).to_contain_text("ask <b>us</b>")
        for look in LOOKS:
            assert page.evaluate(look) == []
        page.reload()
        expect(page.locator("#log .mine")).to_contain_text("(a picture or file)")
        expect(page.locator("#log .mine")).to_have_count(1)
