"""Why, or why not: every rule's answer for one account, what was spent, and the week to come."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Depends, Request, Response

from bot.enquiry import Answer, Enquiry
from bot.services import Services
from bot.web.gate import Gate, Visitor
from bot.web.refusals import BadRequest, Missing, PageRoute
from bot.web.rendering import render
from compliance.situation import Channel

ROLES = ("collector", "reviewer", "manager")
CHANNELS = tuple(channel.value for channel in Channel)


def router(services: Services) -> APIRouter:
    """Make the route /why/ACCOUNT; the account's id or its reference."""
    routes = APIRouter(prefix="/why", route_class=PageRoute, include_in_schema=False)
    enter = Gate(services).enter(*ROLES)
    enquiry = Enquiry(
        db=services.db,
        law=services.law,
        words=services.words,
        settings=services.door.settings,
        sender=services.settings.sms_sender,
        new_id=services.new_id,
    )

    @routes.get("/{account}")
    def why(
        request: Request,
        account: str,
        visitor: Visitor = Depends(enter),
        channel: str = "sms",
        at: str = "",
    ) -> Response:
        if channel not in CHANNELS:
            raise BadRequest(f"There is no channel of that name. Use {', '.join(CHANNELS)}.")
        answer = enquiry.ask(account, Channel(channel), _instant(at) or services.clock())
        if answer is None:
            raise Missing
        findings = sorted(answer.verdict.findings, key=lambda found: -found.outcome)
        return render(
            request,
            "why.html",
            here="",
            answer=answer,
            against=[found for found in findings if found.outcome.word != "permit"],
            nothing_against=[found for found in findings if found.outcome.word == "permit"],
            reasons=_reasons(answer),
            channels=CHANNELS,
        )

    return routes


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadRequest("The time cannot be read. Write it as 2026-12-01T09:00-05:00.")
    return moment


def _reasons(answer: Answer) -> list[tuple[int, str, str]]:
    """What closes hours of the week, numbered so that a cell can point at it."""
    seen: dict[str, str] = {}
    for day in answer.week:
        for hour in day.hours:
            for rule, reason in hour.reasons:
                seen.setdefault(rule, reason)
    return [(number, rule, reason) for number, (rule, reason) in enumerate(seen.items(), start=1)]
