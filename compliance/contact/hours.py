"""Keep contact within the hours of the person's own clock, wherever they may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from compliance.contact.replies import is_prompt_reply
from compliance.contact.waiting import first_free
from compliance.contact.windows import Quiet, Window, edges_between, is_open, next_open, window_of
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Channel, Situation
from compliance.verdict import Category, Finding, Outcome

_Demand = tuple[Window | Quiet, tuple[str, ...]]


def check_hours(situation: Situation, law: Law) -> Iterator[Finding]:
    """Hold what would come at an inconvenient hour until it is convenient in every place.

    Reg F 1006.6(b)(1)(i) presumes early mornings and late evenings at the person's location to be
    inconvenient; where several places are possible the hour must suit all of them (comment
    6(b)(1)(i)-2). An answer to somebody who is writing to us now is not held: they chose the hour;
    but at such an hour we answer only as often as the pack says (comment 6(b)(1)-2).
    """
    for pack in law.binding("hours", situation):
        yield _judge(situation, law, pack, _window_demands(situation, pack))
    for pack in law.binding("declared_times", situation):
        yield _judge(situation, law, pack, _declared_demands(situation))


def turning_points(situation: Situation, law: Law, until: datetime) -> set[datetime]:
    """The instants from the situation's own on at which hours may begin or end to be convenient."""
    demands = _declared_demands(situation)
    for pack in law.binding("hours", situation):
        demands += _window_demands(situation, pack) or []
    return edges_between(situation.at, until, demands)


def next_convenient(situation: Situation, law: Law) -> datetime | None:
    """The first moment from the situation's own on at which every rule of hours lets it go.

    None: a rule leaves it to a person, or the rules find no such moment together.
    """
    if not situation.places:
        return None
    return first_free(situation, lambda then: check_hours(then, law))


def _window_demands(situation: Situation, pack: Pack) -> list[_Demand] | None:
    """The window of a pack with the zones whose clocks it asks; None: we know no place."""
    window = window_of(pack, situation.at.date())
    if window is None:
        return []
    zones = _zones(situation, pack)
    return [(window, zones)] if zones else None


def _declared_demands(situation: Situation) -> list[_Demand]:
    zones = tuple(sorted({place.zone for place in situation.places}))
    return [(Quiet(declared), zones) for declared in situation.declared]


def _zones(situation: Situation, pack: Pack) -> tuple[str, ...]:
    """The clocks a pack looks at: one fixed, that of the area code, or all there are."""
    rule = pack.settings.get("clock", "all")
    if rule.startswith("fixed "):
        return (rule.removeprefix("fixed "),)
    area = {place.zone for place in situation.places if place.evidence == "area code"}
    if rule == "area code" and area:
        return tuple(sorted(area))
    return tuple(sorted({place.zone for place in situation.places}))


def _judge(situation: Situation, law: Law, pack: Pack, demands: list[_Demand] | None) -> Finding:
    parameter = "closes" if "closes" in pack.parameters else "replies"
    reference = pack.on(parameter, situation.at.date()).reference

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.HOURS, outcome, reason, reference)

    if _may_answer_now(situation, law):
        return finding(Outcome.PERMIT, "they are writing to us at this hour; an answer is welcome")
    if demands is None or (situation.declared and not situation.places):
        return finding(pack.outcome_when_unsure, "we do not know where the person is, nor the hour")
    if all(is_open(situation.at, window, zones) for window, zones in demands):
        return finding(Outcome.PERMIT, "a convenient hour wherever the person may be")
    opening = next_open(situation.at, demands)
    if opening is None:
        return finding(Outcome.REFER, "no convenient hour in the next fifteen days")
    reason = "not a convenient hour where the person may be"
    return Finding(pack.id, Category.HOURS, Outcome.HOLD, reason, reference, not_before=opening)


def _may_answer_now(situation: Situation, law: Law) -> bool:
    """They just wrote, and we have not yet answered as often as we may at such an hour."""
    if not is_prompt_reply(situation, law):
        return False
    if situation.channel is Channel.CHAT:
        return True
    day = situation.at.date()
    limits = [p.on("replies", day).value for p in law.binding("declared_times", situation)]
    return bool(limits) and situation.replies_since_inbound < min(limits)
