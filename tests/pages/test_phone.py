from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, expect
from pydantic import SecretStr

from bot.app import create_app
from bot.clock import OFFSET, DemoClock
from bot.outbox import Outbox
from bot.services import Services
from bot.settings import Settings
from bot.standin.app import StandinSettings, create_standin
from bot.web.phone import next_nine
from bot.worker import open_channels
from ledger.settings import put
from ledger.stops import is_stopped
from ledger.tables import Message
from tests.bot.servers import free_port, serving
from tests.ledger.given import ANA, OURS
from tests.pages.browsing import DESKTOP, PHONE, a_page
from tests.pages.conftest import Somebody
from tests.pages.given import NOON_IN_NEW_YORK, Seeded
from tests.pages.looking import LOOKS

ACCOUNT, TOKEN = "AC" + "0" * 32, "a token for the tests only"


@dataclass(frozen=True)
class Demo:
    """A demo without Rasa: gateway, stand-in and a sending worker."""

    site: str
    services: Services


@pytest.fixture
def demo(settings: Settings, services: Services, port: int, tmp_path: Path) -> Iterator[Demo]:
    standin_port = free_port()
    settings = settings.model_copy(
        update={
            "demo": True,
            "twilio_account_sid": ACCOUNT,
            "twilio_auth_token": SecretStr(TOKEN),
            "twilio_from": (OURS,),
            "twilio_api_base": f"http://127.0.0.1:{standin_port}",
        }
    )
    services = replace(services, settings=settings, clock=DemoClock(services.db))
    with services.db.transaction() as session:
        put(session, OFFSET, str((NOON_IN_NEW_YORK - datetime.now(UTC)).total_seconds()))
    standin = create_standin(
        StandinSettings(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            webhook=f"{settings.public_url}/twilio/inbound",
            file=tmp_path / "standin.db",
        )
    )
    with (
        serving(standin, standin_port),
        serving(create_app(services), port) as site,
        sending(services),
    ):
        yield Demo(site, services)


@contextmanager
def sending(services: Services) -> Iterator[None]:
    """Send what waits, as the worker does, without its dialogue."""
    outbox, over = Outbox(services, open_channels(services.settings)), threading.Event()

    def work() -> None:
        while not over.wait(0.05):
            while outbox.send_next():
                pass

    thread = threading.Thread(target=work)
    thread.start()
    yield
    over.set()
    thread.join(10)


@pytest.fixture
def holder(demo: Demo) -> Iterator[Somebody]:
    with httpx.Client(base_url=demo.site, follow_redirects=True, timeout=20) as client:
        yield Somebody(client)


def order(somebody: Somebody, address: str, body: dict[str, str]) -> httpx.Response:
    page = somebody.see("/phone")
    found = re.search(r'data-csrf="([^"]+)"', page)
    assert found
    return somebody.http.post(address, json=body, headers={"X-CSRF-Token": found[1]})


def now_of(demo: Demo) -> datetime:
    return DemoClock(demo.services.db)()


def test_outside_a_demo_there_is_no_phone(visitor: Callable[[], Somebody], seeded: Seeded) -> None:
    http = visitor().http
    assert http.get("/phone").status_code == 404
    assert http.post("/phone/api/clock", json={"move": "hour"}).status_code == 404
    assert "/phone" not in http.get("/").text


def test_the_start_page_of_a_demo_leads_to_the_phone(holder: Somebody) -> None:
    assert 'href="/phone"' in holder.see("/")


def test_a_demo_without_people_says_how_to_get_some(holder: Somebody) -> None:
    assert "forbear up --demo" in holder.see("/phone")


def test_the_phone_shows_what_the_ledger_knows(holder: Somebody, seeded: Seeded) -> None:
    page = holder.see("/phone")
    for told in ("Ana Diaz", "$613.42", "Acme Energy", "Entries of A-1", "10025 1980"):
        assert told in page, told


