"""Why it is more than it was: interest and fees, each as it was booked."""

from __future__ import annotations

from datetime import date

from actions.base import DisclosingAction
from actions.turn import Turn
from ledger.accounts import breakdown
from ledger.money import Money
from ledger.tables import Account, Entry
from ledger.values import Parts, Value

_MOST_SHOWN = 4  # of a kind; the sum is told in any case


class TellFees(DisclosingAction):
    """Answer ``ask_fees``."""

    action_name = "action_tell_fees"
    about_one_account = True
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Tell what the balance is made of, then each charge with its day."""
        account = turn.account
        creditor = turn.creditor(account)
        if account is None or creditor is None:
            turn.say("nothing_open")
            return
        parts = breakdown(turn.session, account.id)
        if parts.interest.minor == 0 and parts.fees.minor == 0:
            turn.say("fees_none", creditor=creditor.name, balance=parts.balance)
            return
        values: dict[str, Value] = {
            "creditor": creditor.name,
            "principal": parts.principal,
            "added": Parts((("interest", parts.interest), ("fees", parts.fees))),
            "balance": parts.balance,
        }
        if parts.credited.minor > 0:
            turn.say("fees_told_credited", **values, credited=parts.credited)
        else:
            turn.say("fees_told", **values)
        for kind, template in (("interest", "fees_interest"), ("fee", "fees_fees")):
            charges = _charges(turn, account, kind)
            if charges:
                turn.say(template, charges=charges)
        turn.say("fees_question")


def _charges(turn: Turn, account: Account, kind: str) -> list[tuple[date, Money]]:
    rows = (
        turn.session.query(Entry)
        .filter(Entry.account_id == account.id, Entry.kind == kind)
        .order_by(Entry.booked_on.desc(), Entry.recorded_at.desc())
        .limit(_MOST_SHOWN)
    )
    return [(row.booked_on, Money(row.minor, account.currency)) for row in rows]
