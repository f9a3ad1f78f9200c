"""Know whose number it is today, and how far a stop reaches."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Purpose, Situation
from compliance.verdict import Category, Finding, Outcome

_CONFIRMATIONS = frozenset({Purpose.OPT_OUT_CONFIRMATION, Purpose.OPT_IN_CONFIRMATION})


def check_reassigned(situation: Situation, law: Law) -> Iterator[Finding]:
    """Leave a number alone that has a new owner (47 CFR 64.1200(m))."""
    for pack in law.binding("reassigned", situation):
        answer = pack.on("reassigned", situation.at.date())
        check, wrote = situation.number_check, situation.last_inbound_at
        outcome, reason = (
            Outcome.PERMIT,
            "the database does not say that the number has a new owner",
        )
        if check is not None and check.reassigned and not (wrote and wrote > check.at):
            outcome = Outcome[answer.value.upper()]
            reason = "the reassigned-numbers database says that the number has a new owner"
        yield Finding(pack.id, Category.WRONG_PARTY, outcome, reason, answer.reference)


def check_revocation(situation: Situation, law: Law) -> Iterator[Finding]:
    """Carry a stop to our other numbers and matters as far as the day's law asks.

    47 CFR 64.1200(a)(10): one revocation reaches every automated call and text of the caller from
    2027-01-31 on.
    """
    for pack in law.binding("revocation", situation):
        yield _reach(situation, law, pack)


def _reach(situation: Situation, law: Law, pack: Pack) -> Finding:
    elsewhere = pack.on("elsewhere", situation.at.date())

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.CONSENT, outcome, reason, elsewhere.reference)

    if situation.purpose in _CONFIRMATIONS or is_answer(situation, law):
        return finding(Outcome.PERMIT, "an answer to what they wrote")
    if situation.opted_out_elsewhere is None:
        reason = "we could not read whether they stopped another number of ours"
        return finding(pack.outcome_when_unsure, reason)
    if not situation.opted_out_elsewhere:
        return finding(Outcome.PERMIT, "they stopped no other number of ours")
    reason = "they asked us to stop on another number or matter"
    return finding(Outcome[elsewhere.value.upper()], reason)
