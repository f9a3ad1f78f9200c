"""Trouble comes before money: pause, say something kind, call in a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.base import LedgerAction
from actions.form import AWAITING
from actions.handing import SOON, URGENT, USUAL, hand_to_person, tell_person
from actions.heard import MONEY
from actions.turn import Turn
from actions.whereabouts import country_of
from compliance.situation import Flag
from ledger.events import events_of, log_event
from ledger.stops import record_flag


class NoteHardship(LedgerAction):
    """Answer ``report_hardship``. Needs no proof of identity: a pause harms nobody."""

    action_name = "action_note_hardship"

    def act(self, turn: Turn) -> None:
        """Pause reminders, tell a person, name free help nearby, offer to look at what fits.

        Where they also ask for something about paying, that is answered instead of the offer.
        """
        flag(turn, Flag.HARDSHIP)
        tell_person(turn, "hardship", "Reports hardship.", priority=SOON)
        turn.say("hardship_noted")
        _name_free_help(turn)
        if not turn.also_wants(MONEY):
            turn.await_(AWAITING)
            turn.say("affordability_offer")


class EaseOff(LedgerAction):
    """Answer ``cannot_pay`` without pressing."""

    action_name = "action_ease_off"

    def act(self, turn: Turn) -> None:
        """Pause for a while; offer smaller steps, and to look at what fits."""
        ease_off(turn, offers_form=not turn.also_wants(MONEY))


def ease_off(turn: Turn, *, offers_form: bool = True) -> None:
    """Pause reminders for a while, and offer the questions that show what fits."""
    days = turn.services.help.pause_days
    flag(turn, Flag.HARDSHIP, until=turn.now + timedelta(days=days))
    known = turn.verified and turn.account is not None
    turn.say("ease_off" if known else "ease_off_anybody", count=days)
    if offers_form:
        turn.await_(AWAITING)
        turn.say("affordability_offer")


class NoteRefusal(LedgerAction):
    """Answer ``refuse_to_pay``: heard once, not argued with."""

    action_name = "action_note_refusal"

    def act(self, turn: Turn) -> None:
        """Cease where one collects for another; otherwise say once what else there is.

        15 USC 1692c(c): a consumer's written refusal to pay ends a debt collector's
        communication, but for narrow notices.
        """
        account = turn.account
        turn.await_(None)
        turn.say("refusal_noted")
        if account is not None and account.collecting == "third":
            flag(turn, Flag.CEASE)
            hand_to_person(turn, "refusal", "Refuses to pay.", priority=USUAL)
            return
        tell_person(turn, "refusal", "Refuses to pay.", priority=USUAL)
        if turn.verified and not _heard_before(turn):
            turn.say("refusal_options")


def _heard_before(turn: Turn) -> bool:
    """Whether the options were said in this conversation; they are not said twice."""
    before = events_of(turn.session, turn.conversation.id)
    heard = any(event.kind == "refusal_heard" for event in before)
    log_event(
        turn.session,
        kind="refusal_heard",
        subject=turn.conversation.id,
        debtor_id=turn.conversation.debtor_id,
        now=turn.now,
    )
    return heard


class CareFirst(LedgerAction):
    """Answer ``express_distress``: the person first, the account not at all."""

    action_name = "action_care_first"

    def act(self, turn: Turn) -> None:
        """Name the line that listens, hold everything, wake a person."""
        flag(turn, Flag.DISTRESS)
        hand_to_person(turn, "distress", "In distress. Read at once.", priority=URGENT)
        _name_the_line(turn)


def _name_the_line(turn: Turn) -> None:
    """Say where somebody listens, as far as we are sure of it (``policies/help.yaml``)."""
    local = turn.services.help.where(country_of(turn))
    if local is None or local.crisis is None:
        turn.say("care_local")
        return
    line = local.crisis
    way = "call_or_text" if line.takes_texts else "call" if line.always else "call_hours"
    turn.say(f"care_{way}", number=line.number, emergency=local.emergency)


def _name_free_help(turn: Turn) -> None:
    """Say who advises for nothing; where we are sure of nobody, a person helps to find one."""
    local = turn.services.help.where(country_of(turn))
    if local is None or local.advice is None:
        turn.say("free_help_by_person")
    elif local.nearby is None:
        turn.say("free_help", number=local.advice.number, website=local.advice.site)
    else:
        turn.say("free_help_nearby", nearby=local.nearby, number=local.advice.number)


def flag(turn: Turn, which: Flag, *, until: datetime | None = None) -> None:
    """Write a circumstance down for every account of the person on file, if there is one.

    Whoever wrote it may not be that person. Holding is the safe side; a person sorts it out.
    """
    debtor = turn.debtor
    if debtor is None:
        return
    record_flag(
        turn.session,
        debtor_id=debtor.id,
        account_id=None,
        flag=which,
        source=turn.source,
        note="said by the right party" if turn.verified else "said by somebody not verified",
        now=turn.now,
        new_id=turn.services.new_id,
        until=until,
    )
