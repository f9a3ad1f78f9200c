"""The language of a conversation: heard in a message, asked for by name, and remembered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.text.spoken import language_written
from ledger.events import log_event
from ledger.tables import Conversation, Debtor, Event, Message

_CHANGED = "language_changed"
_HEARD = "language_heard"  # the guess was right: from a browser, a file, or for want of either


def set_language(
    session: Session, conversation: Conversation, language: str, *, chosen: bool, now: datetime
) -> None:
    """Answer in this language from here on; one they asked for by name is ``chosen``.

    Who has proved who they are is written to in it afterwards as well.
    """
    conversation.language = language
    _note(session, conversation, _CHANGED, now, chosen=chosen)
    if conversation.right_party == "right":
        remember_language(session, conversation)


def hear_language(
    session: Session, conversation: Conversation, message: Message, *, now: datetime
) -> None:
    """Follow the language and script of a message, where it shows one.

    A language they chose stays until they choose another, or write two messages in a row in
    another: who asked for Spanish may still answer with an English sentence.
    """
    written = language_written(message.body, conversation.language)
    if written is None:
        return
    last = _last_sign(session, conversation)
    if written == conversation.language:
        if last is None:
            _note(session, conversation, _HEARD, now)
        return
    chosen = last is not None and last.detail.get("chosen")
    if last and chosen and written != _written_before(session, message, since=last.at):
        return
    set_language(session, conversation, written, chosen=False, now=now)


def remember_language(session: Session, conversation: Conversation) -> None:
    """Put the language of a talk and the one on the person's file together, once we know them.

    What they wrote or chose here goes onto their file. Where nothing showed yet, their file says
    in which language we go on.
    """
    debtor = session.get_one(Debtor, conversation.debtor_id)
    if _last_sign(session, conversation) is None:
        conversation.language = debtor.language
    else:
        debtor.language = conversation.language


def _note(
    session: Session, conversation: Conversation, kind: str, now: datetime, **more: bool
) -> None:
    log_event(
        session,
        kind=kind,
        subject=conversation.id,
        debtor_id=conversation.debtor_id,
        now=now,
        language=conversation.language,
        **more,
    )


def _last_sign(session: Session, conversation: Conversation) -> Event | None:
    session.flush()
    return session.scalars(
        select(Event)
        .where(Event.subject == conversation.id, Event.kind.in_((_CHANGED, _HEARD)))
        .order_by(Event.seq.desc())
        .limit(1)
    ).first()


def _written_before(session: Session, message: Message, *, since: datetime) -> str | None:
    earlier = session.scalars(
        select(Message.body)
        .where(
            Message.conversation_id == message.conversation_id,
            Message.direction == "in",
            Message.seq < message.seq,
            Message.created_at > since,
        )
        .order_by(Message.seq.desc())
        .limit(1)
    ).first()
    return None if earlier is None else language_written(earlier, "")
