"""Serve every wish of a message, in order of precedence, inside the one transaction of the turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from actions.figures import Figures
from actions.follows import Step
from actions.heard import MONEY, QUESTION, SAFETY, Heard, told_apart
from actions.silence import only_what_may_be_said
from actions.turn import Turn

# Questions that may be answered when collection has just been held or ended: no talk of money.
_HARMLESS = frozenset(
    {"ask_who_is_this", "suspect_scam", "ask_is_bot", "ask_rights", "request_validation",
     "change_language"}
)  # fmt: skip


class Deed(Protocol):
    """An action, as far as serving it beside others needs it."""

    discloses: bool

    def act(self, turn: Turn) -> None:
        """Do the work of the action."""


Deeds = Mapping[str, Deed]


def serve_all(
    turn: Turn, own: Callable[[], None], *, steps: Mapping[str, tuple[Step, ...]], deeds: Deeds
) -> None:
    """Do what Rasa chose (``own``) and serve every other wish, each in its place.

    What was chosen belongs to the intent of the turn. Where that intent is not among the wishes,
    it is small talk or a return to the open question, and comes last.
    """
    intent, entities = turn.intent, turn.entities
    wishes = told_apart(turn.wishes, intent)
    served: list[Heard] = []
    chosen_is_due = True
    for wish in sorted(wishes, key=lambda one: one.turn_to_serve):
        if not _may_be_served(turn, wish, served):
            chosen_is_due = chosen_is_due and wish.intent != intent
            continue
        _turn_to(turn, wish, wishes, intent, entities)
        if wish.intent == intent:
            own()
            chosen_is_due = False
        else:
            _take(turn, steps.get(wish.intent, ()), deeds)
        served.append(wish)
    _turn_to(turn, None, wishes, intent, entities)
    if chosen_is_due:
        own()
    only_what_may_be_said(turn, {wish.intent for wish in served} | {str(intent)})


def _may_be_served(turn: Turn, wish: Heard, served: list[Heard]) -> bool:
    """Whether a wish is still to be served after those before it."""
    strictest = min((one.level for one in served), default=QUESTION)
    if wish.level <= SAFETY:
        return True
    if any(one.intent == "third_party_reply" for one in served):
        return wish.level < MONEY  # whatever is asked is not theirs to hear
    if strictest <= SAFETY:
        return strictest == SAFETY and (wish.level < MONEY or wish.intent in _HARMLESS)
    if wish.level == MONEY:
        return not turn.slot("handed_over") and not _asked(turn)
    return True


def _asked(turn: Turn) -> bool:
    """Whether this turn has ended in a question already; who is speaking is asked for all."""
    return turn.changed.get("awaiting") not in (None, "identity")


def _turn_to(
    turn: Turn, wish: Heard | None, wishes: list[Heard], intent: str | None, entities: Any
) -> None:
    """Let the turn be about one wish and the figures in its words, or about all again."""
    if wish is None:
        turn.intent, turn.entities = intent, entities
    elif wish.intent == intent:
        others = [one for one in wishes if one.intent != intent]
        turn.intent = intent
        turn.entities = [e for e in entities if not any(one.holds(e) for one in others)]
    else:
        turn.intent = wish.intent
        turn.entities = [e for e in entities if wish.holds(e)]
    turn.figures = Figures.read(turn.entities)


def _take(turn: Turn, steps: tuple[Step, ...], deeds: Deeds) -> None:
    for step in steps:
        if step.is_template:
            turn.say(step.name)
            continue
        deed = deeds.get(step.name)
        if deed is None or (deed.discloses and turn.slot("handed_over") and not turn.verified):
            continue  # a person has the talk: asking who is speaking would lead nowhere
        deed.act(turn)
