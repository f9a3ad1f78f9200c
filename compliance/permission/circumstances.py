"""Change what may be said when something has happened to the person or the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Flag, Purpose, Situation
from compliance.verdict import Category, Finding, Outcome

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


def _judge(situation: Situation, law: Law, pack: Pack, kinds: tuple[str, ...]) -> Finding:
    flag, absent, present = _answers(pack, kinds, situation.at.date())
    if situation.flags is None:
        return absent._replace(
            outcome=pack.outcome_when_unsure, reason="the person's file could not be read"
        )
    if flag not in situation.flags:
        return absent
    if is_single_line(situation, law):
        return absent._replace(reason="a single line that every person may have")
    return present


def _answers(pack: Pack, kinds: tuple[str, ...], day: date) -> tuple[Flag, Finding, Finding]:
    """The flag a pack asks about, and what it answers without and with it; kept once found."""
    if (kinds, day) not in pack.kept:
        flag, category = Flag(pack.settings["flag"]), Category(pack.settings["category"])
        answers = [(Outcome[dated.value.upper()], dated.reference)
                   for dated in (pack.on(kind, day) for kind in kinds)]  # fmt: skip
        outcome, reference = max(answers, key=lambda answer: answer[0])
        reason = f"not on file: {flag.value}"
        absent = Finding(pack.id, category, Outcome.PERMIT, reason, reference)
        present = absent._replace(outcome=outcome, reason=pack.settings["reason"])
        pack.kept[kinds, day] = (flag, absent, present)
    answered: tuple[Flag, Finding, Finding] = pack.kept[kinds, day]
    return answered


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
