"""``forbear why``: may we write to this account, and if not, what says so and until when?"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from bot.commands.opening import NO_ACCOUNT, open_desk
from bot.compose import situation_settings
from bot.enquiry import Answer, Enquiry
from bot.errors import SettingsError
from bot.screening import house_words
from bot.wording import Wording
from compliance.contact.budget import Allowance
from compliance.contact.week import Open
from compliance.law import load_law
from compliance.situation import Channel
from compliance.verdict import Finding, Outcome

_MARKS = {Open.ALLOWED: "█", Open.PARTLY: "▒", Open.CLOSED: "·", Open.PAST: " "}


def run(account_ref: str, *, channel: str, at: str | None, as_json: bool) -> int:
    """Print every rule's answer; 0 when we may write now, 2 when not."""
    by, moment = _channel(channel), _instant(at)
    with open_desk() as desk:
        policies = desk.settings.policies_dir
        enquiry = Enquiry(
            db=desk.db,
            law=load_law(desk.settings.packs_dir),
            words=house_words(policies, Wording.load(policies / "templates")),
            settings=situation_settings(desk.settings),
            sender=desk.settings.sms_sender,
            new_id=desk.new_id,
        )
        answer = enquiry.ask(account_ref, by, moment or desk.clock())
    if answer is None:
        raise SettingsError(NO_ACCOUNT)
    _print_json(answer) if as_json else _print_tables(answer)
    return 0 if answer.verdict.outcome <= Outcome.AMEND else 2


def _channel(text: str) -> Channel:
    if text not in list(Channel):
        raise SettingsError(
            f"--channel {text!r} is no way to write. Use one of: {', '.join(Channel)}."
        )
    return Channel(text)


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise SettingsError(f"--at {text!r} is not an instant. Write it as 2026-12-01T09:00-05:00.")
    return moment


def _print_json(answer: Answer) -> None:
    situation, verdict = answer.situation, answer.verdict
    told: dict[str, Any] = {
        "at": situation.at.isoformat(),
        "outcome": verdict.outcome.word,
        "not_before": _iso(verdict.not_before),
        "next_lawful": _iso(answer.next_lawful),
        "places": [place.zone for place in situation.places],
        "jurisdictions": list(situation.jurisdictions),
        "findings": [_told(finding) for finding in verdict.findings],
        "budget": [_allowance(one) for one in answer.budget],
        "week": {
            "clock": answer.clock,
            "days": [
                {
                    "on": day.on.isoformat(),
                    "hours": [
                        {"begins_at": hour.begins_at.isoformat(), "state": hour.state.value,
                         "closed_by": [rule for rule, _ in hour.reasons]}
                        for hour in day.hours
                    ],
                }
                for day in answer.week
            ],
        },
        "packs": verdict.pack_revision,
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False))


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "outcome": finding.outcome.word,
        "reason": finding.reason,
        "reference": finding.reference,
        "not_before": _iso(finding.not_before),
    }


def _allowance(one: Allowance) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "subject": one.subject,
        "limit": one.limit,
        "days": one.days,
        "period": one.period.value,
        "per": one.per.value,
        "left": one.left,
        "next_at": _iso(one.next_at),
        "spent": [
            {"at": _iso(s.at), "channel": s.channel.value, "forgotten_at": _iso(s.forgotten_at)}
            for s in one.spent
        ],
        "reference": one.reference,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _print_tables(answer: Answer) -> None:
    console = Console()
    situation, verdict = answer.situation, answer.verdict
    outcome = verdict.outcome.word
    console.print(f"{answer.account_ref}: [bold]{outcome}[/bold] at {situation.at:%F %T} UTC")
    for place in situation.places:
        local = situation.at.astimezone(ZoneInfo(place.zone))
        console.print(f"  {place.zone}: {local:%a %H:%M} ({place.evidence})")
    table = Table("answer", "rule", "why", "reference")
    for finding in sorted(verdict.findings, key=lambda f: -f.outcome):
        table.add_row(finding.outcome.word, finding.rule, finding.reason, finding.reference)
    console.print(table)
    _print_budget(console, answer)
    _print_week(console, answer)
    _print_next(console, answer)


def _print_budget(console: Console, answer: Answer) -> None:
    if not answer.budget:
        console.print("No count binds contact with them.")
        return
    table = Table("left", "of", "days", "counted", "spent on", "next", title="Silence budget")
    for one in answer.budget:
        spent = ", ".join(f"{s.at:%a %d %b %H:%M} {s.channel}" for s in one.spent) or "nothing"
        free = f"{one.next_at:%F %T} UTC" if one.next_at else ""
        days = f"{one.days} on the calendar" if one.by_calendar else str(one.days)
        table.add_row(str(one.left), str(one.limit), days, one.subject, spent, free)
    console.print(table)


def _print_week(console: Console, answer: Answer) -> None:
    if not answer.week:
        return
    channel = answer.situation.channel
    console.print(f"\nThe week by {channel} on the clock of {answer.clock}:")
    console.print("             " + "".join(f"{hour:<3}" for hour in range(0, 24, 3)))
    for day in answer.week:
        row = "".join(_MARKS[hour.state] for hour in day.hours)
        console.print(f"  {day.on:%a %d %b} {row}", highlight=False)
    console.print("  █ may go   ▒ in part of the hour   · not")


def _print_next(console: Console, answer: Answer) -> None:
    if answer.next_lawful is None:
        console.print("No moment makes this lawful by itself: a person decides, or it never goes.")
        return
    for zone in dict.fromkeys(place.zone for place in answer.situation.places):
        local = answer.next_lawful.astimezone(ZoneInfo(zone))
        console.print(f"Not before {local:%a %F %H:%M:%S} in {zone}.")
