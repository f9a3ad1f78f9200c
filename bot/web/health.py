"""Whether the house is alive, ready, and how much is waiting."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool

from bot.actionserver import actions_ready
from bot.heartbeat import worker_is_alive
from bot.log import describe
from bot.services import Services
from ledger.backlog import Backlog, backlog

LAW_IS_STALE_AFTER = timedelta(days=370)  # somebody reads the sources again once a year


def router(services: Services) -> APIRouter:
    """Build the routes."""
    routes = APIRouter(tags=["operation"])

    @routes.get("/healthz")
    async def alive() -> dict[str, str]:
        """Say that this process answers. Nothing else is asked, so nothing else can fail it."""
        return {"status": "ok"}

    @routes.get("/readyz")
    async def ready() -> JSONResponse:
        """Say whether a text that comes in now would be answered, and what is missing."""
        answers = await run_in_threadpool(check, services)
        whole = all(answer == "ok" for answer in answers.values())
        body = {"status": "ready" if whole else "not ready", "checks": answers}
        return JSONResponse(body, status_code=200 if whole else 503)

    @routes.get("/metrics", include_in_schema=False)
    async def metrics(request: Request) -> Response:
        """Count what happened and what waits, for Prometheus."""
        if not _may_read(request, services):
            return Response(status_code=403)
        text = await run_in_threadpool(_scrape, services)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return routes


def check(services: Services) -> dict[str, str]:
    """Ask every part whether it is ready: ``ok``, or a word on what is wrong."""
    checks: dict[str, Callable[[], str]] = {
        "database": lambda: "ok" if services.db.is_current() else "run `forbear init-db`",
        "dialogue": lambda: "ok" if services.rasa.is_ready() else "no model, or no answer",
        "actions": lambda: "ok" if actions_ready(services.settings) else "no answer",
        "worker": lambda: _worker(services),
        "law": lambda: _law(services, services.clock().date()),
    }
    return {name: _ask(question) for name, question in checks.items()}


def _ask(question: Callable[[], str]) -> str:
    """A part that cannot even be asked is not ready."""
    try:
        return question()
    except Exception as error:
        return f"could not be asked ({describe(error)['error']})"


def _worker(services: Services) -> str:
    with services.db.reading() as session:
        return "ok" if worker_is_alive(session) else "no worker was heard lately"


def _law(services: Services, today: date) -> str:
    stale = [
        pack.id
        for pack in services.law.packs.values()
        if pack.enabled and today - pack.last_checked_on > LAW_IS_STALE_AFTER
    ]
    return f"{len(stale)} packs were not checked for a year" if stale else "ok"


def _may_read(request: Request, services: Services) -> bool:
    """With a token set, whoever has it; without one, this machine only."""
    token = services.settings.metrics_token
    if token is not None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given, token.get_secret_value())
    host = request.client.host if request.client else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _BacklogCollector(Collector):
    """What waits in the ledger, asked when it is scraped."""

    def __init__(self, found: Backlog) -> None:
        self._found = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give the gauges."""
        messages = GaugeMetricFamily(
            "forbear_messages", "Outgoing messages not delivered, by state.", labels=["state"]
        )
        for state, count in self._found.messages.items():
            messages.add_metric([state], count)
        turns = GaugeMetricFamily("forbear_turns", "Turns, by state.", labels=["state"])
        for state, count in self._found.turns.items():
            turns.add_metric([state], count)
        yield messages
        yield turns
        yield GaugeMetricFamily(
            "forbear_handovers_open",
            "Conversations that wait for a person.",
            value=self._found.handovers,
        )
        yield GaugeMetricFamily(
            "forbear_oldest_due_seconds",
            "How long the oldest due message or turn has waited.",
            value=self._found.oldest_due_seconds,
        )


def _scrape(services: Services) -> bytes:
    with services.db.reading() as session:
        found = backlog(session, now=services.clock())
    waiting = CollectorRegistry()
    waiting.register(_BacklogCollector(found))
    return generate_latest(REGISTRY) + generate_latest(waiting)
