"""Wait for the written notice that some places ask for before any other word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_notice_first(situation: Situation, law: Law) -> Iterator[Finding]:
    """Refer what would come before the notice that a place asks for.

    A mailed notice in the District of Columbia (DC Code 28-3814), sixty days before any step about
    a medical debt in Nevada (NRS 649.366), the bank's notice in Hong Kong, the notice of a
    transfer in the European Union (Directive 2021/2167 art. 10).
    """
    for pack in law.binding("notice_first", situation):
        yield _judge(situation, law, pack)


def _judge(situation: Situation, law: Law, pack: Pack) -> Finding:
    day = situation.at.date()
    needed = pack.on("written_notice", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.MISSING_DISCLOSURE, outcome, reason, needed.reference)

    if not needed.value:
        return finding(Outcome.PERMIT, "no notice need come before this")
    if is_answer(situation, law) and _may_be_answered(situation, pack):
        return finding(Outcome.PERMIT, "no notice need come before an answer")
    products = pack.settings.get("products")
    if products is not None and situation.product is not None:
        product = situation.product.casefold()
        if not any(word in product for word in products):
            return finding(Outcome.PERMIT, "the notice is for other debts than this")
    sent = _sent_on(situation, pack.settings.get("notice", "collection"))
    if sent is None or sent > day:
        return finding(
            pack.outcome_when_unsure, "the required written notice is not known to have been sent"
        )
    wait = timedelta(days=pack.on("days", day).value if "days" in pack.parameters else 0)
    if day < sent + wait:
        reason = f"{wait.days} days after the written notice are not over"
        return finding(pack.outcome_when_unsure, reason)
    return finding(Outcome.PERMIT, "the required written notice was sent in time")


def _may_be_answered(situation: Situation, pack: Pack) -> bool:
    """Say whether who writes may be answered before the notice, and told of the debt."""
    if not pack.settings.get("answers_may_go", True):
        return False
    return not situation.discloses_debt or pack.settings.get("answers_may_tell", True)


def _sent_on(situation: Situation, kind: str) -> date | None:
    if kind == "collection":
        return situation.written_notice_sent_on
    return min((n.sent_on for n in situation.notices if n.kind == kind), default=None)
