"""Take a promise: this sum, by this day. One short question for what is missing."""

from __future__ import annotations

from datetime import date

from actions.agreed import next_due, promise_to_move, still_missing
from actions.answers import says_all_of_it
from actions.base import DisclosingAction
from actions.handing import hand_to_person
from actions.holds import free_account
from actions.papers import give_paper, link_to
from actions.parts import read_parts
from actions.plan_changes import is_for_instalment, say_agreement
from actions.plans import negotiate
from actions.turn import Turn
from ledger.agreements import (
    agree_promise,
    live_agreement,
    parts_of,
    propose_parts,
    propose_promise,
    proposed,
    withdraw_proposal,
)
from ledger.money import Money
from ledger.offers import (
    AccountFacts,
    NeedsPerson,
    TooFar,
    TooLittle,
    TooMuch,
    TooSoon,
    promise_allowed,
)
from ledger.offers_facts import facts_of
from ledger.tables import Account, Plan, Promise


class TakePromise(DisclosingAction):
    """Answer ``promise_to_pay``, and every figure named while a promise is talked about."""

    action_name = "action_take_promise"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Put sum and day together and repeat them, or ask for what is missing."""
        take_promise(turn)


class ConfirmPromise(DisclosingAction):
    """Settle the promise on the table."""

    action_name = "action_confirm_promise"

    def serve(self, turn: Turn) -> None:
        """Agree, unless the yes names another figure, or policy would not take it any more."""
        promise = proposed(turn.session, turn.conversation.id)
        if isinstance(promise, Promise) and _says_otherwise(turn, promise):
            take_promise(turn)
            return
        account = free_account(turn)
        if account is None:
            return
        if not isinstance(promise, Promise) or promise.account_id != account.id:
            _ask(turn, account, None, None)
            return
        parts = [
            (part.due_on, Money(part.minor, account.currency))
            for part in parts_of(turn.session, promise)
        ]
        if not all(_may_be_taken(turn, account, money, due_on) for due_on, money in parts):
            return
        agree_promise(turn.session, promise.id, turn.now)
        turn.await_(None)
        turn.set_slot("pending", None)
        creditor = turn.creditor(account)
        to = creditor.name if creditor else turn.company
        if len(parts) > 1:
            turn.say("promise_parts_confirmed", plan=parts, creditor=to)
            return
        due_on, money = parts[0]
        turn.say("promise_confirmed", money=money, due_on=due_on, creditor=to)
        turn.say("promise_paper", link=link_to(turn, give_paper(turn, "promise", promise.id)))


class DeclinePromise(DisclosingAction):
    """Hear a no to the promise on the table."""

    action_name = "action_decline_promise"

    def serve(self, turn: Turn) -> None:
        """Drop it, unless the no holds another figure."""
        if turn.figures.any:
            take_promise(turn)
            return
        withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
        turn.set_slot("pending", None)
        turn.await_(None)
        turn.say("promise_dropped")


def move_promise(turn: Turn, promise: Promise) -> None:
    """Offer another day for what is still missing of a promise that stands or just failed."""
    missing = still_missing(turn, promise)
    turn.set_slot("pending", {"minor": missing.minor if missing else promise.minor})
    turn.await_("promise_date")
    take_promise(turn)


def take_promise(turn: Turn, *, for_all: bool = False) -> None:
    """Put sum and day together from this turn and what was said before."""
    account = free_account(turn)
    if account is None:
        return
    live = live_agreement(turn.session, account.id)
    coming = next_due(turn, live)
    if isinstance(live, Plan) and coming is not None and is_for_instalment(turn, coming):
        negotiate(turn)
        return
    if _is_kept_open(live) and coming is not None:
        say_agreement(turn, live)
        turn.say("pay_more_any_time")
        turn.await_(None)
        return
    if turn.figures.frequency is not None:  # "50 every friday" is a plan, whatever it is called
        negotiate(turn)
        return
    if turn.figures.in_another_currency(account.currency):
        turn.await_("promise_amount")
        turn.say("other_currency", currency=account.currency)
        return
    parts = read_parts(turn.entities, turn.words, balance=turn.balance(account), today=turn.today)
    if parts:
        _take_parts(turn, account, parts)
        return
    money, due_on = _said(turn, account, for_all=for_all)
    if money is None or due_on is None:
        _ask(turn, account, money, due_on)
    elif _may_be_taken(turn, account, money, due_on):
        _offer(turn, account, money, due_on)


def _take_parts(turn: Turn, account: Account, parts: list[tuple[date, Money]]) -> None:
    most = turn.services.offers.limits_for(
        facts_of(turn.session, account.id, today=turn.today)
    ).promise.most_parts
    if len(parts) > most:
        negotiate(turn)
        return
    if not all(_may_be_taken(turn, account, money, due_on) for due_on, money in parts):
        return
    replaces = live_agreement(turn.session, account.id) is not None
    propose_parts(
        turn.session,
        account_id=account.id,
        conversation_id=turn.conversation.id,
        parts=parts,
        words=None if turn.proved_now else turn.text,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.set_slot("pending", None)
    turn.await_("promise")
    turn.say("promise_parts_offer", plan=parts)
    if replaces:
        turn.say("replaces_agreement")


def _is_kept_open(live: Plan | Promise | None) -> bool:
    """Whether a new promise would cost them something: a plan, or what takes something off."""
    return isinstance(live, Plan) or (isinstance(live, Promise) and live.off_minor > 0)


def has_part_of_promise(turn: Turn) -> bool:
    """Whether the words hold a sum or a day, when one was asked for."""
    return turn.figures.any or says_all_of_it(turn.text)


def _says_otherwise(turn: Turn, promise: Promise) -> bool:
    """Whether a yes names another sum or day: "yes, but on the 9th"."""
    parts = parts_of(turn.session, promise)
    sums = {part.minor for part in parts} | {sum(part.minor for part in parts)}
    return any(minor not in sums for minor, _ in turn.figures.amounts) or (
        turn.figures.on not in {None, *(part.due_on for part in parts)}
    )


def _said(turn: Turn, account: Account, *, for_all: bool) -> tuple[Money | None, date | None]:
    balance = turn.balance(account)
    figures = turn.figures
    money = figures.money(account.currency) or figures.share_of(balance)
    if money is None and (for_all or says_all_of_it(turn.words)):
        money = balance
    before_money, before_on = _said_before(turn, account)
    return money or before_money, figures.on or before_on


def _said_before(turn: Turn, account: Account) -> tuple[Money | None, date | None]:
    """Read the other half of a promise: while we ask for it, or of the one it corrects."""
    standing = None
    if turn.awaiting == "promise":
        standing = proposed(turn.session, turn.conversation.id)
    elif turn.awaiting is None and turn.figures.any:  # "no wait, the 12th", after the yes
        failed = promise_to_move(turn)
        if failed is not None and failed.standing == "broken":  # "friday": for what did not come
            return still_missing(turn, failed), None
        standing = live_agreement(turn.session, account.id)
    if (
        isinstance(standing, Promise)
        and standing.account_id == account.id
        and len(parts_of(turn.session, standing)) == 1
    ):
        return Money(standing.minor, account.currency), standing.due_on
    if turn.awaiting not in ("promise_amount", "promise_date"):
        return None, None
    pending = turn.slot("pending") or {}
    minor, due_on = pending.get("minor"), pending.get("due_on")
    return (
        Money(minor, account.currency) if isinstance(minor, int) else None,
        date.fromisoformat(due_on) if isinstance(due_on, str) else None,
    )


def _ask(turn: Turn, account: Account, money: Money | None, due_on: date | None) -> None:
    half: dict[str, int | str] = {}
    if money is not None:
        half["minor"] = money.minor
    if due_on is not None:
        half["due_on"] = due_on.isoformat()
    turn.set_slot("pending", half or None)
    if money is not None:
        turn.await_("promise_date")
        vague = any(entity.get("entity") == "vague_date" for entity in turn.entities)
        turn.say("promise_which_day" if vague else "promise_ask_day", money=money)
    elif due_on is not None:
        turn.await_("promise_amount")
        turn.say("promise_ask_amount", due_on=due_on, balance=turn.balance(account))
    else:
        turn.await_("promise_amount")
        turn.say("promise_ask_both", balance=turn.balance(account))


def _may_be_taken(turn: Turn, account: Account, money: Money, due_on: date) -> bool:
    """Ask policy; where it says no, say what would do."""
    facts: AccountFacts = facts_of(turn.session, account.id, today=turn.today)
    answer = promise_allowed(turn.services.offers, money, due_on, account=facts, today=turn.today)
    match answer:
        case TooFar(latest):
            turn.set_slot("pending", {"minor": money.minor})
            turn.await_("promise_date")
            turn.say("promise_too_far", latest=latest)
        case TooSoon():
            turn.set_slot("pending", {"minor": money.minor})
            turn.await_("promise_date")
            turn.say("promise_past_day")
        case TooMuch(balance):
            if _may_be_taken(turn, account, balance, due_on):
                _offer(turn, account, balance, due_on, template="promise_too_much")
        case TooLittle(minimum):
            turn.set_slot("pending", {"due_on": due_on.isoformat()})
            turn.await_("promise_amount")
            turn.say("promise_too_little", minimum=minimum)
        case NeedsPerson(reason):
            hand_to_person(
                turn, f"promise_{reason.value}", "Wants to promise what policy leaves to people."
            )
            turn.say("promise_needs_person")
        case _:
            return True
    return False


def _offer(
    turn: Turn, account: Account, money: Money, due_on: date, *, template: str = "promise_offer"
) -> None:
    replaces = live_agreement(turn.session, account.id) is not None
    propose_promise(
        turn.session,
        account_id=account.id,
        conversation_id=turn.conversation.id,
        money=money,
        due_on=due_on,
        words=turn.own_words,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.set_slot("pending", None)
    turn.await_("promise")
    turn.say(template, money=money, due_on=due_on)
    if replaces:
        turn.say("replaces_agreement")