@pytest.mark.parametrize(
    ("move", "later"),
    [
        ({"move": "hour"}, timedelta(hours=1)),
        ({"move": "day"}, timedelta(days=1)),
        ({"move": "next_nine", "debtor": "debtor D-1"}, timedelta(hours=21)),
        ({"move": "set", "at": "2026-12-01T18:30"}, timedelta(hours=1, minutes=30)),
    ],
)
def test_the_clock_of_all_processes_moves_together(
    demo: Demo, holder: Somebody, seeded: Seeded, move: dict[str, str], later: timedelta
) -> None:
    answer = order(holder, "/phone/api/clock", move)

    assert answer.status_code == 200, answer.text
    expected = NOON_IN_NEW_YORK + later
    assert abs(now_of(demo) - expected) < timedelta(minutes=1)


def test_a_time_that_cannot_be_read_moves_nothing(
    demo: Demo, holder: Somebody, seeded: Seeded
) -> None:
    answer = order(holder, "/phone/api/clock", {"move": "set", "at": "teatime"})
    assert (answer.status_code, answer.json()["error"]) == (
        400,
        "The time cannot be read. Choose a day and an hour.",
    )
    assert abs(now_of(demo) - NOON_IN_NEW_YORK) < timedelta(minutes=1)


def test_another_site_cannot_move_the_clock_or_write(holder: Somebody, seeded: Seeded) -> None:
    holder.see("/phone")
    for address, body in (
        ("/phone/api/clock", {"move": "day"}),
        ("/phone/api/send", {"debtor": seeded.debtor, "text": "STOP"}),
        ("/phone/api/reminders", {}),
    ):
        assert holder.http.post(address, json=body).status_code == 403


@pytest.mark.parametrize(
    ("now", "zone", "nine"),
    [
        ("2026-12-01T13:59:59+00:00", "America/New_York", "2026-12-01T14:00:00+00:00"),
        ("2026-12-01T14:00:00+00:00", "America/New_York", "2026-12-02T14:00:00+00:00"),
        ("2027-03-13T20:00:00+00:00", "America/New_York", "2027-03-14T13:00:00+00:00"),
        ("2026-12-01T20:00:00+00:00", "Pacific/Honolulu", "2026-12-02T19:00:00+00:00"),
    ],
)
def test_nine_in_the_morning_is_theirs_even_when_the_clocks_change(
    now: str, zone: str, nine: str
) -> None:
    assert next_nine(datetime.fromisoformat(now), ZoneInfo(zone)) == datetime.fromisoformat(nine)


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_stop_on_the_phone_goes_through_the_webhook_the_ledger_and_the_door(
    chrome: Browser, demo: Demo, seeded: Seeded, size: tuple[int, int]
) -> None:
    with a_page(chrome, demo.site, size=size) as page:
        page.goto("/phone")
        expect(page.locator("#texts .nothing")).to_be_visible()
        page.get_by_label("Text message", exact=True).fill("STOP")
        page.keyboard.press("Enter")

        expect(page.locator("#texts .in")).to_contain_text("STOP")
        expect(page.locator("#texts .out")).to_have_count(1)
        expect(page.locator("#ledger")).to_contain_text("They said STOP here")
        expect(page.locator("#door .mark.permit")).to_have_count(1)
        expect(page.locator("#door")).to_contain_text("opt out confirmation")
        expect(page.get_by_label("Text message", exact=True)).to_be_focused()
        expect(page.get_by_label("Text message", exact=True)).to_have_value("")
        assert [one for look in LOOKS for one in page.evaluate(look)] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    with demo.services.db.reading() as session:
        assert is_stopped(session, "sms", ANA)
        (confirmed,) = session.query(Message).filter(Message.direction == "out")
        assert confirmed.provider_sid


@pytest.mark.browser
def test_the_buttons_move_the_clock_and_send_reminders(
    chrome: Browser, demo: Demo, seeded: Seeded
) -> None:
    with a_page(chrome, demo.site) as page:
        page.goto("/phone")
        page.get_by_role("button", name="+1 day").click()
        expect(page.locator("#told")).to_contain_text("The clock now says Wed 2 Dec 2026")
        expect(page.locator("#clock")).to_contain_text("Wed 2 Dec 2026")

        page.get_by_role("button", name="Send today's reminders").click()
        expect(page.locator("#told")).to_contain_text("with a person: 1")
