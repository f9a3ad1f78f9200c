"""A debt that is said to be wrong, not theirs or made by another; and whoever asks for proof."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from actions.base import DisclosingAction, LedgerAction
from actions.handing import SOON, hand_to_person, tell_person
from actions.holds import forget
from actions.papers import give_paper, link_to, until
from actions.turn import Turn
from actions.whereabouts import country_of, jurisdictions_of
from ledger.disputes import open_dispute
from ledger.notices import notice_facts
from ledger.proofs import proof_of
from ledger.tasks import open_task, open_tasks
from ledger.values import Value

VALIDATION = "validation_letter"


class RecordDispute(LedgerAction):
    """Answer ``dispute_debt``, however it is worded."""

    action_name = "action_record_dispute"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold collection, keep the words, start the clock, say what happens next."""
        hold(turn, "dispute")
        due_on = _order_papers(turn)
        hand_to_person(turn, "dispute", f"Disputes it.{_in_time(turn)}", priority=SOON)
        if turn.verified:
            turn.say("dispute_recorded", due_on=due_on)
        else:
            turn.say("concern_recorded")


class RecordFraud(LedgerAction):
    """Answer ``report_fraud``: somebody else made it in their name."""

    action_name = "action_record_fraud"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold collection, keep the words, hand over, name the steps that help."""
        hold(turn, "fraud")
        _order_papers(turn)
        hand_to_person(turn, "fraud", f"Reports fraud.{_in_time(turn)}", priority=SOON)
        turn.say("fraud_recorded" if turn.verified else "concern_recorded")
        local = turn.services.help.where(country_of(turn))
        if local is None or local.identity_theft is None:
            turn.say("fraud_steps")
        else:
            turn.say("fraud_report", website=local.identity_theft.site)


class SendValidation(DisclosingAction):
    """Answer ``request_validation``: what is owed, to whom, and how it came to that sum.

    The hold and the letter need no proof; the figures do.
    """

    action_name = "action_send_validation"

    def act(self, turn: Turn) -> None:
        """Hold, order the letter, and tell the right party at once."""
        hold(turn, "validation")
        _order_papers(turn)
        tell_person(
            turn, "validation", f"Asks for proof in writing.{_in_time(turn)}", priority=SOON
        )
        if not turn.verified:
            turn.say("proof_ordered")
        super().act(turn)

    def serve(self, turn: Turn) -> None:
        """Say the account as it stood on its itemization date, and what came since."""
        account = turn.account
        if account is None:
            turn.say("nothing_open")
            return
        proof, due_on = proof_of(turn.session, account.id), _order_papers(turn)
        values: dict[str, Value] = {
            "creditor": proof.creditor,
            "ending": proof.ending,
            "balance": proof.balance,
            "due_on": due_on,
        }
        if proof.itemized is None:
            turn.say("validation_info_today", **values)
        else:
            since = proof.itemized
            turn.say(
                "validation_info",
                **values,
                itemized_on=since.day,
                itemized=since.balance,
                interest=since.interest,
                fees=since.fees,
                credited=since.credited,
            )
        paper = give_paper(turn, "proof", account.id)
        turn.say("validation_link", link=link_to(turn, paper), until=until(turn, paper))


def hold(turn: Turn, kind: str) -> None:
    """Open a dispute on every account of whoever is on file, and take all off the table."""
    for account in turn.open_accounts():
        open_dispute(
            turn.session,
            account_id=account.id,
            conversation_id=turn.conversation.id,
            kind=kind,
            words=turn.text,
            now=turn.now,
            new_id=turn.services.new_id,
        )
    forget(turn)


def _order_papers(turn: Turn) -> date:
    """Put the letter on the list of those at work, once; give the day by which it is due."""
    known = open_tasks(turn.session, conversation_id=turn.conversation.id, kind=VALIDATION)
    if known and known[0].due_at is not None:
        return known[0].due_at.date()
    days, reference = turn.services.rights.answer_within(jurisdictions_of(turn))
    due_on = turn.today + timedelta(days=days)
    open_task(
        turn.session,
        turn.conversation,
        kind=VALIDATION,
        message_id=turn.id,
        words=turn.text,
        detail={"accounts": [a.id for a in turn.open_accounts()], "reference": reference},
        due_at=datetime.combine(due_on, time(), turn.now.tzinfo),
        now=turn.now,
        new_id=turn.services.new_id,
    )
    return due_on


def _in_time(turn: Turn) -> str:
    """Say to the person at work whether the period to dispute, as the notice states it, runs."""
    accounts = [account.id for account in turn.open_accounts()]
    ends = notice_facts(turn.session, accounts).get("validation_ends_on")
    if ends is None:
        return ""
    return f" Within the period to dispute, which ends on {ends}." if turn.today <= ends else ""
