"""Find conversations by their words, their person, their verdicts and their days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ledger.database import Session
from ledger.people import display_name
from ledger.tables import Account, Conversation, Debtor, DecisionRecord, Message
from review.findings import Period, conversations_with


@dataclass(frozen=True)
class Wanted:
    """What a reviewer looks for; ``None`` and empty mean "any"."""

    words: str = ""  # in a message, or a name, an account or debtor reference, an address
    outcome: str | None = None
    category: str | None = None
    channel: str | None = None
    period: Period = field(default_factory=Period)


@dataclass(frozen=True)
class Found:
    """One conversation in a list."""

    conversation_id: str
    name: str | None
    channel: str
    language: str
    owner: str
    right_party: str
    opened_at: datetime
    last_at: datetime | None
    messages: int
    objected: dict[str, int]  # verdicts other than permit, by outcome


@dataclass(frozen=True)
class FoundPage:
    """A page of conversations, newest first."""

    rows: tuple[Found, ...]
    total: int
    page: int  # from 1
    pages: int


def search(session: Session, wanted: Wanted, *, page: int = 1, size: int = 25) -> FoundPage:
    """Find the conversations that fit everything that is asked for."""
    fitting = session.query(Conversation).filter(*_conditions(session, wanted))
    total = fitting.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    rows = (
        fitting.order_by(Conversation.opened_at.desc(), Conversation.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    found = tuple(_found(session, conversation) for conversation in rows)
    return FoundPage(rows=found, total=total, page=page, pages=pages)


def _conditions(session: Session, wanted: Wanted) -> list[Any]:
    conditions: list[Any] = []
    if wanted.channel:
        conditions.append(Conversation.channel == wanted.channel)
    if wanted.period.begins_at or wanted.period.ends_at:
        spoken = session.query(Message.conversation_id).filter(*_spoken_in(wanted.period))
        conditions.append(Conversation.id.in_(spoken))
    if wanted.outcome:
        judged = session.query(DecisionRecord.conversation_id).filter(
            DecisionRecord.outcome == wanted.outcome
        )
        conditions.append(Conversation.id.in_(judged))
    if wanted.category:
        named = conversations_with(session, wanted.period, category=wanted.category)
        conditions.append(Conversation.id.in_(named))
    if words := wanted.words.strip():
        conditions.append(_mentions(session, words))
    return conditions


def _spoken_in(period: Period) -> list[Any]:
    conditions: list[Any] = []
    if period.begins_at is not None:
        conditions.append(Message.created_at >= period.begins_at)
    if period.ends_at is not None:
        conditions.append(Message.created_at < period.ends_at)
    return conditions


def _mentions(session: Session, words: str) -> Any:
    """Say: the words stand in a message, or name the person, the account or the address."""
    said = session.query(Message.conversation_id).filter(
        Message.body.icontains(words, autoescape=True)
    )
    people = session.query(Debtor.id).filter(
        (Debtor.ref == words)
        | Debtor.last_name.icontains(words, autoescape=True)
        | Debtor.first_name.icontains(words, autoescape=True)
        | Debtor.company.icontains(words, autoescape=True)
        | Debtor.id.in_(session.query(Account.debtor_id).filter(Account.ref == words))
    )
    return (
        Conversation.id.in_(said)
        | Conversation.debtor_id.in_(people)
        | (Conversation.address == words)
    )


def _found(session: Session, conversation: Conversation) -> Found:
    spoken = session.query(Message).filter(Message.conversation_id == conversation.id)
    last = spoken.order_by(Message.seq.desc()).first()
    objected: dict[str, int] = {}
    judged = session.query(DecisionRecord.outcome).filter(
        DecisionRecord.conversation_id == conversation.id, DecisionRecord.outcome != "permit"
    )
    for (outcome,) in judged:
        objected[outcome] = objected.get(outcome, 0) + 1
    debtor = session.get(Debtor, conversation.debtor_id) if conversation.debtor_id else None
    return Found(
        conversation_id=conversation.id,
        name=display_name(debtor) if debtor else None,
        channel=conversation.channel,
        language=conversation.language,
        owner=conversation.owner,
        right_party=conversation.right_party,
        opened_at=conversation.opened_at,
        last_at=last.created_at if last else None,
        messages=spoken.count(),
        objected=objected,
    )
