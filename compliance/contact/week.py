"""A week as it looks from the person's own clock: in which hours may a message go, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from compliance.contact.frequency import check_frequency, moments_of_forgetting
from compliance.contact.hours import check_hours, turning_points
from compliance.contact.windows import zone
from compliance.law import Law
from compliance.situation import Situation
from compliance.verdict import Finding, Outcome

_PROBES = tuple(timedelta(minutes=15 * n, seconds=1) for n in range(4))


_HOUR, _SECOND = timedelta(hours=1), timedelta(seconds=1)


class Open(StrEnum):
    """Whether a message may go in an hour, as far as hours and counts say."""

    ALLOWED = "allowed"
    PARTLY = "partly"  # in some part of it
    CLOSED = "closed"
    PAST = "past"


@dataclass(frozen=True)
class Hour:
    """One hour of one day."""

    begins_at: datetime  # aware, on the person's clock
    state: Open
    reasons: tuple[tuple[str, str], ...]  # (rule, why) of what closes it, each rule once


@dataclass(frozen=True)
class Day:
    """One day of the week on the person's clock; a day may have 23 or 25 hours."""

    on: date
    hours: tuple[Hour, ...]

    @property
    def open_spans(self) -> tuple[tuple[str, str], ...]:
        """The stretches of whole hours in which it may go, as ("09:00", "21:00")."""
        spans: list[tuple[str, str]] = []
        begins = ""
        for hour in self.hours:
            starts = f"{hour.begins_at:%H:%M}"
            if hour.state is Open.ALLOWED:
                begins = begins or starts
            elif begins:
                spans.append((begins, starts))
                begins = ""
        return (*spans, (begins, "24:00")) if begins else tuple(spans)

    @property
    def closing_rules(self) -> tuple[str, ...]:
        """Every rule that closes some hour of the day, each once."""
        return tuple(dict.fromkeys(rule for hour in self.hours for rule, _ in hour.reasons))


def week_of(situation: Situation, law: Law, *, clock: str, days: int = 7) -> tuple[Day, ...]:
    """Give the days from today on, hour by hour, on the clock of one zone (IANA name).

    Each hour is tried in each of its quarters, wherever hours begin or end within it, and when a
    contact is forgotten.
    """
    forgetting = moments_of_forgetting(situation, law)
    first = situation.at.astimezone(zone(clock)).date()
    return tuple(
        Day(on, tuple(_hour(situation, law, h, forgetting) for h in _hours_of(on, clock)))
        for on in (first + timedelta(days=n) for n in range(days))
    )


def _hours_of(on: date, clock: str) -> Iterator[datetime]:
    """The hours there are that day: where the clock jumps one is missing or comes twice."""
    where = zone(clock)
    moment = datetime.combine(on, time(), tzinfo=where).astimezone(UTC)
    end = datetime.combine(on + timedelta(days=1), time(), tzinfo=where).astimezone(UTC)
    while moment < end:
        yield moment.astimezone(where)
        moment += timedelta(hours=1)


def _hour(situation: Situation, law: Law, begins: datetime, forgetting: set[datetime]) -> Hour:
    closed: dict[str, str] = {}
    start = begins.astimezone(UTC)
    turns = turning_points(replace(situation, at=start), law, start + _HOUR)
    turns |= {moment for moment in forgetting if start <= moment < start + _HOUR}
    moments = sorted({start + probe for probe in _PROBES} | {turn + _SECOND for turn in turns})
    coming = [moment for moment in moments if moment >= situation.at]
    if not coming:
        return Hour(begins, Open.PAST, ())
    free = 0
    for moment in coming:
        then = replace(situation, at=moment)
        against = [f for f in _timed(then, law) if f.outcome >= Outcome.HOLD]
        free += not against
        closed.update({f.rule: f.reason for f in against if f.rule not in closed})
    state = {0: Open.CLOSED, len(coming): Open.ALLOWED}.get(free, Open.PARTLY)
    return Hour(begins, state, tuple(closed.items()))


def _timed(situation: Situation, law: Law) -> Iterator[Finding]:
    yield from check_hours(situation, law)
    yield from check_frequency(situation, law)
