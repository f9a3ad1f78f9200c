"""Record written notices and look-ups of numbers, and give them to whoever must decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import Notice, NumberCheck
from ledger.errors import LedgerError
from ledger.events import log_event
from ledger.ids import NewId
from ledger.once import insert_once
from ledger.tables import NumberLookup, WrittenNotice

KINDS = ("collection", "validation", "agency", "transfer", "medical", "ownership")


class UnknownNotice(LedgerError):
    """There is no such kind of written notice."""


def record_notice(
    session: Session,
    *,
    account_id: str,
    kind: str,
    sent_on: date,
    source: str,
    now: datetime,
    new_id: NewId,
    dispute_until: date | None = None,
) -> bool:
    """Write down that a notice was sent; ``False`` if it was known. Raises ``UnknownNotice``.

    ``dispute_until`` is the last day to dispute where the notice states it; without it the law
    reckons the day itself.
    """
    if kind not in KINDS:
        raise UnknownNotice(f"{kind!r} is no kind of notice. Use one of: {', '.join(KINDS)}.")
    values = {
        "id": new_id(),
        "account_id": account_id,
        "kind": kind,
        "sent_on": sent_on,
        "dispute_until": dispute_until,
        "source": source,
        "recorded_at": now,
    }
    new = insert_once(session, WrittenNotice, key=("account_id", "kind", "sent_on"), values=values)
    if new:
        log_event(session, kind="notice_recorded", subject=account_id, now=now, notice=kind)
    return new


def record_lookup(
    session: Session, *, address: str, reassigned: bool, source: str, at: datetime
) -> bool:
    """Write down what the reassigned-numbers database answered; ``False`` if it was known.

    ``at`` is when it answered.
    """
    values = {"address": address, "at": at, "reassigned": reassigned, "source": source}
    return insert_once(session, NumberLookup, key=("address", "at"), values=values)


def notice_facts(session: Session, account_ids: Iterable[str]) -> dict[str, Any]:
    """Give the facts of a situation about notices; with several accounts only what all have."""
    by_account = {
        account_id: session.scalars(
            select(WrittenNotice).where(WrittenNotice.account_id == account_id)
        ).all()
        for account_id in account_ids
    }
    if not by_account:
        return {}
    kinds = set.intersection(*({row.kind for row in rows} for rows in by_account.values()))
    sent = {
        kind: max(
            min(row.sent_on for row in rows if row.kind == kind) for rows in by_account.values()
        )
        for kind in kinds
    }
    until = [row.dispute_until for rows in by_account.values() for row in rows if row.dispute_until]
    return {
        "notices": tuple(Notice(kind, sent[kind]) for kind in sorted(sent)),
        "written_notice_sent_on": sent.get("collection"),
        "validation_ends_on": max(until, default=None),
    }


def lookup_of(session: Session, address: str) -> NumberCheck | None:
    """Give the last answer about a number."""
    last = session.scalars(
        select(NumberLookup)
        .where(NumberLookup.address == address)
        .order_by(NumberLookup.at.desc())
        .limit(1)
    ).first()
    return None if last is None else NumberCheck(last.at, last.reassigned)
