"""The phone on the desk: a telephone beside the ledger, the door and a clock one can move."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import httpx
from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import BaseModel, Field

from bot.clock import OFFSET
from bot.demo import DEMO_NUMBER
from bot.services import Services
from bot.web.gate import Gate
from bot.web.knowledge import known_of
from bot.web.refusals import BadRequest, Missing, PageRoute
from bot.web.reminding import send_reminders
from bot.web.rendering import clock_time, fill, render
from coach.facts import facts_about, zones_of
from ledger.conversations import find_conversation
from ledger.database import Session
from ledger.people import display_name
from ledger.settings import put
from ledger.tables import ContactPoint, Conversation, Debtor
from review.transcripts import Line, transcript

NINE = time(9)
PATIENCE = 15.0  # seconds the stand-in may take, which answers when our webhook has
TRIES = {
    "en": (
        "who is this?",
        "what do I owe",
        "can I pay 50 a month",
        "yes",
        "send me the link",
        "STOP",
    ),
    "es": (
        "¿quién es?",
        "¿cuánto debo?",
        "¿puedo pagar 50 al mes?",
        "sí",
        "quiero pagar ahora",
        "ALTO",
    ),
    "zh-Hans": ("你是谁？", "我欠多少钱？", "我可以每月还50吗？", "好的", "我现在就付", "停止"),
    "zh-Hant": ("你是誰？", "我欠多少錢？", "我可以每月還50嗎？", "好的", "我現在就付", "停止"),
}


@dataclass(frozen=True)
class Owner:
    """Whose telephone it is."""

    id: str
    name: str
    says: str
    number: str
    language: str
    birth_year: int | None
    postal_code: str | None


class Move(BaseModel):
    """How the clock is moved; ``at`` in UTC, for ``set``."""

    move: Literal["hour", "day", "next_nine", "set"]
    at: str = Field("", max_length=40)
    debtor: str = Field("", max_length=64)


class Text(BaseModel):
    """What the telephone's owner writes."""

    debtor: str = Field(max_length=64)
    text: str = Field(min_length=1, max_length=1600)


def router(services: Services) -> APIRouter:
    """Make the routes under /phone; to be included in a demo only."""
    routes = APIRouter(prefix="/phone", route_class=PageRoute, include_in_schema=False)
    gate = Gate(services)

    def guest(request: Request, x_csrf_token: str = Header("")) -> None:
        gate.check_guest(request, x_csrf_token)

    @routes.get("")
    def page(request: Request, debtor: str = "") -> Response:
        request.state.visitor = gate.visitor_of(request)
        token = gate.guest_token(request)
        now = services.clock()
        with services.db.reading() as session:
            people = _owners(session)
            chosen = next(
                (one for one in people if one.id == debtor), people[0] if people else None
            )
            shown = _shown(session, chosen, now) if chosen else {}
        answer = render(
            request,
            "phone.html",
            csrf=token,
            people=people,
            chosen=chosen,
            ours=_our_number(services, None),
            tries=_tries(chosen),
            clock_says=clock_time(now),
            clock_value=f"{now:%Y-%m-%dT%H:%M}",
            **shown,
        )
        gate.keep_guest_token(answer, token)
        return answer

    @routes.get("/api/state")
    def state(debtor: str, seen: str = "") -> dict[str, Any]:
        now = services.clock()
        with services.db.reading() as session:
            owner = _owner(session, debtor)
            shown = _shown(session, owner, now)
        clock = _clocks(shown["facts"].local_times, now)
        texts = _texts(services, owner)
        ledger, door = fill("phone_ledger.html", **shown), fill("phone_door.html", **shown)
        version = hashlib.sha256(repr((texts, ledger, door)).encode()).hexdigest()[:16]
        if version == seen:
            return {"unchanged": True, "clock_says": clock}
        return {
            "version": version,
            "clock_says": clock,
            "texts": texts,
            "ledger_html": ledger,
            "door_html": door,
        }

    @routes.post("/api/send", dependencies=[Depends(guest)])
    def send(text: Text) -> dict[str, str]:
        with services.db.reading() as session:
            owner = _owner(session, text.debtor)
            conversation = find_conversation(session, channel="sms", address=owner.number)
        order = {
            "from": owner.number,
            "to": _our_number(services, conversation),
            "body": text.text,
        }
        answer = _ask_standin(services, "POST", "/_phone/send", json=order)
        if answer.get("status") not in (200, 204):
            raise BadRequest("The telephone sent it, but the webhook did not take it. See the log.")
        return {}

    @routes.post("/api/clock", dependencies=[Depends(guest)])
    def clock(move: Move) -> dict[str, str]:
        now = services.clock()
        with services.db.transaction() as session:
            then = _moved(session, move, now)
            put(session, OFFSET, str((then - datetime.now(UTC)).total_seconds()))
        return {"says": f"The clock now says {clock_time(then)}."}

    @routes.post("/api/reminders", dependencies=[Depends(guest)])
    def reminders() -> dict[str, str]:
        return {"says": send_reminders(services)}

    return routes


