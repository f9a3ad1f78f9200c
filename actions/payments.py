"""Whether a payment has come, and what to do when one is missing or went wrong."""

from __future__ import annotations

from datetime import timedelta

from actions.base import DisclosingAction
from actions.handing import SOON, hand_to_person
from actions.turn import Turn
from ledger.disputes import open_dispute
from ledger.money import Money
from ledger.payments import open_requests
from ledger.tables import Account, Entry

_RECENT = timedelta(days=60)
_MOST_SHOWN = 5


class TellPaymentStatus(DisclosingAction):
    """Answer ``ask_payment_status``."""

    action_name = "action_tell_payment_status"
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Name what came lately, and a link that still waits; claim nothing else."""
        say_recent_payments(turn)
        accounts = [account.id for account in turn.open_accounts()]
        for money in open_requests(turn.session, accounts, now=turn.now)[:1]:
            turn.say("payment_link_waits", money=money)


class CheckPayment(DisclosingAction):
    """Answer ``already_paid``: look it up; if it is not there, hold everything and ask a person."""

    action_name = "action_check_payment"

    def serve(self, turn: Turn) -> None:
        """Believe the person until somebody has looked."""
        payment = latest_payment(turn, since=_RECENT)
        turn.await_(None)
        if payment is not None:
            _say_found(turn, *payment)
            return
        for account in turn.open_accounts():
            open_dispute(
                turn.session,
                account_id=account.id,
                conversation_id=turn.conversation.id,
                kind="already_paid",
                words=turn.text,
                now=turn.now,
                new_id=turn.services.new_id,
            )
        hand_to_person(turn, "already_paid", "Says it is paid; no payment found.", priority=SOON)
        turn.say("payment_not_found")


class NotePaymentProblem(DisclosingAction):
    """Answer ``report_payment_problem``: a link that fails, a double charge, too much paid."""

    action_name = "action_note_payment_problem"

    def serve(self, turn: Turn) -> None:
        """Show what is booked, let a person look, and claim nothing about what went wrong."""
        if latest_payment(turn, since=_RECENT) is not None:
            say_recent_payments(turn)
        hand_to_person(
            turn,
            "payment_problem",
            "Trouble with a payment: it failed, came twice or was too much. Look before answering.",
            priority=SOON,
        )
        turn.say("payment_problem")


def say_recent_payments(turn: Turn) -> None:
    """Name the payments of the last weeks on the account of the latest of them."""
    latest = latest_payment(turn, since=_RECENT)
    if latest is None:
        turn.say("payments_none")
        return
    account = latest[0]
    rows = (
        turn.session.query(Entry)
        .filter(
            Entry.account_id == account.id,
            Entry.kind == "payment",
            Entry.booked_on >= turn.today - _RECENT,
        )
        .order_by(Entry.booked_on.desc(), Entry.recorded_at.desc())
        .limit(_MOST_SHOWN)
    )
    creditor = turn.creditor(account)
    turn.say(
        "payments_seen",
        creditor=creditor.name if creditor else turn.company,
        payments=[(row.booked_on, Money(-row.minor, account.currency)) for row in rows],
        balance=turn.balance(account),
    )


def latest_payment(turn: Turn, *, since: timedelta | None) -> tuple[Account, Entry] | None:
    """Find the last payment on any account of theirs."""
    query = (
        turn.session.query(Account, Entry)
        .join(Entry, Entry.account_id == Account.id)
        .filter(Account.debtor_id == turn.conversation.debtor_id, Entry.kind == "payment")
    )
    if since is not None:
        query = query.filter(Entry.booked_on >= turn.today - since)
    found = query.order_by(Entry.booked_on.desc(), Entry.recorded_at.desc()).first()
    return None if found is None else (found[0], found[1])


def _say_found(turn: Turn, account: Account, payment: Entry) -> None:
    creditor = turn.creditor(account)
    turn.say(
        "payment_found",
        money=Money(-payment.minor, account.currency),
        paid_on=payment.booked_on,
        creditor=creditor.name if creditor else turn.company,
        balance=turn.balance(account),
    )
