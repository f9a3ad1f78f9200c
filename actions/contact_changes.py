"""A new number, address or e-mail: taken down as a request, and checked before it counts."""

from __future__ import annotations

from typing import Any

from actions.base import LedgerAction
from actions.contact_words import means_this_number, read_contact
from actions.turn import Turn
from ledger.claims import CONTACT_CHANGE
from ledger.tasks import open_task

_SHORTEST = 5  # characters of an answer to "what is the new one?" that can be one


class NoteContactChange(LedgerAction):
    """Answer ``update_contact``.

    Nothing on file changes by it: who takes over a number or an address this way would read
    somebody else's letters. A person checks, with evidence where it is needed.
    """

    action_name = "action_note_contact_change"
    leads_on = True

    def act(self, turn: Turn) -> None:
        """Write it down in their own words; ask once where it says nothing yet."""
        country = turn.debtor.country if turn.debtor else "US"
        told = read_contact(turn.text, country)
        if "phone" not in told and means_this_number(turn.text):
            told |= _this_number(turn)
        if told or turn.awaiting == "contact":
            take_contact_change(turn, told)
        elif turn.awaiting is None:
            turn.await_("contact")
            turn.say("contact_ask")
        else:  # a question that is open is not lost over it
            take_contact_change(turn, told)


def take_contact_change(turn: Turn, told: dict[str, Any]) -> None:
    """Open the task for a person, and say that nothing changes before it is checked."""
    open_task(
        turn.session,
        turn.conversation,
        kind=CONTACT_CHANGE,
        message_id=turn.id,
        words=turn.text,
        now=turn.now,
        new_id=turn.services.new_id,
        detail={name: value for name, value in told.items() if name != "told"},
    )
    if turn.awaiting == "contact":
        turn.await_(None)
    turn.say("contact_noted")


def answers_contact(turn: Turn) -> dict[str, Any] | None:
    """Read the answer to our question for the new one; ``None`` where it is none."""
    told = read_contact(turn.text, turn.debtor.country if turn.debtor else "US")
    return told if told or len(turn.text.strip()) >= _SHORTEST else None


def _this_number(turn: Turn) -> dict[str, Any]:
    if turn.conversation.channel != "sms":
        return {}
    return {"phone": turn.conversation.address, "told": True}
