"""Not now: nobody is pressed, and whoever likes is written to again on a day of their own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.base import LedgerAction
from actions.turn import Turn
from ledger.agreements import proposed
from ledger.later import write_again_at

_USUAL = time(10, 0)  # on their clock, when they name a day and no hour
_A_WHILE = timedelta(hours=3)  # "later today"
_FARTHEST = timedelta(days=35)


class GiveTime(LedgerAction):
    """Answer ``stall``: "let me think", "I need to ask my wife"."""

    action_name = "action_give_time"

    def act(self, turn: Turn) -> None:
        """Say that there is no rush; what is offered stays as it is."""
        if turn.figures.on is not None or _hour(turn) is not None:
            write_again(turn)
        elif turn.verified and proposed(turn.session, turn.conversation.id) is not None:
            turn.say("stall_offer")
        elif turn.awaiting == "write_again":  # "I'll let you know": asked once, not twice
            turn.await_(None)
            turn.say("write_again_left")
        else:
            _ask(turn, "stall_ask")


class LeaveForNow(LedgerAction):
    """Answer ``not_now``: at work, driving, in a meeting."""

    action_name = "action_leave_for_now"

    def act(self, turn: Turn) -> None:
        """Stop for now; a day or hour they name is kept."""
        if turn.figures.on is not None or _hour(turn) is not None:
            write_again(turn)
        else:
            _ask(turn, "not_now_ask")


class WriteAgain(LedgerAction):
    """Hear when to write again, which we had asked."""

    action_name = "action_write_again"

    def act(self, turn: Turn) -> None:
        """Keep the day; a sum with it is a promise instead."""
        if turn.figures.amounts or turn.figures.share:
            self.deeds["action_take_promise"].act(turn)
        elif turn.figures.on is not None or _hour(turn) is not None:
            write_again(turn)
        else:
            turn.say("again_write_again")


class LeaveItToThem(LedgerAction):
    """Hear that they do not want to be written to on a day of their own."""

    action_name = "action_leave_it_to_them"

    def act(self, turn: Turn) -> None:
        """Leave it."""
        turn.await_(None)
        turn.say("write_again_left")


def write_again(turn: Turn) -> None:
    """Be silent until the day they name; say which day, and no more than that.

    Whoever is not verified hears the same, whether or not there is anybody on file.
    """
    at = when_to_write(turn.figures.on, _hour(turn), now=turn.now, zone=turn.zone)
    if at is None:
        _ask(turn, "again_write_again")
        return
    latest = turn.today + _FARTHEST
    if at.astimezone(turn.zone).date() > latest:
        turn.await_("write_again")
        turn.say("write_again_too_far", latest=latest)
        return
    turn.await_(None)
    write_again_at(turn.session, turn.conversation, wish_id=turn.id, due_at=at, now=turn.now)
    turn.say("write_again_noted", day=at.astimezone(turn.zone).date())


def when_to_write(
    day: date | None, hour: time | None, *, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """Give the instant they mean; ``None`` if it is over.

    >>> noon = datetime(2026, 12, 1, 17, 0, tzinfo=ZoneInfo("UTC"))
    >>> str(when_to_write(None, time(9), now=noon, zone=ZoneInfo("America/New_York")))
    '2026-12-02 09:00:00-05:00'
    """
    here = now.astimezone(zone)
    if day == here.date() and hour is None:
        return here + _A_WHILE
    meant = datetime.combine(day or here.date(), hour or _USUAL, tzinfo=zone)
    if day is None and meant <= here:
        meant += timedelta(days=1)
    return meant if meant > here else None


def _ask(turn: Turn, template: str) -> None:
    turn.await_("write_again")
    turn.say(template)


def _hour(turn: Turn) -> time | None:
    for entity in turn.entities:
        value = entity.get("value")
        if entity.get("entity") == "time_window" and isinstance(value, dict) and value["after"]:
            return time.fromisoformat(str(value["after"]))
    return None
