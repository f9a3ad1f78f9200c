"""Fill the demo: people, logins, a clock in daylight, and the first reminders."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime

from bot.demo import CREDITORS, LOGINS, demo_start, new_password, write_portfolio
from bot.settings import Settings
from ledger.creditors import describe_creditor
from ledger.database import Database
from ledger.imports import import_accounts
from ledger.settings import get, put
from ledger.staff import add_staff

OFFSET = "clock_offset_seconds"


def seed_demo(settings: Settings) -> None:
    """Seed what is missing; a second start changes nothing."""
    database = Database(settings.database_url)
    try:
        now = _set_the_clock(database, settings)
        portfolio = settings.data_dir / "demo-accounts.csv"
        if not portfolio.exists():
            write_portfolio(portfolio, now.date())
        import_accounts(database, portfolio, now=now, new_id=_new_id)
        _describe_creditors(database)
        _add_logins(database, settings)
    finally:
        database.dispose()


def _set_the_clock(database: Database, settings: Settings) -> datetime:
    """Begin in daylight the first time; later starts go on from where the clock was."""
    real = datetime.now(UTC)
    with database.transaction() as session:
        kept = get(session, OFFSET)
        if kept is None:
            start = settings.clock or demo_start(real)
            kept = str((start - real).total_seconds())
            put(session, OFFSET, kept)
    return datetime.fromtimestamp(real.timestamp() + float(kept), UTC)


def _describe_creditors(database: Database) -> None:
    with database.transaction() as session:
        for name, (phone, website, payment_methods) in CREDITORS.items():
            describe_creditor(
                session, name, phone=phone, website=website, payment_methods=payment_methods
            )


def _add_logins(database: Database, settings: Settings) -> None:
    path = settings.data_dir / "demo-password"
    if path.exists():
        return
    password = new_password()
    with database.transaction() as session:
        for login, name, roles in LOGINS:
            add_staff(
                session,
                login=login,
                name=name,
                password=password,
                roles=roles,
                is_demo=True,
                new_id=_new_id,
            )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)


def _new_id() -> str:
    return uuid.uuid4().hex
