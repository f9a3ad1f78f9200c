"""Tell nobody but the right person that there is a debt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Direction, Purpose, RightParty, Situation
from compliance.verdict import Category, Finding, Outcome

_TELLS_OF_A_DEBT = re.compile(
    r"[$€£¥₹]\s?\d|\b\d[\d,]*\.\d{2}\b|\b(?:you owe|past due|overdue|your debt|su deuda|usted debe|"
    r"adeuda|vencid[oa])\b|您?欠款|您的债|逾期|您的債",
    re.IGNORECASE,
)


def check_party(situation: Situation, law: Law) -> Iterator[Finding]:
    """Keep the debt from strangers (15 USC 1692c(b); CONC 7.9; PIPL 25 and their like).

    A reminder goes to an address that the person gave for it; an answer to whoever writes says
    nothing about a debt until they have shown who they are. A wrong number is left in peace.
    """
    for pack in law.binding("party", situation):
        yield _wrong_number(situation, pack)
        yield _disclosure(situation, pack)


def _wrong_number(situation: Situation, pack: Pack) -> Finding:
    silence = pack.on("wrong_number", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.WRONG_PARTY, outcome, reason, silence.reference)

    if situation.purpose is Purpose.OPT_OUT_CONFIRMATION and not situation.discloses_debt:
        return finding(Outcome.PERMIT, "the single line that says we will write no more")
    if situation.quarantined is None or situation.right_party is None:
        return finding(pack.outcome_when_unsure, "we could not read whose address this is")
    if situation.quarantined or situation.right_party is RightParty.WRONG:
        return finding(
            Outcome[silence.value.upper()], "this address belongs to somebody else, as they told us"
        )
    return finding(Outcome.PERMIT, "nobody told us that this is a wrong address")


def _disclosure(situation: Situation, pack: Pack) -> Finding:
    told = pack.on("disclosure_to_stranger", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.THIRD_PARTY, outcome, reason, told.reference)

    if not (situation.discloses_debt or _TELLS_OF_A_DEBT.search(situation.text)):
        return finding(Outcome.PERMIT, "the text says nothing about a debt")
    if situation.right_party is RightParty.RIGHT:
        return finding(Outcome.PERMIT, "the person has shown who they are")
    if situation.right_party is None:
        return finding(pack.outcome_when_unsure, "we do not know with whom we speak")
    if situation.direction is Direction.REPLY or situation.right_party is RightParty.WRONG:
        reason = "whoever writes has not shown who they are; the text would tell of a debt"
        return finding(Outcome[told.value.upper()], reason)
    if situation.consent is not None and situation.consent.given:
        return finding(Outcome.PERMIT, "the person gave us this address for such messages")
    reason = "we cannot be sure that this address is the person's own; the text tells of a debt"
    return finding(pack.outcome_when_unsure, reason)
