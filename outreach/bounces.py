"""A payment came back after what it kept was settled: what was taken off is owed again."""

from __future__ import annotations

from datetime import datetime

from ledger.agreed import end_agreement
from ledger.database import Session
from ledger.deals import bounced_after_kept, put_back
from ledger.tables import Account
from outreach.calling import call_a_person, view_of
from outreach.strategy import Strategy
from outreach.writing import Desk

_REASON = "payment_came_back"
_SUMMARY = "The payment for what was agreed came back. What had been taken off is owed again."


def undo_bounced(session: Session, *, strategy: Strategy, desk: Desk, now: datetime) -> int:
    """Void every kept settlement and waiver whose payment came back; tell how many.

    A person looks at each: somebody who was told that all is settled hears it from a person.
    """
    found = bounced_after_kept(session)
    for promise in found:
        put_back(session, promise, now=now, new_id=desk.new_id)
        end_agreement(session, promise, "void", now=now)
        view = view_of(session, session.get_one(Account, promise.account_id), now)
        if view is not None:
            call_a_person(
                session, desk, promise, view, channel=strategy.followup_channel,
                reason=_REASON, summary=_SUMMARY, now=now,
            )  # fmt: skip
    return len(found)
