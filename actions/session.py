"""Keep the thread: return to what was open, make sense of what was not understood."""

from __future__ import annotations

from typing import ClassVar

from actions import gate
from actions.agreed import day_for_what_is_agreed, schedule
from actions.answers import wish_in
from actions.base import LedgerAction
from actions.callbacks import answers_callback, take_callback
from actions.choosing import ask_which
from actions.codes import check_code, offers_code
from actions.contact_changes import answers_contact, take_contact_change
from actions.form import ask_again
from actions.handing import hand_to_person
from actions.language import change_language
from actions.later import write_again
from actions.paying import has_sum, pay_part
from actions.plans import negotiate
from actions.preferences import take_preference
from actions.promises import has_part_of_promise, take_promise
from actions.proof import read_proof
from actions.reaching import read_wish
from actions.turn import Turn
from compliance.text.spoken import language_named
from ledger.agreements import parts_of, proposed
from ledger.deals import is_deal
from ledger.money import Money
from ledger.tables import Account, Plan, Promise

_MISSES_BEFORE_PERSON = 2


class PickUpThread(LedgerAction):
    """Return to what was open after a digression; silent if nothing was."""

    action_name = "action_pick_up_thread"

    def act(self, turn: Turn) -> None:
        """Say the open question once more, unless it was asked in this very turn."""
        if not turn.asked_before:
            pick_up(turn)


class Untangle(LedgerAction):
    """Answer what was not understood, or is none of our business."""

    action_name = "action_untangle"
    clears_doubt: ClassVar[bool] = False

    def act(self, turn: Turn) -> None:
        """Use the figures we asked for; otherwise say so, and offer a person the second time."""
        if self._answers_our_question(turn):
            turn.set_slot("misunderstood", None)
            return
        misses = int(turn.slot("misunderstood") or 0) + 1
        turn.set_slot("misunderstood", misses)
        if misses < _MISSES_BEFORE_PERSON:
            turn.say("out_of_scope" if turn.intent == "out_of_scope" else "not_understood")
            pick_up(turn)
        elif misses == _MISSES_BEFORE_PERSON:
            turn.await_("person")
            turn.say("not_understood_person")
        else:
            hand_to_person(turn, "not_understood", "Not understood three times.")
            turn.say("handed_over")

    def _answers_our_question(self, turn: Turn) -> bool:
        if offers_code(turn):
            check_code(turn)
            return True
        match turn.awaiting:
            case "identity" if read_proof(turn.text, today=turn.today):
                gate.check(turn, self.wishes)
            case "language" if language_named(turn.text, turn.conversation.language):
                change_language(turn)
            case "callback" if answers_callback(turn):
                take_callback(turn)
            case "contact" if (told := answers_contact(turn)) is not None:
                take_contact_change(turn, told)
            case "preference" if (wish := read_wish(turn.text, turn.entities)).any:
                take_preference(turn, wish)
            case "promise" | "promise_amount" | "promise_date" if (
                turn.verified and has_part_of_promise(turn)
            ):
                take_promise(turn)
            case "pay_part" if turn.verified and has_sum(turn):
                pay_part(turn)
            case "write_again" if turn.figures.on:
                write_again(turn)
            case "deal" if turn.verified and turn.figures.any:
                self.wishes["action_counter_deal"](turn)
            case "extension_day" if turn.verified and turn.figures.on:
                self.wishes["action_offer_time"](turn)
            case "plan" | "plan_wish" if turn.verified and turn.figures.any:
                negotiate(turn)
            case _:
                return self._says_how_to_pay(turn)
        return True

    def _says_how_to_pay(self, turn: Turn) -> bool:
        """Take a sum with a rhythm for a plan, and one with a day for a promise.

        A day alone is for what is agreed: an instalment, or a promise.
        """
        figures = turn.figures
        if turn.intent == "out_of_scope":
            return False
        if not (figures.amounts or figures.share):
            moves = day_for_what_is_agreed(turn)
            if moves:
                self.wishes[moves](turn)
            return moves is not None
        action = wish_in(figures)
        if action is None:
            return False
        if gate.let_in(turn, action, self.wishes):
            self.wishes[action](turn)
        return True


class DefaultFallback(Untangle):
    """What Rasa falls back to when no rule fits: the same as for a misunderstanding."""

    action_name = "action_default_fallback"


def pick_up(turn: Turn) -> None:
    """Say the open question once more."""
    match turn.awaiting:
        case "plan" | "promise" | "deal":
            _repeat_proposal(turn)
        case "affordability":
            ask_again(turn)
        case "account":
            ask_which(turn, "again_account")
        case None:
            return
        case asked:
            turn.say(f"again_{asked}")


def _repeat_proposal(turn: Turn) -> None:
    standing = proposed(turn.session, turn.conversation.id)
    if standing is None:
        turn.await_(None)
        return
    account = turn.session.get_one(Account, standing.account_id)
    if isinstance(standing, Promise) and is_deal(standing):
        turn.say(
            "again_deal", money=Money(standing.minor, account.currency), due_on=standing.due_on
        )
    elif isinstance(standing, Promise) and len(parts_of(turn.session, standing)) > 1:
        rows = [
            (part.due_on, Money(part.minor, account.currency))
            for part in parts_of(turn.session, standing)
        ]
        turn.say("again_promise_parts", plan=rows)
    elif isinstance(standing, Promise):
        money = Money(standing.minor, account.currency)
        turn.say("again_promise", money=money, due_on=standing.due_on)
    elif isinstance(standing, Plan):
        turn.say("again_plan", plan=schedule(standing, account.currency))
