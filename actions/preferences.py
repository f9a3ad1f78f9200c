"""When, where and how somebody wants to be reached: written down, said back, and kept."""

from __future__ import annotations

from actions.base import LedgerAction
from actions.reaching import Wish, read_wish
from actions.turn import Turn
from ledger.preferences import end_preferences, hours_value, note_preference
from ledger.tables import ContactPoint
from ledger.tasks import open_task
from ledger.values import Words


class NotePreference(LedgerAction):
    """Answer ``set_contact_preference``. Needs no proof: to be left alone harms nobody."""

    action_name = "action_note_preference"
    hears_proof = False
    leads_on = True

    def act(self, turn: Turn) -> None:
        """Keep what can be read surely; ask once about the rest, then leave it to a person."""
        take_preference(turn, read_wish(turn.text, turn.entities))


def take_preference(turn: Turn, wish: Wish) -> None:
    """Write a wish down and say it back in one sentence for each of its parts."""
    if not wish.any:
        _ask_or_pass_on(turn)
        return
    if turn.awaiting == "preference":
        turn.await_(None)
    if wish.hours is not None:
        _note(turn, "hours", hours_value(wish.hours, quiet=wish.quiet))
        turn.say("preference_quiet" if wish.quiet else "preference_hours", hours=wish.hours)
    elif wish.any_time:
        end_preferences(turn.session, turn.conversation, kind="hours", now=turn.now)
        turn.say("preference_any_time")
    if wish.refused:
        _note(turn, "ways", {"refused": list(wish.refused)})
        turn.say("preference_ways", ways=Words(wish.refused))
        if wish.wants_email and not _has_email(turn):
            turn.say("ask_email")
    if wish.work or wish.here:
        _note(turn, "place", {"work": wish.work, "here": wish.here})
        turn.say("preference_here" if wish.here else "preference_work")


def _note(turn: Turn, kind: str, value: dict[str, object]) -> None:
    note_preference(
        turn.session,
        turn.conversation,
        kind=kind,
        value=value,
        message_id=turn.id,
        words=turn.text,
        now=turn.now,
        new_id=turn.services.new_id,
    )


def _ask_or_pass_on(turn: Turn) -> None:
    if turn.awaiting is None:
        turn.await_("preference")
        turn.say("ask_preference")
        return
    if turn.awaiting == "preference":
        turn.await_(None)
    open_task(
        turn.session,
        turn.conversation,
        kind="preference",
        message_id=turn.id,
        words=turn.text,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.say("preference_person")


def _has_email(turn: Turn) -> bool:
    """Whether an e-mail address is on file; told to nobody we do not know."""
    if not turn.verified:
        return False
    points = turn.session.query(ContactPoint).filter(
        ContactPoint.debtor_id == turn.conversation.debtor_id, ContactPoint.channel == "email"
    )
    debtor = turn.debtor
    return points.count() > 0 or bool(debtor and debtor.email)
