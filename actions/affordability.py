"""The affordability form by chat: a few short questions, then an offer that fits.

It is asked of the right party alone, after a yes. Each question may be skipped, all may be ended;
whatever protects somebody, and every question of theirs, is answered as ever, and the open
question is put again. What the answers come to never passes the limits of ``policies/offers.yaml``.
"""

from __future__ import annotations

from actions.base import DisclosingAction
from actions.figures import Figures
from actions.form import ask, ask_again, take
from actions.handing import SOON, hand_to_person, tell_person
from actions.holds import free_account
from actions.plans import negotiate
from actions.turn import Turn
from ledger.affordability import (
    affordable,
    answer,
    end_form,
    next_question,
    open_form,
    running_form,
)
from ledger.money import Money
from ledger.offers import Frequency, Offer, Wish, propose
from ledger.offers_facts import facts_of
from ledger.tables import Account, Affordability


class AskAffordability(DisclosingAction):
    """Answer a yes to the questions, and every answer to one of them."""

    action_name = "action_ask_affordability"

    def serve(self, turn: Turn) -> None:
        """Take the answer to the open question, if there is one, and put the next."""
        account = free_account(turn)
        if account is None:
            return
        form = running_form(turn.session, turn.conversation.id)
        if form is None:
            self._begin(turn, account)
        elif take(turn, form):
            _go_on(turn, form, account)
        else:
            turn.say("not_understood")
            ask_again(turn)

    def _begin(self, turn: Turn, account: Account) -> None:
        form = open_form(
            turn.session,
            debtor_id=account.debtor_id,
            conversation_id=turn.conversation.id,
            currency=account.currency,
            message_id=turn.id,
            now=turn.now,
            new_id=turn.services.new_id,
        )
        ask(turn, form)


class EndAffordability(DisclosingAction):
    """Answer a no: to being asked at all, to one question, or to having anybody to care for."""

    action_name = "action_end_affordability"

    def serve(self, turn: Turn) -> None:
        """End the questions. The pause stays; a person knows of it."""
        form = running_form(turn.session, turn.conversation.id)
        if form is not None and next_question(form) == "dependants":
            answer(turn.session, form, "dependants", 0)
            ask(turn, form)
            return
        if form is not None:
            end_form(turn.session, form, outcome="stopped", now=turn.now)
        turn.await_(None)
        turn.say("affordability_ended")


def _go_on(turn: Turn, form: Affordability, account: Account) -> None:
    if next_question(form) is not None:
        ask(turn, form)
        return
    end_form(turn.session, form, outcome="finished", now=turn.now)
    turn.await_(None)
    _conclude(turn, form, account)


def _conclude(turn: Turn, form: Affordability, account: Account) -> None:
    """Offer what fits the answers and the policy; where nothing does, leave it to a person."""
    money = affordable(form)
    offer = None if money is None else _fitting(turn, account, money)
    if money is None or offer is None:
        hand_to_person(turn, "affordability", _summary(form), priority=SOON)
        turn.say("afford_person")
        return
    tell_person(turn, "affordability", _summary(form))
    turn.say("afford_offer")
    turn.figures = Figures(
        amounts=((money.minor, money.currency),), frequency=Frequency.MONTHLY.value
    )
    negotiate(turn)


def _fitting(turn: Turn, account: Account, money: Money) -> Offer | None:
    """Give the plan that policy allows if no instalment of it is above ``money``."""
    if money.minor <= 0:
        return None
    offer = propose(
        turn.services.offers,
        account=facts_of(turn.session, account.id, today=turn.today),
        wish=Wish(instalment=money, frequency=Frequency.MONTHLY),
        today=turn.today,
    )
    if not isinstance(offer, Offer) or any(part > money for _, part in offer.instalments):
        return None
    return offer


def _summary(form: Affordability) -> str:
    """Say to the person at work what was told; it stands in the ledger and in no log."""

    def sum_of(minor: int | None) -> str:
        return "not said" if minor is None else f"{Money(minor, form.currency)}"

    dependants = "not said" if form.dependants is None else str(form.dependants)
    return (
        f"Affordability, a month: income {sum_of(form.income_minor)}, essentials "
        f"{sum_of(form.essentials_minor)}, dependants {dependants}, could manage "
        f"{sum_of(form.manageable_minor)}."
    )
