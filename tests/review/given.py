"""Verdicts as they stand in the book, to begin a review with."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from ledger.database import Session
from ledger.tables import DecisionRecord


def a_finding(category: str, outcome: str, **more: Any) -> dict[str, Any]:
    return {
        "rule": f"house.{category}",
        "category": category,
        "outcome": outcome,
        "reason": f"because of {category}",
        "reference": "house policy 1",
        "not_before": None,
        "span": None,
        "quote": None,
        **more,
    }


def a_record(
    session: Session,
    *,
    at: datetime,
    findings: list[dict[str, Any]],
    outcome: str,
    message_id: str | None = None,
    conversation_id: str | None = None,
) -> DecisionRecord:
    number = session.query(DecisionRecord).count()
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    record = DecisionRecord(
        id=f"record {number}",
        at=at,
        message_id=message_id,
        conversation_id=conversation_id,
        outcome=outcome,
        findings=findings,
        situation={},
        masked_text="",
        text_hash=digest,
        pack_revision="packs",
        model_revision="words",
        previous_hash="",
        hash=digest,
    )
    session.add(record)
    session.flush()
    return record
