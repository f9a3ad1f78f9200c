"""Who is speaking, and who are we?"""

from __future__ import annotations

from actions import gate
from actions.answers import wish_in
from actions.base import LedgerAction
from actions.codes import check_code, offers_code, say_how_to_check
from actions.proof import read_proof
from actions.turn import Turn


class CheckIdentity(LedgerAction):
    """Answer ``give_identity``: try the proof, then serve what was wished before."""

    action_name = "action_check_identity"

    def act(self, turn: Turn) -> None:
        """Leave it to the gate, but for a code by which they check us, or a sum and its day."""
        if offers_code(turn):
            check_code(turn)
            return
        wish, proof = wish_in(turn.figures), read_proof(turn.text, today=turn.today)
        if wish == "action_offer_plan" or (wish is not None and not proof):  # no proof has a rhythm
            if gate.let_in(turn, wish, self.wishes):
                self.wishes[wish](turn)
            return
        gate.check(turn, self.wishes)


class DeclineIdentity(LedgerAction):
    """Answer a no to the question who is speaking: that is their right."""

    action_name = "action_decline_identity"

    def act(self, turn: Turn) -> None:
        """Drop the wish; say that nothing can be shared without it, and what can be done."""
        turn.await_(None)
        turn.set_slot("wish", None)
        turn.say("identity_declined")


class TellWhoWeAre(LedgerAction):
    """Answer ``ask_who_is_this`` without telling anybody but the right party why we write."""

    action_name = "action_tell_who_we_are"

    def act(self, turn: Turn) -> None:
        """Name the company, the machine, and a way to check that does not run through us."""
        _introduce(turn, "who_we_are")
        if not turn.verified:
            if turn.changed.get("awaiting") == "identity":
                return  # asked a moment ago, for another wish of the same message
            turn.await_("identity")
            turn.say("who_we_are_next")
        elif turn.account is not None:  # nothing has to be hidden from the right party
            self.deeds["action_tell_debt_details"].act(turn)


class AnswerScamWorry(LedgerAction):
    """Answer ``suspect_scam``: the doubt is right, and can be settled without us."""

    action_name = "action_answer_scam_worry"

    def act(self, turn: Turn) -> None:
        """Say how to check independently; ask for nothing."""
        if offers_code(turn):
            check_code(turn)
            return
        _introduce(turn, "scam_worry")
        say_how_to_check(turn)


def _introduce(turn: Turn, template: str) -> None:
    """Say a template with the contact on file: a phone, else a website, else neither.

    The contact on file is the creditor's. A collector for others is not to be asked for there, and
    does not name the creditor to somebody unverified.
    """
    account = turn.account
    creditor = turn.creditor(account)
    own = account is not None and account.collecting == "first"
    if creditor is None or not own:
        turn.say(template, company=turn.speaker)
    elif creditor.phone:
        turn.say(f"{template}_phone", company=turn.speaker, phone=creditor.phone)
    elif creditor.website:
        turn.say(f"{template}_site", company=turn.speaker, website=creditor.website)
    else:
        turn.say(template, company=turn.speaker)
