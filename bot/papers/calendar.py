"""The promised day for the person's own calendar: iCalendar, RFC 5545."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from bot.papers.writing import Pen
from ledger.papers import PromiseSlip

_THE_MORNING_BEFORE = timedelta(hours=-15)  # nine o'clock; the event begins at midnight


def calendar_of(slip: PromiseSlip, pen: Pen) -> bytes:
    """Write one day with a reminder the morning before it."""
    says = pen.says
    title = says["calendar_title"].format(money=pen.money(slip.money), creditor=slip.creditor)
    event = Event()
    event.add("uid", f"{slip.id}@promise.forbear")
    event.add("dtstamp", slip.agreed_at)
    event.add("dtstart", slip.due_on)
    event.add("dtend", slip.due_on + timedelta(days=1))
    event.add("summary", title)
    event.add("description", _described(slip, pen))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _THE_MORNING_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Forbear//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _described(slip: PromiseSlip, pen: Pen) -> str:
    lines = [pen.says["calendar_note"]]
    if slip.words:
        lines.insert(0, f"{pen.says['own_words']}: {slip.words}")
    return "\n".join(lines)
