"""Write checked accounts: many rows at once, comparing each with what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.ids import NewId
from ledger.imports.bulk import in_slices, insert_rows
from ledger.imports.numbers import Numbers
from ledger.imports.passes import Tally
from ledger.imports.report import BadRow
from ledger.tables import Account, Creditor, Debtor, Entry, Event

if TYPE_CHECKING:
    from ledger.imports.accounts import AccountRow

_OPENING = {"principal": "opening principal", "interest": "opening interest", "fee": "opening fee"}

Lines = Sequence[tuple[int, "AccountRow"]]


class Placing:
    """Writes rows chunk by chunk; what one chunk needs from the database is asked together."""

    def __init__(self, *, now: datetime, new_id: NewId) -> None:
        """``now`` is when the accounts count as placed."""
        self._now = now
        self._new_id = new_id
        self._creditors: dict[str, str] = {}
        self._numbers = Numbers(now=now, new_id=new_id)

    def place(self, session: Session, rows: Lines, tally: Tally) -> list[BadRow]:
        """Write one chunk; give the rows that contradict what was placed before."""
        self._know_creditors(session, {row.creditor for _, row in rows})
        people, changed = self._know_people(session, [row for _, row in rows])
        bad, new = self._place_accounts(session, rows, people, changed, tally)
        self._open(session, new, people)
        self._numbers.note(session, [row for _, row in rows], people)
        session.flush()
        session.expunge_all()  # memory must not grow with the file
        return bad

    def _know_creditors(self, session: Session, names: set[str]) -> None:
        unknown = sorted(names - self._creditors.keys())
        for found in in_slices(session, Creditor, Creditor.name, unknown):
            self._creditors[found.name] = found.id
        for name in unknown:
            if name not in self._creditors:
                self._creditors[name] = self._new_id()
                session.add(Creditor(id=self._creditors[name], name=name))
        session.flush()

    def _know_people(
        self, session: Session, rows: list[AccountRow]
    ) -> tuple[dict[str, str], set[str]]:
        """Give the ids of the rows' people by their references, and who of them changed."""
        refs = sorted({row.debtor["ref"] for row in rows})
        known = {one.ref: one for one in in_slices(session, Debtor, Debtor.ref, refs)}
        ids = {ref: one.id for ref, one in known.items()}
        new: dict[str, dict[str, Any]] = {}
        changed: set[str] = set()
        for row in rows:
            ref = row.debtor["ref"]
            mine = {row.account["ref"]: row.extra} if row.extra else {}
            if ref in known:
                if self._update(session, known[ref], row.debtor, mine):
                    changed.add(ref)
            elif ref in new:
                new[ref]["extra"] |= mine
            else:
                ids[ref] = self._new_id()
                new[ref] = {**row.debtor, "id": ids[ref], "declared_windows": [], "extra": mine}
        insert_rows(session, Debtor, new.values())
        return ids, changed

    def _update(
        self, session: Session, one: Debtor, facts: Mapping[str, Any], mine: Mapping[str, Any]
    ) -> bool:
        different = [name for name, value in facts.items() if getattr(one, name) != value]
        for name in different:
            setattr(one, name, facts[name])
        if any(one.extra.get(ref) != extra for ref, extra in mine.items()):
            one.extra = {**one.extra, **mine}
            different.append("extra")
        if different:
            log_event(
                session,
                kind="debtor_updated",
                subject=one.id,
                debtor_id=one.id,
                now=self._now,
                columns=different,
            )
        return bool(different)

    def _place_accounts(
        self,
        session: Session,
        rows: Lines,
        people: Mapping[str, str],
        changed: set[str],
        tally: Tally,
    ) -> tuple[list[BadRow], list[tuple[str, AccountRow]]]:
        known = self._known_accounts(session, rows)
        opened = _opening_amounts(session, [account.id for account in known.values()])
        bad: list[BadRow] = []
        new: list[tuple[str, AccountRow]] = []
        for line, row in rows:
            account = known.get((self._creditors[row.creditor], row.account["ref"]))
            if account is None:
                new.append((self._new_id(), row))
                tally.added += 1
                continue
            trouble = _contradiction(account, row, people, opened.get(account.id, {}))
            if trouble is not None:
                bad.append(BadRow(line, *trouble))
            elif self._update_account(session, account, row) or row.debtor["ref"] in changed:
                tally.changed += 1
            else:
                tally.unchanged += 1
        return bad, new

    def _known_accounts(self, session: Session, rows: Lines) -> dict[tuple[str, str], Account]:
        refs = sorted({row.account["ref"] for _, row in rows})
        found = in_slices(session, Account, Account.ref, refs)
        return {(account.creditor_id, account.ref): account for account in found}

    def _update_account(self, session: Session, account: Account, row: AccountRow) -> bool:
        different = [name for name, value in row.account.items() if getattr(account, name) != value]
        for name in different:
            setattr(account, name, row.account[name])
        if different:
            log_event(
                session,
                kind="account_updated",
                subject=account.id,
                debtor_id=account.debtor_id,
                now=self._now,
                columns=different,
            )
        return bool(different)

    def _open(
        self,
        session: Session,
        new: list[tuple[str, AccountRow]],
        people: Mapping[str, str],
    ) -> None:
        accounts, entries, events = [], [], []
        for account_id, row in new:
            debtor_id = people[row.debtor["ref"]]
            accounts.append(
                {
                    **row.account,
                    "id": account_id,
                    "creditor_id": self._creditors[row.creditor],
                    "debtor_id": debtor_id,
                    "placed_at": self._now,
                }
            )
            entries += [self._opening_entry(account_id, row, *part) for part in row.opening]
            events.append(self._event("account_placed", account_id, debtor_id))
        insert_rows(session, Account, accounts)
        insert_rows(session, Entry, entries)
        insert_rows(session, Event, events)

    def _opening_entry(
        self, account_id: str, row: AccountRow, kind: str, minor: int
    ) -> dict[str, Any]:
        return {
            "id": self._new_id(),
            "account_id": account_id,
            "kind": kind,
            "minor": minor,
            "booked_on": row.account["opened_on"] or self._now.date(),
            "recorded_at": self._now,
            "reference": _OPENING[kind],
        }

    def _event(self, kind: str, subject: str, debtor_id: str) -> dict[str, Any]:
        return {
            "at": self._now,
            "kind": kind,
            "subject": subject,
            "debtor_id": debtor_id,
            "detail": {},
        }


def _contradiction(
    account: Account, row: AccountRow, people: Mapping[str, str], opened: Mapping[str, int]
) -> tuple[str, str] | None:
    """Say what of a row contradicts the account as placed: its column and the sentence."""
    if account.currency != row.account["currency"]:
        return "currency", "The account is placed in another currency. Place a new account."
    if account.debtor_id != people[row.debtor["ref"]]:
        return "debtor_ref", "The account is placed with another person. Place a new account."
    said = dict(row.opening)
    for kind, column in (("principal", "principal"), ("interest", "interest"), ("fee", "fees")):
        if opened.get(kind, 0) != said.get(kind, 0):
            return column, (
                "The account is placed with another opening amount, which never changes. "
                "Post an entry instead (payments.csv: fee, interest, waiver or adjustment)."
            )
    return None


def _opening_amounts(session: Session, account_ids: list[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for entry in in_slices(session, Entry, Entry.account_id, account_ids):
        if entry.reference == _OPENING.get(entry.kind):
            found.setdefault(entry.account_id, {})[entry.kind] = entry.minor
    return found
