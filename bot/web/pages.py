"""The start page, the page about our addresses for programs, and the files pages need."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from bot.services import Services
from bot.web.gate import Gate
from bot.web.refusals import Missing, PageRoute
from bot.web.rendering import HEADERS, STATIC, render

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def router(services: Services) -> APIRouter:
    """Make the routes /, /docs and /static."""
    routes = APIRouter(route_class=PageRoute, include_in_schema=False)
    gate = Gate(services)

    @routes.get("/")
    def start(request: Request) -> Response:
        request.state.visitor = gate.visitor_of(request)
        return render(request, "start.html", groups=_groups(demo=services.settings.demo))

    @routes.get("/docs")
    def docs(request: Request) -> Response:
        request.state.visitor = gate.visitor_of(request)
        return render(request, "docs.html", api=request.app.openapi())

    @routes.get("/static/{name}")
    def static(name: str) -> Response:
        file = STATIC / name
        if file.suffix not in TYPES or file.parent != STATIC or not file.is_file():
            raise Missing
        headers = {**HEADERS, "Cache-Control": "no-cache"}  # asked anew, answered 304 if unchanged
        return FileResponse(file, media_type=TYPES[file.suffix], headers=headers)

    return routes


def _groups(*, demo: bool) -> list[dict[str, object]]:
    phone = (
        [_place("/phone", "Phone", "hold the telephone of somebody in the demo")] if demo else []
    )
    return [
        {
            "title": "For people who got a message from us",
            "places": [
                _place("/chat", "Chat", "ask, agree a plan, or say stop"),
                _place("/verify", "Check a message", "see whether it really came from us"),
            ],
        },
        {
            "title": "For people at work",
            "places": [
                _place("/coach", "Inbox", "conversations that wait for a person, and the desk"),
                _place("/review", "Conversations", "every message and every verdict"),
                _place("/review/findings", "Findings", "what the door objected to"),
                _place("/review/complaints", "Complaints", "each with its number and its day"),
            ],
        },
        {
            "title": "For trying out and connecting" if demo else "For connecting",
            "places": [*phone, _place("/docs", "API", "the addresses other programs use")],
        },
    ]


def _place(href: str, name: str, says: str) -> dict[str, str]:
    return {"href": href, "name": name, "says": says}
