"""Follow-ups: steps of a sequence that wait for their day, however long, in a row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.once import insert_once
from ledger.tables import Followup


def schedule_followup(
    session: Session,
    *,
    followup_id: str,
    debtor_id: str,
    kind: str,
    step: str,
    values: Mapping[str, Any],
    due_at: datetime,
    now: datetime,
) -> bool:
    """Let a sequence begin; ``False`` when one with this id was begun before."""
    new = insert_once(
        session,
        Followup,
        key=("id",),
        values={
            "id": followup_id,
            "debtor_id": debtor_id,
            "kind": kind,
            "step": step,
            "values": dict(values),
            "due_at": due_at,
            "state": "pending",
        },
    )
    if new:
        log_event(
            session,
            kind="followup_scheduled",
            subject=followup_id,
            debtor_id=debtor_id,
            now=now,
            followup=kind,
            step=step,
            due_at=due_at.isoformat(),
        )
    return new


def claim_followup(session: Session, *, now: datetime) -> Followup | None:
    """Take the step that has been due longest; it is this transaction's until it ends.

    The caller advances, finishes or parks it in the same transaction, together with the messages
    it enqueues.
    """
    session.flush()
    return session.scalars(
        select(Followup)
        .where(Followup.state == "pending", Followup.due_at <= now)
        .order_by(Followup.due_at, Followup.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()


def advance_followup(
    session: Session,
    followup: Followup,
    *,
    step: str,
    values: Mapping[str, Any],
    due_at: datetime,
    now: datetime,
) -> None:
    """Go on to another step on another day."""
    followup.step, followup.values, followup.due_at = step, dict(values), due_at
    followup.tries = 0
    _note(session, followup, "followup_advanced", now, None)


def finish_followup(session: Session, followup: Followup, *, now: datetime) -> None:
    """End a sequence that has done its work."""
    followup.state = "done"
    _note(session, followup, "followup_done", now, None)


def park_followup(session: Session, followup_id: str, *, why: str, now: datetime) -> None:
    """Put a step that cannot be done aside, so that it holds up no other; a person looks."""
    followup = session.get_one(Followup, followup_id, with_for_update=True)
    if followup.state == "pending":
        followup.state = "parked"
        followup.tries += 1
        _note(session, followup, "followup_parked", now, why)


def _note(session: Session, followup: Followup, kind: str, now: datetime, why: str | None) -> None:
    log_event(
        session,
        kind=kind,
        subject=followup.id,
        debtor_id=followup.debtor_id,
        now=now,
        step=followup.step,
        why=why,
    )
    session.flush()
