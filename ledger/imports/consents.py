"""consents.csv: who said yes or no to which address, when, and with what proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import fields as f
from ledger.imports.bulk import in_slices, insert_rows
from ledger.imports.fields import Unreadable
from ledger.imports.passes import Progress, Tally, import_file
from ledger.imports.reading import Columns, Row
from ledger.imports.report import BadRow, ImportReport
from ledger.tables import ConsentEntry, ContactPoint, Debtor, Event

COLUMNS = Columns(
    needed=("debtor_ref", "channel", "address", "status", "at", "source"), optional=("given_to",)
)
PARTIES = ("first", "third", "")  # the creditor, who collects for it, not known
CHANNELS = ("sms", "voice", "email")


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One checked row."""

    debtor_ref: str
    channel: str
    address: str
    status: str
    at: datetime
    source: str
    given_to: str | None


def import_consents(
    db: Database,
    path: Path,
    *,
    now: datetime,
    new_id: NewId,
    progress: Progress | None = None,
    rejects: Path | None = None,
) -> ImportReport:
    """Keep the words of a file on consent, or nothing of it. Raises ``FileRefused``.

    The latest word on an address counts, by the time it was said and not by when it came to us.
    """
    return import_file(
        db, path, _Consents(now=now, new_id=new_id), progress=progress, rejects=rejects
    )


class _Consents:
    """Rows of consents.csv."""

    columns = COLUMNS

    def __init__(self, *, now: datetime, new_id: NewId) -> None:
        self._now = now
        self._new_id = new_id

    def check(self, row: Row) -> ConsentRow:
        """Read a row."""
        channel = f.one_of(row.fields, "channel", CHANNELS)
        at = f.instant(row.fields, "at")
        if at > self._now:
            raise Unreadable("at", "This moment has not come yet. Check the date.")
        return ConsentRow(
            debtor_ref=f.needed(row.fields, "debtor_ref", longest=80),
            channel=channel,
            address=_address(row.fields, channel),
            status=f.one_of(row.fields, "status", ("given", "withdrawn")),
            at=at,
            source=f.needed(row.fields, "source", longest=120),
            given_to=f.one_of(row.fields, "given_to", PARTIES) or None,
        )

    def write(
        self, session: Session, rows: list[tuple[int, ConsentRow]], tally: Tally
    ) -> list[BadRow]:
        """Keep what is new."""
        refs = sorted({row.debtor_ref for _, row in rows})
        people = {one.ref: one.id for one in in_slices(session, Debtor, Debtor.ref, refs)}
        ids = sorted(people.values())
        said: dict[tuple[object, ...], ConsentEntry] = {
            (one.debtor_id, one.channel, one.address, one.at, one.status): one
            for one in in_slices(session, ConsentEntry, ConsentEntry.debtor_id, ids)
        }
        points = {
            (one.debtor_id, one.channel, one.address)
            for one in in_slices(session, ContactPoint, ContactPoint.debtor_id, ids)
        }
        bad, new, reached = list[BadRow](), list[ConsentEntry](), list[dict[str, Any]]()
        for line, row in rows:
            debtor_id = people.get(row.debtor_ref)
            if debtor_id is None:
                bad.append(BadRow(line, "debtor_ref", _UNKNOWN))
                continue
            where = (debtor_id, row.channel, row.address)
            known = said.get((*where, row.at, row.status))
            if known is not None:
                bad += self._again(session, known, row, line, tally)
                continue
            new.append(self._entry(debtor_id, row))
            said[(*where, row.at, row.status)] = new[-1]
            tally.added += 1
            if where not in points:
                points.add(where)
                reached.append(self._point(debtor_id, row))
        insert_rows(session, ContactPoint, reached)
        session.add_all(new)
        session.flush()
        insert_rows(session, Event, [self._event(one, f"consent_{one.status}") for one in new])
        session.expunge_all()
        return bad

    def _again(
        self, session: Session, known: ConsentEntry, row: ConsentRow, line: int, tally: Tally
    ) -> list[BadRow]:
        """Compare a row with the word we have: it may only add whom the word was given to."""
        if row.given_to in (None, known.given_to):
            tally.unchanged += 1
            return []
        if known.given_to is not None:
            return [BadRow(line, "given_to", _OTHER_PARTY.format(known.given_to))]
        known.given_to = row.given_to
        insert_rows(session, Event, [self._event(known, "consent_completed")])
        tally.changed += 1
        return []

    def _entry(self, debtor_id: str, row: ConsentRow) -> ConsentEntry:
        return ConsentEntry(
            id=self._new_id(),
            debtor_id=debtor_id,
            channel=row.channel,
            address=row.address,
            status=row.status,
            at=row.at,
            source=row.source,
            given_to=row.given_to,
        )

    def _point(self, debtor_id: str, row: ConsentRow) -> dict[str, Any]:
        return {
            "id": self._new_id(),
            "debtor_id": debtor_id,
            "channel": row.channel,
            "address": row.address,
            "added_at": self._now,
        }

    def _event(self, entry: ConsentEntry, kind: str) -> dict[str, Any]:
        return {
            "at": self._now,
            "kind": kind,
            "subject": entry.id,
            "debtor_id": entry.debtor_id,
            "detail": {"channel": entry.channel},
        }


_UNKNOWN = "Nobody with this reference is known. Import accounts first."
_OTHER_PARTY = (
    "This word is kept already, as given to the other party ({}). Write a new word with its own "
    "moment if there is one."
)


def _address(fields: dict[str, str], channel: str) -> str:
    f.needed(fields, "address", longest=200)
    if channel == "email":
        return f.email(fields, "address") or ""
    if not fields["address"].startswith("+"):
        raise Unreadable("address", "Write the number with + and the country code.")
    return f.phone(fields, "address", "US") or ""
