"""Take words in: once, with opt-outs obeyed before any model hears of them.

Everything here happens in the caller's one transaction: the message, the stop, the
cancelled sends and the single line that confirms it stand or fall together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.people import tell_a_person
from bot.services import Services
from bot.writing import write
from compliance.situation import Purpose
from compliance.text.optout import is_help, is_opt_in, is_opt_out, says_more, says_wrong_number
from ledger.conversations import conversation_for, receive
from ledger.database import Session
from ledger.languages import hear_language
from ledger.stops import is_stopped, lift, quarantine, stop
from ledger.tables import Conversation


class Taken(StrEnum):
    """What became of words that came in."""

    DUPLICATE = "duplicate"
    STOPPED = "stopped"
    STARTED = "started"
    HELPED = "helped"
    WRONG_NUMBER = "wrong_number"
    AFTER_STOP = "after_stop"
    FOR_A_PERSON = "for_a_person"
    EMPTY = "empty"
    MEDIA = "media"
    TURN = "turn"


@dataclass(frozen=True)
class Inbound:
    """Words as a channel brought them."""

    message_id: str
    channel: str
    address: str
    our_address: str | None
    body: str
    media: Sequence[Mapping[str, Any]] = ()
    provider_heard: str | None = None  # STOP, START or HELP, when the provider answered it itself


def take_in(
    session: Session,
    services: Services,
    inbound: Inbound,
    *,
    now: datetime,
    conversation: Conversation | None = None,
) -> Taken:
    """Store a message once and do at once what cannot wait for a model."""
    talk = conversation or conversation_for(
        session,
        channel=inbound.channel,
        address=inbound.address,
        our_address=inbound.our_address,
        now=now,
        new_id=services.new_id,
    )
    stopped = is_stopped(session, inbound.channel, inbound.address)
    taken = classify(inbound, talk, stopped=stopped)
    rest = taken is Taken.STOPPED and not stopped and _tells_more(inbound, talk)
    message = receive(
        session,
        conversation=talk,
        message_id=inbound.message_id,
        body=inbound.body,
        media=list(inbound.media),
        now=now,
        answer=taken is Taken.TURN or rest,
    )
    if message is None:
        return Taken.DUPLICATE
    hear_language(session, talk, message, now=now)
    consequences = _Consequences(session, services, inbound, talk, message.id, now)
    consequences.follow(taken, stopped=stopped, rest=rest)
    return taken


def _tells_more(inbound: Inbound, talk: Conversation) -> bool:
    """Whether a stop comes with something that must be heard too: a death, a dispute, despair."""
    return (
        inbound.provider_heard is None
        and talk.owner == "bot"
        and talk.right_party != "wrong"
        and talk.locked_at is None
        and not says_wrong_number(inbound.body)
        and says_more(inbound.body)
    )


def classify(inbound: Inbound, talk: Conversation, *, stopped: bool) -> Taken:
    """Say what a message is, the strictest reading first. Pure."""
    heard, body = inbound.provider_heard, inbound.body
    readings: tuple[tuple[Taken, bool], ...] = (
        (Taken.STOPPED, heard == "STOP" or (heard is None and is_opt_out(body) is not None)),
        (Taken.STARTED, heard == "START" or is_opt_in(body, stopped=stopped)),
        (Taken.HELPED, heard == "HELP" or is_help(body)),
        (Taken.AFTER_STOP, stopped),
        (Taken.WRONG_NUMBER, says_wrong_number(body)),
        (
            Taken.FOR_A_PERSON,
            talk.owner == "person" or talk.right_party == "wrong" or talk.locked_at is not None,
        ),
        (Taken.MEDIA, not body.strip() and bool(inbound.media)),
        (Taken.EMPTY, not body.strip()),
    )
    return next((taken for taken, so in readings if so), Taken.TURN)


@dataclass(frozen=True)
class _Consequences:
    """What one message, taken in, brings with it."""

    session: Session
    services: Services
    inbound: Inbound
    talk: Conversation
    message_id: str
    now: datetime

    def follow(self, taken: Taken, *, stopped: bool, rest: bool) -> None:
        """Do what this kind of message asks for; most ask for nothing here.

        ``rest``: the message tells more than a stop, and its turn writes the one confirmation.
        """
        if taken is Taken.STOPPED:
            self._stop(confirmed=stopped or rest)
        elif taken is Taken.STARTED:
            self._start()
        elif taken is Taken.HELPED and self.inbound.provider_heard is None:
            self._answer("help_text", Purpose.HELP, self.talk.language)
        elif taken is Taken.AFTER_STOP:
            # They said stop, and write all the same: only a person may weigh that.
            self._tell_a_person("wrote_after_stop")
        elif taken is Taken.WRONG_NUMBER:
            self._silence_wrong_number()
        elif taken is Taken.MEDIA:
            self._tell_a_person("media")
            self._answer("media_received", Purpose.ANSWER, self.talk.language)

    def _stop(self, *, confirmed: bool) -> None:
        heard = is_opt_out(self.inbound.body)
        by_provider = self.inbound.provider_heard == "STOP"
        stop(
            self.session,
            channel=self.inbound.channel,
            address=self.inbound.address,
            source="twilio" if by_provider else "word",
            message_id=self.message_id,
            now=self.now,
            new_id=self.services.new_id,
        )
        answered = by_provider or (
            heard is not None and heard.exact and self.services.settings.twilio_answers_stop
        )
        if says_wrong_number(self.inbound.body):
            self._quarantine()
        if not answered and not confirmed:
            language = heard.language if heard else self.talk.language
            self._answer("stop_confirmed", Purpose.OPT_OUT_CONFIRMATION, self._locale(language))

    def _start(self) -> None:
        by_provider = self.inbound.provider_heard == "START"
        lift(
            self.session,
            channel=self.inbound.channel,
            address=self.inbound.address,
            source="twilio" if by_provider else "word",
            now=self.now,
            new_id=self.services.new_id,
        )
        if not by_provider:
            self._answer("start_confirmed", Purpose.OPT_IN_CONFIRMATION, self.talk.language)

    def _silence_wrong_number(self) -> None:
        self._quarantine()
        self._answer("wrong_number_confirmed", Purpose.OPT_OUT_CONFIRMATION, self.talk.language)

    def _quarantine(self) -> None:
        quarantine(
            self.session,
            channel=self.inbound.channel,
            address=self.inbound.address,
            reason="the writer says it is the wrong number",
            now=self.now,
            new_id=self.services.new_id,
        )
        self.talk.right_party = "wrong"

    def _answer(self, template: str, purpose: Purpose, locale: str) -> None:
        write(
            self.session,
            self.services,
            conversation=self.talk,
            key=f"{self.message_id}/{template}",
            template=template,
            purpose=purpose,
            locale=locale,
            in_reply_to=self.message_id,
            now=self.now,
        )

    def _tell_a_person(self, reason: str) -> None:
        tell_a_person(
            self.session, self.services, conversation_id=self.talk.id, reason=reason, now=self.now
        )

    def _locale(self, language: str) -> str:
        """The written language of a spoken one: Chinese is written as they write to us."""
        if language != "zh":
            return language
        return self.talk.language if self.talk.language.startswith("zh-") else "zh-Hans"
