"""Work out a plan with the person: wish, offer, counter-offer, yes or no."""

from __future__ import annotations

from actions.agreed import next_due, promise_to_move, schedule
from actions.base import DisclosingAction
from actions.holds import free_account
from actions.plan_changes import change_live, keep_plan, say_agreement
from actions.plan_offers import answer, wish_of
from actions.turn import Turn
from ledger.agreements import agree_plan, live_agreement, proposed, withdraw_proposal
from ledger.money import Money
from ledger.offers import Frequency, NeedsPerson, Offer, Why, Wish, counter, propose
from ledger.offers_facts import facts_of
from ledger.payments import open_requests
from ledger.tables import Account, Plan, Promise


class OfferPlan(DisclosingAction):
    """Answer ``request_plan``."""

    action_name = "action_offer_plan"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Offer what was wished for, or the nearest plan that policy allows."""
        negotiate(turn)


class CounterOffer(DisclosingAction):
    """Answer ``counter_offer``, and every figure named while a plan is talked about."""

    action_name = "action_counter_offer"

    def serve(self, turn: Turn) -> None:
        """Answer the counter-offer inside the limits; it may put right what was agreed or sent."""
        wish = _put_right(turn)
        if wish is None:
            negotiate(turn)
        else:
            self.deeds[wish].act(turn)


class AcceptPlan(DisclosingAction):
    """Settle the plan on the table."""

    action_name = "action_accept_plan"

    def serve(self, turn: Turn) -> None:
        """Agree, unless the yes names another figure, or the offer has been overtaken."""
        plan = proposed(turn.session, turn.conversation.id)
        if isinstance(plan, Plan) and _says_otherwise(turn, plan):
            negotiate(turn)
            return
        if not isinstance(plan, Plan) or _is_stale(turn, plan):
            turn.say("offer_renewed")
            negotiate(turn, afresh=True)
            return
        account = free_account(turn)
        creditor = turn.creditor(account)
        if account is None or creditor is None:
            return
        agree_plan(turn.session, plan.id, turn.now)
        turn.await_(None)
        turn.set_slot("pending", None)
        turn.say(
            "plan_confirmed",
            creditor=creditor.name,
            count=len(plan.instalments),
            plan=schedule(plan, account.currency),
            total=Money(plan.total_minor, account.currency),
        )


class DeclinePlan(DisclosingAction):
    """Hear a no to the plan on the table."""

    action_name = "action_decline_plan"

    def serve(self, turn: Turn) -> None:
        """Ask what would do; after a second no, offer a person. The no may hold a figure."""
        if turn.figures.any:
            negotiate(turn)
            return
        plan = proposed(turn.session, turn.conversation.id)
        if isinstance(plan, Plan) and plan.replaces is not None:
            keep_plan(turn)
            return
        pending = turn.slot("pending") or {}
        if pending.get("declined"):
            withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
            turn.set_slot("pending", None)
            turn.await_("person")
            turn.say("plan_or_person")
            return
        turn.set_slot("pending", {"declined": 1})
        turn.await_("plan_wish")
        turn.say("plan_declined")


class TellPlanStatus(DisclosingAction):
    """Answer ``ask_plan_status``."""

    action_name = "action_tell_plan_status"
    about_one_account = True
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Say what is agreed, and what comes next."""
        account = turn.account
        live = None if account is None else live_agreement(turn.session, account.id)
        if account is None or not say_agreement(turn, live):
            turn.say("plan_none")


def _put_right(turn: Turn) -> str | None:
    """Give what "no wait, make it 250" corrects when nothing is open: a promise, or a sum to pay.

    Whoever has just promised or got a link would otherwise be offered a plan in its place.
    """
    account, figures = turn.account, turn.figures
    if account is None or turn.awaiting is not None or figures.frequency or figures.count:
        return None
    live = live_agreement(turn.session, account.id)
    if promise_to_move(turn) is not None:
        return "action_take_promise"
    if isinstance(live, Promise):
        return "action_take_promise" if figures.any else None
    paying = live is None and proposed(turn.session, turn.conversation.id) is None
    if paying and figures.amounts and open_requests(turn.session, [account.id], now=turn.now):
        return "action_pay_part"
    return None


def negotiate(turn: Turn, *, afresh: bool = False) -> None:
    """Answer a wish for a plan: the offer always comes from policy, and is written down first."""
    account = free_account(turn)
    if account is None:
        return
    live = live_agreement(turn.session, account.id)
    if turn.figures.in_another_currency(account.currency):
        turn.await_("plan_wish")
        turn.say("other_currency", currency=account.currency)
        return
    coming = next_due(turn, live)
    if isinstance(live, Plan) and coming is not None:
        change_live(turn, account, live, coming)
        return
    answer(turn, account, _offer(turn, account, afresh=afresh))


def _offer(turn: Turn, account: Account, *, afresh: bool) -> Offer | NeedsPerson:
    policy = turn.services.offers
    facts = facts_of(turn.session, account.id, today=turn.today)
    wish = wish_of(turn, account)
    before = proposed(turn.session, turn.conversation.id)
    if isinstance(before, Plan) and before.account_id == account.id:
        if afresh:
            wish = Wish(Money(before.instalments[0].minor, account.currency),
                        Frequency(before.frequency))  # fmt: skip
        elif wish != Wish() or turn.intent in ("counter_offer", "deny"):
            previous = Offer(
                frequency=Frequency(before.frequency),
                instalments=tuple(schedule(before, account.currency)),
                reasons=(Why.OPENING,),
                limits=policy.limits_for(facts),
                policy_revision=before.policy_revision,
            )
            return counter(policy, account=facts, wish=wish, previous=previous, today=turn.today)
    return propose(policy, account=facts, wish=wish, today=turn.today)


def _says_otherwise(turn: Turn, plan: Plan) -> bool:
    """Whether a yes names something that is not in the plan: "yes, I can do 40"."""
    figures = turn.figures
    sums = {part.minor for part in plan.instalments} | {plan.total_minor}
    return (
        any(minor not in sums for minor, _ in figures.amounts)
        or figures.frequency not in (None, plan.frequency)
        or figures.count not in (None, len(plan.instalments))
        or figures.on not in {None, *(part.due_on for part in plan.instalments)}
    )


def _is_stale(turn: Turn, plan: Plan) -> bool:
    account = turn.session.get_one(Account, plan.account_id)
    live = live_agreement(turn.session, account.id)
    return (
        (plan.replaces is not None and (live is None or live.id != plan.replaces))
        or turn.balance(account).minor != plan.total_minor
        or plan.instalments[0].due_on <= turn.today
        or plan.policy_revision != turn.services.offers.revision
    )
