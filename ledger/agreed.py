"""Agreements in force, for whoever follows them: which ones, what was paid since, how they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from compliance.situation import Flag
from ledger.accounts import account_of
from ledger.events import log_event
from ledger.stops import flags_of
from ledger.tables import Followup, Message, Plan, Promise

Agreement = Plan | Promise


def kind_of(agreement: Agreement) -> str:
    """Give the word for what it is: promise or plan."""
    return "promise" if isinstance(agreement, Promise) else "plan"


def not_followed(session: Session, *, limit: int) -> Sequence[tuple[Agreement, str]]:
    """Give agreements in force that no follow-up looks after, each with the id for a new one.

    At most ``limit`` of each kind.

    A follow-up that was cancelled because they asked us to stop gets a successor: whether
    the agreement is kept still has to be found out, only nothing is written about it.
    """
    session.flush()
    promises = session.scalars(
        select(Promise)
        .where(Promise.standing == "open", *_unfollowed("promise/", Promise.id))
        .order_by(Promise.agreed_at, Promise.id)
        .limit(limit)
    ).all()
    plans = session.scalars(
        select(Plan)
        .where(Plan.standing == "active", *_unfollowed("plan/", Plan.id))
        .order_by(Plan.agreed_at, Plan.id)
        .limit(limit)
    ).all()
    found: list[Agreement] = [*promises, *plans]
    return [(agreement, _followup_id(session, agreement)) for agreement in found]


def agreement_of(session: Session, kind: str, agreement_id: str) -> Agreement | None:
    """Give an agreement by its kind and id, locked for this transaction."""
    if kind == "promise":
        return session.get(Promise, agreement_id, with_for_update=True)
    return session.get(Plan, agreement_id, with_for_update=True)


def end_agreement(session: Session, agreement: Agreement, standing: str, *, now: datetime) -> None:
    """Write down how an agreement in force ended: kept, broken, completed, defaulted."""
    agreement.standing = standing
    if isinstance(agreement, Promise):
        agreement.settled_at = now
    else:
        agreement.ended_at = now
    word = agreement.kind if isinstance(agreement, Promise) else "plan"
    log_event(
        session,
        kind=f"{word}_{standing}",
        subject=agreement.account_id,
        debtor_id=account_of(session, agreement.account_id).debtor_id,
        now=now,
        agreement=agreement.id,
    )
    session.flush()


def behind(session: Session, message: Message) -> Agreement | None:
    """Give the agreement that a message of its follow-up is about."""
    kind, _, rest = (message.id or "").partition("/")
    agreement_id = rest.partition("/")[0]
    if kind == "promise":
        return session.get(Promise, agreement_id)
    return session.get(Plan, agreement_id) if kind == "plan" else None


def flags_against(
    session: Session, agreement: Agreement, debtor_id: str, *, now: datetime
) -> frozenset[Flag]:
    """Give the circumstances that hold now, as they bear on what was agreed.

    Hardship that was told before is what the agreement was made for: it does not speak against it.
    """
    return flags_of(
        session, debtor_id, agreement.account_id, now, hardship_since=agreement.agreed_at
    )


def _followup_id(session: Session, agreement: Agreement) -> str:
    first = f"{kind_of(agreement)}/{agreement.id}"
    return f"{first}/quiet" if session.get(Followup, first) else first


def _unfollowed(
    prefix: str, agreement_id: InstrumentedAttribute[str]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    first = literal(prefix) + agreement_id
    living = Followup.state.in_(("pending", "parked", "done"))
    return (
        ~exists().where(Followup.id == first, living),
        ~exists().where(Followup.id == first + literal("/quiet")),
    )
