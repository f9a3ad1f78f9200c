"""Collect only where we hold the licence or registration that the place asks for."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_answer
from compliance.law import Law
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_registration(situation: Situation, law: Law) -> Iterator[Finding]:
    """Refer what an agency begins in a place where it is not known to be registered."""
    for pack in law.binding("registration", situation):
        needed = pack.on("needed", situation.at.date())
        if not needed.value or pack.jurisdiction in situation.registered_in:
            outcome, reason = Outcome.PERMIT, "we are registered there, or need not be"
        elif is_answer(situation, law):
            outcome, reason = Outcome.PERMIT, "an answer to what they wrote"
        else:
            outcome = pack.outcome_when_unsure
            reason = f"no {pack.settings['called']} is on record for us there"
        yield Finding(pack.id, Category.PLACE, outcome, reason, needed.reference)
