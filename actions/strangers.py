"""Somebody else answered: nothing is told, nothing is left with them, and the address rests."""

from __future__ import annotations

from actions.base import LedgerAction
from actions.handing import USUAL, hand_to_person
from actions.turn import Turn
from ledger.agreements import withdraw_proposal
from ledger.stops import quarantine


class NoteThirdParty(LedgerAction):
    """Answer ``third_party_reply``: a mother, a roommate, a colleague.

    They are not told for whom or why we wrote, and asked nothing (15 USC 1692c(b), 1692b). Who
    shares a telephone reads the next message too, so the address is silent for every account
    until somebody at work has proved it anew.
    """

    action_name = "action_note_third_party"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Quarantine the address, tell a person, say one polite line."""
        quarantine(
            turn.session,
            channel=turn.conversation.channel,
            address=turn.conversation.address,
            reason="somebody else answered",
            now=turn.now,
            new_id=turn.services.new_id,
        )
        withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
        hand_to_person(
            turn,
            "third_party",
            "Somebody else answered who knows them. The address rests until it is proved anew.",
            priority=USUAL,
        )
        turn.set_slot("pending", None)
        turn.set_slot("wish", None)
        turn.say("third_party_answered")
