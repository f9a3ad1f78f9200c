"""Say who writes."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.content.additions import Ruling, folded, language_of, says_one_thing
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Collecting, Direction, Situation
from compliance.verdict import Category, Finding, Outcome


def check_identity(situation: Situation, law: Law) -> Iterator[Ruling]:
    """Put the sender's name before a message that we begin and that does not carry it.

    The creditor's where it collects itself, the collector's where somebody collects for it
    (12 CFR 1006.14(g), 1006.18; CONC 7.9.2R).
    """
    for pack in law.binding("identity", situation):
        yield _judge(situation, pack)


def _judge(situation: Situation, pack: Pack) -> Ruling:
    required = pack.on("required_on", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.MISSING_IDENTITY, outcome, reason, required.reference)

    if says_one_thing(situation):
        return Ruling(finding(Outcome.PERMIT, "a confirmation says nothing else"))
    if required.value == "outbound" and situation.direction is Direction.REPLY:
        return Ruling(finding(Outcome.PERMIT, "they know with whom they are speaking"))
    name = {
        Collecting.FIRST: situation.creditor,
        Collecting.THIRD: situation.collector,
        None: None,
    }[situation.collecting]
    if not name:
        return Ruling(finding(pack.outcome_when_unsure, "we do not know in whose name we write"))
    if folded(name) in folded(situation.text):
        return Ruling(finding(Outcome.PERMIT, "the text says who writes"))
    colon = "：" if (language_of(situation) or "").startswith("zh") else ": "
    return Ruling(
        finding(Outcome.AMEND, "the text must say who writes; the name is put before it"),
        prefix=f"{name}{colon}",
    )
