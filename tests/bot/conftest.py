"""Every test that asks for ``house`` runs on SQLite; those that ask for ``any_house`` on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.wording import Wording
from compliance.law import Law, load_law
from compliance.text.words import Words, load_words
from ledger.database import Database
from tests.bot.house import House, build_house, settings_for_tests
from tests.databases import PostgresForTests, SqliteForTests, postgres_for_tests


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()


@pytest.fixture(scope="session")
def words(wording: Wording) -> Words:
    return load_words(approved=wording.texts())


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(ROOT / "policies" / "templates", strict=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteForTests:
    return SqliteForTests(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresForTests]:
    with postgres_for_tests() as server:
        yield server


@pytest.fixture
def house(
    sqlite_template: SqliteForTests, tmp_path: Path, law: Law, words: Words, wording: Wording
) -> Iterator[House]:
    db = Database(sqlite_template.fresh(tmp_path))
    yield build_house(db, law=law, words=words, wording=wording, settings=settings_for_tests())
    db.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_house(
    request: pytest.FixtureRequest, tmp_path: Path, law: Law, words: Words, wording: Wording
) -> Iterator[House]:
    if request.param == "sqlite":
        yield request.getfixturevalue("house")
        return
    server: PostgresForTests = request.getfixturevalue("postgres_server")
    with server.fresh() as address:
        db = Database(address)
        yield build_house(db, law=law, words=words, wording=wording, settings=settings_for_tests())
        db.dispose()
