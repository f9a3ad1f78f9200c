"""Somebody wants to be called: a person at work does it, at an hour that is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from actions.base import LedgerAction
from actions.call_times import KIND, When, call_zone, when_before, when_to_call
from actions.contact_words import read_number
from actions.turn import Turn
from ledger.calls import next_call_time
from ledger.situations import SituationSettings
from ledger.tables import ContactPoint, Task
from ledger.tasks import close_task, open_task, open_tasks
from ledger.values import Hours


class RequestCallback(LedgerAction):
    """Answer ``request_callback``. Who is called is asked who they are then; here nobody is."""

    action_name = "action_request_callback"

    def act(self, turn: Turn) -> None:
        """Put the call on the list of those at work; a later wish takes its place."""
        take_callback(turn)


def take_callback(turn: Turn) -> None:
    """Open the task, or give an open one its number; confirm the day and the hour."""
    number = _number(turn)
    earlier = open_tasks(turn.session, conversation_id=turn.conversation.id, kind=KIND)
    when = when_to_call(turn) or when_before(earlier, turn)
    if number is None:
        _open(turn, earlier, when.kept())
        turn.await_("callback")
        turn.say("callback_ask_number")
        return
    moment = next_call_time(
        turn.session,
        turn.conversation,
        number=number,
        wanted=when.at,
        now=turn.now,
        law=turn.services.law,
        settings=SituationSettings(collector=turn.services.collector),
    )
    _open(turn, earlier, {"number": number, **when.kept()}, moment)
    if turn.awaiting == "callback":
        turn.await_(None)
    _confirm(turn, when, moment)


def answers_callback(turn: Turn) -> bool:
    """Whether this message gives the number we asked for."""
    return _number_in(turn) is not None


def _open(
    turn: Turn,
    earlier: list[Task],
    detail: Mapping[str, str | None],
    moment: datetime | None = None,
) -> None:
    words = turn.text
    for task in earlier:
        if task.detail.get("number") is None:
            words = f"{task.words}\n{words}"  # the number alone says nothing of what they want
        close_task(turn.session, task.id, outcome="replaced", staff_id=None, now=turn.now)
    open_task(
        turn.session,
        turn.conversation,
        kind=KIND,
        message_id=turn.id,
        words=words,
        now=turn.now,
        new_id=turn.services.new_id,
        detail=detail,
        due_at=moment,
    )


def _confirm(turn: Turn, when: When, moment: datetime | None) -> None:
    if moment is None or not when.named:
        turn.say("callback_noted")
        return
    local = moment.astimezone(call_zone(turn))
    hours = Hours(after=f"{local:%H:%M}")
    moved = moment > when.at and when.at.astimezone(call_zone(turn)).time() != time(0)
    name = "callback_moved" if moved else "callback_confirmed"
    turn.say(name, day=local.date(), hours=hours)


def _number(turn: Turn) -> str | None:
    """Give the number to call: one they name, the one they text from, or the one on file."""
    named = _number_in(turn)
    if named is not None:
        return named
    if turn.conversation.channel == "sms":
        return turn.conversation.address
    if not turn.verified:
        return None
    on_file = (
        turn.session.query(ContactPoint)
        .filter(
            ContactPoint.debtor_id == turn.conversation.debtor_id,
            ContactPoint.channel.in_(("sms", "voice")),
        )
        .order_by(ContactPoint.channel.desc(), ContactPoint.added_at.desc())
        .first()
    )
    return on_file.address if on_file else None


def _number_in(turn: Turn) -> str | None:
    country = turn.debtor.country if turn.debtor else "US"
    return read_number(turn.text, country)
