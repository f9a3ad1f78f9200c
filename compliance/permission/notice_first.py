"""Wait for the written notice that some places ask for before any electronic message."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_notice_first(situation: Situation, law: Law) -> Iterator[Finding]:
    """Refer electronic messages that would come before the mailed notice (DC Code 28-3814)."""
    for pack in law.binding("notice_first", situation):
        needed = pack.on("written_notice", situation.at.date())
        sent = situation.written_notice_sent_on
        if not needed.value or is_answer(situation, law):
            outcome, reason = Outcome.PERMIT, "no notice need come before this"
        elif sent is None or sent > situation.at.date():
            outcome = pack.outcome_when_unsure
            reason = "the required written notice is not known to have been mailed"
        else:
            outcome, reason = Outcome.PERMIT, "the required written notice was mailed"
        yield Finding(pack.id, Category.MISSING_DISCLOSURE, outcome, reason, needed.reference)
