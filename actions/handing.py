"""Call in a person, with the reason and a summary that saves them reading everything."""

from __future__ import annotations

from actions.turn import Turn
from ledger.conversations import hand_over

URGENT, SOON, USUAL = 100, 50, 0


def hand_to_person(turn: Turn, reason: str, summary: str, *, priority: int = USUAL) -> None:
    """Give the conversation to a person; from now on the bot does not answer in it."""
    hand_over(
        turn.session,
        conversation_id=turn.conversation.id,
        reason=reason,
        summary=summary,
        priority=priority,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.set_slot("handed_over", True)
    turn.await_(None)


def tell_person(turn: Turn, reason: str, summary: str, *, priority: int = USUAL) -> None:
    """Put the conversation on a person's list while the bot answers on in it."""
    owner = turn.conversation.owner
    hand_over(
        turn.session,
        conversation_id=turn.conversation.id,
        reason=reason,
        summary=summary,
        priority=priority,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.conversation.owner = owner
