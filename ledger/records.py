"""Decision records: every verdict as it was, masked, append-only and chained by hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.codec import to_json
from compliance.masking import mask
from compliance.situation import Situation
from compliance.verdict import Finding, Verdict
from ledger.ids import NewId
from ledger.once import one_at_a_time
from ledger.people import names_of
from ledger.tables import Conversation, Debtor, DecisionRecord, Message

__all__ = ["ChainReport", "mask", "record_decision", "verify_chain"]

BEGINNING = "0" * 64  # what the first record points back to
CHAINED = (
    "id",
    "message_id",
    "conversation_id",
    "outcome",
    "findings",
    "situation",
    "masked_text",
    "text_hash",
    "pack_revision",
    "model_revision",
    "previous_hash",
)


@dataclass(frozen=True)
class ChainReport:
    """What checking the records found."""

    checked: int
    head: str  # the last hash; keep a copy elsewhere, and a cut-off end shows too
    broken_at: int | None = None  # seq of the first record that does not fit
    reason: str | None = None

    @property
    def intact(self) -> bool:
        """Whether every record is as it was written, none missing in between."""
        return self.broken_at is None


def record_decision(
    session: Session,
    *,
    message_id: str | None,
    conversation_id: str | None,
    situation: Situation,
    verdict: Verdict,
    now: datetime,
    new_id: NewId,
) -> DecisionRecord:
    """Write down a verdict with the facts it rests on, masked before they are written.

    One transaction at a time writes: the next waits for this one's end.
    """
    names = _names(session, message_id, conversation_id)
    one_at_a_time(session, "decision record")
    session.flush()
    previous = session.scalars(
        select(DecisionRecord.hash).order_by(DecisionRecord.seq.desc()).limit(1)
    ).first()
    record = DecisionRecord(
        id=new_id(),
        at=now,
        message_id=message_id,
        conversation_id=conversation_id,
        outcome=verdict.outcome.word,
        findings=[_finding(finding, names) for finding in verdict.findings],
        situation=_facts(situation, names),
        masked_text=mask(verdict.text, names),
        text_hash=hashlib.sha256(verdict.text.encode()).hexdigest(),
        pack_revision=verdict.pack_revision,
        model_revision=verdict.model_revision,
        previous_hash=previous or BEGINNING,
    )
    record.hash = hash_of(record)
    session.add(record)
    session.flush()
    return record


def hash_of(record: DecisionRecord) -> str:
    """Compute what a record's hash must be, from everything else in it."""
    whole = {n: value for n, value in as_line(record).items() if n not in ("seq", "hash")}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def as_line(record: DecisionRecord) -> dict[str, Any]:
    """Give a record as one line of an export: all that its hash covers, its number and its hash.

    Who has the lines can check the chain without us (``scripts/verify_chain.py``).
    """
    whole = {name: getattr(record, name) for name in CHAINED}
    whole["at"] = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"seq": record.seq, **whole, "hash": record.hash}


def verify_chain(rows: Iterable[DecisionRecord]) -> ChainReport:
    """Check records, oldest first and from the first one on: none changed, none missing."""
    expected, checked = BEGINNING, 0
    for record in rows:
        if record.previous_hash != expected:
            reason = "The record before this one is missing or was changed."
            return ChainReport(checked, expected, record.seq, reason)
        if hash_of(record) != record.hash:
            reason = "This record was changed after it was written."
            return ChainReport(checked, expected, record.seq, reason)
        expected, checked = record.hash, checked + 1
    return ChainReport(checked, expected)


def _names(
    session: Session, message_id: str | None, conversation_id: str | None
) -> tuple[str, ...]:
    """Give the names to mask: of the debtor the message or the conversation is with."""
    debtor_id: str | None = None
    if message_id is not None:
        query = select(Message.debtor_id).where(Message.id == message_id)
        debtor_id = session.scalars(query).first()
    if debtor_id is None and conversation_id is not None:
        conversation = session.get(Conversation, conversation_id)
        debtor_id = conversation.debtor_id if conversation else None
    debtor = session.get(Debtor, debtor_id) if debtor_id else None
    return names_of(debtor) if debtor else ()


def _finding(finding: Finding, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "outcome": finding.outcome.word,
        "reason": mask(finding.reason, names),
        "reference": finding.reference,
        "not_before": to_json(finding.not_before),
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "quote": mask(finding.quote, names) if finding.quote else None,
    }


def _facts(situation: Situation, names: tuple[str, ...]) -> dict[str, Any]:
    facts: dict[str, Any] = to_json(situation)
    facts["text"] = mask(situation.text, names)
    return facts
