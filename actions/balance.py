"""Tell the right party what is owed, for what, and by when."""

from __future__ import annotations

from actions.agreed import next_due
from actions.base import DisclosingAction
from actions.turn import Turn
from ledger.accounts import breakdown
from ledger.agreements import live_agreement
from ledger.values import Parts, Value

_SHOWN = 4  # the last signs of an account's reference are enough to know it by


class TellBalance(DisclosingAction):
    """Answer ``ask_balance`` with the sum and what it is made of."""

    action_name = "action_tell_balance"
    about_one_account = True
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Name the balance of the account in focus, and that there are others."""
        account = turn.account
        creditor = turn.creditor(account)
        if account is None or creditor is None or turn.balance(account).minor <= 0:
            turn.say("nothing_open")
            return
        parts = breakdown(turn.session, account.id)
        credited = parts.credited
        plain = parts.principal == parts.balance or credited.minor < 0
        template = "balance" if plain else "balance_credited" if credited.minor else "balance_parts"
        values: dict[str, Value] = {"creditor": creditor.name, "balance": parts.balance}
        if not plain:
            values["parts"] = Parts(
                (("principal", parts.principal), ("interest", parts.interest), ("fees", parts.fees))
            )
        if credited.minor and not plain:
            values["credited"] = credited
        turn.say(template, **values)
        others = len(turn.open_accounts()) - 1
        if others > 0:
            turn.say("more_accounts", count=others)


class TellDebtDetails(DisclosingAction):
    """Answer ``ask_debt_details``."""

    action_name = "action_tell_debt_details"
    about_one_account = True
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Say what the account is about, so that the person can recognise it."""
        account = turn.account
        creditor = turn.creditor(account)
        if account is None or creditor is None:
            turn.say("nothing_open")
            return
        turn.say(
            "debt_details",
            creditor=creditor.name,
            product=account.product,
            ending=account.ref[-_SHOWN:],
            due_on=account.due_date,
            balance=turn.balance(account),
        )


class TellDueDate(DisclosingAction):
    """Answer ``ask_due_date``."""

    action_name = "action_tell_due_date"
    about_one_account = True
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Name the next day of an agreement, or else the account's own due date."""
        account = turn.account
        if account is None or turn.balance(account).minor <= 0:
            turn.say("nothing_open")
            return
        coming = next_due(turn, live_agreement(turn.session, account.id))
        if coming is not None:
            turn.say("due_agreed", due_on=coming.due_on, money=coming.money)
            return
        template = "due_was" if account.due_date < turn.today else "due_is"
        turn.say(template, due_on=account.due_date, balance=turn.balance(account))
