"""Tell an answer to words that just came in from a contact that we begin."""

from __future__ import annotations

from datetime import datetime, timedelta

from compliance.law import Law
from compliance.situation import Channel, Direction, Situation

PACK = "house/replies"


def is_prompt_reply(situation: Situation, law: Law) -> bool:
    """Say whether this answers the person while they are still there.

    They chose this hour and this way by writing. A chat session is one they opened themselves.
    """
    if situation.direction is not Direction.REPLY:
        return False
    if situation.channel is Channel.CHAT and situation.last_inbound_at is None:
        return True
    return _wrote_within(situation, minutes=_minutes("prompt_minutes", situation, law))


def is_answer(situation: Situation, law: Law) -> bool:
    """Say whether this answers something they wrote lately, promptly or not."""
    if situation.direction is not Direction.REPLY:
        return False
    return is_prompt_reply(situation, law) or _wrote_within(
        situation, minutes=_minutes("answer_minutes", situation, law)
    )


def is_same_talk(then: datetime | None, situation: Situation, law: Law) -> bool:
    """Say whether something was said so lately that it belongs to the talk going on now."""
    if then is None or not is_prompt_reply(situation, law):
        return False
    lately = timedelta(minutes=_minutes("prompt_minutes", situation, law))
    return timedelta() <= situation.at - then <= lately


def _minutes(name: str, situation: Situation, law: Law) -> int:
    return int(law.packs[PACK].on(name, situation.at.date()).value)


def _wrote_within(situation: Situation, *, minutes: int) -> bool:
    wrote = situation.last_inbound_at
    return wrote is not None and timedelta() <= situation.at - wrote <= timedelta(minutes=minutes)
