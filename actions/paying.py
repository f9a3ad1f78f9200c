"""Pay by link: all of it, what is due next, or a part. Nothing is taken in the conversation."""

from __future__ import annotations

import re
from datetime import date

from actions.agreed import next_due
from actions.answers import says_all_of_it
from actions.base import DisclosingAction
from actions.handing import hand_to_person
from actions.holds import free_account
from actions.promises import take_promise
from actions.turn import Turn
from ledger.agreements import live_agreement
from ledger.money import Money
from ledger.offers_facts import facts_of
from ledger.payments import request_payment
from ledger.tables import Account, PaymentRequest

_LEAST = re.compile(r"\bminimum\b|\bthe least\b|m[ií]nimo|menos posible|最少|最低", re.IGNORECASE)


class TellPaymentMethods(DisclosingAction):
    """Answer ``ask_payment_methods``."""

    action_name = "action_tell_payment_methods"
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Name the ways to pay: a link of ours, and the creditor's own."""
        _say_how(turn, "payment_methods")


class PayNow(DisclosingAction):
    """Answer ``pay_now``."""

    action_name = "action_pay_now"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Give the link for the sum they named, for what is due next, or for all of it."""
        if not turn.services.pays_by_link:
            _say_how(turn, "pay_now")
        elif turn.figures.amounts or turn.figures.share:
            pay_part(turn)
        else:
            _pay_what_is_due(turn)


class PayPart(DisclosingAction):
    """Answer ``pay_partial``, and every figure named when we asked how much."""

    action_name = "action_pay_part"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Give the link for the part they name."""
        pay_part(turn)


def pay_part(turn: Turn) -> None:
    """Give the link for a part of the balance, or ask how much it shall be."""
    if turn.figures.on is not None and turn.figures.on > turn.today:
        take_promise(turn)  # "50 on friday" is a promise, whatever it is called
        return
    if not turn.services.pays_by_link:
        _say_how(turn, "pay_now")
        return
    account = free_account(turn)
    if account is None:
        return
    if turn.figures.in_another_currency(account.currency):
        turn.await_("pay_part")
        turn.say("other_currency", currency=account.currency)
        return
    balance = turn.balance(account)
    money = _named(turn, account, balance)
    least = min(_least(turn, account), balance)
    if money is None and _LEAST.search(turn.text):
        money = Money(0, account.currency)
    if money is None:
        turn.await_("pay_part")
        turn.say("pay_part_ask", balance=balance)
    elif money < least:
        turn.set_slot("pending", {"minor": least.minor})
        turn.await_("pay_part")
        turn.say("pay_part_least", minimum=least)
    elif money > balance:
        _give(turn, account, balance, "pay_link_most", "whole")
    elif money == balance:
        _give(turn, account, balance, "pay_link", "whole")
    else:
        _give(turn, account, money, "pay_link_part", "part")


def has_sum(turn: Turn) -> bool:
    """Whether the words hold a sum, when we asked how much shall be paid now."""
    return turn.figures.any or says_all_of_it(turn.text)


def _pay_what_is_due(turn: Turn) -> None:
    account = free_account(turn)
    if account is None:
        return
    balance = turn.balance(account)
    coming = None
    if not says_all_of_it(turn.text):
        coming = next_due(turn, live_agreement(turn.session, account.id))
    if coming is None or coming.money >= balance:
        _give(turn, account, balance, "pay_link", "whole")
    else:
        _give(turn, account, coming.money, "pay_link_due", "instalment", due_on=coming.due_on)


def _named(turn: Turn, account: Account, balance: Money) -> Money | None:
    """Read the sum from this turn, or, after a yes, the least that we had named."""
    named = turn.figures.money(account.currency) or turn.figures.share_of(balance)
    if named is not None:
        return named
    if says_all_of_it(turn.text):
        return balance
    pending = turn.slot("pending") or {}
    agreed = turn.awaiting == "pay_part" and turn.intent == "affirm"
    minor = pending.get("minor") if agreed else None
    return Money(minor, account.currency) if isinstance(minor, int) else None


def _least(turn: Turn, account: Account) -> Money:
    """Give the least that policy lets be paid at once: what may be promised."""
    facts = facts_of(turn.session, account.id, today=turn.today)
    smallest = turn.services.offers.limits_for(facts).promise.smallest
    return smallest.get(account.currency, Money(1, account.currency))


def _give(
    turn: Turn, account: Account, money: Money, template: str, kind: str, **values: date
) -> None:
    """Ask the ledger for a request, and say its link."""
    request = request_payment(
        turn.session,
        account_id=account.id,
        conversation_id=turn.conversation.id,
        money=money,
        kind=kind,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.await_(None)
    turn.set_slot("pending", None)
    creditor = turn.creditor(account)
    turn.say(
        template,
        money=money,
        creditor=creditor.name if creditor else turn.company,
        link=f"{turn.services.public_url}/pay/{request.token}",
        until=_until(turn, request),
        left=turn.balance(account) - money,
        **values,
    )


def _until(turn: Turn, request: PaymentRequest) -> date:
    """Give the day, on their calendar, on which the link ends."""
    return turn.today + (request.expires_at.date() - turn.now.date())


def _say_how(turn: Turn, template: str) -> None:
    account = turn.account
    creditor = turn.creditor(account)
    if account is None or creditor is None or turn.balance(account).minor <= 0:
        turn.say("nothing_open")
        return
    by_link = turn.services.pays_by_link and template == "payment_methods"
    methods = creditor.payment_methods or creditor.website or creditor.phone
    if methods is None and by_link:
        turn.say("payment_methods_link_only", creditor=creditor.name)
    elif methods is None:
        hand_to_person(turn, "payment_methods", "Wants to pay; no way to pay is on file.")
        turn.say("payment_methods_unknown")
    else:
        turn.say(
            "payment_methods_link" if by_link else template,
            creditor=creditor.name,
            methods=methods,
            reference=account.ref,
            balance=turn.balance(account),
        )
