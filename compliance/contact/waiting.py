"""From one hold to the next, until every rule that can hold lets the message go at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from compliance.situation import Situation
from compliance.verdict import Finding, Outcome

_MOST_STEPS = 60


def first_free(
    situation: Situation, hear: Callable[[Situation], Iterable[Finding]]
) -> datetime | None:
    """The first moment from the situation's own on that nothing heard holds any more.

    None: a rule leaves it to a person on the way, or they find no such moment together.
    """
    moment = situation.at
    for _ in range(_MOST_STEPS):
        heard = list(hear(replace(situation, at=moment)))
        if any(f.outcome > Outcome.HOLD for f in heard):
            return None
        later = max((f.not_before for f in heard if f.not_before is not None), default=moment)
        if later <= moment:
            return moment
        moment = later
    return None
