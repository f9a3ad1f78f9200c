"""Papers behind links: a receipt, a letter or a copy as a PDF; a promise as a page and a day."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from bot.papers.calendar import calendar_of
from bot.papers.writing import (
    Pen,
    letter_pdf,
    promise_facts,
    proof_pdf,
    receipt_pdf,
    record_pdf,
)
from bot.services import Services
from bot.web.accepted import accepted_language
from bot.web.rendering import HEADERS, PRIVATE, render
from ledger.database import Session
from ledger.papers import (
    account_behind,
    copy_of,
    letter_of,
    paper_by_token,
    promise_slip,
    receipt_of,
)
from ledger.proofs import proof_of
from ledger.situations import zone_of
from ledger.tables import Conversation, Creditor, Paper

# The reader of PDFs inside a browser is a page of the browser's own, with styles of its own.
_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"
OUR_NAME = "Forbear"


def router(services: Services) -> APIRouter:
    """Make the routes /papers/…."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/papers/{token}")
    def paper(request: Request, token: str) -> Response:
        with services.db.reading() as session:
            found = paper_by_token(session, token, now=services.clock())
            if found is None:
                return _ended(request, services)
            pen = _pen(session, services, found)
            if found.kind == "promise":
                return _promise(request, session, found, pen)
            file = _pdf(session, found, pen)
        return _ended(request, services, pen) if file is None else _served(file, found.kind)

    @routes.get("/papers/{token}/calendar.ics")
    def calendar(request: Request, token: str) -> Response:
        with services.db.reading() as session:
            found = paper_by_token(session, token, now=services.clock())
            slip = promise_slip(session, found.subject) if found else None
            if found is None or found.kind != "promise" or slip is None or not slip.stands:
                return _ended(request, services)
            file = calendar_of(slip, _pen(session, services, found))
        headers = {"Content-Disposition": 'attachment; filename="payment.ics"', **PRIVATE}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)

    return routes


def _pdf(session: Session, paper: Paper, pen: Pen) -> bytes | None:
    if paper.kind == "receipt":
        receipt = receipt_of(session, paper.subject)
        return receipt_pdf(receipt, pen) if receipt else None
    if paper.kind == "letter":
        letter = letter_of(session, paper.subject)
        return letter_pdf(letter, pen) if letter else None
    if paper.kind == "proof":
        return proof_pdf(proof_of(session, paper.subject), pen)
    return record_pdf(copy_of(session, paper.subject), pen)


def _served(file: bytes, kind: str) -> Response:
    headers = {
        **HEADERS,
        **PRIVATE,
        "Content-Security-Policy": _PDF_POLICY,
        "Content-Disposition": f'inline; filename="{kind}.pdf"',
    }
    return Response(file, media_type="application/pdf", headers=headers)


def _promise(request: Request, session: Session, paper: Paper, pen: Pen) -> Response:
    slip = promise_slip(session, paper.subject)
    if slip is None:
        return _page(request, pen, told="ended", status=404)
    if not slip.stands:
        return _page(request, pen, told="over")
    return _page(request, pen, facts=promise_facts(slip, pen), token=paper.token)


def _ended(request: Request, services: Services, pen: Pen | None = None) -> Response:
    unknown = Pen(OUR_NAME, accepted_language(request), "UTC", services.clock())
    return _page(request, pen or unknown, told="ended", status=404)


def _page(request: Request, pen: Pen, *, status: int = 200, **values: Any) -> Response:
    shown: dict[str, Any] = {"told": None, "facts": None, "token": "", **values}
    return render(
        request, "paper.html", status=status, language=pen.language, says=pen.says, **shown
    )


def _pen(session: Session, services: Services, paper: Paper) -> Pen:
    """Write as whoever collects, in the language and on the clock of the conversation."""
    talk = session.get_one(Conversation, paper.conversation_id)
    account = account_behind(session, paper)
    company = services.settings.collector or OUR_NAME
    if account is not None and account.collecting == "first":
        company = session.get_one(Creditor, account.creditor_id).name
    zone = zone_of(session, talk) or "UTC"
    return Pen(company, talk.language, zone, services.clock())
