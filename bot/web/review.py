"""The reviewer's room: every conversation, every verdict, every finding."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from itsdangerous import BadSignature, URLSafeSerializer

from bot.services import Services
from bot.web import plain
from bot.web.gate import Gate, Visitor
from bot.web.refusals import BadRequest, Missing, PageRoute
from bot.web.rendering import PRIVATE, render
from compliance.situation import Channel
from compliance.verdict import Category, Outcome
from review.complaints import complaints
from review.findings import Period, count_findings, list_findings
from review.search import Wanted, search
from review.transcripts import transcript

ROLES = ("reviewer", "manager")
WORDS_COOKIE = "forbear_search"
OUTCOMES = tuple(outcome.word for outcome in Outcome)
CATEGORIES = tuple(category.value for category in Category)
CHANNELS = (Channel.SMS.value, Channel.CHAT.value)
PARTIES = {
    "right": "the right person, who proved who they are",
    "wrong": "the wrong person",
    "unverified": "somebody who has not proved who they are",
}


def router(services: Services) -> APIRouter:
    """Make the routes under /review."""
    routes = APIRouter(prefix="/review", route_class=PageRoute, include_in_schema=False)
    gate = Gate(services)
    enter, submit = gate.enter(*ROLES), gate.submit(*ROLES)

    @routes.get("")
    def conversations(
        request: Request,
        visitor: Visitor = Depends(enter),
        outcome: str = "",
        category: str = "",
        channel: str = "",
        since: str = "",
        until: str = "",
        words: bool = False,
        page: int = Query(1, ge=1),
    ) -> Response:
        asked = Wanted(
            words=_kept_words(request, visitor) if words else "",
            outcome=_one_of(OUTCOMES, outcome),
            category=_one_of(CATEGORIES, category),
            channel=_one_of(CHANNELS, channel),
            period=_period(since, until),
        )
        with services.db.reading() as session:
            found = search(session, asked, page=page)
        return render(
            request,
            "review_search.html",
            here="/review",
            asked=asked,
            found=found,
            outcomes=OUTCOMES,
            categories=CATEGORIES,
            channels=CHANNELS,
            short_outcomes=plain.SHORT_OUTCOMES,
            page_href=lambda number: _address(asked, page=number),
        )

    @routes.post("/search")
    def ask(
        visitor: Visitor = Depends(submit),
        q: str = Form("", max_length=200),
        outcome: str = Form(""),
        category: str = Form(""),
        channel: str = Form(""),
        since: str = Form(""),
        until: str = Form(""),
    ) -> Response:
        asked = Wanted(
            words=q.strip(),
            outcome=_one_of(OUTCOMES, outcome),
            category=_one_of(CATEGORIES, category),
            channel=_one_of(CHANNELS, channel),
            period=_period(since, until),
        )
        answer = RedirectResponse(_address(asked), status_code=303, headers=PRIVATE)
        # The words may be somebody's name or number, and addresses end up in logs.
        answer.set_cookie(
            WORDS_COOKIE,
            _binder(visitor).dumps(asked.words),
            httponly=True,
            samesite="lax",
            secure=gate.secure,
            path="/review",
        )
        return answer

    @routes.get("/findings")
    def findings(
        request: Request,
        visitor: Visitor = Depends(enter),
        outcome: str = "",
        category: str = "",
        since: str = "",
        until: str = "",
        before: int | None = None,
    ) -> Response:
        period = _period(since, until)
        of_outcome, of_category = _one_of(OUTCOMES, outcome), _one_of(CATEGORIES, category)
        with services.db.reading() as session:
            counted = count_findings(session, period)
            page = list_findings(
                session, period, outcome=of_outcome, category=of_category, before=before
            )
        by_category: dict[str, dict[str, int]] = {}
        for (name, found), number in counted.items():
            by_category.setdefault(name, {})[found] = number
        older = {
            "outcome": outcome,
            "category": category,
            "since": since,
            "until": until,
            "before": page.older,
        }
        return render(
            request,
            "review_findings.html",
            here="/review/findings",
            outcome=of_outcome,
            category=of_category,
            period=period,
            counted=sorted(by_category.items(), key=lambda row: -sum(row[1].values())),
            shown_outcomes=[one for one in OUTCOMES if one != "permit"],
            short_outcomes=plain.SHORT_OUTCOMES,
            outcomes=OUTCOMES,
            categories=CATEGORIES,
            page=page,
            older_href="/review/findings?" + urlencode({k: v for k, v in older.items() if v}),
        )

    @routes.get("/complaints")
    def complaints_page(request: Request, visitor: Visitor = Depends(enter)) -> Response:
        with services.db.reading() as session:
            found = complaints(session, now=services.clock())
        return render(
            request, "review_complaints.html", here="/review/complaints", complaints=found
        )

    @routes.get("/conversations/{conversation_id}")
    def conversation(
        request: Request, conversation_id: str, visitor: Visitor = Depends(enter)
    ) -> Response:
        with services.db.reading() as session:
            told = transcript(session, conversation_id)
        if told is None:
            raise Missing
        return render(
            request,
            "review_conversation.html",
            here="",
            told=told,
            party=PARTIES.get(told.right_party, told.right_party),
        )

    return routes


def _kept_words(request: Request, visitor: Visitor) -> str:
    try:
        kept = _binder(visitor).loads(request.cookies.get(WORDS_COOKIE, ""))
    except BadSignature:
        return ""
    return str(kept)


def _binder(visitor: Visitor) -> URLSafeSerializer:
    """Bind a search to the login it was made in: the next person at this browser has their own."""
    return URLSafeSerializer(visitor.csrf, salt="forbear.review.words")


def _one_of(known: tuple[str, ...], given: str) -> str | None:
    if given and given not in known:
        raise BadRequest("The search names something that does not exist. Choose from the lists.")
    return given or None


def _period(since: str, until: str) -> Period:
    try:
        return Period(
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
        )
    except ValueError:
        raise BadRequest("A day cannot be read. Write it as 2026-11-30.") from None


def _address(asked: Wanted, *, page: int = 1) -> str:
    """Write the address of a search; never with the words in it."""
    parts = {
        "words": "1" if asked.words else "",
        "outcome": asked.outcome,
        "category": asked.category,
        "channel": asked.channel,
        "since": asked.period.since,
        "until": asked.period.until,
        "page": page if page > 1 else "",
    }
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"/review?{query}" if query else "/review"
