"""Who is due today, and putting what is due into the outbox: every account gets a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ledger.database import Database, Session
from ledger.portfolio import debtors_after, open_views, views_of
from ledger.portfolio_view import AccountView, today_in
from outreach.planner import Line, PlannedContact, due_contacts
from outreach.strategy import Strategy
from outreach.writing import Desk, Letter, Writer, instant_on, post


class TemplateMissing(Exception):
    """The strategy names a message of which there is no approved text."""


@dataclass(frozen=True)
class Outcome:
    """What a run did with one account."""

    line: Line
    queued: bool  # False: not planned, or in the outbox already under this key


def plan(session: Session, *, strategy: Strategy, now: datetime) -> Iterator[Line]:
    """Say for every account that is not closed what would be done now, and why."""
    return due_contacts(strategy, open_views(session, now=now), _day_at(now))


def run(
    db: Database, *, strategy: Strategy, now: datetime, desk: Desk, debtors: int = 25
) -> Iterator[Outcome]:
    """Put what is due into the outbox, a transaction for each batch of so many people.

    Batches are small because an incoming message waits while one is written.

    Lines come after their batch is committed. A run that dies may simply be repeated: what
    was queued keeps its key, and the same key is sent once.

    Raises:
        TemplateMissing: before anything is queued.
    """
    check_templates(strategy, desk.writer)
    after = ""
    while True:
        with db.transaction() as session:
            batch = debtors_after(session, after, limit=debtors)
            views = views_of(session, batch, now=now) if batch else []
            lines = list(due_contacts(strategy, views, _day_at(now)))
            done = [_do(session, strategy, desk, line, now) for line in lines]
        yield from done
        if not batch:
            return
        after = batch[-1]


def check_templates(strategy: Strategy, writer: Writer) -> None:
    """Raise ``TemplateMissing`` if the strategy names a message nobody has written."""
    known = writer.names()
    for segment in strategy.segments:
        for stage in segment.stages:
            if stage.template not in known:
                raise TemplateMissing(
                    f"The strategy's stage '{stage.name}' names the template '{stage.template}', "
                    f"of which there is no approved text. Add it to policies/templates/en.yaml, "
                    f"or name another one in policies/strategy.yaml."
                )


def _do(session: Session, strategy: Strategy, desk: Desk, line: Line, now: datetime) -> Outcome:
    if not isinstance(line, PlannedContact):
        return Outcome(line, queued=False)
    write_at = instant_on(line.today, strategy.write_at, line.account.zones)
    letter = Letter(
        key=line.key,
        view=line.account,
        channel=line.channel,
        template=line.template,
        values={},
        why=line.why,
        due_at=max(now, write_at),
        last_day=line.last_day,
    )
    return Outcome(line, queued=post(session, desk, letter, now=now))


def _day_at(now: datetime) -> Callable[[AccountView], date]:
    return lambda account: today_in(account.zones, now)
