"""Change what may be said when something has happened to the person or the account."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Flag, Purpose, Situation
from compliance.verdict import Category, Finding, Outcome

_ALWAYS = frozenset({Purpose.OPT_OUT_CONFIRMATION, Purpose.OPT_IN_CONFIRMATION, Purpose.HELP})


def check_circumstances(situation: Situation, law: Law) -> Iterator[Finding]:
    """Answer for each standing circumstance by what the message is for.

    A pack says, for its flag, what becomes of reminders, of what collectors begin, of notices, and
    of answers to the person's own words, with and without disclosure of the debt. The single lines
    that confirm a stop or a start or answer HELP stay possible.
    """
    for pack in law.binding("circumstance", situation):
        yield _judge(situation, law, pack)


def _judge(situation: Situation, law: Law, pack: Pack) -> Finding:
    kind = _kind(situation, law)
    answer = pack.on(kind, situation.at.date())
    category = Category(pack.settings["category"])

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, category, outcome, reason, answer.reference)

    if situation.flags is None:
        return finding(pack.outcome_when_unsure, "the person's file could not be read")
    if Flag(pack.settings["flag"]) not in situation.flags:
        return finding(Outcome.PERMIT, f"not on file: {pack.settings['flag']}")
    if situation.purpose in _ALWAYS:
        return finding(Outcome.PERMIT, "a single line that every person may have")
    return finding(Outcome[answer.value.upper()], pack.settings["reason"])


def _kind(situation: Situation, law: Law) -> str:
    """Which of the pack's answers fits this message."""
    if situation.purpose is Purpose.NOTICE:
        return "notice"
    if is_answer(situation, law):
        return "disclosing_answer" if situation.discloses_debt else "answer"
    return "collector" if situation.purpose is Purpose.COLLECTOR else "reminder"
