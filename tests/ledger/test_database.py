"""The database: its tables, its transactions, and what it refuses."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from ledger.database import Database
from ledger.errors import DatabaseUnusable
from ledger.tables import Base, Event, Setting
from tests.databases import PostgresForTests

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def event(subject: str = "x") -> Event:
    return Event(at=NOW, kind="seen", subject=subject, detail={})


def test_the_migrations_make_exactly_the_tables_the_code_knows(db: Database) -> None:
    def comparable(_: object, name: str | None, kind: str, *__: object) -> bool:
        # Neither database reads an index with a descending column back as it was written.
        return not (kind == "index" and name == "ix_message_ready")

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": comparable}
        )
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_migrating_twice_changes_nothing(db: Database) -> None:
    assert db.is_current()
    db.migrate()
    assert db.is_current()


def test_a_database_that_was_never_made_is_not_current(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    assert not Database(f"sqlite:///{file}").is_current()
    assert not file.exists()


def test_several_processes_may_migrate_at_once(
    tmp_path: Path, postgres_server: PostgresForTests
) -> None:
    with postgres_server.fresh(migrated=False) as empty:
        for address in (f"sqlite:///{tmp_path / 'new.db'}", empty):
            databases = [Database(address) for _ in range(3)]
            threads = [threading.Thread(target=one.migrate) for one in databases]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert all(one.is_current() for one in databases)
            for one in databases:
                one.dispose()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path / 'missing' / 'ledger.db'}")
    with pytest.raises(DatabaseUnusable, match=r"no folder .*missing"):
        db.migrate()


@pytest.mark.parametrize("table", ["entry", "event", "decision_record", "delivery"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_what_was_written_down_can_be_neither_changed_nor_deleted(
    db: Database, table: str, change: str
) -> None:
    with db.transaction() as session:
        _one_of_each(session.connection())
    column = "provider_sid" if table == "delivery" else "id" if table != "event" else "kind"
    with pytest.raises(DBAPIError, match="append-only"), db.transaction() as session:
        session.execute(text(change.format(table, column, column)))


def _one_of_each(connection: object) -> None:
    run = getattr(connection, "execute")  # noqa: B009
    at = {"at": "2026-12-01 00:00:00"}
    run(text("INSERT INTO creditor (id, name) VALUES ('c', 'Acme')"))
    run(
        text(
            "INSERT INTO debtor (id, ref, kind, language, country, declared_windows, extra) "
            "VALUES ('d', 'D1', 'person', 'en', 'US', '[]', '{}')"
        )
    )
    run(
        text(
            "INSERT INTO account (id, ref, creditor_id, debtor_id, collecting, product, currency, "
            "due_date, placed_at) VALUES ('a', 'A1', 'c', 'd', 'first', 'loan', 'USD', "
            "'2026-11-01', :at)"
        ),
        at,
    )
    run(
        text(
            "INSERT INTO entry (id, account_id, kind, minor, booked_on, recorded_at, reference) "
            "VALUES ('e', 'a', 'principal', 100, '2026-11-01', :at, 'opening')"
        ),
        at,
    )
    run(text("INSERT INTO event (at, kind, subject, detail) VALUES (:at, 'k', 's', '{}')"), at)
    run(text("INSERT INTO delivery (provider_sid, status, at) VALUES ('SM', 'sent', :at)"), at)
    run(
        text(
            "INSERT INTO decision_record (id, at, outcome, findings, situation, masked_text, "
            "text_hash, pack_revision, model_revision, previous_hash, hash) VALUES "
            "('r', :at, 'permit', '[]', '{}', '', '', '', '', '', 'h')"
        ),
        at,
    )


def test_a_transaction_that_fails_leaves_nothing(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction() as session:  # noqa: PT012
        session.add(event())
        session.flush()
        raise RuntimeError("the power went out")
    with db.reading() as session:
        assert session.query(Event).count() == 0


def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(DBAPIError), db.reading() as session:  # noqa: PT012
        session.add(event())
        session.flush()
    with db.transaction() as session:  # the same pooled connection may write again
        session.add(event())


def test_a_reader_sees_one_state_while_others_write(db: Database) -> None:
    with db.reading() as reader:
        assert reader.query(Event).count() == 0
        with db.transaction() as session:
            session.add(event())
        assert reader.query(Event).count() == 0
    with db.reading() as reader:
        assert reader.query(Event).count() == 1


def test_instants_come_back_in_utc_and_naive_ones_are_refused(db: Database) -> None:
    with db.transaction() as session:
        session.add(event())
    with db.reading() as session:
        assert session.query(Event).one().at == NOW
    with pytest.raises(StatementError, match="needs a time zone"), db.transaction() as session:
        session.add(Event(at=datetime(2026, 12, 1), kind="k", subject="s", detail={}))  # noqa: DTZ001


def test_writers_wait_for_each_other_instead_of_failing(db: Database) -> None:
    with db.transaction() as session:
        session.add(Setting(name="count", value="0"))

    def add_ten() -> None:
        for _ in range(10):
            with db.transaction() as session:
                row = session.get_one(Setting, "count", with_for_update=True)
                row.value = str(int(row.value) + 1)

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.reading() as session:
        assert session.get_one(Setting, "count").value == "40"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sqlite://", "Name a file"),
        ("sqlite:///:memory:", "Name a file"),
        ("mysql://host/name", "not supported"),
        ("nonsense", "cannot be read"),
    ],
)
def test_an_unusable_address_is_refused_with_a_sentence(address: str, says: str) -> None:
    with pytest.raises(DatabaseUnusable, match=says):
        Database(address)
