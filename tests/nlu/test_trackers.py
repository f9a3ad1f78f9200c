"""Rasa's conversations in the one PostgreSQL, apart from the ledger's tables."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.databases import PostgresForTests, postgres_for_tests
from tests.nlu.served import PYTHON

START = """
import asyncio, os
from bot.nlu.quiet import hush
hush()
from bot.nlu.trackers import prepare, tracker_settings
settings = tracker_settings(os.environ)
prepare(settings); os.environ.update(settings)
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
store = SQLTrackerStore(Domain.empty(), host=settings["FORBEAR_TRACKER_URL"])
async def talk():
    await store.save(DialogueStateTracker.from_events("c-1", [UserUttered("hello")]))
    found = await store.retrieve("c-1")
    print(len(found.events) > 0, store.engine.execute(
        "select string_agg(table_schema, ',') from information_schema.tables"
        " where table_name = 'events'").scalar())
asyncio.run(talk())
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresForTests]:
    with postgres_for_tests() as server:
        yield server


@pytest.mark.rasa
@pytest.mark.postgres
def test_two_rasa_processes_start_at_once_beside_the_ledger(
    postgres: PostgresForTests, tmp_path: Path
) -> None:
    with postgres.fresh() as url:
        environment = {**os.environ, "FORBEAR_DATABASE_URL": url}
        environment.pop("FORBEAR_TRACKER_URL", None)

        def start(_: int) -> subprocess.CompletedProcess[str]:
            command = [PYTHON, "-W", "ignore", "-c", START]
            return subprocess.run(
                command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120
            )

        with ThreadPoolExecutor(2) as both:
            for done in both.map(start, range(2)):
                assert done.returncode == 0, done.stderr
                kept, schemas = done.stdout.split()[-2:]
                assert kept == "True"
                assert "rasa" in schemas.split(",")
