"""Keep the telephone numbers of imported people, whose they are, and the consent to use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.ids import NewId
from ledger.imports.bulk import in_slices, insert_rows
from ledger.tables import ConsentEntry, ContactPoint

if TYPE_CHECKING:
    from ledger.imports.accounts import AccountRow

# What was said about one number: when and which way, and the entry if it was kept before.
Said = dict[tuple[datetime, str], ConsentEntry | None]


class Numbers:
    """Writes the numbers of a chunk of rows; what it needs from the database is asked together."""

    def __init__(self, *, now: datetime, new_id: NewId) -> None:
        """``now`` is when the numbers count as told."""
        self._now = now
        self._new_id = new_id

    def note(self, session: Session, rows: Sequence[AccountRow], people: Mapping[str, str]) -> None:
        """Keep each number once, with what the rows say of it; ``people``: ids by reference."""
        ids = sorted(set(people.values()))
        points = in_slices(session, ContactPoint, ContactPoint.debtor_id, ids)
        known = {(one.debtor_id, one.address): one for one in points if one.channel == "sms"}
        reached = set(known)
        said = _consents(session, ids)
        new_points, new_consents = [], []
        for row in rows:
            if row.phone is None:
                continue
            key = (people[row.debtor["ref"]], row.phone)
            if key not in reached:
                reached.add(key)
                new_points.append(self._point(*key, row))
            elif key in known:
                self._describe(session, known[key], row)
            word = self._word(row, said.setdefault(key, {}))
            if word is not None:
                to = row.consent_given_to if word[1] == "given" else None
                new_consents.append({**self._consent(key, word), "given_to": to})
                said[key][word[:2]] = None
        insert_rows(session, ContactPoint, new_points)
        insert_rows(session, ConsentEntry, new_consents)

    def _word(self, row: AccountRow, said: Said) -> tuple[datetime, str, str] | None:
        """Give the word on consent that a row adds: a new yes, or a no after a yes.

        A yes that we have and of which we do not know whom it was given to is completed.
        """
        if row.consent == "yes" and row.consent_at is not None:
            given = (row.consent_at, "given")
            known = said.get(given)
            if known is not None and known.given_to is None:
                known.given_to = row.consent_given_to
            return None if given in said else (*given, row.consent_source or "import")
        last = max(said, default=None)
        if row.consent == "no" and last is not None and last[1] == "given":
            return (max(self._now, last[0]), "withdrawn", "import")
        return None

    def _describe(self, session: Session, point: ContactPoint, row: AccountRow) -> None:
        """Take over what a row says of a known number; what it leaves empty stays."""
        if row.phone_kind is None:
            return
        allows = row.phone_employer_allows
        if allows is None and row.phone_kind == point.kind:
            allows = point.employer_allows
        said = {"kind": row.phone_kind, "employer_allows": allows}
        new = {n: v for n, v in said.items() if v != getattr(point, n)}
        for name, value in new.items():
            setattr(point, name, value)
        if new:
            log_event(
                session,
                kind="number_described",
                subject=point.id,
                debtor_id=point.debtor_id,
                now=self._now,
                columns=sorted(new),
            )

    def _point(self, debtor_id: str, address: str, row: AccountRow) -> dict[str, Any]:
        return {
            "id": self._new_id(),
            "debtor_id": debtor_id,
            "channel": "sms",
            "address": address,
            "added_at": self._now,
            "kind": row.phone_kind,
            "employer_allows": row.phone_employer_allows,
        }

    def _consent(self, where: tuple[str, str], word: tuple[datetime, str, str]) -> dict[str, Any]:
        (debtor_id, address), (at, status, source) = where, word
        return {
            "id": self._new_id(),
            "debtor_id": debtor_id,
            "channel": "sms",
            "address": address,
            "status": status,
            "at": at,
            "source": source,
        }


def _consents(session: Session, debtor_ids: list[str]) -> dict[tuple[str, str], Said]:
    found: dict[tuple[str, str], Said] = {}
    for one in in_slices(session, ConsentEntry, ConsentEntry.debtor_id, debtor_ids):
        if one.channel == "sms":
            found.setdefault((one.debtor_id, one.address), {})[one.at, one.status] = one
    return found
