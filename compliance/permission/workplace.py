"""Leave people alone where they work."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import AddressKind, Situation
from compliance.verdict import Category, Finding, Outcome


def check_workplace(situation: Situation, law: Law) -> Iterator[Finding]:
    """Ask what the employer allows before anything goes to a place or address of work.

    15 USC 1692c(a)(3), 12 CFR 1006.6(b)(3); for e-mail that the employer provides
    12 CFR 1006.22(f)(3).
    """
    for pack in law.binding("workplace", situation):
        yield _judge(situation, law, pack)


def _judge(situation: Situation, law: Law, pack: Pack) -> Finding:
    answer = pack.on(f"employer_{_stance(situation)}", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.PLACE, outcome, reason, answer.reference)

    if is_answer(situation, law):
        return finding(Outcome.PERMIT, "an answer by the way they wrote to us")
    agreed = situation.consent is not None and situation.consent.given
    if situation.address_kind is None:
        if agreed:
            return finding(Outcome.PERMIT, "they gave us this address for such messages")
        return finding(pack.outcome_when_unsure, "we do not know whether this address is at work")
    if situation.address_kind is not AddressKind.WORK:
        return finding(Outcome.PERMIT, "not an address at work")
    if agreed and pack.settings.get("consent_opens", False):
        return finding(Outcome.PERMIT, "they asked to be written to at this address of their work")
    return finding(Outcome[answer.value.upper()], "this address is at their work")


def _stance(situation: Situation) -> str:
    return {True: "allows", False: "forbids", None: "unknown"}[situation.employer_allows]
