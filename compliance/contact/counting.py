"""What a pack counts, over which period, and until when it counts a past contact against us.

A law counts over days of 24 hours to the second (``rolling``), or over days of the calendar on the
person's own clock (``calendar_days``): the day of a contact is the first, and it is forgotten when
the day after the last begins. Where several clocks are possible, on the slowest of them. A pack
counts by the calendar only where its law says so; else it rolls, which is the stricter reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
_INSTANT = timedelta.resolution
_LONGER = 2 * _DAY  # so much the calendar never reaches back beyond days of 24 hours


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
    counts: tuple[Channel, ...]
    period: Period = Period.ROLLING
    only_connected: bool = False
    only_kinds: tuple[AddressKind, ...] | None = None
    their_calls_count: bool = False
    answers_count: bool = False


_READ: Mapping[str, Callable[[Any], Any]] = {
    "per": Per,
    "counts": lambda names: tuple(Channel(name) for name in names),
    "period": Period,
    "only_kinds": lambda names: tuple(AddressKind(name) for name in names),
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


def counted_contacts(situation: Situation, pack: Pack) -> list[Contact]:
    """The past contacts that a pack still counts against us, oldest first."""
    if not situation.contacts:
        return []
    counting, days, now = counting_of(pack), _days(situation, pack), situation.at
    long_ago = now - days * _DAY - _LONGER
    made = [
        contact
        for contact in situation.contacts
        if long_ago < contact.at <= now
        and contact.channel in counting.counts
        and _counts(contact, situation, counting)
    ]
    if not made:
        return []
    since = _forgotten_until(situation, counting.period, days)
    return sorted((one for one in made if one.at > since), key=lambda one: one.at)


def forgotten_at(contact: Contact, situation: Situation, pack: Pack) -> datetime:
    """When a pack no longer counts a contact. Without any clock a day more is counted."""
    days = _days(situation, pack)
    if counting_of(pack).period is Period.ROLLING:
        return contact.at + days * _DAY
    zones = _zones(situation)
    if not zones:
        return contact.at + (days + 1) * _DAY
    return max(
        day_begins(contact.at.astimezone(zone(name)).date() + days * _DAY, name) for name in zones
    )


def _forgotten_until(situation: Situation, period: Period, days: int) -> datetime:
    """The last instant whose contacts are forgotten by now."""
    now, zones = situation.at, _zones(situation)
    if period is Period.ROLLING:
        return now - days * _DAY
    if not zones:
        return now - (days + 1) * _DAY
    before_today = (days - 1) * _DAY
    first = min(day_begins(now.astimezone(zone(name)).date() - before_today, name)
                for name in zones)  # fmt: skip
    return first - _INSTANT


def _zones(situation: Situation) -> set[str]:
    return {place.zone for place in situation.places}


def _days(situation: Situation, pack: Pack) -> int:
    return int(pack.on("days", situation.at.date()).value)


def _counts(contact: Contact, situation: Situation, counting: Counting) -> bool:
    """Say whether one past contact by a counted channel is of those counted.

    What we do not know about a contact (its debt, its address, whether it was answered) counts
    against us; and while we do not know which debt or address this is about, all of them count.
    """
    if contact.direction is Direction.OUTBOUND:
        begun_so = counting.answers_count or not contact.asked_for
    elif contact.channel is Channel.VOICE:  # a call that they made
        begun_so = counting.their_calls_count
    else:
        begun_so = counting.answers_count
    if not begun_so or (counting.only_connected and contact.connected is False):
        return False
    kinds, kind = counting.only_kinds, contact.address_kind
    if kinds is not None and kind is not None and kind not in kinds:
        return False
    if counting.per is Per.ACCOUNT:
        return _same(contact.account, situation.account)
    return counting.per is Per.PERSON or _same(contact.address, situation.address)


def _same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
