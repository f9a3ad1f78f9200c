"""``forbear parse``: what would the assistant understand of these words?

One JSON object a line in: ``{"id"?, "text", "now"?, "zone"?, "currency"?, "language"?}``; one out:
``{"id", "intent", "confidence", "language", "amount", "currency", "date", "frequency", "count",
"figures"}``. What is not said is null. ``now`` without an offset is the time on the speaker's own
clock; ``zone`` is theirs, ``currency`` the account's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import get_currency_precision

from bot.errors import BotError, SettingsError
from bot.nlu.figures import Figure, Reference
from bot.nlu.parse import Parser
from bot.settings import ROOT
from compliance.text.spoken import language_written

MODEL = ROOT / "models" / "forbear.tar.gz"
LONGEST = 20_000  # characters of one message
_KNOWN = {"id", "text", "now", "zone", "currency", "language"}


class UnreadableMessage(BotError):
    """A message has not the form asked for; the error says what to change."""


def run(text: str | None, *, now: str | None, zone: str | None, jsonl: bool, model: Path) -> int:
    """Understand words; 0 when all could be read, 1 when a line could not."""
    parser = _load(model)
    if jsonl:
        return _stream(sys.stdin, parser)
    asked = {"text": text if text is not None else sys.stdin.read(), "now": now, "zone": zone}
    told = understand(asked, parser)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def understand(asked: Any, parser: Parser) -> dict[str, Any]:
    """Understand one message.

    Raises:
        UnreadableMessage: with what to change.
    """
    text, reference = _text_of(asked), _reference(asked)
    heard = parser.parse(text, reference)
    before = reference.language or "en"
    return {
        "id": asked.get("id"),
        "intent": heard.intent,
        "confidence": round(heard.confidence, 4),
        "language": language_written(text, before) or before,
        **_amount(heard.figures, reference),
        "date": _first(heard.figures, "date"),
        "frequency": _first(heard.figures, "frequency"),
        "count": _first(heard.figures, "count"),
        "figures": [
            {"kind": figure.kind, "start": figure.start, "end": figure.end, "value": figure.value}
            for figure in heard.figures
        ],
    }


def _load(model: Path) -> Parser:
    try:
        return Parser.load(model)
    except FileNotFoundError:
        raise SettingsError(f"There is no model at {model}. Make it with 'make train'.") from None
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _stream(lines: Iterable[str], parser: Parser) -> int:
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = understand(_json(line), parser)
        except UnreadableMessage as error:
            told, status = {"line": number, "error": f"Line {number}: {error}"}, 1
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return status


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        raise UnreadableMessage("This is no JSON. Give one object a line.") from None


def _text_of(asked: Any) -> str:
    if not isinstance(asked, Mapping):
        raise UnreadableMessage('A message is one JSON object, such as {"text": "Hello."}.')
    if unknown := sorted(str(name) for name in set(asked) - _KNOWN):
        raise UnreadableMessage(
            f"A message has no {unknown[0]!r}. Use: {', '.join(sorted(_KNOWN))}."
        )
    text = asked.get("text")
    if not isinstance(text, str):
        raise UnreadableMessage("'text' is missing or no string. Give the words to understand.")
    if len(text) > LONGEST:
        raise UnreadableMessage(f"'text' is longer than {LONGEST} characters. Cut it.")
    return text


def _reference(asked: Mapping[str, Any]) -> Reference:
    zone, currency, language = (_string(asked, name) for name in ("zone", "currency", "language"))
    try:
        place = ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        raise UnreadableMessage(
            "'zone' is no time zone. Write one such as America/New_York."
        ) from None
    said = _string(asked, "now")
    try:
        now = datetime.fromisoformat(said) if said else datetime.now(UTC)
    except ValueError:
        raise UnreadableMessage(
            "'now' is no instant. Write it as 2026-12-01T09:00-05:00."
        ) from None
    if now.tzinfo is None:
        now = now.replace(tzinfo=place)
    elif zone is None:
        now = now.replace(tzinfo=UTC)  # the date that was on the speaker's own calendar
    return Reference(now, zone or "UTC", currency, language)


def _string(asked: Mapping[str, Any], name: str) -> str | None:
    value = asked.get(name)
    if value is None or isinstance(value, str):
        return value
    raise UnreadableMessage(f"{name!r} is no string. Leave it out, or write it in quotes.")


def _first(figures: Iterable[Figure], kind: str) -> Any:
    return next((figure.value for figure in figures if figure.kind == kind), None)


def _amount(figures: Iterable[Figure], reference: Reference) -> dict[str, Any]:
    """Give the sum that would be offered: of several the smallest, as in "60, not 100"."""
    sums = [f.value for f in figures if f.kind == "amount" and isinstance(f.value, dict)]
    if not sums:
        return {"amount": None, "currency": None}
    least = min(sums, key=lambda value: value["minor"])  # type: ignore[arg-type, return-value]
    currency = least["currency"] or reference.currency
    value = Decimal(str(least["minor"])).scaleb(-get_currency_precision(str(currency or "USD")))
    return {"amount": float(value), "currency": currency}
