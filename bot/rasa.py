"""Ask Rasa what to answer, and learn from its tracker what it already answered.

Rasa is told an opaque conversation id and the words of the turn, with what it must not
keep taken out: while we do not know whom we speak with, years and postal codes go out with
their digits turned to 0. It still sees that somebody gave a year; only the action, which
reads the ledger, sees which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from bot.errors import BadAnswer, RasaUnavailable
from bot.masked import mask_proofs

_LONGEST = 1600
_REMOVED = re.compile(r"\[[a-z ]+ removed\]")  # what the ledger puts for a number it may not keep


@dataclass(frozen=True)
class Heard:
    """What Rasa understood in a turn."""

    intent: str | None
    confidence: float | None


@dataclass(frozen=True)
class Answers:
    """What Rasa wants said, in order: names of templates and numbers of kept replies."""

    items: tuple[str | int, ...]

    def __bool__(self) -> bool:
        """Nothing to say is an alarm, not an answer."""
        return bool(self.items)


def words_for_rasa(body: str, *, verified: bool) -> str:
    """Make a person's words safe to hand to Rasa.

    A leading slash would skip the classifier and set intents and slots; it is dropped.

    >>> words_for_rasa("/promise_to_pay{}", verified=True)
    'promise_to_pay{}'
    >>> words_for_rasa("born 1984, zip 02139, I can pay $2000", verified=False)
    'born 0000, zip 00000, I can pay $2000'
    >>> words_for_rasa("my card is [card number removed]", verified=True)
    'my card is 0000'
    """
    words = _REMOVED.sub("0000", body).strip().lstrip("/\\ \t\n").strip()[:_LONGEST] or "?"
    return words if verified else mask_proofs(words)


class Rasa:
    """The HTTP client of one Rasa server."""

    def __init__(self, base_url: str, *, token: str | None, timeout: float) -> None:
        """Keep the address; nothing is asked yet. ``timeout`` is in seconds."""
        self._token = token
        self._http = httpx.Client(
            base_url=base_url, timeout=httpx.Timeout(timeout, connect=min(2.0, timeout))
        )

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def say(
        self,
        *,
        conversation_id: str,
        turn_id: str,
        words: str,
        now: datetime,
        zone: str | None,
        language: str,
        currency: str | None = None,
    ) -> Answers:
        """Take one turn of a conversation.

        Raises:
            RasaUnavailable: no answer in time, or an error. The turn may have been heard.
            BadAnswer: an answer outside the contract.
        """
        payload = {
            "sender": conversation_id,
            "message": words,
            "metadata": {
                "turn_id": turn_id,
                "now": now.isoformat(),
                "zone": zone,
                "language": language,
                "currency": currency,
            },
        }
        return read_answers(self._ask("POST", "/webhooks/rest/webhook", json=payload))

    def answers_of(self, conversation_id: str, turn_id: str) -> Answers | None:
        """What Rasa answered to this turn before; None if it never heard it."""
        tracker = self._ask(
            "GET",
            f"/conversations/{conversation_id}/tracker",
            params={**self._auth(), "include_events": "ALL"},
        )
        return read_tracker(tracker, turn_id)

    def heard_in(self, conversation_id: str, turn_id: str) -> Heard | None:
        """What Rasa understood in a turn; None if another one has come since."""
        tracker = self._ask(
            "GET",
            f"/conversations/{conversation_id}/tracker",
            params={**self._auth(), "include_events": "NONE"},
        )
        latest = tracker.get("latest_message") or {}
        if (latest.get("metadata") or {}).get("turn_id") != turn_id:
            return None
        intent = latest.get("intent") or {}
        confidence = intent.get("confidence")
        return Heard(intent.get("name"), None if confidence is None else float(confidence))

    def is_ready(self) -> bool:
        """Whether it has a model loaded and can be talked to."""
        try:
            return bool(self._ask("GET", "/status", params=self._auth()).get("model_file"))
        except (RasaUnavailable, BadAnswer):
            return False

    def _auth(self) -> dict[str, str]:
        return {"token": self._token} if self._token else {}

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._http.request(method, path, **more)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise RasaUnavailable(
                f"Rasa did not answer {method} {path.split('/')[1]}: {type(error).__name__}. "
                f"Look whether its process runs and has a model."
            ) from None
        try:
            return answer.json()
        except ValueError:
            raise BadAnswer("Rasa answered something that is not JSON.") from None


def read_answers(answer: object) -> Answers:
    """Read the list the REST channel gives back.

    Raises:
        BadAnswer: an item is neither a template's name nor a reply's number.
    """
    if not isinstance(answer, list):
        raise BadAnswer("Rasa's answer is not a list.")
    return Answers(tuple(_item(entry.get("custom")) for entry in answer))


def read_tracker(tracker: Mapping[str, Any], turn_id: str) -> Answers | None:
    """Read from a tracker what was said after the turn ``turn_id`` was heard.

    None also when the turn was heard but Rasa died before it finished it, so that it is
    asked again: the actions give the same result for the same turn.
    """
    found: list[str | int] | None = None
    finished = False
    for event in tracker.get("events") or ():
        kind = event.get("event")
        if kind == "user":
            if found is not None:
                break
            if (event.get("metadata") or {}).get("turn_id") == turn_id:
                found = []
        elif found is not None and kind == "bot":
            found.append(_item((event.get("data") or {}).get("custom")))
        elif found is not None and kind == "action" and event.get("name") == "action_listen":
            finished = True
    if found is None or not finished:
        return None
    return Answers(tuple(found))


def _item(custom: object) -> str | int:
    if isinstance(custom, Mapping):
        template, reply = custom.get("template"), custom.get("reply")
        if isinstance(template, str):
            return template
        if isinstance(reply, int) and not isinstance(reply, bool):
            return reply
    raise BadAnswer("Rasa's answer names neither a template nor a reply.")
