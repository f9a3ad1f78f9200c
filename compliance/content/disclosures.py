"""Say that the writer collects a debt, as a third party must."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_same_talk
from compliance.content.additions import Ruling, in_language, language_of, phrases_of, says
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Channel, Situation
from compliance.verdict import Category, Finding, Outcome


def check_disclosures(situation: Situation, law: Law) -> Iterator[Ruling]:
    """Add the disclosure of the first and of each later communication, in the text's language.

    12 CFR 1006.18(e)(1)-(4). A text that conveys nothing about a debt is no communication and must
    not carry it: it would tell a stranger. Some places want all of it said every time.
    """
    for pack in law.binding("disclosures", situation):
        yield _judge(situation, law, pack)


def _judge(situation: Situation, law: Law, pack: Pack) -> Ruling:
    day = situation.at.date()
    every = "subsequent" not in pack.parameters  # all of it in every message
    first = True if every else situation.is_first_communication
    which = "initial" if first else "subsequent"
    texts = pack.on(which, day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.MISSING_DISCLOSURE, outcome, reason, texts.reference)

    if not situation.discloses_debt:
        return Ruling(finding(Outcome.PERMIT, "the text conveys nothing about a debt"))
    if first is None:
        reason = "we do not know whether this is the first communication about the debt"
        return Ruling(finding(pack.outcome_when_unsure, reason))
    chat = situation.channel is Channel.CHAT
    if not first and chat and is_same_talk(situation.told_in_talk_at, situation, law):
        return Ruling(finding(Outcome.PERMIT, "said already in this same talk"))
    in_full = pack.on("initial", day).value  # says more than the later line, so that it does too
    lines = [*texts.value.values(), *in_full.values()]
    if says(situation.text, lines, phrases_of(pack, f"{which}_recognised", day)):
        return Ruling(finding(Outcome.PERMIT, "the text says that a collector writes"))
    line = in_language(texts.value, language_of(situation))
    return Ruling(finding(Outcome.AMEND, f"the {which} disclosure is missing; added"), suffix=line)
