"""One database: SQLite in a file as the embedded default, PostgreSQL by its address.

A transaction on SQLite begins IMMEDIATE, so a writer never finds out half-way that somebody else
was first. On PostgreSQL it is READ COMMITTED, and whoever takes work takes it with SKIP LOCKED.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from ledger.errors import DatabaseUnusable
from ledger.turnstile import Turnstile

__all__ = ["BUSY_SECONDS", "Database", "Session"]  # Session: so that others need no sqlalchemy

BUSY_SECONDS = 30  # how long a SQLite writer waits for its turn
_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x466F7262656172  # one migration at a time on PostgreSQL ("Forbear")
_READING = "forbear_reading"


class Database:
    """The ledger's database, opened lazily: nothing is touched before the first transaction."""

    def __init__(self, url: str, *, pool_size: int = 20) -> None:
        """Remember where the database is; ``DatabaseUnusable`` if we cannot use the address."""
        self.url = _usable(url)
        self.dialect = self.url.get_backend_name()
        make = _sqlite_engine if self.dialect == "sqlite" else _postgresql_engine
        self.engine = make(self.url, pool_size)
        self._reader = self.engine.execution_options(**_reading_options(self.dialect))
        in_a_file = self.dialect == "sqlite"
        self._turnstile = Turnstile(Path(str(self.url.database))) if in_a_file else None
        self._migrating = threading.Lock()  # Alembic keeps its context in a module-wide place

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose work is committed together at the end, or not at all."""
        with (
            self._turn(),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one consistent state and cannot write.

        What was read stays readable afterwards.
        """
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables up to the newest revision; safe to call from several processes.

        Raises:
            DatabaseUnusable: the folder of the file is not there.
        """
        self._need_folder()
        with self._migrating, self._turn(), self._upgrading() as connection:
            if self.dialect == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
                )
            config = _alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _need_folder(self) -> None:
        folder = Path(str(self.url.database)).parent
        if self.dialect == "sqlite" and not folder.is_dir():
            raise DatabaseUnusable(
                f"There is no folder {folder} to keep the database in. Make it, or name another "
                "in FORBEAR_DATABASE_URL."
            )

    @contextmanager
    def _upgrading(self) -> Iterator[Connection]:
        if self.dialect == "sqlite":
            _write_ahead(self.engine)
        with self.engine.begin() as connection:
            yield connection

    def _turn(self) -> AbstractContextManager[None]:
        return self._turnstile.passed() if self._turnstile else nullcontext()

    def is_current(self) -> bool:
        """Whether the tables are at the newest revision this code knows."""
        if self.dialect == "sqlite" and not Path(str(self.url.database)).exists():
            return False
        with self._reader.connect() as connection:
            here = MigrationContext.configure(connection).get_current_revision()
        return here == ScriptDirectory.from_config(_alembic_config()).get_current_head()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _usable(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnusable(
            "The database address cannot be read. Use sqlite:///path/to/file.db or "
            "postgresql://user:password@host/name."
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "postgresql+psycopg":
        return parsed
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        if parsed.database in (None, "", ":memory:"):
            raise DatabaseUnusable(
                "A SQLite database in memory is lost when the process ends and cannot be shared. "
                "Name a file: sqlite:///path/to/file.db."
            )
        return parsed.set(drivername="sqlite+pysqlite")
    raise DatabaseUnusable(
        f"Databases of the kind {parsed.drivername!r} are not supported. "
        "Use sqlite:///path/to/file.db or postgresql://user:password@host/name."
    )


def _postgresql_engine(url: URL, pool_size: int) -> Engine:
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={"options": "-c timezone=utc", "application_name": "forbear"},
    )


def _sqlite_engine(url: URL, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _reading_options(dialect: str) -> dict[str, Any]:
    if dialect == "sqlite":
        return {_READING: True}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA recursive_triggers=ON")  # else REPLACE slips past append-only triggers
    cursor.close()


def _write_ahead(engine: Engine) -> None:
    # Kept in the file, so said once. Two who say it of a new file at one time lock each other out
    # at once (SQLite does not wait there), hence only within the turn.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL").close()
    finally:
        connection.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get(_READING))
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
