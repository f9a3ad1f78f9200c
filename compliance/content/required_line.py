"""Say the one sentence more that a place wants in what we begin about a debt."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.content.additions import (
    NO_PHRASES,
    Ruling,
    in_language,
    language_of,
    says,
    says_one_thing,
)
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Direction, Situation
from compliance.verdict import Category, Finding, Outcome


def check_required_line(situation: Situation, law: Law) -> Iterator[Ruling]:
    """Add the sentence where it is missing: where free advice is found, how to pay or object.

    A text that conveys nothing about a debt carries none: it would tell a stranger.
    """
    for pack in law.binding("required_line", situation):
        yield _judge(situation, pack)


def _judge(situation: Situation, pack: Pack) -> Ruling:
    day = situation.at.date()
    lines = pack.on("line", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.MISSING_DISCLOSURE, outcome, reason, lines.reference)

    if says_one_thing(situation) or not situation.discloses_debt:
        return Ruling(finding(Outcome.PERMIT, "the text conveys nothing about a debt"))
    if situation.direction is Direction.REPLY:
        return Ruling(finding(Outcome.PERMIT, "an answer; what we begin says it"))
    if says(situation.text, lines.value.values(), NO_PHRASES):
        return Ruling(finding(Outcome.PERMIT, "the text says what the place wants said"))
    line = in_language(lines.value, language_of(situation))
    return Ruling(finding(Outcome.AMEND, "a sentence this place wants is added"), suffix=line)
