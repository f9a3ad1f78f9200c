"""What may still be said once somebody is in danger, wants silence, or is not the person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from actions.turn import Turn

_CARE = "care_"


def only_what_may_be_said(turn: Turn, intents: Collection[str]) -> None:
    """Leave one answer where one answer is right, and say nothing twice.

    After a stop a single line may go (12 CFR 1006.14(h)(2)); it carries the care or the
    condolence that the rest of the message calls for. Whoever is in distress hears of help and of
    nothing else. Whatever was told is recorded all the same.
    """
    if turn.stopped:
        turn.replies = [_last_line(turn, intents)]
    elif "wrong_person" in intents:
        _keep(turn, "wrong_number_confirmed")
    elif "third_party_reply" in intents:
        _keep(turn, "third_party_answered")
    elif "express_distress" in intents:
        _keep(turn, _CARE)
    turn.replies = _once_each(turn.replies)


def _last_line(turn: Turn, intents: Collection[str]) -> dict[str, Any]:
    """Choose the one line after a stop by what else was told."""
    for reply in turn.replies:
        if str(reply["template"]).startswith(_CARE):
            return {**reply, "template": f"stop_{reply['template']}"}
    if "wrong_person" in intents:
        template = "wrong_number_confirmed"
    elif "report_deceased" in intents:
        template = "stop_with_condolence"
    elif any(reply["template"] != "stop_confirmed" for reply in turn.replies):
        template = "stop_and_noted"
    else:
        template = "stop_confirmed"
    return {"template": template, "values": {}}


def _keep(turn: Turn, start: str) -> None:
    kept = [reply for reply in turn.replies if str(reply["template"]).startswith(start)]
    turn.replies = kept or turn.replies


def _once_each(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    once: list[dict[str, Any]] = []
    for reply in replies:
        if reply not in once:
            once.append(reply)
    return once
