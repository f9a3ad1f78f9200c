"""What a pack counts, over which period, and until when it counts a past contact against us.

A law counts over days of 24 hours to the second (``rolling``), or over days of the calendar on the
person's own clock (``calendar_days``): the day of a contact is the first, and it is forgotten when
the day after the last begins. Where several clocks are possible, on the slowest of them. A pack
counts by the calendar only where its law says so; else it rolls, which is the stricter reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from compliance.contact.windows import day_begins, zone
from compliance.errors import PackError
from compliance.pack import Pack
from compliance.situation import AddressKind, Channel, Contact, Direction, Situation

RULE = "frequency"
_DAY = timedelta(days=1)
_LONGER = timedelta(days=2)  # by this much the calendar never reaches beyond days of 24 hours


class Per(StrEnum):
    """What a law keeps a count of its own for."""

    PERSON = "person"
    ACCOUNT = "account"
    ADDRESS = "address"  # each telephone number or e-mail address by itself


class Period(StrEnum):
    """What kind of days a law counts over."""

    ROLLING = "rolling"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True)
class Counting:
    """How one pack counts, as its settings say."""

    per: Per
    counts: frozenset[Channel]
    period: Period = Period.ROLLING
    only_connected: bool = False
    only_kinds: frozenset[AddressKind] | None = None
    their_calls_count: bool = False
    answers_count: bool = False


@dataclass(frozen=True)
class Spent:
    """One past contact that a count holds against us, and when it is forgotten."""

    at: datetime
    channel: Channel
    forgotten_at: datetime


_READ: Mapping[str, Callable[[Any], Any]] = {
    "per": Per,
    "counts": lambda names: frozenset(Channel(name) for name in names),
    "period": Period,
    "only_kinds": lambda names: frozenset(AddressKind(name) for name in names),
}


def counting_of(pack: Pack) -> Counting:
    """Read how a pack counts; kept with the pack.

    Raises:
        PackError: a setting is missing, unknown, or has a value it cannot have.
    """
    counting: Counting | None = pack.kept.get(Counting)
    if counting is None:
        counting = pack.kept[Counting] = _counting(pack)
    return counting


def _counting(pack: Pack) -> Counting:
    known = [field.name for field in fields(Counting)]
    try:
        if unknown := sorted(set(pack.settings) - set(known)):
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return Counting(**{k: _READ.get(k, bool)(v) for k, v in pack.settings.items()})
    except (TypeError, ValueError) as error:
        raise PackError(f"{pack.id}: its settings do not say how to count ({error}). See the row "
                        f"'{RULE}' in docs/how-to/add-a-rule.md.") from error  # fmt: skip


def prove_countable(packs: Mapping[str, Pack]) -> None:
    """Look at how every pack counts, before any is asked.

    Raises:
        PackError: one does not say how.
    """
    for pack in packs.values():
        if pack.rule == RULE:
            counting_of(pack)


def is_counted_here(situation: Situation, pack: Pack) -> bool:
    """Say whether a pack that counts at some kinds of address counts at this one.

    An address we know nothing of is such a one, unless they consented to be written to there.
    """
    kinds = counting_of(pack).only_kinds
    if kinds is None or situation.address_kind is not None:
        return kinds is None or situation.address_kind in kinds
    return situation.consent is None or not situation.consent.given


def spent(situation: Situation, pack: Pack) -> tuple[Spent, ...]:
    """The past contacts that a pack still counts against us, oldest first."""
    if not situation.contacts:
        return ()
    counting, days = counting_of(pack), int(pack.on("days", situation.at.date()).value)
    made = list(_made(situation, counting, since=situation.at - timedelta(days=days) - _LONGER))
    if not made:
        return ()
    forget = _memory(situation, counting.period, days)
    found = [Spent(one.at, one.channel, forget(one.at)) for one in made]
    still = (one for one in found if one.forgotten_at > situation.at)
    return tuple(sorted(still, key=lambda one: one.at))


def _memory(situation: Situation, period: Period, days: int) -> Callable[[datetime], datetime]:
    """When a contact is forgotten. Without any clock a day more is counted: none is slower."""
    if period is Period.ROLLING:
        return lambda at: at + days * _DAY
    zones = {place.zone for place in situation.places}
    if not zones:
        return lambda at: at + (days + 1) * _DAY
    return lambda at: max(
        day_begins(at.astimezone(zone(name)).date() + days * _DAY, name) for name in zones
    )


def _made(situation: Situation, counting: Counting, *, since: datetime) -> Iterator[Contact]:
    return (
        contact
        for contact in situation.contacts
        if since < contact.at <= situation.at and _counts(contact, situation, counting)
    )


def _counts(contact: Contact, situation: Situation, counting: Counting) -> bool:
    """Say whether one past contact is of those counted.

    What we do not know about a contact (its debt, its address, whether it was answered) counts
    against us; and while we do not know which debt or address this is about, all of them count.
    """
    if contact.channel not in counting.counts or not _is_such_a_contact(contact, counting):
        return False
    if counting.only_kinds is not None and contact.address_kind not in (
        None,
        *counting.only_kinds,
    ):
        return False
    if counting.only_connected and contact.connected is False:
        return False
    if counting.per is Per.ACCOUNT:
        return _same(contact.account, situation.account)
    if counting.per is Per.ADDRESS:
        return _same(contact.address, situation.address)
    return True


def _same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _is_such_a_contact(contact: Contact, counting: Counting) -> bool:
    """Say whether a pack counts what began like this: by us, by us when asked, or by them."""
    if contact.direction is Direction.OUTBOUND:
        return not contact.asked_for or counting.answers_count
    if contact.channel is Channel.VOICE:  # a call that they made
        return counting.their_calls_count
    return counting.answers_count
