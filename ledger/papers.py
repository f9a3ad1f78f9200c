"""Papers under links that end by themselves: receipts, letters, calendar days, copies of a talk.

A paper is not kept as a file. Whoever opens the link sees what the ledger says at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ledger.accounts import account_of, breakdown
from ledger.events import log_event
from ledger.ids import NewId
from ledger.money import Money
from ledger.once import one_at_a_time
from ledger.people import display_name
from ledger.tables import (
    Account,
    Conversation,
    Creditor,
    Debtor,
    Entry,
    Message,
    Paper,
    Promise,
)

PAPER_LASTS = timedelta(days=7)
KINDS = ("receipt", "letter", "promise", "record", "proof")
_ENDING = 4  # the last signs of an account's reference are enough to know it by
_REACHED = ("accepted", "sent", "delivered", "read")


@dataclass(frozen=True)
class Receipt:
    """One payment as it is booked, and how the account stands."""

    number: str
    payer: str
    creditor: str
    ending: str
    money: Money
    paid_on: date
    left: Money


@dataclass(frozen=True)
class Letter:
    """That nothing is left to pay. ``given_up``: something was waived on the way."""

    payer: str
    creditor: str
    product: str
    ending: str
    given_up: bool


@dataclass(frozen=True)
class PromiseSlip:
    """A promise as it was agreed, in the person's own words."""

    id: str
    creditor: str
    money: Money
    due_on: date
    words: str | None
    agreed_at: datetime
    stands: bool
    off: Money  # what is taken off once it is paid


@dataclass(frozen=True)
class Said:
    """One message of a copy of a talk."""

    at: datetime
    theirs: bool
    by_person: bool  # somebody at work wrote it
    text: str
    files: int


@dataclass(frozen=True)
class Copy:
    """Everything that was said in a talk, as far as it reached somebody."""

    lines: Sequence[Said]


def issue_paper(
    session: Session, *, kind: str, subject: str, conversation_id: str, now: datetime, new_id: NewId
) -> Paper:
    """Give the link to a paper; asked for again on the same day it is the same."""
    one_at_a_time(session, f"paper {kind} {subject}")
    session.flush()
    same = session.scalars(
        select(Paper)
        .where(
            Paper.kind == kind,
            Paper.subject == subject,
            Paper.conversation_id == conversation_id,
            Paper.created_at > now - timedelta(days=1),
        )
        .order_by(Paper.created_at.desc())
        .limit(1)
    ).first()
    if same is not None:
        return same
    paper = Paper(
        id=new_id(),
        token=new_id(),
        kind=kind,
        subject=subject,
        conversation_id=conversation_id,
        created_at=now,
        expires_at=now + PAPER_LASTS,
    )
    session.add(paper)
    log_event(session, kind="paper_issued", subject=conversation_id, now=now, paper=kind)
    session.flush()
    return paper


def paper_by_token(session: Session, token: str, *, now: datetime) -> Paper | None:
    """Find the paper behind a link that has not ended."""
    found = session.scalars(select(Paper).where(Paper.token == token)).first()
    return found if found is not None and found.expires_at > now else None


def account_behind(session: Session, paper: Paper) -> Account | None:
    """Give the account a paper is about: that of its subject, or of its conversation."""
    if paper.kind in ("letter", "proof"):
        return session.get(Account, paper.subject)
    if paper.kind == "receipt":
        entry = session.get(Entry, paper.subject)
        return session.get(Account, entry.account_id) if entry else None
    if paper.kind == "promise":
        promise = session.get(Promise, paper.subject)
        return session.get(Account, promise.account_id) if promise else None
    talk = session.get_one(Conversation, paper.conversation_id)
    if talk.account_id is not None:
        return session.get(Account, talk.account_id)
    theirs = select(Account).where(Account.debtor_id == talk.debtor_id).order_by(Account.due_date)
    return session.scalars(theirs.limit(1)).first()


def receipt_of(session: Session, entry_id: str) -> Receipt | None:
    """Give the receipt of a booked payment."""
    entry = session.get(Entry, entry_id)
    if entry is None or entry.kind != "payment":
        return None
    account, creditor, debtor = _parties(session, entry.account_id)
    return Receipt(
        number=entry.id[:12].upper(),
        payer=display_name(debtor),
        creditor=creditor.name,
        ending=account.ref[-_ENDING:],
        money=Money(-entry.minor, account.currency),
        paid_on=entry.booked_on,
        left=breakdown(session, account.id).balance,
    )


def letter_of(session: Session, account_id: str) -> Letter | None:
    """Give the letter that nothing is left to pay, while that is so."""
    sums = breakdown(session, account_id)
    if sums.balance.minor > 0:
        return None
    account, creditor, debtor = _parties(session, account_id)
    return Letter(
        payer=display_name(debtor),
        creditor=creditor.name,
        product=account.product,
        ending=account.ref[-_ENDING:],
        given_up=sums.waived.minor > 0,
    )


def promise_slip(session: Session, promise_id: str) -> PromiseSlip | None:
    """Give a promise as it was agreed."""
    promise = session.get(Promise, promise_id)
    if promise is None or promise.agreed_at is None:
        return None
    account, creditor, _ = _parties(session, promise.account_id)
    return PromiseSlip(
        id=promise.id,
        creditor=creditor.name,
        money=Money(promise.minor, account.currency),
        due_on=promise.due_on,
        words=promise.words,
        agreed_at=promise.agreed_at,
        stands=promise.standing in ("open", "kept"),
        off=Money(promise.off_minor, account.currency),
    )


def copy_of(session: Session, conversation_id: str) -> Copy:
    """Give a talk as its person may have it: not what another said at this address before."""
    talk = session.get_one(Conversation, conversation_id)
    rows = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            or_(Message.debtor_id.is_(None), Message.debtor_id == talk.debtor_id),
            or_(Message.direction == "in", Message.state.in_(_REACHED)),
        )
        .order_by(Message.seq)
    )
    return Copy(
        [
            Said(
                at=row.created_at if row.direction == "in" else row.settled_at or row.created_at,
                theirs=row.direction == "in",
                by_person=row.written_by is not None,
                text=row.body,
                files=len(row.media),
            )
            for row in rows
        ]
    )


def _parties(session: Session, account_id: str) -> tuple[Account, Creditor, Debtor]:
    account = account_of(session, account_id)
    return (
        account,
        session.get_one(Creditor, account.creditor_id),
        session.get_one(Debtor, account.debtor_id),
    )
