"""Where the questions about money stand, and whether a message answers the open one."""

from __future__ import annotations

import re

from actions.heard import PROTECTING, TROUBLE
from actions.telling import corrects, passes, people, says_nobody, sum_a_month, tells_family
from actions.turn import Turn
from ledger.affordability import amend, answer, next_question, running_form
from ledger.tables import Affordability

AWAITING = "affordability"
_CAREFUL = {"income": "least", "essentials": "most", "manageable": "least"}
# What the classifier may make of "1500 from my job" or "2 kids". Everything else is heard as it is.
_GUESSES = frozenset(
    {"affirm", "deny", "give_identity", "promise_to_pay", "pay_partial", "pay_now", "request_plan",
     "counter_offer", "cannot_pay", "report_hardship", "already_paid", "out_of_scope", "stall",
     "nlu_fallback", "greet", "thank", "ask_help", "third_party_reply", "refuse_to_pay"}
)  # fmt: skip
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_TINY = 2
_SHORT = 4  # words, or Chinese characters: "2 kids", "1500 a month" mean nothing else while we ask


def answers_the_form(turn: Turn) -> bool:
    """Whether this message, whatever intent it was taken for, answers our open question."""
    if not turn.verified or turn.awaiting != AWAITING:
        return False
    form = running_form(turn.session, turn.conversation.id)
    question = None if form is None else next_question(form)
    if form is None or question is None:
        return False
    if question == "dependants" and (says_nobody(turn.text) or tells_family(turn.text)):
        return True  # such words by themselves sound like "the wrong person", or like grief
    if passes(turn.text):
        return True  # the word we offered, whatever the classifier makes of it
    return not _is_about_else(turn) and _read(turn, question, form.currency) is not None


def _is_about_else(turn: Turn) -> bool:
    """Whether the words are heard as what they were taken for, whatever number they hold.

    Of one or two words with a number, such as "2 kids", the classifier knows nothing: only
    despair and a stop are believed of it.
    """
    units = len(_UNIT.findall(turn.text))
    if units <= _TINY and any(sign.isdigit() for sign in turn.text):
        return turn.intent in ("express_distress", "stop_contact")
    if turn.intent in PROTECTING or any(wish.level <= TROUBLE for wish in turn.wishes):
        return True
    return turn.intent not in _GUESSES and units > _SHORT


def ask_again(turn: Turn) -> None:
    """Put the open question once more."""
    form = running_form(turn.session, turn.conversation.id)
    if form is None:
        turn.say("again_affordability")
    else:
        ask(turn, form)


def ask(turn: Turn, form: Affordability) -> None:
    """Put the next question."""
    turn.await_(AWAITING)
    turn.say(f"afford_{next_question(form)}")


def take(turn: Turn, form: Affordability) -> bool:
    """Write down the answer to the open question; ``False`` if the message holds none."""
    question = next_question(form)
    if question is None:
        return True
    if passes(turn.text):
        answer(turn.session, form, question, None)
        return True
    if form.answered and corrects(turn.text):
        return _amend(turn, form)
    value = _read(turn, question, form.currency)
    if value is None:
        return False
    answer(turn.session, form, question, value)
    return True


def _amend(turn: Turn, form: Affordability) -> bool:
    """Put the last answer right; the open question stays open."""
    value = _read(turn, form.answered[-1], form.currency)
    if value is None:
        return False
    amend(turn.session, form, value)
    return True


def _read(turn: Turn, question: str, currency: str) -> int | None:
    if question == "dependants":
        return people(turn.text)
    return sum_a_month(turn.text, turn.figures, currency, careful=_CAREFUL[question])
