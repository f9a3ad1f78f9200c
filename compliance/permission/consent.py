"""Write only to an address that we have leave to use, and leave that is not too old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Collecting, Situation
from compliance.verdict import Category, Finding, Outcome


def check_consent(situation: Situation, law: Law) -> Iterator[Finding]:
    """Ask for consent, or for a recent message from the person, before we begin.

    47 USC 227(b)(1)(A)(iii) for anybody; for a third-party collector the text must stand on words
    or consent of the last sixty days (12 CFR 1006.6(d)(5)), else the number may have a new owner.
    Consent holds for the way it was given for; where a pack says so, a collector needs its own.
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
    known = _words(situation, pack)
    lack = _lack(situation, pack)
    if consent is not None and lack is None:
        known.append(consent.at)
    if not known:
        return finding(pack.outcome_when_unsure, f"no consent to be written to this way: {lack}")
    check = situation.number_check
    if check is not None and not check.reassigned and check.at <= situation.at:
        known.append(check.at)  # it says that the number is still theirs
    if needed.value is not None and _is_older(max(known), situation.at, days=needed.value):
        reason = (
            f"consent and their last message are more than {needed.value} days old: renew it, or "
            f"check the reassigned-numbers database"
        )
        return finding(pack.outcome_when_unsure, reason)
    return finding(Outcome.PERMIT, "consent or a recent message is on file")


def _words(situation: Situation, pack: Pack) -> list[datetime]:
    """When they last wrote this way, where a pack takes that for leave."""
    wrote = situation.last_inbound_at
    counts = pack.settings.get("their_words_count", True)
    return [wrote] if counts and wrote is not None and wrote <= situation.at else []


def _lack(situation: Situation, pack: Pack) -> str | None:
    """What keeps the consent on file from being leave for this contact; None if nothing does."""
    consent = situation.consent
    if consent is None:
        return "none is on file"
    if consent.channel is not situation.channel:
        return f"it was given for {consent.channel.value}"
    if consent.at > situation.at:
        return "it is dated later than today"
    if pack.settings.get("given_to") != "collector" or consent.given_to is Collecting.THIRD:
        return None
    if consent.given_to is None:
        return "we do not know whether it was given to the collector"
    return "it was given to the creditor and does not pass to the collector"


def _is_older(then: datetime, now: datetime, *, days: int) -> bool:
    return now - then > timedelta(days=days)
