"""Whether a payment has come, and a receipt for it."""

from __future__ import annotations

from datetime import timedelta

from actions.base import DisclosingAction
from actions.handing import SOON, hand_to_person
from actions.turn import Turn
from ledger.disputes import open_dispute
from ledger.money import Money
from ledger.tables import Account, Entry

_RECENT = timedelta(days=60)


class CheckPayment(DisclosingAction):
    """Answer ``already_paid``: look it up; if it is not there, hold everything and ask a person."""

    action_name = "action_check_payment"

    def serve(self, turn: Turn) -> None:
        """Believe the person until somebody has looked."""
        payment = _latest_payment(turn, since_days=_RECENT)
        turn.await_(None)
        if payment is not None:
            _say_payment(turn, "payment_found", *payment)
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


class SendReceipt(DisclosingAction):
    """Answer ``request_receipt``."""

    action_name = "action_send_receipt"
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """State the latest payment, as it stands in the ledger."""
        payment = _latest_payment(turn, since_days=None)
        if payment is None:
            turn.say("receipt_none")
        else:
            _say_payment(turn, "receipt", *payment)


def _latest_payment(turn: Turn, *, since_days: timedelta | None) -> tuple[Account, Entry] | None:
    query = (
        turn.session.query(Account, Entry)
        .join(Entry, Entry.account_id == Account.id)
        .filter(Account.debtor_id == turn.conversation.debtor_id, Entry.kind == "payment")
    )
    if since_days is not None:
        query = query.filter(Entry.booked_on >= turn.today - since_days)
    found = query.order_by(Entry.booked_on.desc(), Entry.recorded_at.desc()).first()
    return None if found is None else (found[0], found[1])


def _say_payment(turn: Turn, template: str, account: Account, payment: Entry) -> None:
    creditor = turn.creditor(account)
    turn.say(
        template,
        money=Money(-payment.minor, account.currency),
        paid_on=payment.booked_on,
        creditor=creditor.name if creditor else turn.company,
        balance=turn.balance(account),
    )
