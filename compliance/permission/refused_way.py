"""Leave a way of reaching somebody alone when they asked us not to use it."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.contact.replies import is_prompt_reply
from compliance.law import Law
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome


def check_refused_way(situation: Situation, law: Law) -> Iterator[Finding]:
    """Forbid what we begin by a way they asked us not to use; answer there if they write there.

    12 CFR 1006.14(h)(1); the answers to what they write by that way: 1006.14(h)(2)(ii).
    """
    for pack in law.binding("refused_way", situation):
        answers = pack.on("answers", situation.at.date())
        refused = situation.channel in situation.refused
        answering = (
            is_prompt_reply(situation, law) and situation.replies_since_inbound < answers.value
        )
        if not refused:
            outcome, reason = Outcome.PERMIT, "they have not asked us to leave this way alone"
        elif answering:
            outcome, reason = Outcome.PERMIT, "they wrote to us this way; an answer may follow"
        else:
            outcome, reason = Outcome.FORBID, "they asked us not to reach them this way"
        yield Finding(pack.id, Category.CONSENT, outcome, reason, answers.reference)
