"""Judge one message: every rule answers, the strictest wins, doubt goes to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from compliance.contact.frequency import check_frequency
from compliance.contact.hours import check_hours
from compliance.contact.waiting import first_free
from compliance.content.additions import Ruling, joined
from compliance.content.disclosures import check_disclosures
from compliance.content.identity import check_identity
from compliance.content.imprint import check_imprint
from compliance.content.opt_out_line import check_opt_out_line
from compliance.content.required_line import check_required_line
from compliance.law import Law
from compliance.permission.carrier import check_carrier
from compliance.permission.circumstances import check_circumstances
from compliance.permission.consent import check_consent
from compliance.permission.notice_first import check_notice_first
from compliance.permission.numbers import check_reassigned, check_revocation
from compliance.permission.opted_out import check_opted_out
from compliance.permission.party import check_party
from compliance.permission.places import check_place
from compliance.permission.recipient import check_recipient
from compliance.permission.refused_way import check_refused_way
from compliance.permission.registration import check_registration
from compliance.permission.validation import check_validation_notice, check_wording_under
from compliance.permission.workplace import check_workplace
from compliance.situation import Situation
from compliance.text.grounds import cite
from compliance.verdict import Category, Finding, Outcome, Verdict, nothing

if TYPE_CHECKING:
    from compliance.text.words import Words

_Rule = Callable[[Situation, Law], Iterable[Finding]]
_ContentRule = Callable[[Situation, Law], Iterable[Ruling]]

# Every rule there is. A new one is written here, and nowhere else.
RULES: tuple[_Rule, ...] = (
    check_place,
    check_carrier,
    check_opted_out,
    check_refused_way,
    check_party,
    check_circumstances,
    check_consent,
    check_notice_first,
    check_registration,
    check_recipient,
    check_workplace,
    check_reassigned,
    check_revocation,
    check_validation_notice,
    check_wording_under,
    check_hours,
    check_frequency,
)
TIMED_RULES: tuple[_Rule, ...] = (check_hours, check_frequency)
CONTENT_RULES: tuple[_ContentRule, ...] = (
    check_identity,
    check_imprint,
    check_required_line,
    check_disclosures,
    check_opt_out_line,
)

_DOUBT = "house policy: where we cannot judge, a person decides"


def decide(situation: Situation, *, law: Law, words: Words) -> Verdict:
    """Answer whether this message may go, now, with these words. Never raises.

    An error inside a rule is a finding of category *undecided* that refers to a person; the other
    rules are heard all the same.
    """
    findings = _hear(RULES, situation, law)
    rulings = _hear_content(situation, law)
    findings += [ruling.finding for ruling in rulings]
    screened = _screen(situation, law, words)
    findings += screened
    refused = any(found.outcome >= Outcome.REFER for found in screened)
    return Verdict(
        text=_amended(situation.text, rulings),
        findings=tuple(_settle(findings, situation, law)),
        pack_revision=law.revision,
        model_revision=words.revision,
        reworded=partial(_reworded, situation, words) if refused else nothing,
    )


def _hear(rules: Iterable[_Rule], situation: Situation, law: Law) -> list[Finding]:
    heard: list[Finding] = []
    for rule in rules:
        try:
            heard += rule(situation, law)
        except Exception as error:  # any failure to judge is a case for a person, never a permit
            heard.append(_undecided(rule.__name__, error))
    return heard


def _hear_content(situation: Situation, law: Law) -> list[Ruling]:
    heard: list[Ruling] = []
    for rule in CONTENT_RULES:
        try:
            heard += rule(situation, law)
        except Exception as error:  # as above
            heard.append(Ruling(_undecided(rule.__name__, error)))
    return heard


def _screen(situation: Situation, law: Law, words: Words) -> list[Finding]:
    try:
        found = words.screen(situation.text, situation.language)
        return [cite(finding, law.jurisdictions(situation)) for finding in found]
    except Exception as error:  # as above
        return [_undecided("words", error)]


def _reworded(situation: Situation, words: Words) -> str | None:
    try:
        return words.rewrite(situation.text, situation.language)
    except Exception:  # what was found stands; only the offer of other words is lost
        return None


def _undecided(rule: str, error: Exception) -> Finding:
    """The kind of the error only: its message may carry somebody's words."""
    reason = f"this rule could not be applied ({type(error).__name__})"
    return Finding(rule, Category.UNDECIDED, Outcome.REFER, reason, _DOUBT)


def _amended(text: str, rulings: Iterable[Ruling]) -> str:
    """The text with the names and lines the rulings add, each once."""
    amends = [r for r in rulings if r.finding.outcome is Outcome.AMEND]
    prefixes = "".join(dict.fromkeys(r.prefix for r in amends))
    suffixes = dict.fromkeys(r.suffix for r in amends if r.suffix)
    return joined([prefixes + text, *suffixes]) if amends else text


def _settle(findings: list[Finding], situation: Situation, law: Law) -> list[Finding]:
    """Move the latest hold to the first moment at which *all* timed rules let the message go.

    At that moment every other rule is asked too: what it would then leave to a person (a consent
    grown too old, an answer come too late) is for a person now.
    """
    held = [f for f in findings if f.not_before is not None]
    if not held:
        return findings
    latest = max(held, key=lambda f: f.not_before or situation.at)
    waiting = replace(situation, at=latest.not_before or situation.at)
    moment = first_free(waiting, lambda then: _hear_timed(then, law))
    if moment is None:
        reason = "no moment in the coming weeks suits every rule at once"
        doubt = Finding("hours", Category.UNDECIDED, Outcome.REFER, reason, _DOUBT)
        return [*findings, doubt]
    settled = [f._replace(not_before=moment) if f is latest else f for f in findings]
    return [*settled, *_by_then(moment, findings, situation, law)]


def _hear_timed(situation: Situation, law: Law) -> list[Finding]:
    return _hear(TIMED_RULES, situation, law)


def _by_then(
    moment: datetime, findings: list[Finding], situation: Situation, law: Law
) -> Iterable[Finding]:
    """Whatever will stand against the message when it may go at last, and does not yet."""
    then = replace(situation, at=moment)
    coming = _hear(RULES, then, law)
    coming += [ruling.finding for ruling in _hear_content(then, law)]
    against = {f.rule for f in findings if f.outcome >= Outcome.REFER}
    for finding in coming:
        if finding.outcome > Outcome.HOLD and finding.rule not in against:
            reason = f"by the time it may go: {finding.reason}"
            yield finding._replace(outcome=Outcome.REFER, reason=reason, not_before=None)
