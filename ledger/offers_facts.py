"""The facts about an account that a policy looks at, as the ledger has them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.accounts import account_of, balance
from ledger.offers_segments import AccountFacts
from ledger.tables import Debtor, Plan, Promise


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
        broken_promises=_count(session, Promise, account_id, "broken"),
        defaulted_plans=_count(session, Plan, account_id, "defaulted"),
    )


def _count(
    session: Session, table: type[Promise] | type[Plan], account_id: str, standing: str
) -> int:
    found = session.scalar(
        select(func.count())
        .select_from(table)
        .where(table.account_id == account_id, table.standing == standing)
    )
    return found or 0
