"""Call a person at work to what was agreed with somebody."""

from __future__ import annotations

from datetime import datetime

from ledger.agreed import Agreement
from ledger.conversations import hand_over
from ledger.database import Session
from ledger.events import log_event
from ledger.portfolio import views_of
from ledger.portfolio_view import AccountView
from ledger.tables import Account
from outreach.writing import Desk, talk_with

PRIORITY = 20  # of the handover when money stays missing


def view_of(session: Session, account: Account, now: datetime) -> AccountView | None:
    """Give the account as a planner sees it; ``None`` if it is closed."""
    views = views_of(session, [account.debtor_id], now=now)
    return next((view for view in views if view.account_id == account.id), None)


def call_a_person(
    session: Session,
    desk: Desk,
    agreement: Agreement,
    view: AccountView,
    *,
    channel: str,
    reason: str,
    summary: str,
    now: datetime,
) -> None:
    """Hand the talk over in which it was agreed, or another one with them.

    Where there is no talk, and none may be opened, the need stands in the account's log.
    """
    conversation_id = agreement.conversation_id
    if conversation_id is None and channel in view.addresses:
        conversation_id = talk_with(session, desk, view, channel, now=now).id
    if conversation_id is None:
        log_event(
            session,
            kind="person_needed",
            subject=view.account_id,
            debtor_id=view.debtor_id,
            now=now,
            reason=reason,
            agreement=agreement.id,
        )
        return
    hand_over(
        session,
        conversation_id=conversation_id,
        reason=reason,
        summary=summary,
        priority=PRIORITY,
        now=now,
        new_id=desk.new_id,
    )
