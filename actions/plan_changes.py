"""A plan in force: how it stands, what it could become, what may be skipped."""

from __future__ import annotations

import re
from datetime import date

from actions.agreed import Coming, next_due, schedule
from actions.answers import asks_to_skip, says_all_of_it
from actions.care import ease_off
from actions.plan_offers import answer, has_nothing, wish_of
from actions.turn import Turn
from ledger.agreements import live_agreement, proposed, withdraw_proposal
from ledger.money import Money
from ledger.offers import Frequency, NeedsPerson, Offer, Reason, Wish
from ledger.offers_changes import InForce, change, move, pause
from ledger.offers_facts import facts_of
from ledger.tables import Account, Plan, Promise

_ABOUT_ONE = ("promise_to_pay", "request_extension")
_ALL_OF_THEM = re.compile(
    r"\b(?:payments|instal?lments|each|every|always|all|pay ?days?|day of the month|from now on"
    r"|pagos|cuotas|mensualidades|cada|siempre|todos|todas|d[ií]a de pago|de ahora en adelante)\b"
    r"|每[月个個次期]|以[后後]|都|全部|所有|还款日|還款日",
    re.IGNORECASE,
)
_THIS_ONE = re.compile(
    r"\b(?:(?:this|that|the next|next) (?:one|payment|instal?lment|month(?:'?s)?)"
    r"|(?:just|only) (?:this|that|the)|(?:est[ea]|ese|esa|el pr[oó]ximo|la pr[oó]xima)"
    r" (?:pago|cuota|mensualidad|mes)|s[oó]lo (?:est[ea]|ese|esa))\b"
    r"|[这這][一]?[期笔筆次个個]|下[一]?[期笔筆]|[这這]个月|這個月|本[月期]",
    re.IGNORECASE,
)


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
    wish, day = _wish(turn, account, plan), _one_day(turn, coming)
    if wish == Wish() and turn.awaiting != "plan":
        say_agreement(turn, plan)
        turn.await_("plan_wish")
        turn.say("plan_change_ask")
        return
    policy, facts = turn.services.offers, facts_of(turn.session, account.id, today=turn.today)
    standing = _in_force(turn, account, plan, coming)
    if day is None:
        offer = change(policy, account=facts, plan=standing, wish=wish, today=turn.today)
    else:
        offer = move(policy, account=facts, plan=standing, to=day, today=turn.today)
    if _is_what_stands(turn, account, plan, coming, offer):
        _stay(turn, plan, least=isinstance(offer, NeedsPerson))
        return
    moves = isinstance(offer, Offer) and offer.instalments[1:] == standing.ahead[1:]
    if answer(turn, account, offer, out_of=plan, moves=day is not None and moves):
        turn.say("plan_stays")


def keep_plan(turn: Turn) -> None:
    """Leave the plan in force as it is, and say how it stands."""
    _clear_table(turn)
    turn.await_(None)
    turn.say("plan_kept")
    account = turn.account
    if account is not None:
        say_agreement(turn, live_agreement(turn.session, account.id))


def _is_what_stands(
    turn: Turn, account: Account, plan: Plan, coming: Coming, offer: Offer | NeedsPerson
) -> bool:
    """Whether the answer is the plan in force itself, so that a yes would agree it once more."""
    if isinstance(offer, NeedsPerson):
        return offer.reason is Reason.NOTHING_FURTHER and _change_on_table(turn, plan) is None
    ahead = tuple(_ahead(account, plan, coming))
    return offer.frequency == plan.frequency and offer.instalments == ahead


def _stay(turn: Turn, plan: Plan, *, least: bool) -> None:
    """Say that what they have is the least there is, or just what they wish for.

    Nothing is put on the table. Who needs less is offered a person, or help while money is short.
    """
    if not least:
        keep_plan(turn)
        return
    if has_nothing(turn):
        ease_off(turn)
        return
    _clear_table(turn)
    turn.await_("person")
    turn.say("plan_is_least")
    say_agreement(turn, plan)


def _clear_table(turn: Turn) -> None:
    withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
    turn.set_slot("pending", None)


def _offer_pause(turn: Turn, account: Account, plan: Plan, coming: Coming) -> None:
    facts = facts_of(turn.session, account.id, today=turn.today)
    ahead = schedule(plan, account.currency)[-coming.left :]
    standing = InForce(Frequency(plan.frequency), tuple(ahead), plan.changes, plan.pauses)
    offer = pause(turn.services.offers, account=facts, plan=standing, today=turn.today)
    if answer(turn, account, offer, out_of=plan, pauses=True):
        turn.say("plan_stays")


def _in_force(turn: Turn, account: Account, plan: Plan, coming: Coming) -> InForce:
    """Give the plan as a change begins from it: the change on the table, if there is one."""
    on_table = _change_on_table(turn, plan)
    if on_table is not None:
        before, ahead = on_table, schedule(on_table, account.currency)
    else:
        before, ahead = plan, _ahead(account, plan, coming)
    return InForce(Frequency(before.frequency), tuple(ahead), plan.changes, plan.pauses)


def _change_on_table(turn: Turn, plan: Plan) -> Plan | None:
    on_table = proposed(turn.session, turn.conversation.id)
    return on_table if isinstance(on_table, Plan) and on_table.replaces == plan.id else None


def _ahead(account: Account, plan: Plan, coming: Coming) -> list[tuple[date, Money]]:
    ahead = schedule(plan, account.currency)[-coming.left :]
    ahead[0] = (coming.due_on, coming.money)  # a part of it may have come
    return ahead


def _wish(turn: Turn, account: Account, plan: Plan) -> Wish:
    """Read the wish; a share is one of the usual instalment, not of the balance."""
    wish, share = wish_of(turn, account), turn.figures.share
    if share is None or turn.figures.amounts:
        return wish
    size = Money(max(part.minor for part in plan.instalments), account.currency)
    return Wish(turn.figures.share_of(size), wish.frequency, wish.count, wish.first_due_on)


def is_about_plan(turn: Turn) -> bool:
    """Whether more time is wanted for an instalment, not for all that is owed."""
    account = turn.account
    if account is None or turn.awaiting == "deal" or says_all_of_it(turn.text):
        return False
    live = live_agreement(turn.session, account.id)
    return isinstance(live, Plan) and next_due(turn, live) is not None


def is_for_instalment(turn: Turn, coming: Coming) -> bool:
    """Whether a promise gives the next instalment another day, and no less than the instalment.

    "I'll have it on the 18th" moves it; what comes by its day needs no change of the plan.
    """
    figures = turn.figures
    smaller = bool(figures.amounts) and coming.due_on < turn.today
    return (
        figures.on is not None
        and figures.on > coming.due_on
        and (smaller or not figures.amounts or _is_its_sum(turn, coming))
    )


def _one_day(turn: Turn, coming: Coming) -> date | None:
    """Give the day to which one instalment shall be moved, where that is all they wish.

    A late one is meant by itself, and so is one that is promised; of another they must say so.
    """
    figures = turn.figures
    if figures.on is None or figures.on <= coming.due_on or figures.frequency or figures.count:
        return None
    if figures.share or (figures.amounts and not _is_its_sum(turn, coming)):
        return None
    alone = coming.due_on < turn.today or turn.intent in _ABOUT_ONE
    alone = not _ALL_OF_THEM.search(turn.text) if alone else bool(_THIS_ONE.search(turn.text))
    return figures.on if alone else None


def _is_its_sum(turn: Turn, coming: Coming) -> bool:
    return turn.figures.money(coming.money.currency) == coming.money
