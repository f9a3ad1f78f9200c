"""Know whose law applies, or let a person decide."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_prompt_reply
from compliance.law import Law
from compliance.pack import EVERYWHERE
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_place(situation: Situation, law: Law) -> Iterator[Finding]:
    """Refer where no jurisdiction is known, or where we hold no law we could rely on.

    A stranger who writes to us is answered wherever they are, so long as the answer says nothing
    of a debt: "who are you, please?" needs no law of debts.
    """
    for pack in law.binding("place", situation):
        wanted = pack.on("law_held", situation.at.date())
        unknown = law.unknown(situation) if wanted.value else ()
        if not situation.discloses_debt and is_prompt_reply(situation, law):
            outcome, reason = Outcome.PERMIT, "an answer that says nothing of a debt"
        elif not law.jurisdictions(situation) - EVERYWHERE:
            outcome, reason = pack.outcome_when_unsure, "we do not know whose law applies"
        elif unknown:
            outcome = pack.outcome_when_unsure
            reason = f"we hold no law to rely on for: {', '.join(unknown)}"
        else:
            outcome, reason = Outcome.PERMIT, "we hold the law of every place named"
        yield Finding(pack.id, Category.PLACE, outcome, reason, wanted.reference)
