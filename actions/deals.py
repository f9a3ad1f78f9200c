"""Settle for less, take fees off, or give time: within policy, with its dates, never pressed."""

from __future__ import annotations

from actions.agreed import promise_to_move
from actions.base import DisclosingAction
from actions.handing import hand_to_person
from actions.holds import free_account
from actions.papers import give_paper, link_to
from actions.parts import names_parts
from actions.plan_changes import is_about_plan
from actions.plans import negotiate
from actions.promises import move_promise, take_promise
from actions.turn import Turn
from ledger.agreements import agree_promise, live_agreement, proposed, withdraw_proposal
from ledger.deals import charges_of, deal_of, is_deal, lapse, propose_deal
from ledger.money import Money
from ledger.offers import NeedsPerson, Reason, Why
from ledger.offers_facts import facts_of
from ledger.offers_reductions import (
    Asked,
    Deal,
    Kind,
    extension,
    latest_extension,
    settlement,
    waiver,
)
from ledger.tables import Account, Promise
from ledger.values import Value

_WHO_DECIDES = {
    Kind.SETTLEMENT: "Wishes to settle for less; policy leaves it to people.",
    Kind.WAIVER: "Wishes fees or interest taken off; policy leaves it to people.",
    Kind.EXTENSION: "Wishes for more time; policy leaves it to people.",
}

_CONFIRMED = {
    Kind.SETTLEMENT: "settlement_confirmed",
    Kind.WAIVER: "waiver_confirmed",
    Kind.EXTENSION: "extension_confirmed",
}


class OfferSettlement(DisclosingAction):
    """Answer ``request_settlement``."""

    action_name = "action_offer_settlement"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Take the sum they name, or say what is possible; a person decides about less.

        Who speaks of the settlement on the table without a figure ("ok, I'll take it") hears it
        again: a lower offer is for those who ask for one.
        """
        offered = _on_table(turn)
        if offered is None or offered.kind != Kind.SETTLEMENT or turn.figures.any:
            bargain(turn, Kind.SETTLEMENT)
            return
        account = free_account(turn)
        if account is not None and not _is_stale(turn, account, offered):
            turn.await_("deal")
            turn.say("settlement_offer", **_values(turn, account, offered))
        elif account is not None:
            bargain(turn, Kind.SETTLEMENT)


class OfferWaiver(DisclosingAction):
    """Answer ``request_fee_waiver``."""

    action_name = "action_offer_waiver"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Say what can be taken off, and by when the rest has to come."""
        bargain(turn, Kind.WAIVER)


class OfferTime(DisclosingAction):
    """Answer ``request_extension``."""

    action_name = "action_offer_time"
    about_one_account = True

    def serve(self, turn: Turn) -> None:
        """Take the day they name, for what they promised or for all, or say which days can be.

        Two days with their sums are a promise in parts.
        """
        moved, account = promise_to_move(turn), turn.account
        if is_about_plan(turn):
            negotiate(turn)
        elif moved is not None:
            move_promise(turn, moved)
        elif account is not None and names_parts(turn, account):
            take_promise(turn)
        else:
            bargain(turn, Kind.EXTENSION)


class CounterDeal(DisclosingAction):
    """Answer another figure, or "less please", while such an offer is on the table."""

    action_name = "action_counter_deal"

    def serve(self, turn: Turn) -> None:
        """Go on from the offer."""
        offered = _on_table(turn)
        if offered is None:
            take_promise(turn)
        else:
            bargain(turn, Kind(offered.kind))


class AcceptDeal(DisclosingAction):
    """Agree to the offer on the table."""

    action_name = "action_accept_deal"

    def serve(self, turn: Turn) -> None:
        """Agree, unless the yes names another figure, or the offer is overtaken."""
        offered = _on_table(turn)
        if offered is None:
            turn.await_(None)
            turn.say("acknowledged")
            return
        kind = Kind(offered.kind)
        if _says_otherwise(turn, offered):
            bargain(turn, kind)
            return
        account = free_account(turn)
        if account is None:
            return
        if _is_stale(turn, account, offered):
            if offered.open_until is not None and offered.open_until < turn.today:
                lapse(turn.session, offered, now=turn.now)
            turn.say("offer_renewed")
            bargain(turn, kind)
            return
        agree_promise(turn.session, offered.id, turn.now)
        turn.await_(None)
        turn.set_slot("pending", None)
        turn.say(_CONFIRMED[kind], **_values(turn, account, offered))
        turn.say("promise_paper", link=link_to(turn, give_paper(turn, "promise", offered.id)))


class DeclineDeal(DisclosingAction):
    """Hear a no to the offer on the table."""

    action_name = "action_decline_deal"

    def serve(self, turn: Turn) -> None:
        """Leave it, without a second try; the no may hold another figure."""
        offered = _on_table(turn)
        if offered is not None and turn.figures.any:
            bargain(turn, Kind(offered.kind))
            return
        withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
        turn.await_(None)
        turn.say("deal_dropped")


