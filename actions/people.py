"""Bring in a person: because they ask, complain, or speak of the law."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from actions.base import LedgerAction
from actions.handing import SOON, USUAL, hand_to_person, tell_person
from actions.heard import MONEY
from actions.turn import Turn
from ledger.addresses import numbers_of
from ledger.geography import places_of_number
from ledger.ids import reference_of
from ledger.situations import candidate_places, zone_of
from ledger.tasks import open_task


class HandOver(LedgerAction):
    """Answer ``request_human``."""

    action_name = "action_hand_over"

    def act(self, turn: Turn) -> None:
        """Give the conversation to a person, no questions asked."""
        hand_to_person(turn, "asked_for_person", "Asks for a person.", priority=USUAL)
        turn.say("handed_over")


class TakeComplaint(LedgerAction):
    """Answer ``complain``: on record, with a number and the day by which it is answered."""

    action_name = "action_take_complaint"

    def act(self, turn: Turn) -> None:
        """Write it down under a number, tell a person, say both to who complained.

        The person takes over, unless something else is wished that can be served here.
        """
        due_on = turn.services.complaints.due_on(turn.today, _jurisdictions(turn))
        task = open_task(
            turn.session,
            turn.conversation,
            kind="complaint",
            message_id=turn.id,
            words=turn.text,
            now=turn.now,
            new_id=turn.services.new_id,
            due_at=_end_of(due_on, turn),
            reference=reference_of(turn.services.new_id(), "C"),
        )
        inform = tell_person if turn.also_wants(MONEY) else hand_to_person
        inform(turn, "complaint", f"Complaint {task.reference}.", priority=SOON)
        turn.say("complaint_taken", reference=str(task.reference), day=due_on)


def _jurisdictions(turn: Turn) -> set[str]:
    numbers = [turn.conversation.address]
    places = [place for number in numbers for place in places_of_number(number)]
    if turn.debtor is not None:
        places += candidate_places(turn.debtor, numbers_of(turn.session, turn.debtor))
    return {name for place in places for name in place.jurisdictions}


def _end_of(day: date, turn: Turn) -> datetime:
    zone = ZoneInfo(zone_of(turn.session, turn.conversation) or "UTC")
    return datetime.combine(day, time(23, 59), tzinfo=zone).astimezone(UTC)


class AnswerLegalThreat(LedgerAction):
    """Answer ``threaten_legal``: nothing is argued here."""

    action_name = "action_answer_legal_threat"

    def act(self, turn: Turn) -> None:
        """Say that it is their right, and hand over."""
        hand_to_person(turn, "legal", "Speaks of legal steps against us.", priority=SOON)
        turn.say("legal_noted")
