"""Write again on the day a person named: one message, if there is still anything to write about."""

from __future__ import annotations

from datetime import datetime

from ledger.database import Session
from ledger.later import WRITE_AGAIN
from ledger.outgoing import finish_followup
from ledger.portfolio import views_of
from ledger.portfolio_view import AccountView
from ledger.tables import Conversation, Followup
from outreach.writing import Desk, Letter, post


def write_again(session: Session, desk: Desk, followup: Followup, *, now: datetime) -> str:
    """Write the one message, or none, and end the sequence; tell why."""
    finish_followup(session, followup, now=now)
    views = views_of(session, [followup.debtor_id], now=now)
    conversation = session.get(Conversation, str(followup.values["conversation"]))
    if conversation is None:
        return "the talk is gone"
    asked_at = datetime.fromisoformat(str(followup.values["asked_at"]))
    if conversation.last_inbound_at is not None and conversation.last_inbound_at > asked_at:
        return "they have written since"
    channel = str(followup.values["channel"])
    view = next((one for one in views if _may_hear(one, conversation, channel)), None)
    if view is None:
        return "there is nothing to write about, or nobody to write to"
    letter = Letter(
        key=followup.id,
        view=view,
        channel=channel,
        template=WRITE_AGAIN,
        values={},
        why="they asked us to write on this day",
        due_at=now,
        goes_with_balance=False,
    )
    post(session, desk, letter, now=now)
    return letter.why


def _may_hear(view: AccountView, conversation: Conversation, channel: str) -> bool:
    return (
        view.balance.minor > 0
        and not view.agreement
        and not view.flags
        and not view.with_person
        and view.addresses.get(channel) == conversation.address
        and conversation.account_id in (None, view.account_id)
    )
