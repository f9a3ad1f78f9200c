"""Texts by Twilio's REST API, through the official client.

Twilio takes no idempotency key, so the only safe repetitions are those it documents as not
processed (429) and those that never left us (no connection). A timeout, a cut answer or a
5xx is in doubt: the caller looks the message up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException  # type: ignore[import-untyped]
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.port import (
    Absent,
    Accepted,
    Busy,
    CannotTell,
    Found,
    InDoubt,
    Parcel,
    Refused,
    Sent,
)
from bot.references import to_reference

NOT_REACHED = 0  # a code of ours: no connection, so nothing was processed
_TRY_LATER = frozenset({20429, 21611, 30001})  # too many requests; the queue is full
_NOT_OURS_TO_JUDGE = frozenset({401, 403})  # our credentials, not this message
_LOOKED_THROUGH = 50  # the latest messages to one number that a look-up reads
_LONGEST_VALIDITY = 36_000
_TRIAL = "Sent from your Twilio trial account - "


class TwilioChannel:
    """Deliver texts, and find out what became of one whose answer was lost."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        status_url: str,
        timeout: float,
        api_base: str | None = None,
    ) -> None:
        """Prepare a client. ``timeout`` is in seconds and must be below the outbox's lease."""
        self._status_url = status_url
        self._client = Client(
            account_sid,
            auth_token,
            http_client=TwilioHttpClient(timeout=timeout, pool_connections=True, max_retries=0),
        )
        if api_base:
            self._client.api.base_url = api_base.rstrip("/")

    def deliver(self, parcel: Parcel) -> Sent:
        """Hand a text to Twilio once."""
        try:
            created = self._client.messages.create(**self._fields(parcel))
        except TwilioRestException as error:
            return _read_refusal(error)
        except requests.RequestException as error:
            if _never_left(error):
                return Busy(NOT_REACHED)
            return InDoubt(type(error).__name__)
        except TwilioException as error:
            return InDoubt(type(error).__name__)
        return Accepted(created.sid)

    def look_up(self, parcel: Parcel, *, since: datetime, known: frozenset[str]) -> Found:
        """Find the text among the latest to this number.

        Texts whose id we hold already are not it; the words must be the same. Dates are not
        compared: two clocks disagree, and Twilio leaves the date of a queued text empty.
        """
        try:
            latest = self._client.messages.list(to=parcel.address, limit=_LOOKED_THROUGH)
        except (TwilioException, requests.RequestException) as error:
            return CannotTell(type(error).__name__)
        ours = [m for m in latest if _is_it(m, parcel) and str(m.sid) not in known]
        return Accepted(str(ours[-1].sid)) if ours else Absent()

    def _fields(self, parcel: Parcel) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "to": parcel.address,
            "body": parcel.text,
            "status_callback": f"{self._status_url}?m={to_reference(parcel.message_id)}",
        }
        if parcel.sender and parcel.sender.startswith("MG"):
            fields["messaging_service_sid"] = parcel.sender
        else:
            fields["from_"] = parcel.sender
        if parcel.valid_seconds is not None:
            fields["validity_period"] = max(1, min(parcel.valid_seconds, _LONGEST_VALIDITY))
        return fields


def _is_it(found: Any, parcel: Parcel) -> bool:
    return str(found.direction or "").startswith("outbound") and (
        str(found.body or "").removeprefix(_TRIAL).strip() == parcel.text.strip()
    )


def _read_refusal(error: TwilioRestException) -> Sent:
    code = int(error.code or error.status or 0)
    if error.status == 429 or code in _TRY_LATER:
        return Busy(code)
    if error.status in _NOT_OURS_TO_JUDGE:
        return Busy(code, wait_seconds=60.0)
    if error.status >= 500:
        return InDoubt(f"HTTP {error.status}")
    return Refused(code)


def _never_left(error: requests.RequestException) -> bool:
    """Whether the connection was never made, so that nothing can have been processed."""
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", None)
    return type(reason).__name__ in {"NewConnectionError", "NameResolutionError"}
