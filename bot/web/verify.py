"""The page on which anybody checks whether a message or a letter came from us.

It takes a code and says only that: ours or not, in whose name, and when it was written. It names
no person and no matter, so that finding a code by chance tells nothing.
"""

from __future__ import annotations

from fastapi import APIRouter, Form, Request, Response

from bot.clocks import write_instant
from bot.services import Services
from bot.web.accepted import LANGUAGES, accepted_language
from bot.web.limits import Buckets
from bot.web.rendering import render
from bot.wording import locale_of
from ledger.message_codes import Ours, as_code, look_up

LONGEST = 40


def router(services: Services) -> APIRouter:
    """Make the routes GET and POST /verify."""
    routes = APIRouter(include_in_schema=False)
    visits = Buckets(per_second=0.1, burst=10)

    @routes.get("/verify")
    def ask(request: Request, lang: str = "") -> Response:
        return _page(request, lang)

    @routes.post("/verify")
    def answer(
        request: Request, lang: str = "", code: str = Form("", max_length=LONGEST)
    ) -> Response:
        if not visits.take(request.client.host if request.client else ""):
            return _page(request, lang, said="slow", status=429)
        plain = as_code(code)
        if plain is None:
            return _page(request, lang, said="no_code", code=code, status=422)
        with services.db.transaction() as session:
            ours = look_up(session, plain, now=services.clock())
        return _page(request, lang, said="ours" if ours else "not_ours", ours=ours)

    return routes


def _page(
    request: Request,
    lang: str,
    *,
    said: str = "",
    ours: Ours | None = None,
    code: str = "",
    status: int = 200,
) -> Response:
    language = lang if lang in LANGUAGES else accepted_language(request)
    return render(
        request,
        "verify.html",
        status=status,
        language=language,
        said=said,
        kind=ours.kind if ours else "",
        company=ours.company if ours else "",
        written=write_instant(ours.written_at, locale_of(language)) if ours else "",
        code=code,
    )
