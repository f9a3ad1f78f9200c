"""Go on in the language somebody asks for."""

from __future__ import annotations

from actions.base import LedgerAction
from actions.turn import Turn
from compliance.text.spoken import OTHER, language_named
from ledger.languages import set_language


class ChangeLanguage(LedgerAction):
    """Answer ``change_language``: at once, and in that language."""

    action_name = "action_change_language"
    leads_on = True

    def act(self, turn: Turn) -> None:
        """Leave it to the words."""
        change_language(turn)


def change_language(turn: Turn) -> None:
    """Take the language that is named; where none of ours is, say which ones there are."""
    wanted = language_named(turn.text, turn.conversation.language)
    if wanted is None or wanted == OTHER:
        if turn.awaiting in (None, "language"):  # a question that is open is not lost over it
            turn.await_("language")
        turn.say("which_language")
        return
    set_language(turn.session, turn.conversation, wanted, chosen=True, now=turn.now)
    if turn.awaiting == "language":
        turn.await_(None)
    turn.say("language_changed")
