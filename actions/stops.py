"""Words that end or hold collection. They work at once, for anybody, verified or not."""

from __future__ import annotations

from actions.base import LedgerAction
from actions.care import flag
from actions.handing import SOON, hand_to_person
from actions.turn import Turn
from compliance.situation import Flag
from ledger.agreements import withdraw_proposal
from ledger.disputes import open_dispute
from ledger.stops import quarantine, stop


class StopContact(LedgerAction):
    """Answer ``stop_contact``. The gateway obeys the plain words before; this hears the others."""

    action_name = "action_stop_contact"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Silence the address before the one confirmation goes out."""
        stop(
            turn.session,
            channel=turn.conversation.channel,
            address=turn.conversation.address,
            source="intent",
            message_id=turn.id,
            now=turn.now,
            new_id=turn.services.new_id,
        )
        _forget(turn)
        turn.stopped = True
        turn.say("stop_confirmed")


class NoteWrongPerson(LedgerAction):
    """Answer ``wrong_person``: this address is silent from now on."""

    action_name = "action_note_wrong_person"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Quarantine the address, apologise, tell nothing."""
        quarantine(
            turn.session,
            channel=turn.conversation.channel,
            address=turn.conversation.address,
            reason="said to be the wrong person",
            now=turn.now,
            new_id=turn.services.new_id,
        )
        _forget(turn)
        turn.say("wrong_number_confirmed")


class RecordDispute(LedgerAction):
    """Answer ``dispute_debt``, however it is worded."""

    action_name = "action_record_dispute"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold collection, keep the words, hand over, say what happens next."""
        _dispute(turn, "dispute")
        hand_to_person(turn, "dispute", "Disputes it.", priority=SOON)
        turn.say("dispute_recorded" if turn.verified else "concern_recorded")


class RecordFraud(LedgerAction):
    """Answer ``report_fraud``: somebody else made it in their name."""

    action_name = "action_record_fraud"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold collection, keep the words, hand over."""
        _dispute(turn, "fraud")
        hand_to_person(turn, "fraud", "Reports fraud.", priority=SOON)
        turn.say("fraud_recorded" if turn.verified else "concern_recorded")


class NoteAttorney(LedgerAction):
    """Answer ``report_attorney``: from now on we speak to the attorney (15 USC 1692c(a)(2))."""

    action_name = "action_note_attorney"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold, ask for nothing but the attorney's name, hand over."""
        flag(turn, Flag.REPRESENTED)
        hand_to_person(turn, "attorney", "Has an attorney.", priority=SOON)
        _forget(turn)
        turn.say("attorney_noted")


class NoteBankruptcy(LedgerAction):
    """Answer ``report_bankruptcy``: asking stops (11 USC 362)."""

    action_name = "action_note_bankruptcy"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Hold and hand over."""
        flag(turn, Flag.BANKRUPTCY)
        hand_to_person(turn, "bankruptcy", "Reports a bankruptcy.", priority=SOON)
        _forget(turn)
        turn.say("bankruptcy_noted")


class NoteDeceased(LedgerAction):
    """Answer ``report_deceased``."""

    action_name = "action_note_deceased"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Say we are sorry, hold, and leave the rest to a person."""
        flag(turn, Flag.DECEASED)
        hand_to_person(turn, "deceased", "Reports a death.", priority=SOON)
        _forget(turn)
        turn.say("deceased_noted")


def _dispute(turn: Turn, kind: str) -> None:
    for account in turn.open_accounts():
        open_dispute(
            turn.session,
            account_id=account.id,
            conversation_id=turn.conversation.id,
            kind=kind,
            words=turn.text,
            now=turn.now,
            new_id=turn.services.new_id,
        )
    _forget(turn)


def _forget(turn: Turn) -> None:
    """Take everything off the table."""
    withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
    turn.await_(None)
    turn.set_slot("pending", None)
    turn.set_slot("wish", None)
