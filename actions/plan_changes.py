"""A plan in force: how it stands, what it could become, what may be skipped."""

from __future__ import annotations

from actions.agreed import Coming, next_due, schedule
from actions.answers import asks_to_skip
from actions.plan_offers import answer, wish_of
from actions.turn import Turn
from ledger.agreements import proposed
from ledger.money import Money
from ledger.offers import Frequency, Wish
from ledger.offers_changes import InForce, change, pause
from ledger.offers_facts import facts_of
from ledger.tables import Account, Plan, Promise


def say_agreement(turn: Turn, live: Plan | Promise | None) -> bool:
    """Say what is agreed and what comes next; ``False`` if nothing is or all of it is paid."""
    coming = next_due(turn, live)
    if coming is None:
        return False
    if isinstance(live, Promise) and live.off_minor:
        off = Money(live.off_minor, coming.money.currency)
        turn.say("deal_status", money=coming.money, due_on=coming.due_on, off=off)
    elif isinstance(live, Promise):
        turn.say("promise_status", money=coming.money, due_on=coming.due_on)
    elif coming.due_on < turn.today:
        turn.say("plan_status_late", money=coming.money, due_on=coming.due_on)
    elif live is not None:
        turn.say(
            "plan_status",
            money=coming.money,
            due_on=coming.due_on,
            count=coming.left,
            total=coming.total,
            last_on=live.instalments[-1].due_on,
        )
    return True


def change_live(turn: Turn, account: Account, plan: Plan, coming: Coming) -> None:
    """Say what a plan in force could become; it stays as it is until a clear yes."""
    if asks_to_skip(turn.text) and not turn.figures.any:
        _offer_pause(turn, account, plan, coming)
        return
    wish = _wish(turn, account, plan)
    if wish == Wish() and turn.awaiting != "plan":
        say_agreement(turn, plan)
        turn.await_("plan_wish")
        turn.say("plan_change_ask")
        return
    facts = facts_of(turn.session, account.id, today=turn.today)
    offer = change(
        turn.services.offers,
        account=facts,
        plan=_in_force(turn, account, plan, coming),
        wish=wish,
        today=turn.today,
    )
    if answer(turn, account, offer, out_of=plan):
        turn.say("plan_stays")


def _offer_pause(turn: Turn, account: Account, plan: Plan, coming: Coming) -> None:
    facts = facts_of(turn.session, account.id, today=turn.today)
    ahead = schedule(plan, account.currency)[-coming.left :]
    standing = InForce(Frequency(plan.frequency), tuple(ahead), plan.changes, plan.pauses)
    offer = pause(turn.services.offers, account=facts, plan=standing, today=turn.today)
    if answer(turn, account, offer, out_of=plan, pauses=True):
        turn.say("plan_stays")


def _in_force(turn: Turn, account: Account, plan: Plan, coming: Coming) -> InForce:
    """Give the plan as a change begins from it: the change on the table, if there is one."""
    on_table = proposed(turn.session, turn.conversation.id)
    if isinstance(on_table, Plan) and on_table.replaces == plan.id:
        before, ahead = on_table, schedule(on_table, account.currency)
    else:
        before, ahead = plan, schedule(plan, account.currency)[-coming.left :]
    return InForce(Frequency(before.frequency), tuple(ahead), plan.changes, plan.pauses)


def _wish(turn: Turn, account: Account, plan: Plan) -> Wish:
    """Read the wish; a share is one of the usual instalment, not of the balance."""
    wish, share = wish_of(turn, account), turn.figures.share
    if share is None or turn.figures.amounts:
        return wish
    size = Money(max(part.minor for part in plan.instalments), account.currency)
    return Wish(turn.figures.share_of(size), wish.frequency, wish.count, wish.first_due_on)
