"""End the silence of an address that somebody said is not the person's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.stops import is_quarantined, ways_to
from ledger.tables import Conversation, Quarantine


def end_quarantine(
    session: Session, *, channel: str, address: str, staff_id: str, how: str, now: datetime
) -> bool:
    """Let an address be used again because a person at work proved whose it is.

    ``how`` is the code of the proof ("called", "letter", "in_person"). Who writes there still has
    to prove who they are; ``False`` when the address was not silent.
    """
    if not is_quarantined(session, channel, address):
        return False
    ways = ways_to(channel)
    session.execute(
        delete(Quarantine).where(Quarantine.address == address, Quarantine.channel.in_(ways))
    )
    talks = session.scalars(
        select(Conversation).where(
            Conversation.channel.in_(ways),
            Conversation.address == address,
            Conversation.right_party == "wrong",
        )
    ).all()
    for talk in talks:
        talk.right_party = "unverified"
        talk.tries = 0
        log_event(
            session, kind="quarantine_ended", subject=talk.id, now=now, staff=staff_id, how=how
        )
    session.flush()
    return True
