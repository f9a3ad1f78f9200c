"""Bring in a person: because they ask, complain, or speak of the law."""

from __future__ import annotations

from actions.base import LedgerAction
from actions.handing import SOON, USUAL, hand_to_person
from actions.turn import Turn
from ledger.events import log_event

_REFERENCE_SIGNS = 8


class HandOver(LedgerAction):
    """Answer ``request_human``."""

    action_name = "action_hand_over"

    def act(self, turn: Turn) -> None:
        """Give the conversation to a person, no questions asked."""
        hand_to_person(turn, "asked_for_person", "Asks for a person.", priority=USUAL)
        turn.say("handed_over")


class TakeComplaint(LedgerAction):
    """Answer ``complain``: written down, with a reference the person can name later."""

    action_name = "action_take_complaint"

    def act(self, turn: Turn) -> None:
        """Log it under a reference and hand over."""
        reference = turn.services.new_id()[:_REFERENCE_SIGNS].upper()
        log_event(
            turn.session,
            kind="complaint",
            subject=turn.conversation.id,
            debtor_id=turn.conversation.debtor_id,
            now=turn.now,
            reference=reference,
            message=turn.id,
        )
        hand_to_person(turn, "complaint", f"Complaint {reference}.", priority=SOON)
        turn.say("complaint_taken", reference=reference)


class AnswerLegalThreat(LedgerAction):
    """Answer ``threaten_legal``: nothing is argued here."""

    action_name = "action_answer_legal_threat"

    def act(self, turn: Turn) -> None:
        """Say that it is their right, and hand over."""
        hand_to_person(turn, "legal", "Speaks of legal steps against us.", priority=SOON)
        turn.say("legal_noted")
