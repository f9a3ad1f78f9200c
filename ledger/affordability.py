"""Keep what somebody in trouble tells us about their money, and say what they could manage."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.ids import NewId
from ledger.money import Money
from ledger.tables import Affordability

QUESTIONS = ("income", "essentials", "dependants", "manageable")
_COLUMNS = {
    "income": "income_minor",
    "essentials": "essentials_minor",
    "dependants": "dependants",
    "manageable": "manageable_minor",
}


def open_form(
    session: Session,
    *,
    debtor_id: str,
    conversation_id: str,
    currency: str,
    message_id: str,
    now: datetime,
    new_id: NewId,
) -> Affordability:
    """Begin the questions, with the consent that ``message_id`` gave; one that is open goes on."""
    known = running_form(session, conversation_id)
    if known is not None and known.debtor_id == debtor_id:
        return known
    form = Affordability(
        id=new_id(),
        debtor_id=debtor_id,
        conversation_id=conversation_id,
        currency=currency,
        consented_at=now,
        consent_message=message_id,
        answered=[],
    )
    session.add(form)
    log_event(
        session,
        kind="affordability_begun",
        subject=conversation_id,
        debtor_id=debtor_id,
        now=now,
        message=message_id,
    )
    session.flush()
    return form


def running_form(session: Session, conversation_id: str) -> Affordability | None:
    """Give the questions that are under way in a conversation."""
    session.flush()
    return session.scalars(
        select(Affordability).where(
            Affordability.conversation_id == conversation_id, Affordability.ended_at.is_(None)
        )
    ).first()


def next_question(form: Affordability) -> str | None:
    """Name what is still to be asked; ``None`` when all is said or skipped."""
    return next((question for question in QUESTIONS if question not in form.answered), None)


def answer(session: Session, form: Affordability, question: str, value: int | None) -> None:
    """Write down one answer: minor units or a number of people; ``None`` is a skipped question."""
    setattr(form, _COLUMNS[question], value)
    form.answered = [*form.answered, question]
    session.flush()


def amend(session: Session, form: Affordability, value: int) -> None:
    """Put another value in the place of the last one that was told."""
    setattr(form, _COLUMNS[form.answered[-1]], value)
    session.flush()


def end_form(session: Session, form: Affordability, *, outcome: str, now: datetime) -> None:
    """Close the questions: ``finished`` when all were put, ``stopped`` when they ended them."""
    form.ended_at, form.outcome = now, outcome
    log_event(
        session,
        kind="affordability_ended",
        subject=form.conversation_id,
        debtor_id=form.debtor_id,
        now=now,
        outcome=outcome,
    )
    session.flush()


def affordable(form: Affordability) -> Money | None:
    """Give what a month could bear: the least of what was said and what is left over.

    ``None`` when too little was told. Zero is an answer: nothing can be paid.
    """
    spare = None
    if form.income_minor is not None and form.essentials_minor is not None:
        spare = max(0, form.income_minor - form.essentials_minor)
    told = [minor for minor in (form.manageable_minor, spare) if minor is not None]
    return Money(min(told), form.currency) if told else None
