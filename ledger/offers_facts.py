"""The facts about an account that a policy looks at, as the ledger has them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.accounts import account_of, balance
from ledger.offers_reductions import Kind
from ledger.offers_segments import AccountFacts
from ledger.tables import Debtor, Plan, Promise

_AGREED = ("open", "kept", "broken", "void", "cancelled")


def facts_of(session: Session, account_id: str, *, today: date) -> AccountFacts:
    """Gather what ``propose``, ``counter`` and ``promise_allowed`` ask about an account.

    ``today`` is the person's own day. Raises ``NotFound``.
    """
    account = account_of(session, account_id)
    return AccountFacts(
        balance=balance(session, account_id),
        days_past_due=(today - account.due_date).days,
        segment=session.get_one(Debtor, account.debtor_id).kind,
        party=account.collecting,
        broken_promises=_promises(session, account_id, "broken"),
        defaulted_plans=_plans(session, account_id, "defaulted"),
        void_settlements=_promises(session, account_id, "void", kind=Kind.SETTLEMENT),
        waivers=_promises(session, account_id, *_AGREED, kind=Kind.WAIVER),
        extensions=_promises(session, account_id, *_AGREED, kind=Kind.EXTENSION),
    )


def _plans(session: Session, account_id: str, standing: str) -> int:
    query = select(func.count()).where(Plan.account_id == account_id, Plan.standing == standing)
    return session.scalar(query) or 0


def _promises(session: Session, account_id: str, *standings: str, kind: Kind | None = None) -> int:
    query = select(func.count()).where(
        Promise.account_id == account_id, Promise.standing.in_(standings)
    )
    if kind is not None:
        query = query.where(Promise.kind == kind, Promise.agreed_at.is_not(None))
    return session.scalar(query) or 0
