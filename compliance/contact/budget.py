"""The silence budget: what each contact spent of every count that binds, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from compliance.contact.frequency import counted_contacts, is_counted_here
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Channel, Situation


@dataclass(frozen=True)
class Spent:
    """One past contact that a count holds against us, and when it is forgotten."""

    at: datetime
    channel: Channel
    forgotten_at: datetime


@dataclass(frozen=True)
class Allowance:
    """One count: so many in so many days, what was spent, what is left."""

    rule: str
    subject: str
    limit: int
    days: int
    spent: tuple[Spent, ...]  # oldest first
    reference: str
    channels: tuple[Channel, ...]  # on which it is counted

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
        by = replace(situation, channel=channel)
        for pack in law.binding("frequency", by):
            if pack.id not in found and (allowance := _allowance(by, pack)) is not None:
                found[pack.id] = allowance
    return tuple(sorted(found.values(), key=lambda a: (a.left, -a.days, a.rule)))


def _allowance(situation: Situation, pack: Pack) -> Allowance | None:
    day = situation.at.date()
    limit, days = pack.on("limit", day), pack.on("days", day)
    if limit.value is None or not is_counted_here(situation, pack):
        return None
    return Allowance(
        rule=pack.id,
        subject=pack.subject,
        limit=limit.value,
        days=days.value,
        spent=tuple(_spent(situation, pack, timedelta(days=days.value))),
        reference=limit.reference,
        channels=tuple(channel for channel in Channel if channel in pack.covers),
    )


def _spent(situation: Situation, pack: Pack, span: timedelta) -> Iterator[Spent]:
    for contact in sorted(counted_contacts(situation, pack, span), key=lambda c: c.at):
        yield Spent(contact.at, contact.channel, contact.at + span)
