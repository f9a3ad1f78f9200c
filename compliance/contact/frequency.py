"""Count contacts in rolling windows, each law by its own unit, and wait for the oldest to pass.

Windows are counted to the second (a day is 24 hours). Day-based laws are met with it: what is
allowed by seven times 24 hours is allowed by seven calendar days too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from compliance.contact.replies import PACK as REPLIES
from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Contact, Direction, Situation
from compliance.verdict import Category, Finding, Outcome


def check_frequency(situation: Situation, law: Law) -> Iterator[Finding]:
    """Hold what would be one contact too many.

    Answers to the person are not counted and not held (Reg F 1006.14(b)(3), NYC 5-77(b), RCW
    19.16.250), but unanswered they come to an end too.
    """
    answers = is_answer(situation, law)
    if answers:
        yield _enough_answers(situation, law.packs[REPLIES])
        return
    for pack in law.binding("frequency", situation):
        yield _count(situation, pack)


def _enough_answers(situation: Situation, pack: Pack) -> Finding:
    limit = pack.on("unanswered_replies", situation.at.date())
    if situation.replies_since_inbound < limit.value:
        return Finding(pack.id, Category.FREQUENCY, Outcome.PERMIT,
                       "an answer to what they wrote", limit.reference)  # fmt: skip
    reason = f"{situation.replies_since_inbound} answers already since they last wrote"
    return Finding(pack.id, Category.FREQUENCY, Outcome.REFER, reason, limit.reference)


def _count(situation: Situation, pack: Pack) -> Finding:
    day = situation.at.date()
    limit, days = pack.on("limit", day), pack.on("days", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.FREQUENCY, outcome, reason, limit.reference)

    if limit.value is None:
        return finding(Outcome.PERMIT, "no number is set for this")
    unit = pack.settings["per"]
    if unit == "account" and situation.account is None:
        return finding(pack.outcome_when_unsure, "we do not know which debt this is about")
    span = timedelta(days=days.value)
    counted = sorted(c.at for c in situation.contacts if _counts(c, situation, pack, span))
    if len(counted) < limit.value:
        reason = f"{len(counted)} of {limit.value} in {days.value} days"
        return finding(Outcome.PERMIT, reason)
    if limit.value == 0:
        return finding(Outcome.FORBID, "no contact of this kind is allowed at all")
    reason = f"{len(counted)} in {days.value} days already; {limit.value} is the most"
    free_at = counted[len(counted) - limit.value] + span
    return Finding(pack.id, Category.FREQUENCY, Outcome.HOLD, reason, limit.reference,
                   not_before=free_at)  # fmt: skip


def _counts(contact: Contact, situation: Situation, pack: Pack, span: timedelta) -> bool:
    """Say whether one past contact counts under a pack.

    What we do not know about a contact (its debt, whether it was answered) counts against us.
    """
    if contact.direction is not Direction.OUTBOUND or contact.asked_for:
        return False
    if not situation.at - span < contact.at <= situation.at:
        return False
    if contact.channel.value not in pack.settings["counts"]:
        return False
    if pack.settings.get("only_connected") and contact.connected is False:
        return False
    return pack.settings["per"] != "account" or contact.account in (None, situation.account)
