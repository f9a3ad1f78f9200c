"""Prove that a pack which extends another is at least as strict, where values compare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from compliance.contact.counting import Per, counting_of
from compliance.contact.windows import Window, window_of
from compliance.errors import PackError
from compliance.pack import Pack


def prove_stricter(pack: Pack, held: Mapping[str, Pack]) -> None:
    """Compare hours and counts with every pack this one extends, on every day a value changes.

    Raises:
        PackError: the pack extends something unknown, or allows what that one does not.
    """
    for base_id in pack.extends:
        base = held.get(base_id)
        if base is None:
            raise PackError(f"{pack.id} extends '{base_id}', which does not exist.")
        for day in _days(pack, base):
            if pack.rule == base.rule == "hours":
                _prove_hours(pack, base, day)
            elif pack.rule == base.rule == "frequency":
                _prove_counts(pack, base, day)


def _prove_hours(pack: Pack, base: Pack, day: date) -> None:
    ours, theirs = window_of(pack, day), window_of(base, day)
    if ours is None or theirs is None:
        return
    if not (
        ours.weekdays <= theirs.weekdays
        and theirs.holidays in (None, ours.holidays)
        and all(_inside(ours, theirs, weekday) for weekday in ours.weekdays)
    ):
        raise PackError(
            f"{pack.id} is freer than {base.id} on {day}: its hours reach outside. An overlay can "
            f"only be stricter; narrow its hours."
        )


def _inside(ours: Window, theirs: Window, weekday: int) -> bool:
    """Say whether on a weekday our hours lie within theirs."""
    opens, closes = ours.on_days.get(weekday, (ours.opens, ours.closes))
    least, most = theirs.on_days.get(weekday, (theirs.opens, theirs.closes))
    return (opens, ours.opens_exclusive) >= (least, theirs.opens_exclusive) and closes <= most


def _prove_counts(pack: Pack, base: Pack, day: date) -> None:
    ours, theirs = pack.on("limit", day).value, base.on("limit", day).value
    our_days, their_days = pack.on("days", day).value, base.on("days", day).value
    if ours > theirs or our_days < their_days:
        raise PackError(
            f"{pack.id} is freer than {base.id} on {day}: {ours} in {our_days} days against "
            f"{theirs} in {their_days}. An overlay can only be stricter; lower its count."
        )
    mine, other = counting_of(pack), counting_of(base)
    if mine.period is not other.period or mine.per not in (Per.PERSON, other.per):
        raise PackError(
            f"{pack.id} counts {mine.period} for each {mine.per}, {base.id} {other.period} for "
            f"each {other.per}: that it is stricter cannot be proved. Count as that one does, or "
            f"for the whole person."
        )


def _days(pack: Pack, base: Pack) -> list[date]:
    """The days on which a value of either begins, once both are in force."""
    starts = {d.since for p in (pack, base) for q in p.parameters.values() for d in q.values}
    first = max(q.values[0].since for p in (pack, base) for q in p.parameters.values())
    return sorted(day for day in starts if day >= first)
