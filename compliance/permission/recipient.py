"""Write to the person who owes, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Direction, RightParty, Situation
from compliance.verdict import Category, Finding, Outcome


def check_recipient(situation: Situation, law: Law) -> Iterator[Finding]:
    """Keep employers, relatives, friends and contacts out of it.

    15 USC 1692c(b); GB/T 45251-2025 §5.3 and its like. Where the debtor is lost, some places let
    others be asked, once, without a word of a debt: a person does that.
    """
    for pack in law.binding("recipient", situation):
        yield _judge(situation, pack)


def _judge(situation: Situation, pack: Pack) -> Finding:
    day = situation.at.date()
    allowed = pack.on("allowed", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.THIRD_PARTY, outcome, reason, allowed.reference)

    to = situation.recipient
    if to is None:
        if situation.right_party is RightParty.RIGHT and situation.direction is Direction.REPLY:
            return finding(Outcome.PERMIT, "an answer to the person, who has shown who they are")
        if situation.direction is Direction.REPLY and not situation.discloses_debt:
            return finding(Outcome.PERMIT, "an answer that says nothing of a debt")
        return finding(pack.outcome_when_unsure, "we do not know to whom we would write")
    if to in allowed.value:
        return finding(Outcome.PERMIT, "written to somebody who owes")
    if "referred" in pack.parameters and to in pack.on("referred", day).value:
        return finding(
            Outcome.REFER, "written to somebody who may only be spoken to in their place"
        )
    if situation.debtor_lost and not situation.discloses_debt:
        when_lost = Outcome[pack.on("others_when_lost", day).value.upper()]
        return finding(when_lost, "others may be asked only how to reach the debtor")
    others = Outcome[pack.on("others", day).value.upper()]
    return finding(others, "written to somebody who does not owe this debt")
