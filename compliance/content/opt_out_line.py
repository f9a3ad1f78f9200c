"""Say in every electronic message how to make it stop."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.content.additions import (
    Ruling,
    in_language,
    language_of,
    phrases_of,
    says,
    says_one_thing,
)
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Channel, Direction, Situation
from compliance.verdict import Category, Finding, Outcome

WORDS = "house/opt_out_words"  # the line in each language, and what already says it


def check_opt_out_line(situation: Situation, law: Law) -> Iterator[Ruling]:
    """Add the way out where it is missing, in the message's own language (12 CFR 1006.6(e))."""
    for pack in law.binding("opt_out_line", situation):
        yield _judge(situation, law.packs[WORDS], pack)


def _judge(situation: Situation, words: Pack, pack: Pack) -> Ruling:
    day = situation.at.date()
    required, lines = pack.on("required_on", day), words.on("line", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.MISSING_OPT_OUT, outcome, reason, required.reference)

    if says_one_thing(situation):
        return Ruling(finding(Outcome.PERMIT, "a confirmation says nothing else"))
    reply = situation.direction is Direction.REPLY
    if reply and situation.channel is Channel.CHAT:
        return Ruling(
            finding(Outcome.PERMIT, "a chat that they opened shows the way out beside it")
        )
    if required.value == "outbound" and reply:
        return Ruling(finding(Outcome.PERMIT, "an answer in a talk that began with the way out"))
    if says(situation.text, lines.value.values(), phrases_of(words, "recognised", day)):
        return Ruling(finding(Outcome.PERMIT, "the text says how to stop these messages"))
    line = in_language(lines.value, language_of(situation))
    return Ruling(
        finding(Outcome.AMEND, "the text must say how to stop these messages; added"), suffix=line
    )
