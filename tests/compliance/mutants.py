"""Packs with one thing changed: a worked case must fail for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from compliance.pack import Dated, Pack
from compliance.situation import Channel, Collecting, Flag

Changed = Iterator[tuple[str, Pack]]
OUTCOMES = ("permit", "refer", "forbid")
MIRRORS = {"required_on": ("every", "outbound")}
SHIFTS = (-1, 1, 30)  # days by which a date may be wrong
OTHER_WORDS = {  # another value that a setting might have been given
    "category": ("place", "hours"),
    "clock": ("fixed Asia/Tokyo", "all"),
    "flag": tuple(Flag),
    "notice": ("agency", "medical", "ownership", "transfer"),
    "per": ("account", "person", "address"),
    "period": ("rolling", "calendar_days"),
    "when": ("time_barred", "validation period"),
}
EACH_WORD = {"per", "period"}  # of these every other word is tried, not only one
NULLS = {"days": (60,), "holidays": (None,)}  # a number where none is set, and none where one is
OTHER_ENTRIES = {"counts": tuple(Channel), "only_kinds": ("own", "work", "other")}


def changed_values(pack: Pack) -> Changed:
    """Every number, time, outcome, list and line, one step away."""
    for name, parameter in pack.parameters.items():
        for place, dated in enumerate(parameter.values):
            for value in _other_values(name, dated.value):
                other = Dated(value, dated.reference, dated.since)
                yield f"{name}: {dated.value} -> {value}", _with(pack, name, place, other)


def changed_dates(pack: Pack) -> Changed:
    """Every value in force some days sooner or later."""
    for name, parameter in pack.parameters.items():
        for place, dated in enumerate(parameter.values):
            for days in SHIFTS:
                since = dated.since + timedelta(days=days)
                yield (
                    f"{name}: since {since}",
                    _with(pack, name, place, replace(dated, since=since)),
                )


def changed_reach(pack: Pack) -> Changed:
    """One channel, or one kind of collector, more or less."""
    for channel in Channel:
        yield f"covers {channel} or not", replace(pack, covers=pack.covers ^ {channel})
    for who in Collecting:
        yield f"collecting {who} or not", replace(pack, collecting=pack.collecting ^ {who})


def changed_settings(pack: Pack) -> Changed:
    """Every setting left out, and every one with another value."""
    if pack.rule == "frequency" and "period" not in pack.settings:
        by_days = {**pack.settings, "period": "calendar_days"}
        yield "by days of the calendar", replace(pack, settings=by_days)
    for name, value in pack.settings.items():
        rest = {key: kept for key, kept in pack.settings.items() if key != name}
        yield f"no {name}", replace(pack, settings=rest)
        for other in _other_settings(name, value):
            yield f"{name}: {value} -> {other}", replace(pack, settings={**rest, name: other})


def _with(pack: Pack, name: str, place: int, dated: Dated) -> Pack:
    values = list(pack.parameters[name].values)
    values[place] = dated
    changed = replace(pack.parameters[name], values=tuple(values))
    return replace(pack, parameters={**pack.parameters, name: changed})


def _other_settings(name: str, value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, list):
        yield from ([kept for kept in value if kept != gone] for gone in value)
        yield from ([*value, more] for more in OTHER_ENTRIES.get(name, ()) if more not in value)
    else:
        others = [other for other in (*OTHER_WORDS.get(name, ()), "…") if other != value]
        yield from others if name in EACH_WORD else others[:1]


def _other_values(name: str, value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif name in NULLS:
        yield next(other for other in NULLS[name] if other != value)
    elif value in OUTCOMES:
        yield from (other for other in OUTCOMES if other != value)
    elif name in MIRRORS:
        yield from (other for other in MIRRORS[name] if other != value)
    elif isinstance(value, str) and ":" in value:
        moment = datetime.strptime(value, "%H:%M")  # noqa: DTZ007 (a wall clock)
        yield from ((moment + timedelta(minutes=m)).strftime("%H:%M") for m in (-1, 1))
    elif isinstance(value, dict) and all(isinstance(hours, list) for hours in value.values()):
        for day, hours in value.items():
            if isinstance(day, str):  # phrases, by language
                for gone in hours:
                    yield {**value, day: [kept for kept in hours if kept != gone]}
            else:
                yield {kept: value[kept] for kept in value if kept != day}
                for place, written in enumerate(hours):
                    for other in _other_values(name, written):
                        yield {**value, day: [*hours[:place], other, *hours[place + 1 :]]}
    elif isinstance(value, list):
        yield from ([kept for kept in value if kept != gone] for gone in value)
    elif isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        yield from ({**value, language: "…"} for language in value)
