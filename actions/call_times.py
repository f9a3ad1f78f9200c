"""When somebody wants to be called: the moment they name, and how they put it right afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.contact_words import read_number
from actions.reaching import read_hours
from actions.times import read_part, read_time
from actions.turn import Turn
from ledger.situations import zone_of
from ledger.tables import Task
from ledger.tasks import open_tasks
from ledger.values import Hours

KIND = "callback"
_LATELY = timedelta(minutes=30)  # for so long "no, at 4" is about the call just agreed
_MOST_WORDS, _MOST_SIGNS = 7, 14
# What the classifier may make of "no wait, 4pm" or "thursday is better".
_GUESSES = frozenset(
    {"request_callback", "nlu_fallback", "deny", "affirm", "counter_offer", "change_plan",
     "promise_to_pay", "pay_partial", "request_plan", "request_extension", "not_now", "stall",
     "set_contact_preference", "give_identity", "update_contact", "out_of_scope"}
)  # fmt: skip
_MONEY = re.compile(
    r"[$€£¥元块塊%]|\b(?:dollars?|bucks|usd|pesos?|pay\w*|pag\w+)\b|[付还還]款", re.I
)
_ALWAYS = re.compile(
    r"\b(?:only|always|never|from now on|s[oó]lo|siempre|nunca)\b|只|以[后後]|一直", re.I
)
_HOUR_ALONE = re.compile(
    r"(?<![\d:.,/#-])(\d{1,2})(?![\d:.,/%-]|\s?(?:st|nd|rd|th)\b|\s?[日号號月])"
)


@dataclass(frozen=True)
class When:
    """The moment asked for, at midnight where only a day was named; else as soon as may be."""

    at: datetime
    named: bool
    day: date | None = None  # what they named of it
    hour: time | None = None

    def kept(self) -> dict[str, str | None]:
        """Give what a task remembers, so that the other half can be put right later."""
        return {
            "wanted": self.at.isoformat() if self.named else None,
            "day": self.day.isoformat() if self.day else None,
            "hour": self.hour.isoformat() if self.hour else None,
        }


def corrects_call(turn: Turn) -> bool:
    """Whether a few words put right the day or hour of the call that was just agreed.

    "Morning would be better" is about it whatever else these words may be taken for.
    """
    if turn.awaiting is None and read_part(turn.text) and _just_agreed(turn) is not None:
        return True
    if turn.awaiting is not None or turn.intent not in _GUESSES or not _is_short(turn.text):
        return False
    if _MONEY.search(turn.text) or _ALWAYS.search(turn.text) or _just_agreed(turn) is None:
        return False
    return turn.figures.on is not None or _start(turn, correcting=True) is not None


def gives_call_number(turn: Turn) -> bool:
    """Whether a message, whatever its parts are taken for, names the number for that call."""
    heard = {turn.intent, *(wish.intent for wish in turn.wishes)}
    if turn.awaiting is not None or not heard <= _GUESSES or _just_agreed(turn) is None:
        return False
    return read_number(turn.text, turn.debtor.country if turn.debtor else "US") is not None


def when_to_call(turn: Turn) -> When | None:
    """Read the moment asked for; ``None``: none was said. What is corrected keeps its other half.

    A day that was named stays where only the hour changes, and the other way round.
    """
    before = _just_agreed(turn)
    hours, start = _hours(turn, before), _start(turn, correcting=before is not None)
    on = turn.figures.on
    if on is None and start is None and hours is None:
        return None
    if before is not None:
        on = on or (_day_kept(before) if not (hours and hours.days) else None)
        start = start or _hour_in(hours, _hour_kept(before))
        on = None if _is_over(turn, on, hours) else on
    day = on or _day(turn, hours, start)
    at = datetime.combine(day, start or time(0), tzinfo=call_zone(turn)).astimezone(UTC)
    return When(max(at, turn.now), named=True, day=on, hour=start)


def when_before(earlier: list[Task], turn: Turn) -> When:
    """Keep the moment of a call that waited only for its number."""
    for task in earlier:
        if task.detail.get("wanted") and not task.detail.get("number"):
            at = max(datetime.fromisoformat(task.detail["wanted"]), turn.now)
            return When(at, named=True, day=_day_kept(task), hour=_hour_kept(task))
    return When(turn.now, named=False)


def call_zone(turn: Turn) -> ZoneInfo:
    """Give the zone of their clock."""
    return ZoneInfo(zone_of(turn.session, turn.conversation) or "UTC")


def _just_agreed(turn: Turn) -> Task | None:
    tasks = open_tasks(turn.session, conversation_id=turn.conversation.id, kind=KIND)
    lately = [task for task in tasks if turn.now - task.opened_at <= _LATELY]
    return max(lately, key=lambda task: task.opened_at, default=None)


def _start(turn: Turn, *, correcting: bool) -> time | None:
    hours, said = read_hours(turn.entities), read_time(turn.text)
    hours = hours or (read_part(turn.text) if correcting else None)
    if said is None and hours and hours.after:
        return time.fromisoformat(hours.after)
    if said is None and correcting and (alone := _HOUR_ALONE.search(turn.text)):
        return read_time(f"at {alone[1]}") if 1 <= int(alone[1]) <= 12 else None
    return said


def _hours(turn: Turn, before: Task | None) -> Hours | None:
    """Give the hours they name; where a call is put right, a part of the day is enough."""
    return read_hours(turn.entities) or (read_part(turn.text) if before is not None else None)


def _hour_in(hours: Hours | None, hour: time | None) -> time | None:
    """Keep an hour only where it lies in the part of the day that they would rather have."""
    if hour is None or hours is None or hours.before is None:
        return hour
    return hour if hour < time.fromisoformat(hours.before) else None


def _is_over(turn: Turn, day: date | None, hours: Hours | None) -> bool:
    """Whether the hours they name are over on the day that was agreed, because that is today."""
    now = turn.now.astimezone(call_zone(turn))
    if day != now.date() or hours is None or hours.before is None:
        return False
    return now.time() >= time.fromisoformat(hours.before)


def _day_kept(task: Task) -> date | None:
    day = task.detail.get("day")
    return date.fromisoformat(day) if isinstance(day, str) else None


def _hour_kept(task: Task) -> time | None:
    hour = task.detail.get("hour")
    return time.fromisoformat(hour) if isinstance(hour, str) else None


def _day(turn: Turn, hours: Hours | None, start: time | None) -> date:
    """Give today, or the next day on which the hour is still to come."""
    now = turn.now.astimezone(call_zone(turn))
    ends = time.fromisoformat(hours.before) if hours and hours.before else None
    late = ends is not None and now.time() >= ends
    late = late or (ends is None and start is not None and now.time() > start)
    day = now.date() + timedelta(days=1 if late else 0)
    while hours and hours.days and day.weekday() not in hours.days:
        day += timedelta(days=1)
    return day


def _is_short(words: str) -> bool:
    signs = sum("\u4e00" <= sign <= "\u9fff" for sign in words)
    return len(words.split()) <= _MOST_WORDS and signs <= _MOST_SIGNS
