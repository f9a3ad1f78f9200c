"""The ledger out to CSV, row by row: accounts with balances, entries, messages, consents.

Words of messages are masked. A field that a spreadsheet would take for a formula begins with an
apostrophe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Row, Select, case, func, select

from compliance.masking import mask
from ledger.database import Database, Session
from ledger.errors import LedgerError
from ledger.money import Money
from ledger.people import names_to_mask
from ledger.tables import Account, ConsentEntry, Conversation, Creditor, Debtor, Entry, Message

_AT_ONCE = 1000  # rows fetched together
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

Progress = Callable[[int], None]
Line = list[Any]


class UnknownTable(LedgerError):
    """There is no export of that name."""


def export_table(db: Database, table: str, path: Path, *, progress: Progress | None = None) -> int:
    """Write one table to a CSV file and give the number of rows. Raises ``UnknownTable``.

    The file appears when it is complete; all of it is of one moment.
    """
    if table not in TABLES:
        raise UnknownTable(f"There is no export {table!r}. Choose one of: {', '.join(TABLES)}.")
    header, lines = TABLES[table]
    partial = path.with_name(path.name + ".partial")
    count = 0
    with db.reading() as session, partial.open("w", encoding="utf-8", newline="") as file:
        write = _writer(file)
        write(header)
        for count, line in enumerate(lines(session), start=1):
            write(line)
            if progress is not None and count % _AT_ONCE == 0:
                progress(count)
    partial.replace(path)
    return count


def _writer(file: TextIO) -> Callable[[Iterable[Any]], None]:
    writer = csv.writer(file)

    def write(line: Iterable[Any]) -> None:
        writer.writerow([_field(value) for value in line])

    return write


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return "'" + value
    return str(value)


def _stream(session: Session, query: Select[Any]) -> Iterator[Row[Any]]:
    yield from session.execute(query.execution_options(yield_per=_AT_ONCE))


def _accounts(session: Session) -> Iterator[Line]:
    sums = (
        select(
            Entry.account_id,
            func.sum(Entry.minor).label("balance"),
            *(
                func.sum(case((Entry.kind == kind, Entry.minor), else_=0)).label(kind)
                for kind in ("principal", "interest", "fee", "payment", "waiver", "adjustment")
            ),
        )
        .group_by(Entry.account_id)
        .subquery()
    )
    query = (
        select(Account, Creditor.name, Debtor.ref, sums)
        .join(Creditor, Creditor.id == Account.creditor_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .outerjoin(sums, sums.c.account_id == Account.id)
        .order_by(Creditor.name, Account.ref)
    )
    for row in _stream(session, query):
        account, creditor, debtor_ref = row[0], row[1], row[2]
        sums_of = [
            _amount(sign * int(row._mapping[name] or 0), account.currency)
            for name, sign in _SUMS.items()
        ]
        yield [
            account.ref, creditor, account.collecting, account.product, account.currency, *sums_of,
            account.due_date, account.opened_on, debtor_ref, account.placed_at, account.closed_at,
        ]  # fmt: skip


_SUMS = {  # what is shown, and with which sign: paid and waived stand above zero
    "principal": 1,
    "interest": 1,
    "fee": 1,
    "payment": -1,
    "waiver": -1,
    "adjustment": 1,
    "balance": 1,
}


def _amount(minor: int, currency: str) -> str:
    return str(Money(minor, currency).decimal)


def _entries(session: Session) -> Iterator[Line]:
    query = (
        select(Entry, Account.ref, Creditor.name, Account.currency)
        .join(Account, Account.id == Entry.account_id)
        .join(Creditor, Creditor.id == Account.creditor_id)
        .order_by(Creditor.name, Account.ref, Entry.booked_on, Entry.id)
    )
    for entry, ref, creditor, currency in _stream(session, query):
        yield [
            ref, creditor, entry.kind, currency, _amount(entry.minor, currency), entry.booked_on,
            entry.reference, entry.recorded_at,
        ]  # fmt: skip


def _messages(session: Session) -> Iterator[Line]:
    query = (
        select(Message, Debtor.ref, Debtor.first_name, Debtor.last_name, Debtor.company)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Debtor, Debtor.id == Message.debtor_id)
        .order_by(Message.seq)
    )
    for message, ref, *names in _stream(session, query):
        yield [
            message.id, message.conversation_id, ref, message.direction, message.channel,
            message.purpose, message.template, message.state, message.why,
            mask(message.body, names_to_mask(*names)), message.created_at,
            message.settled_at, message.decision_id, message.error_code,
        ]  # fmt: skip


def _consents(session: Session) -> Iterator[Line]:
    query = (
        select(ConsentEntry, Debtor.ref)
        .join(Debtor, Debtor.id == ConsentEntry.debtor_id)
        .order_by(Debtor.ref, ConsentEntry.at, ConsentEntry.id)
    )
    for one, ref in _stream(session, query):
        yield [ref, one.channel, one.address, one.status, one.at, one.source, one.given_to]


TABLES: dict[str, tuple[Line, Callable[[Session], Iterator[Line]]]] = {
    "accounts": (
        [
            "account_ref", "creditor", "party", "product", "currency", "principal", "interest",
            "fees", "paid", "waived", "adjusted", "balance", "due_date", "opened_on",
            "debtor_ref", "placed_at", "closed_at",
        ],
        _accounts,
    ),
    "entries": (
        [
            "account_ref", "creditor", "kind", "currency", "amount", "booked_on", "reference",
            "recorded_at",
        ],
        _entries,
    ),
    "messages": (
        [
            "message_id", "conversation_id", "debtor_ref", "direction", "channel", "purpose",
            "template", "state", "why", "masked_text", "created_at", "settled_at", "decision_id",
            "error_code",
        ],
        _messages,
    ),
    "consents": (
        ["debtor_ref", "channel", "address", "status", "at", "source", "given_to"],
        _consents,
    ),
}  # fmt: skip
