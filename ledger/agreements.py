"""Plans and promises: proposed in a conversation, agreed by a clear yes, kept or not.

At most one proposal stands in a conversation, and at most one agreement on an account. Agreeing
never takes anything off the balance: only entries do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import Purpose
from ledger.accounts import account_of
from ledger.cancelling import cancel_messages
from ledger.errors import NotFound, WrongState
from ledger.events import log_event
from ledger.ids import NewId
from ledger.money import CurrencyMismatch, Money
from ledger.redaction import redact
from ledger.tables import Instalment, Message, Plan, Promise

_KEPT = 500  # characters of the person's own words


def propose_plan(
    session: Session,
    *,
    account_id: str,
    conversation_id: str | None,
    frequency: str,
    instalments: Sequence[tuple[date, Money]],
    policy_revision: str,
    now: datetime,
    new_id: NewId,
    out_of: Plan | None = None,
    pauses: bool = False,
) -> Plan:
    """Write down a plan as offered; it replaces what this conversation proposed before.

    ``out_of`` is the plan in force that it would change, or only pause; that one stays in force
    until the new one is agreed to, and in the ledger for ever.
    """
    account = account_of(session, account_id)
    for _, part in instalments:
        _same_currency(account.currency, part)
    if not instalments or any(part.minor <= 0 for _, part in instalments):
        raise WrongState("A plan needs instalments, each above zero.")
    withdraw_proposal(session, conversation_id=conversation_id, now=now)
    plan = Plan(
        id=new_id(),
        account_id=account_id,
        conversation_id=conversation_id,
        standing="proposed",
        frequency=frequency,
        total_minor=sum(part.minor for _, part in instalments),
        policy_revision=policy_revision,
        proposed_at=now,
        replaces=out_of.id if out_of else None,
        changes=out_of.changes + (not pauses) if out_of else 0,
        pauses=out_of.pauses + pauses if out_of else 0,
        instalments=[
            Instalment(number=number, due_on=due_on, minor=part.minor)
            for number, (due_on, part) in enumerate(instalments, start=1)
        ],
    )
    session.add(plan)
    _note(session, plan, "plan_proposed", now)
    session.flush()
    return plan


def propose_promise(
    session: Session,
    *,
    account_id: str,
    conversation_id: str | None,
    money: Money,
    due_on: date,
    words: str | None,
    now: datetime,
    new_id: NewId,
) -> Promise:
    """Write down a promise to confirm; it takes the place of what was proposed before."""
    _same_currency(account_of(session, account_id).currency, money)
    withdraw_proposal(session, conversation_id=conversation_id, now=now)
    promise = Promise(
        id=new_id(),
        account_id=account_id,
        conversation_id=conversation_id,
        minor=money.minor,
        due_on=due_on,
        standing="proposed",
        words=redact(words)[:_KEPT] if words else None,
        proposed_at=now,
    )
    session.add(promise)
    _note(session, promise, "promise_proposed", now)
    session.flush()
    return promise


def propose_parts(
    session: Session,
    *,
    account_id: str,
    conversation_id: str | None,
    parts: Sequence[tuple[date, Money]],
    words: str | None,
    now: datetime,
    new_id: NewId,
) -> Promise:
    """Write down a promise of several parts, in their order; give the first.

    Each is followed on its own; what is paid counts for the earlier ones first.
    """
    (due_on, money), *later = parts
    first = propose_promise(
        session,
        account_id=account_id,
        conversation_id=conversation_id,
        money=money,
        due_on=due_on,
        words=words,
        now=now,
        new_id=new_id,
    )
    before = money.minor
    for due_on, money in later:
        _same_currency(account_of(session, account_id).currency, money)
        session.add(
            Promise(
                id=new_id(),
                account_id=account_id,
                conversation_id=conversation_id,
                minor=money.minor,
                due_on=due_on,
                standing="proposed",
                words=first.words,
                proposed_at=now,
                part_of=first.id,
                before_minor=before,
            )
        )
        before += money.minor
    session.flush()
    return first


def parts_of(session: Session, promise: Promise) -> Sequence[Promise]:
    """Give every part of a promise, the first one first; itself if it has no others."""
    session.flush()
    first = promise.part_of or promise.id
    return session.scalars(
        select(Promise)
        .where((Promise.id == first) | (Promise.part_of == first))
        .order_by(Promise.before_minor)
    ).all()


def agree_plan(session: Session, plan_id: str, now: datetime) -> Plan:
    """Make a proposed plan the account's agreement; agreeing twice changes nothing."""
    plan = session.get(Plan, plan_id, with_for_update=True)
    if plan is None:
        raise NotFound("There is no plan with this id.")
    if plan.standing == "active":
        return plan
    _agree(session, plan, "active", now)
    return plan


