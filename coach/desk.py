"""Taking a conversation over from the bot or a colleague, and sending words into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.drafts import Checked, answered_message
from compliance.situation import Purpose
from compliance.verdict import Outcome
from ledger.conversations import hand_over, open_handover, take
from ledger.database import Session
from ledger.events import log_event
from ledger.ids import NewId
from ledger.outgoing import Draft, cancel, enqueue, release
from ledger.records import record_decision
from ledger.tables import Conversation, Message

TAKEN_BY_CHOICE = "taken_by_colleague"
PRIORITY = 60  # after answers of the bot in other talks, before reminders
WHY = "written by a colleague"


@dataclass(frozen=True)
class Sent:
    """What became of pressing Send."""

    enqueued: bool  # False: refused, or this very draft was sent before
    refused: bool
    not_before: datetime | None  # it waits until then


def take_over(
    session: Session,
    *,
    conversation_id: str,
    staff_id: str,
    seen_with: str | None,
    now: datetime,
    new_id: NewId,
) -> bool:
    """Put a conversation into one person's hands; ``False`` when somebody else was first.

    ``seen_with`` is the colleague the page showed as having it: taking it from them is meant,
    taking it from anybody else is not.
    """
    handover = open_handover(session, conversation_id)
    if handover is None:
        handover = hand_over(
            session,
            conversation_id=conversation_id,
            reason=TAKEN_BY_CHOICE,
            summary=None,
            priority=0,
            now=now,
            new_id=new_id,
        )
    if handover.taken_by is not None and handover.taken_by == seen_with:
        handover.taken_by = None
        session.flush()
    if not take(session, handover_id=handover.id, staff_id=staff_id, now=now):
        return False
    session.get_one(Conversation, conversation_id).owner = "person"
    return True


def holder(session: Session, conversation_id: str) -> str | None:
    """Name the staff id of whoever has the conversation."""
    handover = open_handover(session, conversation_id)
    return handover.taken_by if handover else None


def settle_referred(
    session: Session,
    *,
    conversation_id: str,
    seq: int,
    let_go: bool,
    staff_id: str,
    now: datetime,
) -> bool:
    """Decide about a message the door left to a person; ``False`` when it no longer waits.

    To let it go is to ask the door again, with the facts as they are now: what the law forbids
    no person here can allow.
    """
    message = session.get(Message, seq)
    if message is None or message.conversation_id != conversation_id:
        return False
    if message.state != "referred":
        return False
    if let_go:
        release(session, message.id, staff_id=staff_id, now=now)
        return True
    return cancel(session, message.id, why="a colleague decided not to send it", now=now)


def send(
    session: Session,
    *,
    conversation_id: str,
    key: str,
    text: str,
    checked: Checked,
    staff_id: str,
    now: datetime,
    new_id: NewId,
) -> Sent:
    """Put a collector's words on their way, or record why they may not go.

    The worker's door judges them once more when they leave. A refused text is recorded with
    its verdict: a reviewer sees what was tried, and the text stays with its writer. ``key``
    names one draft, so that pressing twice sends once.
    """
    draft_id = f"collector/{key}"
    if session.query(Message.id).filter(Message.id == draft_id).first() is not None:
        # Judged anew it would begin contact, for it answered already: that is no refusal.
        return Sent(enqueued=False, refused=False, not_before=None)
    verdict = checked.verdict
    if verdict.outcome >= Outcome.REFER:
        record = record_decision(
            session,
            message_id=None,
            conversation_id=conversation_id,
            situation=checked.situation,
            verdict=verdict,
            now=now,
            new_id=new_id,
        )
        log_event(
            session,
            kind="draft_refused",
            subject=conversation_id,
            now=now,
            staff=staff_id,
            outcome=verdict.outcome.word,
            decision=record.id,
        )
        return Sent(enqueued=False, refused=True, not_before=None)
    conversation = session.get_one(Conversation, conversation_id)
    draft = Draft(
        id=draft_id,
        conversation_id=conversation_id,
        text=text,
        purpose=Purpose.COLLECTOR.value,
        discloses_debt=checked.situation.discloses_debt,
        in_reply_to=answered_message(session, conversation_id),
        account_id=conversation.account_id,
        why=WHY,
        due_at=verdict.not_before or now,
        priority=PRIORITY,
        written_by=staff_id,
    )
    enqueued = enqueue(session, draft, now=now)
    return Sent(enqueued=enqueued, refused=False, not_before=verdict.not_before)
