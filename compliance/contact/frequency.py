"""Count contacts, each law by its own unit and period, and wait for the oldest to be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from compliance.contact.counting import (
    Per,
    Period,
    counted_contacts,
    counting_of,
    forgotten_at,
    is_counted_here,
)
from compliance.contact.replies import PACK as REPLIES
from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_frequency(situation: Situation, law: Law) -> Iterator[Finding]:
    """Hold what would be one contact too many.

    Answers to the person are not counted and not held where the law spares them (Reg F
    1006.14(b)(3), NYC 5-77(b), RCW 19.16.250) or counts only what we initiate (940 CMR 7.04(1)(f),
    209 CMR 18.16(1)); unanswered they come to an end too. Where a law counts whatever is sent, an
    answer counts, and one too many that tells of the debt is for a person: it cannot wait days.
    """
    if not is_answer(situation, law):
        for pack in law.binding("frequency", situation):
            yield _count(situation, pack)
        return
    yield _enough_answers(situation, law.packs[REPLIES])
    if situation.discloses_debt:
        for pack in law.binding("frequency", situation):
            if counting_of(pack).answers_count:
                yield _at_once_or_never(_count(situation, pack, answers=True))


def moments_of_forgetting(situation: Situation, law: Law) -> set[datetime]:
    """The instants at which some count that binds forgets one of the past contacts."""
    return {
        forgotten_at(contact, situation, pack)
        for pack in law.binding("frequency", situation)
        for contact in counted_contacts(situation, pack)
    }


def _at_once_or_never(finding: Finding) -> Finding:
    """The finding for an answer: what would wait is for a person to decide."""
    if finding.outcome is not Outcome.HOLD:
        return finding
    reason = f"{finding.reason}; answers count too"
    return finding._replace(outcome=Outcome.REFER, reason=reason, not_before=None)


def _enough_answers(situation: Situation, pack: Pack) -> Finding:
    limit = pack.on("unanswered_replies", situation.at.date())
    if situation.replies_since_inbound < limit.value:
        return Finding(pack.id, Category.FREQUENCY, Outcome.PERMIT,
                       "an answer to what they wrote", limit.reference)  # fmt: skip
    reason = f"{situation.replies_since_inbound} answers already since they last wrote"
    return Finding(pack.id, Category.FREQUENCY, Outcome.REFER, reason, limit.reference)


def _count(situation: Situation, pack: Pack, *, answers: bool = False) -> Finding:
    limit = pack.on("limit", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.FREQUENCY, outcome, reason, limit.reference)

    if limit.value is None:
        return finding(Outcome.PERMIT, "no number is set for this")
    if not is_counted_here(situation, pack):
        return finding(Outcome.PERMIT, "the count is for other addresses than this")
    if counting_of(pack).per is Per.ACCOUNT and situation.account is None and not answers:
        return finding(pack.outcome_when_unsure, "we do not know which debt this is about")
    counted = counted_contacts(situation, pack)
    if len(counted) < limit.value:
        reason = f"{len(counted)} of {limit.value} in {_period(situation, pack)}"
        return finding(Outcome.PERMIT, reason)
    if limit.value == 0:
        return finding(Outcome.FORBID, "no contact of this kind is allowed at all")
    reason = f"{len(counted)} in {_period(situation, pack)} already; {limit.value} is the most"
    free_at = forgotten_at(counted[len(counted) - limit.value], situation, pack)
    return Finding(pack.id, Category.FREQUENCY, Outcome.HOLD, reason, limit.reference,
                   not_before=free_at)  # fmt: skip


def _period(situation: Situation, pack: Pack) -> str:
    """The period in words, as "7 days", "1 day of their calendar", "1 day to this address"."""
    number, counting = pack.on("days", situation.at.date()).value, counting_of(pack)
    return (
        ("1 day" if number == 1 else f"{number} days")
        + (" of their calendar" if counting.period is Period.CALENDAR_DAYS else "")
        + (" to this address" if counting.per is Per.ADDRESS else "")
    )
