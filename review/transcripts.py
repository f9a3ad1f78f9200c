"""Read a conversation with every verdict that was given in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compliance.situation import Purpose
from ledger.database import Session
from ledger.people import display_name
from ledger.tables import (
    Account,
    Conversation,
    Debtor,
    DecisionRecord,
    Delivery,
    Message,
    Staff,
)
from review.findings import PERMIT, FindingSeen, findings_of


@dataclass(frozen=True)
class Decided:
    """One verdict on a message, as it was recorded."""

    at: datetime
    outcome: str
    objections: tuple[FindingSeen, ...]
    passed: tuple[FindingSeen, ...]  # the rules that had nothing against it
    record_seq: int
    record_hash: str
    pack_revision: str
    model_revision: str

    @property
    def permits(self) -> int:
        """How many rules had nothing against it."""
        return len(self.passed)


@dataclass(frozen=True)
class Spoken:
    """One message as it is in the ledger."""

    seq: int
    id: str
    direction: str  # in | out
    body: str
    media: int  # how many attachments
    files: tuple[str, ...]  # ids of those that are kept here
    purpose: str
    template: str | None
    why: str | None
    state: str
    error_code: int | None
    segments: int | None
    encoding: str | None
    provider_sid: str | None
    created_at: datetime


@dataclass(frozen=True)
class Report:
    """What the carrier said about a message, and when."""

    status: str
    at: datetime
    error_code: int | None


@dataclass(frozen=True)
class Line:
    """One message of a transcript with all that is known about it."""

    message: Spoken
    author: str  # "person", "bot", "strategy" or the name of somebody who works here
    decisions: tuple[Decided, ...]
    deliveries: tuple[Report, ...]


@dataclass(frozen=True)
class RefusedDraft:
    """Words a colleague wanted to send and the door refused; masked as in the record."""

    words: str
    decided: Decided


@dataclass(frozen=True)
class Transcript:
    """A whole conversation, in the order it was spoken."""

    conversation_id: str
    opened_at: datetime
    channel: str
    language: str
    right_party: str
    owner: str  # bot | person
    name: str | None  # of the debtor
    account_ref: str | None
    lines: tuple[Line, ...]
    refused: tuple[RefusedDraft, ...]


def transcript(session: Session, conversation_id: str) -> Transcript | None:
    """Read one conversation; ``None`` if there is none with this id."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    messages = (
        session.query(Message)
        .filter(Message.conversation_id == conversation_id)
        .order_by(Message.seq)
        .all()
    )
    records = (
        session.query(DecisionRecord)
        .filter(DecisionRecord.conversation_id == conversation_id)
        .order_by(DecisionRecord.seq)
        .all()
    )
    decisions = _by_message(records)
    deliveries = _deliveries(session, messages)
    names = _names_of_staff(session, messages)
    debtor = _debtor(session, conversation)
    account = session.get(Account, conversation.account_id) if conversation.account_id else None
    return Transcript(
        conversation_id=conversation.id,
        opened_at=conversation.opened_at,
        channel=conversation.channel,
        language=conversation.language,
        right_party=conversation.right_party,
        owner=conversation.owner,
        name=display_name(debtor) if debtor else None,
        account_ref=account.ref if account else None,
        lines=tuple(
            Line(
                message=_spoken(message),
                author=_author(message, names),
                decisions=tuple(decisions.get(message.id, ())),
                deliveries=tuple(deliveries.get(message.provider_sid or "", ())),
            )
            for message in messages
        ),
        refused=tuple(
            RefusedDraft(words=record.masked_text, decided=_decided(record))
            for record in records
            if record.message_id is None
        ),
    )


def _debtor(session: Session, conversation: Conversation) -> Debtor | None:
    return session.get(Debtor, conversation.debtor_id) if conversation.debtor_id else None


def _spoken(message: Message) -> Spoken:
    return Spoken(
        seq=message.seq,
        id=message.id,
        direction=message.direction,
        body=message.body,
        media=len(message.media),
        files=tuple(str(one["upload"]) for one in message.media if "upload" in one),
        purpose=message.purpose,
        template=message.template,
        why=message.why,
        state=message.state,
        error_code=message.error_code,
        segments=message.segments,
        encoding=message.encoding,
        provider_sid=message.provider_sid,
        created_at=message.created_at,
    )


def _author(message: Message, names: dict[str, str]) -> str:
    if message.direction == "in":
        return "person"
    if message.written_by is not None:
        return names.get(message.written_by, "a colleague who is no longer listed")
    return "strategy" if message.purpose == Purpose.REMINDER else "bot"


def _names_of_staff(session: Session, messages: list[Message]) -> dict[str, str]:
    ids = {message.written_by for message in messages if message.written_by}
    if not ids:
        return {}
    return {staff.id: staff.name for staff in session.query(Staff).filter(Staff.id.in_(ids))}


def _by_message(records: list[DecisionRecord]) -> dict[str, list[Decided]]:
    decided: dict[str, list[Decided]] = {}
    for record in records:
        if record.message_id is not None:
            decided.setdefault(record.message_id, []).append(_decided(record))
    return decided


def _decided(record: DecisionRecord) -> Decided:
    seen = findings_of(record)
    return Decided(
        at=record.at,
        outcome=record.outcome,
        objections=tuple(found for found in seen if found.outcome != PERMIT),
        passed=tuple(found for found in seen if found.outcome == PERMIT),
        record_seq=record.seq,
        record_hash=record.hash,
        pack_revision=record.pack_revision,
        model_revision=record.model_revision,
    )


def _deliveries(session: Session, messages: list[Message]) -> dict[str, list[Report]]:
    sids = {message.provider_sid for message in messages if message.provider_sid}
    if not sids:
        return {}
    reports = session.query(Delivery).filter(Delivery.provider_sid.in_(sids))
    found: dict[str, list[Report]] = {}
    for report in reports.order_by(Delivery.at):
        said = Report(report.status, report.at, report.error_code)
        found.setdefault(report.provider_sid, []).append(said)
    return found
