"""Every test of the ledger that asks for ``db`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.database import Database
from ledger.ids import NewId
from tests.databases import PostgresForTests, SqliteForTests, postgres_for_tests


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresForTests]:
    with postgres_for_tests() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteForTests:
    return SqliteForTests(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        template: SqliteForTests = request.getfixturevalue("sqlite_template")
        database = Database(template.fresh(tmp_path))
        yield database
        database.dispose()
        return
    server: PostgresForTests = request.getfixturevalue("postgres_server")
    with server.fresh() as address:
        database = Database(address)
        yield database
        database.dispose()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


@pytest.fixture
def new_id() -> NewId:
    numbers = itertools.count(1)
    return lambda: f"id-{next(numbers)}"
