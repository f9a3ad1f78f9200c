"""Somebody who speaks for them, or a court that does: asked for once, kept, then silence."""

from __future__ import annotations

import re

from actions.base import LedgerAction
from actions.care import flag
from actions.handing import SOON, hand_to_person, tell_person
from actions.holds import forget
from actions.representative import AWAITING
from actions.telling import passes
from actions.turn import Turn
from compliance.situation import Flag
from ledger.tasks import open_task, open_tasks

_ASKED = {"attorney": "attorney_noted", "bankruptcy": "bankruptcy_noted"}
_DETAILS = re.compile(
    r"\+?\d[\d\s().-]{6,}\d"  # a telephone number
    r"|\S+@\S+\.\w+|\b\w+ at \w+ dot \w+\b"  # an e-mail address
    r"|\b\d{2}-?\d{3,6}\b"  # a case number, such as 24-11873
    r"|(?:案号|案號)\s*\S+",
    re.IGNORECASE,
)


class NoteAttorney(LedgerAction):
    """Answer ``report_attorney``: from now on we speak to the attorney (15 USC 1692c(a)(2))."""

    action_name = "action_note_attorney"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold, and ask for nothing but whom to speak with instead."""
        flag(turn, Flag.REPRESENTED)
        _ask_or_keep(turn, "attorney", "Has an attorney.")


class NoteBankruptcy(LedgerAction):
    """Answer ``report_bankruptcy``: asking stops (11 USC 362)."""

    action_name = "action_note_bankruptcy"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold, and ask for nothing but the number of the case or the attorney."""
        flag(turn, Flag.BANKRUPTCY)
        _ask_or_keep(turn, "bankruptcy", "Reports a bankruptcy.")


class KeepRepresentative(LedgerAction):
    """Take down whom to speak with, or that they would rather not say; then we are silent."""

    action_name = "action_keep_representative"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Keep their words for the person at work, and give the conversation over."""
        known = open_tasks(turn.session, conversation_id=turn.conversation.id)
        about = next((task.kind for task in known if task.kind in _ASKED), "attorney")
        if turn.intent != "deny" and not passes(turn.text):
            _keep(turn, about)
        _fall_silent(turn, about, "Said who speaks for them.")


def _ask_or_keep(turn: Turn, about: str, summary: str) -> None:
    """Ask whom to speak with; a message that says it already is enough."""
    forget(turn)
    _keep(turn, about)
    if _DETAILS.search(turn.text):
        _fall_silent(turn, about, summary)
        return
    tell_person(turn, about, summary, priority=SOON)
    turn.await_(AWAITING)
    turn.say(_ASKED[about])


def _keep(turn: Turn, about: str) -> None:
    """Put their words before the person who will speak with the attorney or the court."""
    open_task(
        turn.session,
        turn.conversation,
        kind=about,
        message_id=turn.id,
        words=turn.text,
        now=turn.now,
        new_id=turn.services.new_id,
    )


def _fall_silent(turn: Turn, about: str, summary: str) -> None:
    hand_to_person(turn, about, summary, priority=SOON)
    turn.say("representative_kept")
