"""Agreements in force, for whoever follows them: which ones, what was paid since, how they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, literal, select
from sqlalchemy.orm import Session

from ledger.accounts import account_of
from ledger.events import log_event
from ledger.tables import Followup, Plan, Promise

Agreement = Plan | Promise

_IN_FORCE = {Promise: "open", Plan: "active"}
_LIVING = ("pending", "parked", "done")


def kind_of(agreement: Agreement) -> str:
    """Give the word for what it is: promise or plan."""
    return "promise" if isinstance(agreement, Promise) else "plan"


def not_followed(session: Session, *, limit: int) -> Sequence[tuple[Agreement, str]]:
    """Give agreements in force that no follow-up looks after, each with the id for a new one.

    A follow-up that was cancelled because they asked us to stop gets a successor: whether
    the agreement is kept still has to be found out, only nothing is written about it.
    """
    session.flush()
    found: list[tuple[Agreement, str]] = []
    for table in (Promise, Plan):
        rows = session.scalars(
            select(table)
            .where(table.standing == _IN_FORCE[table], ~_followed(table, "", _LIVING))
            .where(~_followed(table, "/quiet", (*_LIVING, "cancelled")))
            .order_by(table.agreed_at, table.id)
            .limit(limit - len(found))
        ).all()
        found += [(row, _followup_id(session, row)) for row in rows]
    return found


def agreement_of(session: Session, kind: str, agreement_id: str) -> Agreement | None:
    """Give an agreement by its kind and id, locked for this transaction."""
    table = Promise if kind == "promise" else Plan
    return session.get(table, agreement_id, with_for_update=True)


def end_agreement(session: Session, agreement: Agreement, standing: str, *, now: datetime) -> None:
    """Write down how an agreement in force ended: kept, broken, completed, defaulted."""
    agreement.standing = standing
    if isinstance(agreement, Promise):
        agreement.settled_at = now
    else:
        agreement.ended_at = now
    log_event(
        session,
        kind=f"{kind_of(agreement)}_{standing}",
        subject=agreement.account_id,
        debtor_id=account_of(session, agreement.account_id).debtor_id,
        now=now,
        agreement=agreement.id,
    )
    session.flush()


def _followup_id(session: Session, agreement: Agreement) -> str:
    first = f"{kind_of(agreement)}/{agreement.id}"
    return f"{first}/quiet" if session.get(Followup, first) else first


def _followed(
    table: type[Promise] | type[Plan], ending: str, states: tuple[str, ...]
) -> ColumnElement[bool]:
    kind = "promise/" if table is Promise else "plan/"
    return exists().where(
        Followup.id == literal(kind) + table.id + literal(ending), Followup.state.in_(states)
    )
