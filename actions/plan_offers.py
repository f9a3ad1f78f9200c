"""Put an offer of a plan on the table: written down first, then said with why it is as it is."""

from __future__ import annotations

from actions.care import ease_off
from actions.handing import hand_to_person
from actions.turn import Turn
from ledger.agreements import propose_plan
from ledger.offers import Frequency, NeedsPerson, Offer, Reason, Why, Wish
from ledger.tables import Account, Plan

_SMALLEST = {Why.SMALLEST, Why.BELOW_MINIMUM}
_LONGEST = {Why.TOO_MANY_INSTALMENTS, Why.TOO_LONG}


def wish_of(turn: Turn, account: Account) -> Wish:
    """Read what a plan should be like; a share is one of the balance."""
    figures = turn.figures
    money = figures.money(account.currency) or figures.share_of(turn.balance(account))
    return Wish(
        instalment=money,
        frequency=Frequency(figures.frequency) if figures.frequency else None,
        count=figures.count,
        first_due_on=figures.on,
    )


def answer(
    turn: Turn,
    account: Account,
    offer: Offer | NeedsPerson,
    *,
    out_of: Plan | None = None,
    pauses: bool = False,
    moves: bool = False,
) -> bool:
    """Write an offer down and say it, or leave it to a person; ``False``: a person.

    ``out_of`` is the plan in force that the offer would change; ``pauses`` one instalment is
    skipped, ``moves`` one gets another day.
    """
    if isinstance(offer, NeedsPerson):
        _leave_to_person(turn, offer.reason)
        return False
    propose_plan(
        turn.session,
        account_id=account.id,
        conversation_id=turn.conversation.id,
        frequency=offer.frequency,
        instalments=offer.instalments,
        policy_revision=offer.policy_revision,
        now=turn.now,
        new_id=turn.services.new_id,
        out_of=out_of,
        pauses=pauses,
    )
    turn.await_("plan")
    declined = (turn.slot("pending") or {}).get("declined")
    turn.set_slot("pending", {"declined": declined} if declined else None)
    if moves:
        turn.say("plan_move_offer", money=offer.each, due_on=offer.first_due_on)
    else:
        say_offer(turn, offer)
    return True


def say_offer(turn: Turn, offer: Offer) -> None:
    """Put an offer into words, with why it is as it is."""
    if offer.count == 1:
        turn.say("plan_offer_one", money=offer.each, due_on=offer.first_due_on)
        return
    turn.say(
        _template(offer),
        plan=list(offer.instalments),
        count=offer.count,
        frequency=offer.frequency.value,
        first_on=offer.first_due_on,
        last_on=offer.last_due_on,
        total=offer.total,
    )


def _template(offer: Offer) -> str:
    if offer.as_asked:
        return "plan_offer_as_asked"
    if offer.why is Why.OPENING:
        return "plan_offer"
    if offer.why in _SMALLEST:
        return "plan_offer_smallest"
    return "plan_offer_longest" if offer.why in _LONGEST else "plan_offer_nearest"


def _leave_to_person(turn: Turn, reason: Reason) -> None:
    if reason is Reason.NOTHING_FURTHER and has_nothing(turn):
        ease_off(turn)
        return
    if reason is Reason.NOTHING_FURTHER:
        turn.await_("plan")
        turn.say("plan_floor")
        return
    hand_to_person(turn, f"plan_{reason.value}", "Wishes for a plan that policy leaves to people.")
    turn.say("plan_needs_person")


def has_nothing(turn: Turn) -> bool:
    """Whether they also say that the money is not there, and name no sum that would do."""
    said = {wish.intent for wish in turn.wishes}
    return "cannot_pay" in said and not turn.figures.any
