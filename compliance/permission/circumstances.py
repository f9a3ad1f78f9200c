"""Change what may be said when something has happened to the person or the account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Flag, Purpose, Situation
from compliance.verdict import Category, Finding, Outcome

_FLAGS = {flag.value: flag for flag in Flag}
_CATEGORIES = {category.value: category for category in Category}
_ANSWERS = frozenset({Purpose.OPT_IN_CONFIRMATION, Purpose.HELP})


def check_circumstances(situation: Situation, law: Law) -> Iterator[Finding]:
    """Answer for each standing circumstance by what the message is for.

    A pack says, for its flag, what becomes of reminders, of what collectors begin, of notices, and
    of answers to the person's own words, with and without disclosure of the debt. What a collector
    answers with the debt in it is bound by both: it is no freer than what a collector begins. The
    single lines that confirm a stop or a start or answer HELP stay possible, while they tell
    nothing of a debt.
    """
    kinds = _kinds(situation, law)
    for pack in law.binding("circumstance", situation):
        yield _judge(situation, law, pack, kinds)


def _judge(situation: Situation, law: Law, pack: Pack, kinds: Sequence[str]) -> Finding:
    answers = [pack.on(kind, situation.at.date()) for kind in kinds]
    answer = max(answers, key=lambda dated: Outcome[dated.value.upper()])
    category = _CATEGORIES[pack.settings["category"]]

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, category, outcome, reason, answer.reference)

    if situation.flags is None:
        return finding(pack.outcome_when_unsure, "the person's file could not be read")
    if _FLAGS[pack.settings["flag"]] not in situation.flags:
        return finding(Outcome.PERMIT, f"not on file: {pack.settings['flag']}")
    if is_single_line(situation, law):
        return finding(Outcome.PERMIT, "a single line that every person may have")
    return finding(Outcome[answer.value.upper()], pack.settings["reason"])


def is_single_line(situation: Situation, law: Law) -> bool:
    """Say whether this only confirms a stop or a start, or answers HELP, with no debt in it."""
    if situation.discloses_debt:
        return False
    if situation.purpose is Purpose.OPT_OUT_CONFIRMATION:
        return True  # how soon it must follow is the rule's own: see opted_out
    return situation.purpose in _ANSWERS and is_answer(situation, law)


def _kinds(situation: Situation, law: Law) -> tuple[str, ...]:
    """Which of the pack's answers fit this message; the strictest of them counts."""
    if situation.purpose is Purpose.NOTICE:
        return ("notice",)
    if situation.purpose is Purpose.REMINDER:
        return ("reminder",)  # whenever they wrote, it answers nothing
    by_a_person = situation.purpose is Purpose.COLLECTOR
    if is_answer(situation, law):
        if not situation.discloses_debt:
            return ("answer",)
        return ("collector", "disclosing_answer") if by_a_person else ("disclosing_answer",)
    return ("collector",) if by_a_person else ("reminder",)
