"""What the door objected to: the findings of all verdicts, counted and listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from compliance.verdict import Outcome
from ledger.database import Session
from ledger.tables import DecisionRecord

PERMIT = Outcome.PERMIT.word


@dataclass(frozen=True)
class Period:
    """Days in UTC, both included; ``None`` leaves that end open."""

    since: date | None = None
    until: date | None = None

    @property
    def begins_at(self) -> datetime | None:
        """The first instant inside."""
        return None if self.since is None else datetime.combine(self.since, time(), tzinfo=UTC)

    @property
    def ends_at(self) -> datetime | None:
        """The first instant after it."""
        if self.until is None or self.until == date.max:
            return None
        return datetime.combine(self.until + timedelta(days=1), time(), tzinfo=UTC)


@dataclass(frozen=True)
class FindingSeen:
    """One objection, and the record it stands in."""

    at: datetime
    conversation_id: str | None
    message_id: str | None
    outcome: str
    category: str
    rule: str
    reason: str
    reference: str
    quote: str | None
    record_seq: int
    record_hash: str


@dataclass(frozen=True)
class FindingPage:
    """A page of findings, newest record first."""

    rows: tuple[FindingSeen, ...]
    older: int | None  # pass as ``before`` for the next page; None at the end


def count_findings(session: Session, period: Period) -> Counter[tuple[str, str]]:
    """Count objections by (category, outcome)."""
    counted: Counter[tuple[str, str]] = Counter()
    for record in session.query(DecisionRecord).filter(*_objecting(period)).yield_per(500):
        counted.update((found.category, found.outcome) for found in objections(record))
    return counted


def list_findings(
    session: Session,
    period: Period,
    *,
    outcome: str | None = None,
    category: str | None = None,
    before: int | None = None,
    size: int = 50,
) -> FindingPage:
    """List objections, newest record first, whole records at a time.

    ``before`` is the sequence number of the record the last page ended with. A
    category cannot be asked of the database in one way that every dialect knows,
    so records are read in order until the page is full.
    """
    conditions = _objecting(period)
    if before is not None:
        conditions.append(DecisionRecord.seq < before)
    if outcome is not None:
        conditions.append(DecisionRecord.outcome.in_(_at_least_as_strict(outcome)))
    newest_first = session.query(DecisionRecord).order_by(DecisionRecord.seq.desc())
    rows: list[FindingSeen] = []
    for record in newest_first.filter(*conditions).yield_per(200):
        if len(rows) >= size:
            return FindingPage(tuple(rows), older=rows[-1].record_seq)
        rows.extend(
            found
            for found in objections(record)
            if outcome in (None, found.outcome) and category in (None, found.category)
        )
    return FindingPage(tuple(rows), older=None)


def conversations_with(session: Session, period: Period, *, category: str) -> set[str]:
    """Name the conversations in which a category was objected to."""
    return {
        record.conversation_id
        for record in session.query(DecisionRecord).filter(*_objecting(period)).yield_per(500)
        if record.conversation_id is not None
        and any(found.category == category for found in objections(record))
    }


def findings_of(record: DecisionRecord) -> tuple[FindingSeen, ...]:
    """Read every finding of a record, strictest first."""
    seen = [_seen(record, finding) for finding in record.findings]
    return tuple(sorted(seen, key=lambda found: -Outcome[found.outcome.upper()]))


def objections(record: DecisionRecord) -> tuple[FindingSeen, ...]:
    """Read the findings of a record that are not a plain permit."""
    return tuple(found for found in findings_of(record) if found.outcome != PERMIT)


def _at_least_as_strict(outcome: str) -> list[str]:
    """Name the outcomes a record can have that holds a finding of ``outcome``.

    >>> _at_least_as_strict("refer")
    ['refer', 'forbid']
    """
    return [each.word for each in Outcome if each >= Outcome[outcome.upper()]]


def _seen(record: DecisionRecord, finding: Mapping[str, Any]) -> FindingSeen:
    return FindingSeen(
        at=record.at,
        conversation_id=record.conversation_id,
        message_id=record.message_id,
        outcome=str(finding.get("outcome", "refer")),
        category=str(finding.get("category", "undecided")),
        rule=str(finding.get("rule", "")),
        reason=str(finding.get("reason", "")),
        reference=str(finding.get("reference", "")),
        quote=finding.get("quote"),
        record_seq=record.seq,
        record_hash=record.hash,
    )


def _objecting(period: Period) -> list[Any]:
    """Say in the database's terms: not a permit, and inside the period."""
    conditions: list[Any] = [DecisionRecord.outcome != PERMIT]
    if period.begins_at is not None:
        conditions.append(DecisionRecord.at >= period.begins_at)
    if period.ends_at is not None:
        conditions.append(DecisionRecord.at < period.ends_at)
    return conditions
