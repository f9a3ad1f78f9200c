"""The small words between the matters."""

from __future__ import annotations

from typing import ClassVar

from actions.base import LedgerAction
from actions.handing import hand_to_person
from actions.turn import Turn
from ledger.agreements import live_agreement, withdraw_proposal
from ledger.events import events_of, log_event
from ledger.people import greeting_name
from ledger.tables import Promise


class Greet(LedgerAction):
    """Answer ``greet``; a name is said only to whom it belongs."""

    action_name = "action_greet"
    leads_on = True

    def act(self, turn: Turn) -> None:
        """Greet, and say that this is a machine."""
        debtor = turn.debtor
        if turn.verified and debtor is not None:
            turn.say("greeting_known", name=greeting_name(debtor))
        else:
            turn.say("greeting", company=turn.speaker)


class AnswerThanks(LedgerAction):
    """Answer ``thank``. "Yes, thank you" to an offer is a yes, and does not come here."""

    action_name = "action_answer_thanks"
    leads_on = True
    clears_doubt: ClassVar[bool] = False

    def act(self, turn: Turn) -> None:
        """Say that it was a pleasure."""
        turn.say("thanks")


class SayIsBot(LedgerAction):
    """Answer ``ask_is_bot``, for which an automatic reply may be taken too."""

    action_name = "action_say_is_bot"
    leads_on = True

    def act(self, turn: Turn) -> None:
        """Say that this is a machine."""
        turn.say("is_bot")


class SayGoodbye(LedgerAction):
    """Answer ``goodbye``, which a word such as "todo" may be taken for."""

    action_name = "action_say_goodbye"
    clears_doubt: ClassVar[bool] = False

    def act(self, turn: Turn) -> None:
        """Let them go; what was open stays open."""
        turn.say("goodbye")


class Acknowledge(LedgerAction):
    """Answer a yes or no to which no question was open."""

    action_name = "action_acknowledge"

    def act(self, turn: Turn) -> None:
        """Say what can be asked; "no wait, the 12th" corrects what was just agreed."""
        account = turn.account
        live = live_agreement(turn.session, account.id) if turn.verified and account else None
        if live is not None and turn.figures.any:
            wish = "action_take_promise" if isinstance(live, Promise) else "action_change_plan"
            self.wishes[wish](turn)
            return
        turn.say("acknowledged")


class DropTopic(LedgerAction):
    """Hear a no to our question: the matter is put away, not pressed."""

    action_name = "action_drop_topic"

    def act(self, turn: Turn) -> None:
        """Take everything off the table."""
        withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
        turn.set_slot("pending", None)
        turn.await_(None)
        turn.say("dropped")


class SetBoundary(LedgerAction):
    """Answer ``abuse``: one calm sentence; the second time a person takes over."""

    action_name = "action_set_boundary"

    def act(self, turn: Turn) -> None:
        """Stay kind."""
        before = events_of(turn.session, turn.conversation.id)
        if any(event.kind == "boundary_set" for event in before):
            hand_to_person(turn, "abuse", "Abusive for the second time.")
            turn.say("handed_over")
            return
        log_event(
            turn.session,
            kind="boundary_set",
            subject=turn.conversation.id,
            debtor_id=turn.conversation.debtor_id,
            now=turn.now,
        )
        turn.say("boundary")
