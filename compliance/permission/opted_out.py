"""Obey a stop at once, confirm it once, and answer afterwards only when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from compliance.contact.replies import is_prompt_reply
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Purpose, Situation
from compliance.verdict import Category, Finding, Outcome

PACK = "house/opt_out"  # holds the texts that may confirm a stop
_BLANK = re.compile(r"\{\w+\}")
_NUMBER = r"\+?\d[\d ().-]{1,18}"  # whom somebody in distress can call stands in a blank


def check_opted_out(situation: Situation, law: Law) -> Iterator[Finding]:
    """Forbid writing to an address that asked us to stop (12 CFR 1006.14(h); 47 CFR 64.1200(a)).

    One confirmation may follow within five minutes, in words approved for it. If the person writes
    again later by the same way, one answer may follow (1006.14(h)(2)(ii)).
    """
    for pack in law.binding("opted_out", situation):
        if situation.purpose is Purpose.OPT_OUT_CONFIRMATION:
            yield _confirmation(situation, law, pack)
        else:
            yield _anything_else(situation, law, pack)


def _confirmation(situation: Situation, law: Law, pack: Pack) -> Finding:
    limit = pack.on("confirmation_minutes", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.CONSENT, outcome, reason, limit.reference)

    if situation.last_inbound_at is None:
        return finding(pack.outcome_when_unsure, "we do not know when they asked us to stop")
    if situation.replies_since_inbound > 0:
        return finding(Outcome.FORBID, "their stop was answered already; one confirmation is all")
    if not _is_approved(situation, law.packs[PACK]):
        reason = (
            "a confirmation of a stop may say nothing else; these words are not approved for it"
        )
        return finding(Outcome.FORBID, reason)
    waited = situation.at - situation.last_inbound_at
    if not timedelta() <= waited <= timedelta(minutes=limit.value):
        reason = f"more than {limit.value} minutes after they asked us to stop"
        return finding(pack.outcome_when_unsure, reason)
    return finding(Outcome.PERMIT, "one confirmation of their stop, in time")


def _anything_else(situation: Situation, law: Law, pack: Pack) -> Finding:
    answers = pack.on("answers_after_stop", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.CONSENT, outcome, reason, answers.reference)

    if situation.opted_out is None:
        return finding(pack.outcome_when_unsure, "we could not read whether they asked us to stop")
    if not situation.opted_out:
        return finding(Outcome.PERMIT, "they have not asked us to stop this way")
    if (
        _wrote_after_the_stop(situation)
        and is_prompt_reply(situation, law)
        and situation.replies_since_inbound < answers.value
    ):
        return finding(Outcome.PERMIT, "they wrote again after the stop; one answer may follow")
    return finding(Outcome.FORBID, "they asked us to stop writing this way")


def _wrote_after_the_stop(situation: Situation) -> bool:
    """The stop itself is never a question to be answered."""
    stop, wrote = situation.consent, situation.last_inbound_at
    return stop is not None and not stop.given and wrote is not None and wrote > stop.at


def _is_approved(situation: Situation, pack: Pack) -> bool:
    """Say whether a text is one of those that may confirm a stop, whole and alone."""
    texts = pack.on("confirmations", situation.at.date())
    key = "confirmations", texts.since
    if key not in pack.kept:
        pack.kept[key] = [_pattern(one) for said in texts.value.values() for one in said]
    plain = " ".join(situation.text.split())
    return any(pattern.fullmatch(plain) for pattern in pack.kept[key])


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_NUMBER.join(re.escape(part) for part in _BLANK.split(text)))