def _owners(session: Session) -> list[Owner]:
    rows = (
        session.query(Debtor, ContactPoint.address)
        .join(ContactPoint, ContactPoint.debtor_id == Debtor.id)
        .filter(ContactPoint.channel == "sms")
        .order_by(Debtor.ref)
        .limit(200)
    )
    return [_as_owner(debtor, number) for debtor, number in rows]


def _owner(session: Session, debtor_id: str) -> Owner:
    debtor = session.get(Debtor, debtor_id)
    point = (
        session.query(ContactPoint)
        .filter(ContactPoint.debtor_id == debtor_id, ContactPoint.channel == "sms")
        .first()
    )
    if debtor is None or point is None:
        raise Missing
    return _as_owner(debtor, point.address)


def _as_owner(debtor: Debtor, number: str) -> Owner:
    return Owner(
        id=debtor.id,
        name=display_name(debtor),
        says=", ".join(part for part in (debtor.city, debtor.region, debtor.language) if part),
        number=number,
        language=debtor.language,
        birth_year=debtor.birth_date.year if debtor.birth_date else None,
        postal_code=debtor.postal_code,
    )


def _tries(owner: Owner | None) -> Sequence[str]:
    """Offer lines to try, the proof of identity among them: a demo's people have no memory."""
    if owner is None:
        return ()
    lines = list(TRIES.get(owner.language, TRIES["en"]))
    if owner.postal_code and owner.birth_year:
        lines.insert(1, f"{owner.postal_code} {owner.birth_year}")
    return lines


def _shown(session: Session, owner: Owner, now: datetime) -> dict[str, Any]:
    """Give what the ledger and the door know about a telephone."""
    conversation = find_conversation(session, channel="sms", address=owner.number)
    debtor = session.get_one(Debtor, owner.id)
    facts = facts_about(session, debtor, conversation, channel="sms", address=owner.number, now=now)
    lines: tuple[Line, ...] = ()
    if conversation is not None:
        told = transcript(session, conversation.id)
        lines = told.lines if told else ()
    return {
        "facts": known_of(facts),
        "judged": [line for line in reversed(lines) if line.message.direction == "out"],
        "language": owner.language,
    }


def _clocks(local_times: Sequence[str], now: datetime) -> str:
    there = f" · {local_times[0]}" if local_times else ""
    return clock_time(now) + there


def _our_number(services: Services, conversation: Conversation | None) -> str:
    known = conversation.our_address if conversation else None
    if known and known.startswith("+"):
        return known
    return next(iter(services.settings.twilio_from), DEMO_NUMBER)


def _texts(services: Services, owner: Owner) -> list[dict[str, str]]:
    found = _ask_standin(services, "GET", "/_phone/messages", params={"number": owner.number})
    return [
        {
            "sid": text["sid"],
            "direction": text["direction"],
            "body": text["body"],
            "language": owner.language,
        }
        for text in found.get("messages", [])
        if text["direction"] == "in" or text["status"] in ("sent", "delivered", "read")
    ]


def _ask_standin(services: Services, method: str, path: str, **given: Any) -> dict[str, Any]:
    base = services.settings.twilio_api_base
    if not base:
        raise BadRequest("There is no telephone network. Start the demo with: forbear up --demo")
    try:
        answer = httpx.request(method, f"{base.rstrip('/')}{path}", timeout=PATIENCE, **given)
        answer.raise_for_status()
    except httpx.HTTPError:
        raise BadRequest("The stand-in for the telephone network does not answer.") from None
    found: dict[str, Any] = answer.json()
    return found


def _moved(session: Session, move: Move, now: datetime) -> datetime:
    if move.move == "hour":
        return now + timedelta(hours=1)
    if move.move == "day":
        return now + timedelta(days=1)
    if move.move == "set":
        return _instant(move.at)
    debtor = session.get(Debtor, move.debtor) if move.debtor else None
    zones = zones_of(session, debtor, "") or ("UTC",)
    return max(next_nine(now, ZoneInfo(zone)) for zone in zones)


def next_nine(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the next nine in the morning on the clock of a zone.

    >>> next_nine(datetime(2026, 11, 23, 19, tzinfo=UTC), ZoneInfo("America/New_York")).isoformat()
    '2026-11-24T14:00:00+00:00'
    """
    today = now.astimezone(zone).date()
    days = (today, today + timedelta(days=1))
    mornings = (datetime.combine(day, NINE, tzinfo=zone).astimezone(UTC) for day in days)
    return next(morning for morning in mornings if morning > now)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadRequest("The time cannot be read. Choose a day and an hour.") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
