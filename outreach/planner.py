"""Decide for every account whether it is written to today, and say why or why not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.offers_segments import AccountFacts
from ledger.portfolio_view import AccountView, Occurrence, reminder_key
from outreach.strategy import Segment, Stage, Strategy

TRIES = 3  # of one stage occurrence, where each one before was cancelled unsent


class Silence(StrEnum):
    """Why an account is not written to."""

    CLOSED = "closed"
    PAID = "paid"
    TOLERANCE = "tolerance"
    CURRENCY = "currency"
    PROMISE = "promise"
    PLAN = "plan"
    CIRCUMSTANCE = "circumstance"
    WITH_A_PERSON = "with_a_person"
    ASKED_TO_WAIT = "asked_to_wait"
    NO_SEGMENT = "no_segment"
    NOT_YET = "not_yet"
    ALL_DONE = "all_done"
    CANCELLED_BEFORE = "cancelled_before"
    CADENCE = "cadence"
    SILENCED = "silenced"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True)
class PlannedContact:
    """One message that the strategy wants to be written today."""

    account: AccountView
    template: str
    channel: str
    address: str
    stage: str
    segment: str
    why: str
    key: str  # the message's id: the same occurrence gives the same key
    today: date  # the person's own day
    last_day: date | None  # after it the message makes no sense
    missed: tuple[str, ...] = ()  # stages whose days passed without a message


@dataclass(frozen=True)
class NotPlanned:
    """An account that was looked at and is left in peace today."""

    account: AccountView
    reason: Silence
    why: str
    next_on: date | None = None
    missed: tuple[str, ...] = ()


Line = PlannedContact | NotPlanned


def due_contacts(
    strategy: Strategy,
    accounts: Iterable[AccountView],
    today_of: Callable[[AccountView], date],
) -> Iterator[Line]:
    """Give one line for each account, in the order they come, holding none of them.

    ``accounts`` come grouped by debtor: one person gets one message a day, whatever the
    number of their accounts. ``today_of`` gives the person's own day.
    """
    written_to: str | None = None
    for account in accounts:
        line = _line(
            strategy, account, today_of(account), just_written=account.debtor_id == written_to
        )
        if isinstance(line, PlannedContact):
            written_to = account.debtor_id
        yield line


def _line(strategy: Strategy, account: AccountView, today: date, *, just_written: bool) -> Line:
    if silence := _left_in_peace(strategy, account):
        return NotPlanned(account, *silence)
    segment = strategy.segment_of(_facts(account, today))
    if segment is None:
        return NotPlanned(account, Silence.NO_SEGMENT, "no segment of the strategy fits")
    missed = _missed(segment, account, today)
    stage = _next_stage(segment, account, today)
    if isinstance(stage, NotPlanned):
        return stage
    if held := _held_by_cadence(strategy, account, today, just_written=just_written):
        return NotPlanned(account, Silence.CADENCE, *held, missed=missed)
    address = account.addresses.get(stage.channel)
    if address is None:
        return NotPlanned(account, *_unreachable(account, stage), missed=missed)
    return _planned(account, segment, stage, address, today, missed)


def _planned(
    account: AccountView,
    segment: Segment,
    stage: Stage,
    address: str,
    today: date,
    missed: tuple[str, ...],
) -> PlannedContact:
    key = reminder_key(account.account_id, account.due_date, stage.name)
    earlier = account.occurrences.get(key)
    last_day = account.due_date + timedelta(stage.until) if stage.until is not None else None
    return PlannedContact(
        account=account,
        template=stage.template,
        channel=stage.channel,
        address=address,
        stage=stage.name,
        segment=segment.name,
        why=f"stage {stage.name} of '{segment.name}', {_days(account, today)}",
        key=f"{key}/{earlier.cancelled + 1}" if earlier else key,
        today=today,
        last_day=last_day,
        missed=missed,
    )


def _left_in_peace(strategy: Strategy, account: AccountView) -> tuple[Silence, str] | None:
    tolerance = strategy.tolerance.get(account.balance.currency)
    if account.closed:
        return Silence.CLOSED, "the account is closed"
    if account.balance.minor <= 0:
        return Silence.PAID, "nothing is owed"
    if tolerance is None:
        return Silence.CURRENCY, "the strategy does not cover this currency"
    if account.balance <= tolerance:
        return Silence.TOLERANCE, "so little is owed that nobody is bothered"
    if account.agreement:
        return Silence(account.agreement), f"a {account.agreement} is in force"
    if account.flags:
        return Silence.CIRCUMSTANCE, f"recorded: {', '.join(sorted(account.flags))}"
    if account.with_person:
        return Silence.WITH_A_PERSON, "a person has the conversation, or is awaited in it"
    if account.asked_to_wait:
        return Silence.ASKED_TO_WAIT, "they asked us to write again on another day"
    return None


def _next_stage(segment: Segment, account: AccountView, today: date) -> Stage | NotPlanned:
    """Give the first stage in order that is not done and not over, if its day has come."""
    day = (today - account.due_date).days
    missed = _missed(segment, account, today)
    before: Stage | None = None
    for stage in segment.stages:
        tried = _occurrence(account, stage)
        over = stage.until is not None and day > stage.until
        if tried and not tried.open_again:
            before = stage
        elif tried and tried.cancelled >= TRIES and not over:
            why = f"stage {stage.name} was cancelled {TRIES} times unsent: a person should look"
            return NotPlanned(account, Silence.CANCELLED_BEFORE, why, missed=missed)
        elif not over:
            due_on = _stage_due_on(account, stage, before)
            if due_on <= today:
                return stage
            why = f"stage {stage.name} comes on {due_on}"
            return NotPlanned(account, Silence.NOT_YET, why, next_on=due_on, missed=missed)
    return NotPlanned(account, Silence.ALL_DONE, "every stage is done", missed=missed)


def _stage_due_on(account: AccountView, stage: Stage, before: Stage | None) -> date:
    """Give the day a stage comes, no nearer to the one before than their days are apart.

    An account that comes to us late so begins at the first stage, not in the middle.
    """
    due_on = account.due_date + timedelta(stage.day)
    earlier = _occurrence(account, before) if before else None
    if before is None or earlier is None or stage.until is not None:
        return due_on
    return max(due_on, earlier.written_on + timedelta(stage.day - before.day))


def _missed(segment: Segment, account: AccountView, today: date) -> tuple[str, ...]:
    day = (today - account.due_date).days
    return tuple(
        stage.name
        for stage in segment.stages
        if stage.until is not None
        and day > stage.until
        and ((tried := _occurrence(account, stage)) is None or tried.open_again)
    )


def _occurrence(account: AccountView, stage: Stage) -> Occurrence | None:
    return account.occurrences.get(reminder_key(account.account_id, account.due_date, stage.name))


def _held_by_cadence(
    strategy: Strategy, account: AccountView, today: date, *, just_written: bool
) -> tuple[str, date] | None:
    gap = timedelta(strategy.days_between)
    if just_written and gap:
        return "this person is written to today about another account", today + gap
    if account.last_written_on and account.last_written_on + gap > today:
        next_on = account.last_written_on + gap
        return f"written to on {account.last_written_on}: next not before {next_on}", next_on
    return None


def _unreachable(account: AccountView, stage: Stage) -> tuple[Silence, str]:
    if stage.channel in account.silenced:
        return Silence.SILENCED, f"opted out of {stage.channel}, or not their address"
    return Silence.NO_ADDRESS, f"no address for {stage.channel}"


def _facts(account: AccountView, today: date) -> AccountFacts:
    return AccountFacts(
        balance=account.balance,
        days_past_due=(today - account.due_date).days,
        segment=account.kind,
        party=account.party,
    )


def _days(account: AccountView, today: date) -> str:
    days = (today - account.due_date).days
    if days == 0:
        return "due today"
    return f"{days} days past due" if days > 0 else f"due in {-days} days"
