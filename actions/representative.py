"""Whether a message says who speaks for somebody, when we had asked for it."""

from __future__ import annotations

from actions.telling import passes
from actions.turn import Turn
from compliance.text.optout import says_wrong_number

AWAITING = "representative"
# What the classifier may make of a name and a number. Everything else is heard as it is.
_GUESSES = frozenset(
    {"give_identity", "affirm", "report_attorney", "report_bankruptcy", "third_party_reply",
     "update_contact", "wrong_person", "out_of_scope", "nlu_fallback"}
)  # fmt: skip


def names_a_representative(turn: Turn) -> bool:
    """Whether this message, whatever it was taken for, says who speaks for them."""
    if turn.awaiting != AWAITING:
        return False
    if passes(turn.text):
        return True  # "I'd rather not say", which by itself sounds like a refusal to pay
    if turn.intent not in _GUESSES:
        return False
    return turn.intent != "wrong_person" or not says_wrong_number(turn.text)
