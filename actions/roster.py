"""Every action there is, put on what they stand on."""

from __future__ import annotations

from collections.abc import Callable

from actions import (
    affordability,
    balance,
    callbacks,
    care,
    changing,
    contact_changes,
    deals,
    disputes,
    fees,
    identity,
    language,
    later,
    papers,
    paying,
    payments,
    people,
    plans,
    preferences,
    promises,
    represented,
    rights,
    session,
    smalltalk,
    strangers,
)
from actions import stops as stop_actions
from actions.base import DisclosingAction, LedgerAction
from actions.follows import steps_after
from actions.services import ROOT, Services
from actions.turn import Turn

_ACTIONS: tuple[type[LedgerAction], ...] = (
    affordability.AskAffordability,
    affordability.EndAffordability,
    balance.TellBalance,
    balance.TellDebtDetails,
    balance.TellDueDate,
    callbacks.RequestCallback,
    care.CareFirst,
    care.EaseOff,
    care.NoteHardship,
    care.NoteRefusal,
    changing.CancelPlan,
    changing.ChangePlan,
    changing.EndAgreement,
    changing.KeepAgreement,
    fees.TellFees,
    contact_changes.NoteContactChange,
    disputes.RecordDispute,
    disputes.RecordFraud,
    disputes.SendValidation,
    deals.AcceptDeal,
    deals.CounterDeal,
    deals.DeclineDeal,
    deals.OfferSettlement,
    deals.OfferTime,
    deals.OfferWaiver,
    identity.AnswerScamWorry,
    identity.CheckIdentity,
    identity.DeclineIdentity,
    identity.TellWhoWeAre,
    later.GiveTime,
    later.LeaveForNow,
    later.LeaveItToThem,
    later.WriteAgain,
    language.ChangeLanguage,
    papers.SendCopy,
    papers.SendReceipt,
    paying.PayNow,
    paying.PayPart,
    paying.TellPaymentMethods,
    payments.CheckPayment,
    payments.NotePaymentProblem,
    payments.TellPaymentStatus,
    people.AnswerLegalThreat,
    people.HandOver,
    people.TakeComplaint,
    plans.AcceptPlan,
    plans.CounterOffer,
    plans.DeclinePlan,
    plans.OfferPlan,
    plans.TellPlanStatus,
    preferences.NotePreference,
    promises.ConfirmPromise,
    promises.DeclinePromise,
    promises.TakePromise,
    represented.KeepRepresentative,
    represented.NoteAttorney,
    represented.NoteBankruptcy,
    rights.TellConsequences,
    rights.TellCreditImpact,
    rights.TellRights,
    session.DefaultFallback,
    session.PickUpThread,
    session.Untangle,
    smalltalk.Acknowledge,
    smalltalk.AnswerThanks,
    smalltalk.SayIsBot,
    smalltalk.DropTopic,
    smalltalk.Greet,
    smalltalk.SayGoodbye,
    smalltalk.SetBoundary,
    stop_actions.NoteDeceased,
    stop_actions.NoteWrongPerson,
    stop_actions.StopContact,
    strangers.NoteThirdParty,
)


def roster(services: Services) -> list[LedgerAction]:
    """Build the actions. What discloses can also be served later, as a remembered wish."""
    wishes: dict[str, Callable[[Turn], None]] = {}
    built = [action(services, wishes) for action in _ACTIONS]
    wishes.update(
        {
            action.action_name: action.serve_one
            for action in built
            if isinstance(action, DisclosingAction)
        }
    )
    deeds, steps = {action.action_name: action for action in built}, steps_after(ROOT)
    for action in built:
        action.deeds, action.steps = deeds, steps
    return built
