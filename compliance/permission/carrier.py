"""Respect what the carrier of a message refuses to carry at all."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Collecting, Situation
from compliance.verdict import Category, Finding, Outcome


def check_carrier(situation: Situation, law: Law) -> Iterator[Finding]:
    """Forbid third-party collection by a provider that bars it, unless it approved in writing.

    Twilio and the US carriers refuse it on every US and Canadian number type (errors 30943,
    30460, 30863); re-wording the text to pass is "program evasion".
    """
    for pack in law.binding("carrier", situation):
        yield _judge(situation, pack)


def _judge(situation: Situation, pack: Pack) -> Finding:
    barred = pack.on("refuses_third_party_in", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.CARRIER, outcome, reason, barred.reference)

    if situation.sender_provider is None:
        return finding(pack.outcome_when_unsure, "we do not know who would carry this message")
    if situation.sender_provider != pack.settings["provider"]:
        return finding(Outcome.PERMIT, "not carried by this provider")
    if situation.collecting is Collecting.FIRST:
        return finding(Outcome.PERMIT, "the creditor writes about its own bill")
    if situation.provider_approved:
        return finding(Outcome.PERMIT, "the provider approved this sender in writing")
    if situation.collecting is None or situation.address_country is None:
        reason = "we do not know who collects, or the country of the number"
        return finding(pack.outcome_when_unsure, reason)
    if situation.address_country.upper() in barred.value:
        reason = (
            "the provider and the carriers refuse third-party debt collection on US and Canadian "
            "numbers; use chat, e-mail or a letter, or record the provider's written approval"
        )
        return finding(Outcome.FORBID, reason)
    return finding(Outcome.PERMIT, "the provider does not bar this in the number's country")
