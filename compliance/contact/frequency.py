"""Count contacts in rolling windows, each law by its own unit, and wait for the oldest to pass.

Windows are counted to the second (a day is 24 hours). Laws that count calendar days are met with
it: of two contacts within lawful hours, whatever seven times 24 hours let go seven calendar days
let go too, also in the week in which the clocks go back. It is up to a day stricter than such a
law, and so is the count over all numbers of a person where a law counts for each: the packs say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from compliance.contact.replies import PACK as REPLIES
from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Channel, Contact, Direction, Situation
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
            if pack.settings.get("answers_count"):
                yield _at_once_or_never(_count(situation, pack, answers=True))


def _at_once_or_never(finding: Finding) -> Finding:
    """The finding for an answer: what would wait is for a person to decide."""
    if finding.outcome is not Outcome.HOLD:
        return finding
    reason = f"{finding.reason}; answers count too"
    return replace(finding, outcome=Outcome.REFER, reason=reason, not_before=None)


def _enough_answers(situation: Situation, pack: Pack) -> Finding:
    limit = pack.on("unanswered_replies", situation.at.date())
    if situation.replies_since_inbound < limit.value:
        return Finding(pack.id, Category.FREQUENCY, Outcome.PERMIT,
                       "an answer to what they wrote", limit.reference)  # fmt: skip
    reason = f"{situation.replies_since_inbound} answers already since they last wrote"
    return Finding(pack.id, Category.FREQUENCY, Outcome.REFER, reason, limit.reference)


def _count(situation: Situation, pack: Pack, *, answers: bool = False) -> Finding:
    day = situation.at.date()
    limit, days = pack.on("limit", day), pack.on("days", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.FREQUENCY, outcome, reason, limit.reference)

    if limit.value is None:
        return finding(Outcome.PERMIT, "no number is set for this")
    if not is_counted_here(situation, pack):
        return finding(Outcome.PERMIT, "the count is for other addresses than this")
    unit = pack.settings["per"]
    if unit == "account" and situation.account is None and not answers:
        return finding(pack.outcome_when_unsure, "we do not know which debt this is about")
    span = timedelta(days=days.value)
    counted = sorted(c.at for c in counted_contacts(situation, pack, span))
    if len(counted) < limit.value:
        reason = f"{len(counted)} of {limit.value} in {_days(days.value)}"
        return finding(Outcome.PERMIT, reason)
    if limit.value == 0:
        return finding(Outcome.FORBID, "no contact of this kind is allowed at all")
    reason = f"{len(counted)} in {_days(days.value)} already; {limit.value} is the most"
    free_at = counted[len(counted) - limit.value] + span
    return Finding(pack.id, Category.FREQUENCY, Outcome.HOLD, reason, limit.reference,
                   not_before=free_at)  # fmt: skip


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def is_counted_here(situation: Situation, pack: Pack) -> bool:
    """Say whether a pack that counts at some kinds of address counts at this one.

    An address we know nothing of is such a one, unless they consented to be written to there.
    """
    kinds = pack.settings.get("only_kinds")
    if kinds is None or situation.address_kind is not None:
        return kinds is None or situation.address_kind in kinds
    return situation.consent is None or not situation.consent.given


def counted_contacts(situation: Situation, pack: Pack, span: timedelta) -> Iterator[Contact]:
    """The past contacts that a pack counts in the period that ends now."""
    return (c for c in situation.contacts if _counts(c, situation, pack, span))


def _counts(contact: Contact, situation: Situation, pack: Pack, span: timedelta) -> bool:
    """Say whether one past contact counts under a pack.

    What we do not know about a contact (its debt, whether it was answered) counts against us.
    """
    if not _is_such_a_contact(contact, pack):
        return False
    kinds = pack.settings.get("only_kinds")
    if kinds is not None and contact.address_kind not in (None, *kinds):
        return False
    if not situation.at - span < contact.at <= situation.at:
        return False
    if contact.channel.value not in pack.settings["counts"]:
        return False
    if pack.settings.get("only_connected") and contact.connected is False:
        return False
    if pack.settings["per"] != "account" or situation.account is None:
        return True
    return contact.account in (None, situation.account)


def _is_such_a_contact(contact: Contact, pack: Pack) -> bool:
    """Say whether a pack counts what began like this: by us, by us when asked, or by them."""
    if contact.direction is Direction.OUTBOUND:
        return not contact.asked_for or pack.settings.get("answers_count", False)
    if contact.channel is Channel.VOICE:  # a call that they made
        return bool(pack.settings.get("their_calls_count"))
    return bool(pack.settings.get("answers_count"))