def bargain(turn: Turn, kind: Kind) -> None:
    """Answer a wish for less, for no fees or for time: the offer always comes from policy."""
    account = free_account(turn)
    if account is None:
        return
    if turn.figures.in_another_currency(account.currency):
        turn.say("other_currency", currency=account.currency)
        return
    balance, named = turn.balance(account), _sum(turn, account)
    if kind is Kind.SETTLEMENT and named is not None and named >= balance:
        take_promise(turn, for_all=True)
        return
    if kind is Kind.WAIVER and _nothing_to_waive(turn, account):
        turn.say("waiver_nothing", balance=balance)
        return
    previous = _previous(turn, account, kind)
    if kind is Kind.EXTENSION and turn.figures.on is None and previous is None:
        _ask_day(turn, account)
        return
    _answer(turn, account, kind, _offer(turn, account, kind, previous))


def _offer(turn: Turn, account: Account, kind: Kind, previous: Deal | None) -> Deal | NeedsPerson:
    policy, today = turn.services.offers, turn.today
    facts = facts_of(turn.session, account.id, today=today)
    asked = Asked(_sum(turn, account), turn.figures.on)
    match kind:
        case Kind.SETTLEMENT:
            if turn.figures.frequency or (turn.figures.count or 1) > 1:
                return NeedsPerson(Reason.GIVES_SOMETHING_UP)  # less, and that in parts
            return settlement(policy, account=facts, asked=asked, today=today, previous=previous)
        case Kind.WAIVER:
            charges = charges_of(turn.session, account.id)
            return waiver(
                policy, account=facts, charges=charges, asked=asked, today=today, previous=previous
            )
        case Kind.EXTENSION:
            pay_by = turn.figures.on or (previous.pay_by if previous else today)
            return extension(policy, account=facts, pay_by=pay_by, today=today, previous=previous)


def _answer(turn: Turn, account: Account, kind: Kind, offer: Deal | NeedsPerson) -> None:
    if isinstance(offer, NeedsPerson):
        if offer.reason is Reason.NOTHING_FURTHER:
            turn.await_("deal")
            turn.say("plan_floor")
            return
        hand_to_person(turn, f"{kind.value}_{offer.reason.value}"[:60], _WHO_DECIDES[kind])
        turn.say("deal_needs_person")
        return
    promise = propose_deal(
        turn.session,
        offer,
        account_id=account.id,
        conversation_id=turn.conversation.id,
        words=None if turn.proved_now else turn.text,  # a proof of identity is not kept twice
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.set_slot("pending", None)
    turn.await_("deal")
    turn.say(_template(offer), **_values(turn, account, promise))
    if live_agreement(turn.session, account.id) is not None:
        turn.say("replaces_agreement")


def _template(offer: Deal) -> str:
    if offer.kind is Kind.WAIVER:
        return "waiver_offer"
    if offer.kind is Kind.EXTENSION:
        return "extension_offer" if offer.why is Why.AS_ASKED else "extension_latest"
    if offer.why in (Why.AS_ASKED, Why.OPENING):
        return "settlement_offer"
    return "settlement_nearest" if offer.why is Why.FIRST_TOO_LATE else "settlement_least"


def _values(turn: Turn, account: Account, promise: Promise) -> dict[str, Value]:
    creditor = turn.creditor(account)
    values: dict[str, Value] = {
        "creditor": creditor.name if creditor else turn.company,
        "money": Money(promise.minor, account.currency),
        "due_on": promise.due_on,
        "until": promise.open_until or promise.due_on,
    }
    return values | {"off": Money(promise.off_minor, account.currency)}


def _ask_day(turn: Turn, account: Account) -> None:
    facts = facts_of(turn.session, account.id, today=turn.today)
    turn.await_("extension_day")
    turn.say(
        "time_offer",
        balance=turn.balance(account),
        latest=latest_extension(turn.services.offers, account=facts, today=turn.today),
    )


def _sum(turn: Turn, account: Account) -> Money | None:
    figures = turn.figures
    if figures.share == (1, 1) and not figures.amounts and _on_table(turn) is None:
        return None  # "is there a discount if I pay it all at once" names no sum
    return figures.money(account.currency) or figures.share_of(turn.balance(account))


def _nothing_to_waive(turn: Turn, account: Account) -> bool:
    charges = charges_of(turn.session, account.id)
    return (charges.interest + charges.fees - charges.waived).minor <= 0


def _on_table(turn: Turn) -> Promise | None:
    standing = proposed(turn.session, turn.conversation.id)
    return standing if isinstance(standing, Promise) and is_deal(standing) else None


def _previous(turn: Turn, account: Account, kind: Kind) -> Deal | None:
    offered = _on_table(turn)
    if offered is None or offered.account_id != account.id or offered.kind != kind:
        return None
    if _is_stale(turn, account, offered):
        return None
    return deal_of(offered, account.currency)


def _says_otherwise(turn: Turn, offered: Promise) -> bool:
    """Whether a yes names another sum or day: "yes, but 300"."""
    sums = {offered.minor, offered.off_minor, offered.minor + offered.off_minor}
    return any(minor not in sums for minor, _ in turn.figures.amounts) or (
        turn.figures.on not in (None, offered.due_on, offered.open_until)
    )


def _is_stale(turn: Turn, account: Account, offered: Promise) -> bool:
    return (
        offered.minor + offered.off_minor != turn.balance(account).minor
        or (offered.open_until or offered.due_on) < turn.today
        or offered.policy_revision != turn.services.offers.revision
    )
