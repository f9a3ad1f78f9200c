"""Keep an eye on what was agreed: begin follow-ups, and do their steps when they are due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger.agreed import (
    Agreement,
    agreement_of,
    end_agreement,
    flags_against,
    kind_of,
    not_followed,
)
from ledger.cancelling import cancel_messages
from ledger.database import Database, Session
from ledger.deals import hasten_paid, lapse_offers, pays_until, take_off
from ledger.errors import LedgerError
from ledger.later import WRITE_AGAIN
from ledger.money import Money
from ledger.offers_policy import OfferPolicy
from ledger.outgoing import (
    advance_followup,
    claim_followup,
    finish_followup,
    park_followup,
    schedule_followup,
)
from ledger.portfolio_view import REMINDER, AccountView, today_in
from ledger.promises import paid_since
from ledger.tables import Account, Followup, Message, Promise
from outreach.again import write_again
from outreach.calling import call_a_person, view_of
from outreach.followups import (
    Facts,
    Next,
    after_plan,
    after_promise,
    begin_plan,
    begin_promise,
)
from outreach.strategy import Strategy
from outreach.terms import limits_now, plan_terms, promise_terms, terms_to_keep
from outreach.writing import Desk, Letter, instant_on, post

# Whatever the balance becomes meanwhile:
_ALWAYS_TRUE = ("promise_kept", "settlement_kept", "waiver_kept", "plan_completed")
_BEFORE_ITS_DAY = "instalment_soon"


@dataclass(frozen=True)
class Rules:
    """What the follow-ups go by."""

    policy: OfferPolicy
    strategy: Strategy


@dataclass(frozen=True)
class Stepped:
    """One follow-up that was due, and what came of it."""

    followup_id: str
    step: str
    why: str
    queued: tuple[str, ...] = ()  # keys of the messages
    standing: str | None = None
    parked: bool = False


def enrol(session: Session, *, rules: Rules, now: datetime, limit: int = 200) -> int:
    """Begin a follow-up for every agreement in force that has none; tell how many were begun.

    Offers that nobody took in time lapse, and a settlement that is paid is settled at once.
    What the strategy has waiting for the account is cancelled: they agreed to pay.
    """
    begun = 0
    lapse_offers(session, now=now)
    hasten_paid(session, now=now)
    for agreement, followup_id in not_followed(session, limit=limit):
        account = session.get_one(Account, agreement.account_id)
        view = view_of(session, account, now)
        if view is None:
            end_agreement(session, agreement, "cancelled", now=now)
        else:
            begun += _begin(session, rules, agreement, followup_id, view, now)
    return begun


def step(db: Database, *, rules: Rules, desk: Desk, now: datetime) -> Stepped | None:
    """Do the step that has been due longest, in one transaction; ``None`` when none is due.

    A step that cannot be done is parked, so that it holds up no other, and a person looks.
    """
    failing: Stepped | None = None
    try:
        with db.transaction() as session:
            claimed = claim_followup(session, now=now)
            if claimed is None:
                return None
            failing = Stepped(claimed.id, claimed.step, "", parked=True)
            return _step(session, claimed, rules, desk, now)
    except (LedgerError, KeyError, ValueError, TypeError) as error:
        if failing is None:
            raise
        why = f"the step failed: {type(error).__name__}"
        with db.transaction() as session:
            park_followup(session, failing.followup_id, why=why, now=now)
        return replace(failing, why=why)


def _begin(
    session: Session,
    rules: Rules,
    agreement: Agreement,
    followup_id: str,
    view: AccountView,
    now: datetime,
) -> bool:
    values = terms_to_keep(agreement, limits_now(rules.policy, view, now), rules.strategy)
    today = today_in(view.zones, now)
    if isinstance(agreement, Promise):
        first = begin_promise(promise_terms(agreement, values, view), today=today)
    else:
        first = begin_plan(plan_terms(agreement, values, view), today=today)
    assert first.step is not None  # a beginning always has one
    waiting = (Message.account_id == view.account_id, Message.id.startswith(REMINDER))
    cancel_messages(session, *waiting, why=f"a {kind_of(agreement)} is in force", now=now)
    return schedule_followup(
        session,
        followup_id=followup_id,
        debtor_id=view.debtor_id,
        kind=kind_of(agreement),
        step=first.step,
        values=values,
        due_at=_due_at(first, rules.strategy, view),
        now=now,
    )


def _step(session: Session, followup: Followup, rules: Rules, desk: Desk, now: datetime) -> Stepped:
    if followup.kind == WRITE_AGAIN:
        return Stepped(followup.id, "write", write_again(session, desk, followup, now=now))
    agreement = agreement_of(session, followup.kind, str(followup.values["agreement"]))
    account = session.get(Account, agreement.account_id) if agreement else None
    view = view_of(session, account, now) if account else None
    if agreement is None or view is None:
        return _end_with_account(session, followup, agreement, now)
    following = _next(session, agreement, followup, view, now)
    name = followup.step
    queued = _write(session, desk, followup, following, view, now)
    if following.standing:
        end_agreement(session, agreement, following.standing, now=now)
        if isinstance(agreement, Promise) and agreement.standing == "kept":
            take_off(session, agreement, now=now, new_id=desk.new_id)
    if following.person:
        call_a_person(
            session,
            desk,
            agreement,
            view,
            channel=str(followup.values["channel"]),
            reason=following.person,
            summary=following.why,
            now=now,
        )
    if following.step:
        advance_followup(
            session,
            followup,
            step=following.step,
            values=followup.values,
            due_at=_due_at(following, rules.strategy, view),
            now=now,
        )
    else:
        finish_followup(session, followup, now=now)
    return Stepped(followup.id, name, following.why, queued, following.standing)


def _end_with_account(
    session: Session, followup: Followup, agreement: Agreement | None, now: datetime
) -> Stepped:
    """End what was agreed about an account that was closed since (paid elsewhere, recalled)."""
    finish_followup(session, followup, now=now)
    if agreement is None or agreement.standing not in ("open", "active"):
        return Stepped(followup.id, followup.step, "the account is closed")
    end_agreement(session, agreement, "cancelled", now=now)
    return Stepped(followup.id, followup.step, "the account is closed", standing="cancelled")


def _next(
    session: Session, agreement: Agreement, followup: Followup, view: AccountView, now: datetime
) -> Next:
    today = today_in(view.zones, now)
    paused = flags_against(session, agreement, view.debtor_id, now=now)
    by = max(today, now.date())
    if not paused:  # while nothing is expected of them, a late payment counts as well
        by = _counted_by(agreement, followup, by)
    paid = paid_since(session, view.account_id, since=agreement.agreed_at, by=by)
    if isinstance(agreement, Promise):
        paid = max(0, paid - agreement.before_minor)  # the parts before it come first
    facts = Facts(
        today=today,
        standing=agreement.standing,
        paid=Money(paid, view.balance.currency),
        balance=view.balance,
        paused=", ".join(sorted(paused)) or None,
        silent=_silent(view, str(followup.values["channel"])),
    )
    if isinstance(agreement, Promise):
        terms = promise_terms(agreement, followup.values, view)
        return after_promise(followup.step, terms, facts)
    return after_plan(followup.step, plan_terms(agreement, followup.values, view), facts)


def _counted_by(agreement: Agreement, followup: Followup, today: date) -> date:
    """Give the last day whose payments count: what takes something off is not paid late."""
    if isinstance(agreement, Promise) and agreement.off_minor:
        return min(today, pays_until(agreement, int(followup.values["grace_days"])))
    return today


def _write(
    session: Session,
    desk: Desk,
    followup: Followup,
    following: Next,
    view: AccountView,
    now: datetime,
) -> tuple[str, ...]:
    queued = []
    for words in following.words:
        due_on = words.values.get("due_on")
        letter = Letter(
            key=f"{followup.id}/{followup.step}",
            view=view,
            channel=str(followup.values["channel"]),
            template=words.template,
            values=words.values,
            why=following.why,
            due_at=now,
            last_day=due_on
            if words.template == _BEFORE_ITS_DAY and isinstance(due_on, date)
            else None,
            goes_with_balance=words.template not in _ALWAYS_TRUE,
        )
        if post(session, desk, letter, now=now):
            queued.append(letter.key)
    return tuple(queued)


def _silent(view: AccountView, channel: str) -> str | None:
    if view.with_person:
        return "a person has the conversation"
    if channel in view.silenced:
        return f"opted out of {channel}"
    return None if channel in view.addresses else f"no address for {channel}"


def _due_at(following: Next, strategy: Strategy, view: AccountView) -> datetime:
    assert following.due_on is not None  # a step always has its day
    return instant_on(following.due_on, strategy.write_at, view.zones)