def agree_promise(session: Session, promise_id: str, now: datetime) -> Promise:
    """Make a proposed promise the account's agreement; agreeing twice changes nothing."""
    promise = session.get(Promise, promise_id, with_for_update=True)
    if promise is None:
        raise NotFound("There is no promise with this id.")
    if promise.standing == "open":
        return promise
    _agree(session, promise, "open", now)
    return promise


def proposed(session: Session, conversation_id: str) -> Plan | Promise | None:
    """Give what this conversation has proposed and nobody answered yet."""
    session.flush()
    plan = session.scalars(
        select(Plan)
        .where(Plan.conversation_id == conversation_id, Plan.standing == "proposed")
        .order_by(Plan.proposed_at.desc(), Plan.id.desc())
    ).first()
    promise = session.scalars(
        select(Promise)
        .where(
            Promise.conversation_id == conversation_id,
            Promise.standing == "proposed",
            Promise.part_of.is_(None),
        )
        .order_by(Promise.proposed_at.desc(), Promise.id.desc())
    ).first()
    return plan or promise


def withdraw_proposal(session: Session, *, conversation_id: str | None, now: datetime) -> bool:
    """Take back what this conversation has proposed; ``False`` when there was nothing."""
    standing = proposed(session, conversation_id) if conversation_id else None
    if standing is None:
        return False
    _end(session, standing, "cancelled", now)
    return True


def live_agreement(session: Session, account_id: str) -> Plan | Promise | None:
    """Give the agreement in force on an account: an active plan, else an open promise."""
    session.flush()
    plan = session.scalars(
        select(Plan).where(Plan.account_id == account_id, Plan.standing == "active")
    ).first()
    promise = session.scalars(
        select(Promise)
        .where(Promise.account_id == account_id, Promise.standing == "open")
        .order_by(Promise.due_on)
    ).first()
    return plan or promise


def cancel_agreement(session: Session, *, account_id: str, now: datetime) -> bool:
    """End the account's agreement because the person asks for it or another takes its place."""
    live = live_agreement(session, account_id)
    if live is None:
        return False
    _end(session, live, "cancelled", now)
    return True


def _agree(session: Session, agreed: Plan | Promise, standing: str, now: datetime) -> None:
    if agreed.standing != "proposed":
        raise WrongState(
            f"Only a proposal can be agreed to, and this one is {agreed.standing}. Propose anew."
        )
    while live := live_agreement(session, agreed.account_id):
        replaced = isinstance(agreed, Plan) and agreed.replaces == live.id
        _end(session, live, "replaced" if replaced else "cancelled", now)
    for one in [agreed] if isinstance(agreed, Plan) else parts_of(session, agreed):
        one.standing, one.agreed_at = standing, now
    cancel_messages(
        session,
        Message.account_id == agreed.account_id,
        Message.purpose == Purpose.REMINDER,
        why="agreed to pay",
        now=now,
    )
    _note(session, agreed, f"{_word(agreed)}_agreed", now)
    session.flush()


def _end(session: Session, which: Plan | Promise, standing: str, now: datetime) -> None:
    before = which.standing
    if isinstance(which, Plan):
        which.standing, which.ended_at = standing, now
    else:
        for part in parts_of(session, which):
            if part.standing == before:
                part.standing, part.settled_at = standing, now
    _note(session, which, f"{_word(which)}_{standing}", now)
    session.flush()


def _word(which: Plan | Promise) -> str:
    return "plan" if isinstance(which, Plan) else which.kind


def _note(session: Session, which: Plan | Promise, kind: str, now: datetime) -> None:
    account = account_of(session, which.account_id)
    log_event(
        session,
        kind=kind,
        subject=which.account_id,
        debtor_id=account.debtor_id,
        now=now,
        agreement=which.id,
    )


def _same_currency(ours: str, money: Money) -> None:
    if money.currency != ours:
        raise CurrencyMismatch(ours, money.currency)
