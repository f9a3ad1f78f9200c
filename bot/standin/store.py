"""What the stand-in remembers, in one small file, so that it outlives a restart."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

_SCHEMA = """
create table if not exists message (
    seq integer primary key autoincrement,
    sid text not null unique,
    number text not null,
    fields text not null
);
create index if not exists message_number on message (number, seq);
create table if not exists fault (seq integer primary key autoincrement, name text not null);
create table if not exists script (
    number text primary key, refuse integer, ends text, code integer
);
"""


@dataclass(frozen=True)
class Text:
    """One message as the provider knows it. ``number`` is the far end's."""

    sid: str
    direction: str  # outbound-api | inbound
    number: str
    ours: str | None
    service: str | None
    body: str
    status: str
    error_code: int | None = None
    callback: str | None = None
    media: tuple[str, ...] = ()
    created_at: float = 0.0  # seconds since the epoch
    updated_at: float = 0.0


@dataclass(frozen=True)
class Script:
    """What shall happen to messages to one number."""

    refuse: int | None = None  # answer the request with this code
    ends: str | None = None  # the last state
    code: int | None = None  # and its code


class Store:
    """Messages, faults to come and scripts of numbers. Safe to use from several threads."""

    def __init__(self, path: Path | str) -> None:
        """Open or create the file; ``:memory:`` forgets everything at the end."""
        self.listing_fails = False  # whether look-ups are answered with an error
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        if str(path) != ":memory:":
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=normal")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, text: Text) -> Text:
        """Keep a new message; its times are set here."""
        now = time.time()
        kept = replace(text, created_at=now, updated_at=now)
        self._do(
            "insert into message (sid, number, fields) values (?, ?, ?)",
            (kept.sid, kept.number, json.dumps(asdict(kept))),
        )
        return kept

    def change(self, sid: str, **fields: Any) -> Text | None:
        """Change fields of a message."""
        text = self.one(sid)
        if text is None:
            return None
        changed = replace(text, **fields, updated_at=time.time())
        self._do("update message set fields = ? where sid = ?", (json.dumps(asdict(changed)), sid))
        return changed

    def one(self, sid: str) -> Text | None:
        """Find a message by its sid."""
        rows = self._do("select fields from message where sid = ?", (sid,))
        return _text(rows[0][0]) if rows else None

    def texts(
        self, *, number: str | None = None, limit: int = 1000, after: str | None = None
    ) -> list[Text]:
        """Messages of one far end, or of all, newest first; only those after ``after``."""
        clauses, values = ["1 = 1"], list[Any]()
        if number is not None:
            clauses.append("number = ?")
            values.append(number)
        if after:
            clauses.append("seq > coalesce((select seq from message where sid = ?), 0)")
            values.append(after)
        where = " and ".join(clauses)
        rows = self._do(
            f"select fields from message where {where} order by seq desc limit ?",
            (*values, limit),
        )
        return [_text(row[0]) for row in rows]

    def count(self) -> int:
        """How many messages were accepted, in both directions."""
        return int(self._do("select count(*) from message", ())[0][0])

    def script_faults(self, names: list[str]) -> None:
        """Replace the faults that the coming requests meet, one each."""
        self._do("delete from fault", ())
        for name in names:
            self._do("insert into fault (name) values (?)", (name,))

    def next_fault(self) -> str | None:
        """Take the next scripted fault."""
        rows = self._do(
            "delete from fault where seq = (select min(seq) from fault) returning name", ()
        )
        return str(rows[0][0]) if rows else None

    def script_number(self, number: str, script: Script) -> None:
        """Say what shall happen to messages to a number."""
        self._do(
            "insert or replace into script values (?, ?, ?, ?)",
            (number, script.refuse, script.ends, script.code),
        )

    def script_of(self, number: str) -> Script:
        """What shall happen to messages to a number; by default nothing special."""
        rows = self._do("select refuse, ends, code from script where number = ?", (number,))
        return Script(*rows[0]) if rows else Script()

    def _do(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()


def _text(fields: str) -> Text:
    values = json.loads(fields)
    values["media"] = tuple(values["media"])
    return Text(**values)
