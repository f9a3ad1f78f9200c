"""Wall-clock windows and the exact second at which several of them are open together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from compliance.pack import Pack
from compliance.situation import DeclaredWindow

_SECOND = timedelta(seconds=1)
_EVERY_DAY = frozenset(range(7))
_HORIZON = timedelta(days=15)  # nothing open for so long: a person looks at it


@dataclass(frozen=True)
class Window:
    """The part of a day in which contact is allowed, on a wall clock; it never crosses midnight.

    ``closes`` itself is outside. ``opens`` is inside unless ``opens_exclusive``.
    """

    opens: time
    closes: time
    opens_exclusive: bool = False
    weekdays: frozenset[int] = _EVERY_DAY
    holidays: str | None = None  # country of the public holidays that are closed
    on_days: Mapping[int, tuple[time, time]] = field(default_factory=dict)  # other hours that day

    def contains(self, local: datetime) -> bool:
        """Say whether a moment on somebody's wall clock lies inside."""
        now, weekday = local.time(), local.weekday()
        opens, closes = self.on_days.get(weekday, (self.opens, self.closes))
        begun = now > opens if self.opens_exclusive else now >= opens
        if not (begun and now < closes and weekday in self.weekdays):
            return False
        return self.holidays is None or local.date() not in holidays_of(self.holidays, local.year)

    @property
    def edges(self) -> tuple[time, ...]:
        """The wall-clock times at which the answer may change."""
        others = (edge for hours in self.on_days.values() for edge in hours)
        return (self.opens, self.closes, time(0), *others)


@dataclass(frozen=True)
class Quiet:
    """A time the person declared inconvenient; it may cross midnight."""

    declared: DeclaredWindow

    def contains(self, local: datetime) -> bool:
        """Say whether a moment on the person's wall clock lies *outside* the declared time."""
        opens, closes = self.edges[:2]
        now, today = local.time(), local.weekday()
        yesterday = (today - 1) % 7
        if opens < closes:
            return not (today in self.declared.weekdays and opens <= now < closes)
        evening = today in self.declared.weekdays and now >= opens
        morning = yesterday in self.declared.weekdays and now < closes
        return not (evening or morning)

    @property
    def edges(self) -> tuple[time, ...]:
        """The wall-clock times at which the answer may change."""
        return (clock(self.declared.opens), clock(self.declared.closes), time(0))


def clock(written: str) -> time:
    """Read "HH:MM".

    >>> clock("07:30")
    datetime.time(7, 30)
    """
    hours, _, minutes = written.partition(":")
    return time(int(hours), int(minutes))


def window_of(pack: Pack, day: date) -> Window | None:
    """The window a pack of hours defines on a day; None where it sets none.

    ``after`` excludes the minute it names ("after 8:00"), ``opens`` includes it.
    """
    if day not in pack.kept:
        pack.kept[day] = _window_of(pack, day)
    window: Window | None = pack.kept[day]
    return window


def _window_of(pack: Pack, day: date) -> Window | None:
    exclusive = "after" in pack.parameters
    opens = pack.on("after" if exclusive else "opens", day).value
    closes = pack.on("closes", day).value
    if opens is None or closes is None:
        return None
    closed = pack.on("closed_on", day).value if "closed_on" in pack.parameters else ()
    holidays = pack.on("holidays", day).value if "holidays" in pack.parameters else None
    others = pack.on("on_days", day).value if "on_days" in pack.parameters else None
    return Window(
        clock(opens),
        clock(closes),
        exclusive,
        _EVERY_DAY - frozenset(closed or ()),
        holidays,
        {weekday: (clock(hours[0]), clock(hours[1])) for weekday, hours in (others or {}).items()},
    )


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name, kept once read."""
    return ZoneInfo(name)


@lru_cache(maxsize=8192)
def day_begins(day: date, name: str) -> datetime:
    """The first instant of a day in a zone; where the clock jumps over midnight, that instant."""
    return datetime.combine(day, time(0), tzinfo=zone(name)).astimezone(UTC)


def is_open(at: datetime, window: Window | Quiet, zones: Iterable[str]) -> bool:
    """Say whether a moment lies inside a window on the clocks of all zones."""
    return all(window.contains(at.astimezone(zone(name))) for name in zones)


def next_open(
    at: datetime, demands: Sequence[tuple[Window | Quiet, tuple[str, ...]]]
) -> datetime | None:
    """The first moment from ``at`` on that every window allows in every one of its zones.

    A moment later than ``at`` is a whole second. None: not within fifteen days.
    """
    moment, last = at, at + _HORIZON
    while moment <= last:
        later = moment
        for window, zones in demands:
            for name in zones:
                opening = _next_in_zone(later, window, name, last)
                if opening is None:
                    return None
                later = opening
        if later == moment:
            return moment
        moment = later
    return None


def edges_between(
    start: datetime, end: datetime, demands: Iterable[tuple[Window | Quiet, tuple[str, ...]]]
) -> set[datetime]:
    """The instants from ``start`` and before ``end`` at which some window may open or close."""
    found: set[datetime] = set()
    for window, zones in demands:
        for name in zones:
            days = {moment.astimezone(zone(name)).date() for moment in (start, end)}
            found.update(e for day in days for e in _edges_on(day, window.edges, name))
    return {edge for edge in found if start <= edge < end}


def _next_in_zone(
    at: datetime, window: Window | Quiet, name: str, last: datetime
) -> datetime | None:
    where = zone(name)
    if window.contains(at.astimezone(where)):
        return at
    day = at.astimezone(where).date()
    while True:
        for edge in _edges_on(day, window.edges, name):
            for moment in (edge, edge + _SECOND):
                if moment > at and window.contains(moment.astimezone(where)):
                    return moment
        day += timedelta(days=1)
        if datetime.combine(day, time(0), tzinfo=where) > last:
            return None


@lru_cache(maxsize=8192)
def _edges_on(day: date, edges: tuple[time, ...], name: str) -> list[datetime]:
    """The instants of a local day at which a wall-clock window may open.

    Where the clock jumps, an edge may not exist or come twice; the jump itself is an edge then.
    """
    where = zone(name)
    local = (
        datetime.combine(day, edge, tzinfo=where).replace(fold=fold)
        for edge in edges
        for fold in (0, 1)
    )
    instants = {moment.astimezone(UTC) for moment in local}
    start = datetime.combine(day, time(0), tzinfo=UTC) - timedelta(hours=15)
    if jump := _jump(start, start + timedelta(hours=54), where):
        instants.add(jump)
    return sorted(instants)


def _jump(start: datetime, end: datetime, where: ZoneInfo) -> datetime | None:
    """The first second of a new offset between two instants, if the offset changes."""
    before = start.astimezone(where).utcoffset()
    if end.astimezone(where).utcoffset() == before:
        return None
    low, high = 0, int((end - start).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        moment = start + timedelta(seconds=middle)
        low, high = (
            (middle, high) if moment.astimezone(where).utcoffset() == before else (low, middle)
        )
    return start + timedelta(seconds=high)


@lru_cache(maxsize=256)
def holidays_of(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country (ISO code) in a year."""
    from holidays import country_holidays  # read only where a pack asks for holidays

    return frozenset(country_holidays(country, years=year))
