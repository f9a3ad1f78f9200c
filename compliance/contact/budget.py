"""The silence budget: what each contact spent of every count that binds, and what is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from compliance.contact.counting import (
    RULE,
    Per,
    Period,
    counted_contacts,
    counting_of,
    forgotten_at,
    is_counted_here,
)
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Channel, Situation

_PHONES = {Channel.SMS, Channel.VOICE}


@dataclass(frozen=True)
class Spent:
    """One past contact that a count holds against us, and when it is forgotten."""

    at: datetime
    channel: Channel
    forgotten_at: datetime


@dataclass(frozen=True)
class Allowance:
    """One count: so many in so many days of one kind, what was spent, what is left."""

    rule: str
    subject: str
    limit: int
    days: int
    period: Period
    per: Per
    spent: tuple[Spent, ...]  # oldest first
    reference: str
    channels: tuple[Channel, ...]  # on which it is counted

    @property
    def by_calendar(self) -> bool:
        """Whether its days are those of the calendar, not stretches of 24 hours."""
        return self.period is Period.CALENDAR_DAYS

    @property
    def left(self) -> int:
        """How many more may go now; never below zero."""
        return max(0, self.limit - len(self.spent))

    @property
    def next_at(self) -> datetime | None:
        """When the next may go, where nothing is left; ``None`` where something is, or never."""
        if self.left or not self.limit:
            return None
        return self.spent[len(self.spent) - self.limit].forgotten_at


def silence_budget(situation: Situation, law: Law) -> tuple[Allowance, ...]:
    """Give every count that binds contact with this person by any channel, strictest first."""
    found: dict[str, Allowance] = {}
    for channel in Channel:
        by = _by(channel, situation)
        for pack in law.binding(RULE, by):
            if pack.id not in found and (allowance := _allowance(by, pack)) is not None:
                found[pack.id] = allowance
    return tuple(sorted(found.values(), key=lambda a: (a.left, -a.days, a.rule)))


def _by(channel: Channel, situation: Situation) -> Situation:
    """The same contact by another channel: only texts and calls go to one and the same address."""
    address = situation.address
    if channel is not situation.channel and {channel, situation.channel} != _PHONES:
        address = None
    return replace(situation, channel=channel, address=address)


def _allowance(situation: Situation, pack: Pack) -> Allowance | None:
    day = situation.at.date()
    limit, days, counting = pack.on("limit", day), pack.on("days", day), counting_of(pack)
    if limit.value is None or not is_counted_here(situation, pack):
        return None
    return Allowance(
        rule=pack.id,
        subject=pack.subject,
        limit=limit.value,
        days=days.value,
        period=counting.period,
        per=counting.per,
        spent=tuple(
            Spent(one.at, one.channel, forgotten_at(one, situation, pack))
            for one in counted_contacts(situation, pack)
        ),
        reference=limit.reference,
        channels=tuple(channel for channel in Channel if channel in pack.covers),
    )
