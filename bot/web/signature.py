"""Believe a webhook only if Twilio signed it for our public address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from twilio.request_validator import (  # type: ignore[import-untyped]
    HMAC_SHA1,
    RequestValidator,
    get_signature_algorithm,
)

from bot.settings import Settings
from bot.web.body import read_body

LARGEST = 65_536  # bytes; Twilio's longest text is a hundredth of that


class NotTwilio(Exception):
    """The request is not signed, wrongly signed, or not readable. Nothing of it may be used."""


@dataclass(frozen=True)
class Webhook:
    """The fields of a believed webhook, body and query kept apart."""

    fields: Mapping[str, str]
    query: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field's value; empty when it is missing."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int | None:
        """A field's value as a number; None when it is none."""
        value = self.text(name)
        return int(value) if value.isdigit() else None


async def read_webhook(request: Request, settings: Settings) -> Webhook:
    """Read a webhook and check who signed it.

    The address comes from the configuration, never from a header a caller can set. Blank
    fields take part in the signature, so they are kept; so do fields nobody has heard of.

    Raises:
        NotTwilio: do not believe it.
        TooLarge: do not read it.
    """
    body = await read_body(request, LARGEST)
    try:
        words = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotTwilio("the body is not UTF-8") from None
    if request.headers.get("content-type", "").partition(";")[0].strip() == "application/json":
        _check(request, settings, words)
        fields = _json_fields(words)
    else:
        pairs = parse_qsl(words, keep_blank_values=True)
        _check(request, settings, ImmutableMultiDict(pairs))
        fields = dict(pairs)
    return Webhook(fields, dict(request.query_params))


def _check(
    request: Request, settings: Settings, params: str | ImmutableMultiDict[str, str]
) -> None:
    algorithm = get_signature_algorithm(
        request.headers.get("x-twilio-webhooks-signature-settings", "")
    )
    key = settings.twilio_auth_token
    if algorithm != HMAC_SHA1 and settings.twilio_webhook_key is not None:
        key = settings.twilio_webhook_key
    signature = request.headers.get("x-twilio-signature", "")
    if key is None or not signature:
        raise NotTwilio("not signed")
    address = _public_address(request, settings)
    if isinstance(params, str) and "bodySHA256" not in request.query_params:
        raise NotTwilio("a JSON body without its hash")
    validator = RequestValidator(key.get_secret_value())
    try:
        believed = validator.validate(address, params, signature, algorithm)
    except (TypeError, ValueError, IndexError, AttributeError):
        believed = False
    if not believed:
        raise NotTwilio("wrongly signed")


def _public_address(request: Request, settings: Settings) -> str:
    """The address Twilio called, as configured, with this request's own path and query."""
    path = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope.get("query_string", b"")
    address = settings.public_url + path.decode("latin-1")
    return f"{address}?{query.decode('latin-1')}" if query else address


def _json_fields(words: str) -> dict[str, str]:
    try:
        values = json.loads(words)
    except ValueError:
        raise NotTwilio("the body is not JSON") from None
    if not isinstance(values, dict):
        raise NotTwilio("the body is not a JSON object")
    return {str(name): "" if value is None else str(value) for name, value in values.items()}
