"""Rights, consequences and credit reports: approved sentences that are true where the person is."""

from __future__ import annotations

from typing import ClassVar

from actions.base import LedgerAction
from actions.handing import hand_to_person
from actions.turn import Turn
from actions.whereabouts import jurisdictions_of
from compliance.situation import Flag
from ledger.stops import flags_of


class _TellLaw(LedgerAction):
    """Answer a question about the law; whoever is not verified hears the general words.

    The words for a place tell that there is a debt, and would tell a stranger where the person
    lives.
    """

    topic: ClassVar[str]
    leads_on = True

    def act(self, turn: Turn) -> None:
        """Say what is true in every place the person may be in."""
        places = jurisdictions_of(turn) if turn.verified else ()
        turn.say(turn.services.rights.template(self.topic, places))


class TellConsequences(_TellLaw):
    """Answer ``ask_consequences``: nothing is threatened and nothing is guessed."""

    action_name = "action_tell_consequences"
    topic = "consequences"


class TellCreditImpact(_TellLaw):
    """Answer ``ask_credit_impact``."""

    action_name = "action_tell_credit_impact"
    topic = "credit"


class TellRights(_TellLaw):
    """Answer ``ask_rights``, also whether a debt can be too old."""

    action_name = "action_tell_rights"
    topic = "rights"

    def act(self, turn: Turn) -> None:
        """Say them; what may be too old to be sued for is a person's to talk about."""
        account = turn.account
        if turn.verified and account is not None:
            flags = flags_of(turn.session, account.debtor_id, account.id, turn.now)
            if Flag.TIME_BARRED in flags:
                words = turn.services.rights.words_for_an_old_debt(jurisdictions_of(turn))
                say = f" The law asks for these words: {words}" if words else ""
                turn.say("rights")
                hand_to_person(turn, "time_barred", f"Asks about an old debt.{say}")
                turn.say("handed_over")
                return
        super().act(turn)
