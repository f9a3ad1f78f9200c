"""What the door would say to a message a collector is still writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compliance.decide import decide
from compliance.law import Law
from compliance.situation import Purpose, Situation
from compliance.text.debt import speaks_of_debt
from compliance.text.words import Words
from compliance.verdict import Verdict
from ledger.database import Session
from ledger.errors import NotFound
from ledger.situations import SituationSettings, situation_for
from ledger.tables import Account, Conversation, Debtor, Message


@dataclass(frozen=True)
class Rules:
    """What drafts are judged by: the same law and words as at the door."""

    law: Law
    words: Words
    situations: SituationSettings


@dataclass(frozen=True)
class Checked:
    """A verdict, and the facts it was given on."""

    situation: Situation
    verdict: Verdict
    speaks: str | None = None  # what could speak of the debt, though the writer said it does not


def check_draft(
    session: Session,
    *,
    conversation_id: str,
    text: str,
    written_by: str,
    now: datetime,
    rules: Rules,
    free_of_debt: bool = False,
) -> Checked:
    """Judge a draft as if it were sent now. Nothing is stored, nothing is sent.

    ``free_of_debt`` is what the writer says: that the text does not speak of the debt. Where a
    word could, that is not counted, and the answer names it.

    The door judges again when the message leaves: a verdict is true for its instant only.
    Raises ``NotFound`` for an unknown conversation.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound("There is no conversation with this id.")
    draft = _as_message(session, conversation, text=text, written_by=written_by, now=now)
    speaks = _speaks(session, conversation, text, rules) if free_of_debt else None
    draft.discloses_debt = not free_of_debt or speaks is not None
    situation = situation_for(session, draft, now=now, settings=rules.situations)
    return Checked(situation, decide(situation, law=rules.law, words=rules.words), speaks)


def answered_message(session: Session, conversation_id: str) -> str | None:
    """Name the message a collector's words answer: the person's last one, if it was the last word.

    Judged as a reply only as long as nobody has answered; everything after that begins
    contact anew and meets the stricter rules.
    """
    last = (
        session.query(Message)
        .filter(
            Message.conversation_id == conversation_id,
            Message.state.notin_(("cancelled", "referred", "failed", "dead")),
        )
        .order_by(Message.seq.desc())
        .first()
    )
    return last.id if last is not None and last.direction == "in" else None


def _speaks(session: Session, conversation: Conversation, text: str, rules: Rules) -> str | None:
    """What in a text could speak of the debt of whoever the conversation is with."""
    debtor = session.get(Debtor, conversation.debtor_id) if conversation.debtor_id else None
    ours = rules.situations.collector
    if debtor is None:
        return speaks_of_debt(text, ours=ours)
    references = session.query(Account.ref).filter(Account.debtor_id == debtor.id)
    first, last = debtor.first_name or "", debtor.last_name or ""
    return speaks_of_debt(
        text, [ref for (ref,) in references], greeted=(f"{first} {last}", first, last), ours=ours
    )


def _as_message(
    session: Session, conversation: Conversation, *, text: str, written_by: str, now: datetime
) -> Message:
    """Shape a draft like the message it would become; it never joins the session."""
    return Message(
        id="draft",
        conversation_id=conversation.id,
        debtor_id=conversation.debtor_id,
        account_id=conversation.account_id,
        direction="out",
        channel=conversation.channel,
        address=conversation.address,
        sender=conversation.our_address,
        body=text,
        media=[],
        purpose=Purpose.COLLECTOR.value,
        written_by=written_by,
        in_reply_to=answered_message(session, conversation.id),
        discloses_debt=True,
        state="pending",
        due_at=now,
        created_at=now,
    )
