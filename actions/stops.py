"""Words that end or hold collection. They work at once, for anybody, verified or not."""

from __future__ import annotations

from actions.base import LedgerAction
from actions.care import flag
from actions.gate import check
from actions.handing import SOON, hand_to_person, tell_person
from actions.holds import forget
from actions.preferences import take_preference
from actions.proof import read_proof
from actions.reaching import closes_only_work, read_wish
from actions.turn import Turn
from compliance.situation import Flag
from compliance.text.optout import says_wrong_number
from ledger.stops import quarantine, stop


class StopContact(LedgerAction):
    """Answer ``stop_contact``. The gateway obeys the plain words before; this hears the others."""

    action_name = "action_stop_contact"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Silence the address before the one confirmation goes out.

        Who closes only their place of work is reached elsewhere; the gateway heard no stop in it.
        """
        wish = read_wish(turn.text, turn.entities)
        if not turn.stopped and wish.work and closes_only_work(turn.text):
            take_preference(turn, wish)
            return
        stop(
            turn.session,
            channel=turn.conversation.channel,
            address=turn.conversation.address,
            source="intent",
            message_id=turn.id,
            now=turn.now,
            new_id=turn.services.new_id,
        )
        forget(turn)
        turn.stopped = True
        turn.say("stop_confirmed")


class NoteWrongPerson(LedgerAction):
    """Answer ``wrong_person``: this address is silent from now on."""

    action_name = "action_note_wrong_person"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Quarantine the address, apologise, tell nothing.

        "Typed it wrong, 10025 1985" puts a proof right and is taken for a wrong number by ear.
        """
        if _offers_proof_anew(turn) and not says_wrong_number(turn.text):
            check(turn, self.wishes)
            return
        quarantine(
            turn.session,
            channel=turn.conversation.channel,
            address=turn.conversation.address,
            reason="said to be the wrong person",
            now=turn.now,
            new_id=turn.services.new_id,
        )
        forget(turn)
        turn.say("wrong_number_confirmed")


class NoteDeceased(LedgerAction):
    """Answer ``report_deceased``."""

    action_name = "action_note_deceased"
    hears_proof = False

    def act(self, turn: Turn) -> None:
        """Say we are sorry, hold, and leave the rest to a person.

        Who has proved to be the person on file lives: somebody near to them has died. That is a
        blow to be met with a pause, and a person looks whether it was meant otherwise.
        """
        if turn.verified:
            flag(turn, Flag.HARDSHIP)
            summary = "Reports a death; whose, a person should look."
            tell_person(turn, "deceased", summary, priority=SOON)
            turn.say("bereaved")
            return
        flag(turn, Flag.DECEASED)
        hand_to_person(turn, "deceased", "Reports a death.", priority=SOON)
        forget(turn)
        turn.say("deceased_noted")


def _offers_proof_anew(turn: Turn) -> bool:
    """Whether we had asked who is speaking, and this message alone says all of it."""
    proof = read_proof(turn.text, today=turn.today)
    return not turn.verified and turn.awaiting == "identity" and proof.complete
