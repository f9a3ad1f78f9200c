"""What was agreed, as a person asks about it: what comes next, and how much is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from actions.turn import Turn
from ledger.agreements import live_agreement, parts_of
from ledger.money import Money
from ledger.promises import paid_since
from ledger.tables import Account, Plan, Promise

_A_DAY = timedelta(days=1)  # what is booked today in UTC may be tomorrow's for them
_LATELY = timedelta(days=14)  # a promise that failed longer ago is not what they speak of


@dataclass(frozen=True)
class Coming:
    """The next payment of an agreement, and how many there are from it on."""

    due_on: date
    money: Money  # what is missing of it
    left: int
    total: Money  # what is left of all of them


def next_due(turn: Turn, agreement: Plan | Promise | None) -> Coming | None:
    """Find the first payment that what was paid since the agreement does not cover."""
    if agreement is None:
        return None
    currency = turn.session.get_one(Account, agreement.account_id).currency
    paid = _paid_since(turn, agreement)
    rows = _rows(turn, agreement, currency)
    for number, (due_on, money) in enumerate(rows):
        if paid < money.minor:
            rest = sum(part.minor for _, part in rows[number:]) - paid
            return Coming(
                due_on,
                Money(money.minor - paid, currency),
                len(rows) - number,
                Money(rest, currency),
            )
        paid -= money.minor
    return None


def _rows(turn: Turn, agreement: Plan | Promise, currency: str) -> list[tuple[date, Money]]:
    if isinstance(agreement, Plan):
        return schedule(agreement, currency)
    parts = parts_of(turn.session, agreement)
    return [(part.due_on, Money(part.minor, currency)) for part in parts]


def schedule(agreement: Plan | Promise, currency: str) -> list[tuple[date, Money]]:
    """Give the dated payments of a plan, or the one of a promise."""
    if isinstance(agreement, Promise):
        return [(agreement.due_on, Money(agreement.minor, currency))]
    return [(part.due_on, Money(part.minor, currency)) for part in agreement.instalments]


def _paid_since(turn: Turn, agreement: Plan | Promise) -> int:
    since = agreement.agreed_at or agreement.proposed_at
    return paid_since(turn.session, agreement.account_id, since=since, by=turn.today + _A_DAY)


def still_missing(turn: Turn, promise: Promise) -> Money | None:
    """Give what of a promise has not come, whatever became of it; ``None``: nothing."""
    coming = next_due(turn, promise)
    return None if coming is None else coming.money


def promise_to_move(turn: Turn) -> Promise | None:
    """Give the promise that "can I do it on the 15th" is about: one that stands, or just failed.

    Not one that takes something off, nor one of parts: another day of these is a new offer.
    """
    account, figures = turn.account, turn.figures
    if account is None or turn.awaiting is not None or figures.on is None or figures.amounts:
        return None
    latest = (
        turn.session.query(Promise)
        .filter(Promise.account_id == account.id, Promise.standing.in_(("open", "broken")))
        .order_by(Promise.due_on.desc())
        .first()
    )
    if latest is None or latest.kind != "promise" or len(parts_of(turn.session, latest)) > 1:
        return None
    live = live_agreement(turn.session, account.id)
    recent = turn.today - latest.due_on <= _LATELY
    return latest if recent and (live is None or live is latest) else None


def day_for_what_is_agreed(turn: Turn) -> str | None:
    """Name the action for which a day alone is enough, whatever it is said in.

    After "I do not see the 100 yet, which day would work?" it is for that sum; while a plan runs,
    whatever else names a coming day asks for that day. Nothing changes before a yes.
    """
    account, on = turn.account, turn.figures.on
    if not turn.verified or account is None or on is None or turn.awaiting is not None:
        return None
    if promise_to_move(turn) is not None:
        return "action_take_promise"
    live = live_agreement(turn.session, account.id)
    coming = next_due(turn, live)
    moves = isinstance(live, Plan) and coming is not None and on > turn.today
    return "action_change_plan" if moves else None
