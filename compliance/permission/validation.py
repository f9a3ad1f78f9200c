"""Leave the time to dispute undisturbed, and say nothing that a standing fact makes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from compliance.contact.replies import is_answer
from compliance.contact.windows import holidays_of
from compliance.content.additions import folded, says_one_thing
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Flag, Situation
from compliance.verdict import Category, Finding, Outcome

_IN_PERIOD = "validation period"
_LAST_WITH_SPACES = 0x2E7F  # after it come the scripts of East Asia


def check_validation_notice(situation: Situation, law: Law) -> Iterator[Finding]:
    """Refer what would go on without the validation notice that was due (15 USC 1692g(a))."""
    for pack in law.binding("validation_notice", situation):
        days = pack.on("days", situation.at.date())
        outcome, reason = _notice(situation, law, pack, days.value)
        yield Finding(pack.id, Category.MISSING_DISCLOSURE, outcome, reason, days.reference)


def _notice(situation: Situation, law: Law, pack: Pack, days: int) -> tuple[Outcome, str]:
    if says_one_thing(situation) or is_answer(situation, law):
        return Outcome.PERMIT, "an answer may always go"
    if any(n.kind == "validation" and n.sent_on <= situation.at.date() for n in situation.notices):
        return Outcome.PERMIT, "the validation notice was sent"
    if situation.is_first_communication:
        return Outcome.PERMIT, f"the first communication; the notice is due within {days} days"
    first = situation.first_communication_on
    if first is not None and situation.at.date() <= first + timedelta(days=days):
        return Outcome.PERMIT, f"still within {days} days of the first communication"
    return pack.outcome_when_unsure, "the validation notice is not known to have been sent"


def check_wording_under(situation: Situation, law: Law) -> Iterator[Finding]:
    """Stop words that are wrong while a fact stands.

    Haste and talk of suit before the validation period ends overshadow the right to dispute
    (12 CFR 1006.38(b)); a suit must not be threatened on a time-barred debt (1006.26(b)).
    """
    for pack in law.binding("wording_under", situation):
        yield _wording(situation, pack)


def _wording(situation: Situation, pack: Pack) -> Finding:
    day = situation.at.date()
    outcome = pack.on("outcome", day)
    when: str = pack.settings["when"]

    def finding(answer: Outcome, reason: str) -> Finding:
        category = Category(pack.settings["category"])
        return Finding(pack.id, category, answer, reason, outcome.reference)

    if not situation.discloses_debt:
        return finding(Outcome.PERMIT, "the text conveys nothing about a debt")
    said = _first_said(situation.text, pack, day)
    if said is None:
        return finding(Outcome.PERMIT, f"none of the words that would be wrong under: {when}")
    stands = _stands(situation, pack)
    if stands is None:
        reason = f"the text says \u201c{said}\u201d, and we do not know whether this stands: {when}"
        return finding(pack.outcome_when_unsure, reason)
    if not stands:
        return finding(Outcome.PERMIT, f"this does not stand: {when}")
    return finding(
        Outcome[outcome.value.upper()],
        f"the text says \u201c{said}\u201d while this stands: {when}",
    )


def _stands(situation: Situation, pack: Pack) -> bool | None:
    when = pack.settings["when"]
    if when != _IN_PERIOD:
        return None if situation.flags is None else Flag(when) in situation.flags
    if situation.is_first_communication:
        return True
    ends = situation.validation_ends_on or _assumed_end(situation, pack)
    return None if ends is None else _earliest_today(situation) <= ends


def _assumed_end(situation: Situation, pack: Pack) -> date | None:
    sent = min((n.sent_on for n in situation.notices if n.kind == "validation"), default=None)
    if sent is None:
        return None
    days, receipt = (pack.on(name, sent).value for name in ("period_days", "receipt_days"))
    return end_of_period(sent, days=days, receipt_days=receipt)


def end_of_period(sent_on: date, *, days: int, receipt_days: int) -> date:
    """The last day to dispute: so many days after receipt may be assumed.

    Receipt is assumed so many days after sending, not counting Saturdays, Sundays and federal
    holidays (12 CFR 1006.34(b)(5)).

    >>> end_of_period(date(2026, 10, 9), days=30, receipt_days=5)
    datetime.date(2026, 11, 18)
    """
    received, counted = sent_on, 0
    while counted < receipt_days:
        received += timedelta(days=1)
        closed = received.weekday() >= 5 or received in holidays_of("US", received.year)
        counted += not closed
    return received + timedelta(days=days)


def _earliest_today(situation: Situation) -> date:
    """The date in the place where the day is youngest: their last day is over when all say so."""
    days = [situation.at.astimezone(ZoneInfo(place.zone)).date() for place in situation.places]
    return min(days, default=situation.at.date())


def _first_said(text: str, pack: Pack, day: date) -> str | None:
    """The first of a pack's phrases that stands in a text, as it stands there folded."""
    phrases = pack.on("phrases", day)
    if phrases.since not in pack.kept:
        by_language: Mapping[str, list[str]] = phrases.value
        pack.kept[phrases.since] = _pattern([p for said in by_language.values() for p in said])
    found = pack.kept[phrases.since].search(folded(text))
    return found[0] if found else None


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """All phrases at once, as whole words; Chinese is written without spaces between them."""
    plain = sorted({folded(phrase) for phrase in phrases}, key=len, reverse=True)
    chinese = [re.escape(one) for one in plain if ord(one[0]) > _LAST_WITH_SPACES]
    spaced = [re.escape(one) for one in plain if ord(one[0]) <= _LAST_WITH_SPACES]
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", *chinese]))
