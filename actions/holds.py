"""Standing reasons why nothing may be agreed here without a person."""

from __future__ import annotations

from actions.handing import hand_to_person
from actions.turn import Turn
from compliance.situation import Flag
from ledger.agreements import withdraw_proposal
from ledger.stops import flags_of
from ledger.tables import Account

HOLDING = frozenset(
    {
        Flag.DISPUTE,
        Flag.FRAUD,
        Flag.BANKRUPTCY,
        Flag.REPRESENTED,
        Flag.DECEASED,
        Flag.MINOR,
        Flag.CEASE,
        Flag.BREATHING_SPACE,
    }
)


def free_account(turn: Turn) -> Account | None:
    """Give the account in focus if something may be agreed on it; otherwise say why not."""
    account = turn.account
    if account is None or turn.balance(account).minor <= 0:
        turn.await_(None)
        turn.say("nothing_open")
        return None
    if HOLDING & flags_of(turn.session, account.debtor_id, account.id, turn.now):
        hand_to_person(turn, "on_hold", "Wants to agree on something while the account is held.")
        turn.say("on_hold")
        return None
    return account


def forget(turn: Turn) -> None:
    """Take everything off the table."""
    withdraw_proposal(turn.session, conversation_id=turn.conversation.id, now=turn.now)
    turn.await_(None)
    turn.set_slot("pending", None)
    turn.set_slot("wish", None)
