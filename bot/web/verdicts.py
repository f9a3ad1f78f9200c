"""Put a verdict into the words and the shape the desk shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.web import plain
from bot.web.rendering import clock_time
from compliance.verdict import Finding, Outcome, Verdict


def shown_verdict(verdict: Verdict, *, zone: str) -> dict[str, Any]:
    """Say a verdict in plain words; spans count characters of the text that was checked."""
    outcome = verdict.outcome
    return {
        "outcome": outcome.word,
        "outcome_says": plain.outcome(outcome.word),
        "headline": _headline(verdict, zone),
        "findings": [_shown_finding(found) for found in verdict.objections],
        "objections": [_shown_finding(found) for found in verdict.objections],
        "passed": list(
            dict.fromkeys(
                plain.sentence(f.reason) for f in verdict.findings if f.outcome is Outcome.PERMIT
            )
        ),
        "rewrite": verdict.rewrite,
        "may_send": outcome < Outcome.REFER,
        "send_says": _send_says(outcome),
        "pack_revision": verdict.pack_revision,
    }


def _shown_finding(found: Finding) -> dict[str, Any]:
    return {
        "outcome": found.outcome.word,
        "outcome_says": plain.outcome(found.outcome.word),
        "category": found.category.value,
        "about": plain.category(found.category.value).capitalize(),
        "rule": found.rule,
        "reason": plain.sentence(found.reason),
        "reference": found.reference,
        "quote": found.quote,
        "span": [found.span.start, found.span.end] if found.span else None,
    }


def _headline(verdict: Verdict, zone: str) -> str:
    match verdict.outcome:
        case Outcome.PERMIT:
            return "Nothing speaks against it."
        case Outcome.AMEND:
            return f"It will leave as: {verdict.text}"
        case Outcome.HOLD:
            return f"It may leave {_when(verdict.not_before, zone)}."
        case Outcome.REFER:
            return "The rules cannot allow it by themselves; see why below."
        case Outcome.FORBID:
            return "Change what is marked; the reasons are below."


def _when(at: datetime | None, zone: str) -> str:
    return "later" if at is None else f"from {clock_time(at, zone)}"


def _send_says(outcome: Outcome) -> str:
    if outcome is Outcome.HOLD:
        return "Send when it may leave"
    return "Send as changed" if outcome is Outcome.AMEND else "Send"
