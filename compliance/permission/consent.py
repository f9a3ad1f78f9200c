"""Write only to an address that we have leave to use, and leave that is not too old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_consent(situation: Situation, law: Law) -> Iterator[Finding]:
    """Ask for consent, or for a recent message from the person, before we begin.

    47 USC 227(b)(1)(A)(iii) for anybody; for a third-party collector the text must stand on words
    or consent of the last sixty days (12 CFR 1006.6(d)(5)), else the number may have a new owner.
    """
    for pack in law.binding("consent", situation):
        yield _judge(situation, law, pack)


def _judge(situation: Situation, law: Law, pack: Pack) -> Finding:
    needed = pack.on("days", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.CONSENT, outcome, reason, needed.reference)

    consent = situation.consent
    if is_answer(situation, law):
        return finding(Outcome.PERMIT, "an answer by the way they wrote to us")
    if consent is not None and not consent.given:
        return finding(Outcome.FORBID, "they took back their consent to be written to this way")
    known = [consent.at] if consent is not None else []
    if situation.last_inbound_at is not None and pack.settings.get("their_words_count", True):
        known.append(situation.last_inbound_at)
    if not known:
        return finding(pack.outcome_when_unsure, "no consent to be written to this way is on file")
    check = situation.number_check
    if check is not None and not check.reassigned:
        known.append(check.at)  # it says that the number is still theirs
    if needed.value is not None and _is_older(max(known), situation.at, days=needed.value):
        reason = (
            f"consent and their last message are more than {needed.value} days old: renew it, or "
            f"check the reassigned-numbers database"
        )
        return finding(pack.outcome_when_unsure, reason)
    return finding(Outcome.PERMIT, "consent or a recent message is on file")


def _is_older(then: datetime, now: datetime, *, days: int) -> bool:
    return now - then > timedelta(days=days)
