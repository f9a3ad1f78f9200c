"""Turn templates into pages, and give every answer the headers that keep a browser safe."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.sums import write_sum
from bot.web import plain
from ledger.money import Money

HERE = Path(__file__).parent
STATIC = HERE / "static"

# Nothing from elsewhere, no script or style inside a page: a message shown on a page can
# never become code, whatever somebody wrote into it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PRIVATE = {"Cache-Control": "no-store"}

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]


class SecurityHeaders:
    """Adds ``HEADERS`` to every answer that does not set them itself."""

    def __init__(self, app: App) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Pass on, adding the headers to the start of an HTTP answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.lower().encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.lower().encode() not in present
                    ),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template; the answer is never kept by a cache, for it may name people."""
    page = fill(template, visitor=getattr(request.state, "visitor", None), **values)
    return HTMLResponse(page, status_code=status, headers={**HEADERS, **PRIVATE})


def fill(template: str, **values: Any) -> str:
    """Fill a template, a whole page or a part of one."""
    return _environment().get_template(template).render(**values)


def money(sum_: Money, locale: str = "en_US") -> str:
    """Write a sum as a reader of ``locale`` expects it.

    >>> money(Money(123456, "USD"))
    '$1,234.56'
    """
    return write_sum(sum_, locale)


def clock_time(at: datetime, zone: str = "UTC") -> str:
    """Write an instant on the clock of a zone, with the zone's name.

    >>> from datetime import UTC
    >>> clock_time(datetime(2026, 11, 23, 19, 5, tzinfo=UTC), "America/New_York")
    'Mon 23 Nov 2026, 14:05 EST'
    """
    return at.astimezone(ZoneInfo(zone)).strftime("%a %-d %b %Y, %H:%M %Z")


def day(on: Any) -> str:
    """Write a date.

    >>> from datetime import date
    >>> day(date(2026, 12, 4))
    'Fri 4 Dec 2026'
    """
    return str(on.strftime("%a %-d %b %Y"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        money=money,
        clock_time=clock_time,
        day=day,
        age=plain.age,
        sentence=plain.sentence,
        plain_outcome=plain.outcome,
        plain_state=plain.state,
        plain_reason=plain.reason,
        plain_category=plain.category,
        plain_channel=plain.channel,
        plain_language=plain.language,
        plain_flag=plain.flag,
        plain_task=plain.task,
        plain_want=plain.want,
        plain_mood=plain.mood,
        task_lines=plain.task_lines,
    )
    environment.globals.update(pay_words=pay_words, verify_words=verify_words)
    environment.globals.update(chat_words=chat_words, chat_languages=chat_languages)
    return environment


def chat_words(language: str) -> Mapping[str, str]:
    """Give what the chat page says in a language, or in English."""
    return _said_on("chat", language)


def pay_words(language: str) -> Mapping[str, str]:
    """Give what the payment page says in a language, or in English."""
    return _said_on("pay", language)


def verify_words(language: str) -> Mapping[str, str]:
    """Give what the page that checks codes says in a language, or in English."""
    return _said_on("verify", language)


def chat_languages() -> list[tuple[str, str]]:
    """Give the languages the chat page speaks, each by its own name."""
    return [(tag, words["name"]) for tag, words in _texts("chat").items()]


def _said_on(page: str, language: str) -> Mapping[str, str]:
    words = _texts(page)
    return words.get(language, words["en"])


@cache
def _texts(page: str) -> Mapping[str, Mapping[str, str]]:
    texts: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (HERE / "texts" / f"{page}.yaml").read_text(encoding="utf-8")
    )
    return texts
