"""The real application around a real ledger in a file; only the clock stands still."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from bot.app import create_app
from bot.compose import build_services
from bot.links import Signer
from bot.services import Services
from bot.settings import Settings
from ledger.database import Database
from ledger.ids import NewId
from tests.bot.servers import free_port, serving
from tests.databases import SqliteForTests
from tests.ledger.conftest import sqlite_template
from tests.pages.given import NOON_IN_NEW_YORK, PASSWORD, Seeded, seed

__all__ = ["sqlite_template"]

expect.set_options(timeout=20_000)  # of a page on a busy machine, which looks every two seconds


class StandingClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOON_IN_NEW_YORK)


@pytest.fixture
def new_id() -> NewId:
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: SqliteForTests, port: int) -> Settings:
    return Settings(
        _env_file=None,
        database_url=sqlite_template.fresh(tmp_path),
        data_dir=tmp_path / "data",
        public_url=f"http://127.0.0.1:{port}",
        secret="a secret for the tests only",
        collector="Harbor Home Credit",
        demo=False,
    )


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Law, words and wording, read once for all tests."""
    folder = tmp_path_factory.mktemp("house")
    database = f"sqlite:///{folder / 'unused.db'}"
    settings = Settings(_env_file=None, database_url=database, data_dir=folder, secret="none")
    built = build_services(settings)
    yield built
    built.rasa.close()
    built.db.dispose()


@pytest.fixture
def services(
    house: Services, settings: Settings, clock: StandingClock, new_id: NewId
) -> Iterator[Services]:
    db = Database(settings.database_url)
    signer = Signer("a secret for the tests only")
    yield replace(house, settings=settings, db=db, clock=clock, new_id=new_id, signer=signer)
    db.dispose()


@pytest.fixture
def site(services: Services, port: int) -> Iterator[str]:
    """The address of the running application."""
    with serving(create_app(services), port) as address:
        yield address


@pytest.fixture
def seeded(services: Services) -> Seeded:
    with services.db.transaction() as session:
        return seed(session, services.new_id)


@dataclass
class Somebody:
    """A browser in somebody's hands."""

    http: httpx.Client

    def log_in(self, login: str, password: str = PASSWORD) -> Somebody:
        page = self.http.get("/login")
        answer = self.http.post(
            "/login",
            data={"login": login, "password": password, "csrf": token_of(page.text)},
            follow_redirects=False,
        )
        assert answer.status_code == 303, answer.text
        return self

    def see(self, address: str) -> str:
        page = self.http.get(address)
        assert page.status_code == 200, page.text
        return page.text


def token_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form of ours"
    return found[1]


@pytest.fixture
def visitor(site: str) -> Iterator[Callable[[], Somebody]]:
    clients: list[httpx.Client] = []

    def arrive() -> Somebody:
        client = httpx.Client(base_url=site, follow_redirects=True, timeout=20)
        clients.append(client)
        return Somebody(client)

    yield arrive
    for client in clients:
        client.close()
