"""Change what is agreed, or end it: said back first, done after a clear yes."""

from __future__ import annotations

from actions.agreed import next_due, promise_to_move
from actions.answers import keeps_it
from actions.base import DisclosingAction
from actions.holds import free_account
from actions.plan_changes import say_agreement
from actions.plans import keep_plan, negotiate
from actions.promises import move_promise, take_promise
from actions.turn import Turn
from ledger.agreements import cancel_agreement, live_agreement, withdraw_proposal
from ledger.money import Money
from ledger.tables import Account, Plan, Promise


class ChangePlan(DisclosingAction):
    """Answer ``change_plan``: another day, sum or rhythm, or one instalment skipped."""

    action_name = "action_change_plan"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Say what the plan could become; a promise gets another day; else plan afresh."""
        account = free_account(turn)
        if account is None:
            return
        live, failed = live_agreement(turn.session, account.id), promise_to_move(turn)
        if live is None and failed is not None:
            move_promise(turn, failed)
        elif isinstance(live, Promise):
            _change_promise(turn, account, live)
        elif next_due(turn, live) is not None or turn.figures.any:
            negotiate(turn)
        else:
            turn.await_("plan_wish")
            turn.say("plan_none")


class CancelPlan(DisclosingAction):
    """Answer ``cancel_plan``: asked once whether it is meant."""

    action_name = "action_cancel_plan"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Say what would follow; what is only on the table is taken off at once."""
        account = turn.account
        live = None if account is None else live_agreement(turn.session, account.id)
        if account is None or next_due(turn, live) is None:
            dropped = withdraw_proposal(
                turn.session, conversation_id=turn.conversation.id, now=turn.now
            )
            turn.set_slot("pending", None)
            turn.await_(None)
            turn.say("dropped" if dropped else "plan_none")
            return
        turn.await_("cancel")
        say = "cancel_plan_ask" if isinstance(live, Plan) else "cancel_promise_ask"
        turn.say(say, balance=turn.balance(account))


class EndAgreement(DisclosingAction):
    """Hear the yes to ending what is agreed."""

    action_name = "action_end_agreement"

    def serve(self, turn: Turn) -> None:
        """End it and say what is open then."""
        if keeps_it(turn.text):  # "never mind, keep it" and "yes, keep it" end nothing
            keep_plan(turn)
            return
        account = turn.account
        turn.await_(None)
        if account is None or not cancel_agreement(
            turn.session, account_id=account.id, now=turn.now
        ):
            turn.say("plan_none")
            return
        withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
        turn.say("agreement_ended", balance=turn.balance(account))


class KeepAgreement(DisclosingAction):
    """Hear the no to ending what is agreed."""

    action_name = "action_keep_agreement"

    def serve(self, turn: Turn) -> None:
        """Leave it as it is."""
        keep_plan(turn)


def _change_promise(turn: Turn, account: Account, promise: Promise) -> None:
    if turn.figures.any:
        take_promise(turn)
        return
    say_agreement(turn, promise)
    turn.set_slot("pending", {"minor": promise.minor})
    turn.await_("promise_date")
    turn.say("promise_ask_day", money=Money(promise.minor, account.currency))
