"""Run turns of the dialogue as durable work: hear, ask Rasa, put the answers in the outbox.

The answers and the end of the turn are committed together, under keys made of the turn's
id, so that a turn run twice answers once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.errors import BadAnswer, BotError, RasaUnavailable
from bot.log import describe
from bot.people import URGENT, tell_a_person
from bot.rasa import Answers, words_for_rasa
from bot.replies import Reply, compose_replies
from bot.services import Services
from bot.wording import WordingError
from bot.writing import put, write
from compliance.situation import Purpose
from ledger.database import Session
from ledger.outgoing import claim_turn, finish_turn, retry_turn
from ledger.situations import zone_of
from ledger.stops import is_quarantined, live_stop
from ledger.tables import Account, Conversation, Message, Turn

_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0)  # seconds
_CONFIRMED = "stop_confirmed"
_EMPTY_ALLOWED = 2  # an action server that was just starting answers with nothing, once


@dataclass(frozen=True)
class Hearing:
    """One turn, as far as asking Rasa needs it."""

    turn_id: str
    conversation_id: str
    words: str
    language: str
    zone: str | None
    currency: str | None  # of the account in focus: what a bare "$" means
    tries: int
    now: datetime
    stops: bool = False  # the gateway has heard a stop in it: one confirmation, no other answer


class TurnRunner:
    """Takes one turn at a time; several runners may work side by side."""

    def __init__(self, services: Services, *, actions_ready: Callable[[], bool]) -> None:
        """``actions_ready`` tells a failed action from one that has nothing to say."""
        self._services = services
        self._actions_ready = actions_ready
        self._log = structlog.get_logger("turns")

    def run_next(self) -> bool:
        """Take the oldest turn that may run now and finish it, or put it off. False: none."""
        hearing = self._claim()
        if hearing is None:
            return False
        if isinstance(hearing, str):
            return True
        if hearing.tries > len(_WAITS) + 1:
            self._apologise(hearing, "turn_keeps_failing", BadAnswer("It failed too often."))
            return True
        try:
            answers = self._ask(hearing)
        except RasaUnavailable as error:
            self._put_off(hearing, error)
        except BadAnswer as error:
            self._apologise(hearing, "bad_answer", error)
        else:
            self._answer(hearing, answers)
        return True

    def _claim(self) -> Hearing | str | None:
        """Claim a turn; a string is one that was finished silently, None that there is none."""
        services, now = self._services, self._services.clock()
        with services.db.transaction() as session:
            lease = timedelta(seconds=services.settings.turn_lease)
            turn = claim_turn(session, now=now, lease=lease)
            if turn is None:
                return None
            hearing = _hear(session, turn, now)
            if hearing is None:
                finish_turn(session, turn.id, now=now)
                self._log.info("turn stays silent", turn_id=turn.id)
                return turn.id
            return hearing

    def _ask(self, hearing: Hearing) -> Answers:
        """Ask Rasa, but first whether it heard this turn before we were interrupted."""
        rasa = self._services.rasa
        if hearing.tries > 1:
            earlier = rasa.answers_of(hearing.conversation_id, hearing.turn_id)
            if earlier:
                return earlier
        answers = rasa.say(
            conversation_id=hearing.conversation_id,
            turn_id=hearing.turn_id,
            words=hearing.words,
            now=hearing.now,
            zone=hearing.zone,
            language=hearing.language,
            currency=hearing.currency,
        )
        if answers:
            return answers
        if hearing.tries < _EMPTY_ALLOWED or not self._actions_ready():
            raise RasaUnavailable("Rasa said nothing; perhaps the action server was not there.")
        raise BadAnswer("Rasa has nothing to say.")

    def _answer(self, hearing: Hearing, answers: Answers) -> None:
        services, now = self._services, self._services.clock()
        try:
            with services.db.transaction() as session:
                conversation = session.get_one(Conversation, hearing.conversation_id)
                replies = compose_replies(
                    session, services.wording, answers, turn_id=hearing.turn_id,
                    locale=conversation.language,
                )  # fmt: skip
                if hearing.stops:
                    replies = _one_confirmation(services, replies, conversation.language)
                for number, reply in enumerate(replies, start=1):
                    put(
                        session,
                        conversation=conversation,
                        key=f"{hearing.turn_id}/{number}",
                        text=reply.text,
                        template=reply.template,
                        purpose=reply.purpose,
                        discloses_debt=reply.discloses_debt,
                        in_reply_to=hearing.turn_id,
                        now=now,
                        why="answers their message",
                    )
                finish_turn(session, hearing.turn_id, now=now)
        except (BadAnswer, WordingError) as error:
            self._apologise(hearing, "bad_answer", error)
            return
        self._log.info(
            "turn answered",
            turn_id=hearing.turn_id,
            conversation_id=hearing.conversation_id,
            count=len(replies),
            tries=hearing.tries,
        )
        self._note_understanding(hearing)

    def _note_understanding(self, hearing: Hearing) -> None:
        """Keep what was understood, for those who review it; the answer has not waited for it."""
        try:
            heard = self._services.rasa.heard_in(hearing.conversation_id, hearing.turn_id)
        except BotError as error:
            self._log.info("not told", turn_id=hearing.turn_id, **describe(error))
            return
        if heard is None:
            return
        with self._services.db.transaction() as session:
            turn = session.get_one(Turn, hearing.turn_id)
            turn.intent, turn.confidence = heard.intent, heard.confidence

    def _put_off(self, hearing: Hearing, error: RasaUnavailable) -> None:
        if hearing.tries > len(_WAITS):
            self._apologise(hearing, "dialogue_down", error)
            return
        now = self._services.clock()
        wait = timedelta(seconds=_WAITS[hearing.tries - 1])
        with self._services.db.transaction() as session:
            retry_turn(session, hearing.turn_id, due_at=now + wait)
        self._log.warning(
            "turn put off", turn_id=hearing.turn_id, tries=hearing.tries, **describe(error)
        )

    def _apologise(self, hearing: Hearing, reason: str, error: Exception) -> None:
        """Silence would be worse: say that a person will answer, and see that one does."""
        services, now = self._services, self._services.clock()
        with services.db.transaction() as session:
            conversation = session.get_one(Conversation, hearing.conversation_id)
            tell_a_person(
                session,
                services,
                conversation_id=conversation.id,
                reason=reason,
                now=now,
                priority=URGENT,
                silences=True,
            )
            template = _CONFIRMED if hearing.stops else "sorry_person"
            write(
                session,
                services,
                conversation=conversation,
                key=f"{hearing.turn_id}/sorry",
                template=template,
                purpose=services.wording.purpose(template),
                locale=conversation.language,
                in_reply_to=hearing.turn_id,
                now=now,
                why="the dialogue failed",
            )
            finish_turn(session, hearing.turn_id, now=now, failed=True)
        self._log.error("turn failed", turn_id=hearing.turn_id, reason=reason, **describe(error))


def _hear(session: Session, turn: Turn, now: datetime) -> Hearing | None:
    """Read what Rasa shall hear; None where the bot must stay silent."""
    conversation = session.get_one(Conversation, turn.conversation_id)
    message = session.query(Message).filter(Message.id == turn.id).one()
    stop = live_stop(session, conversation.channel, conversation.address)
    stops = stop is not None and stop.message_id == message.id
    silent = not stops and (
        conversation.owner != "bot"
        or conversation.right_party == "wrong"
        or conversation.locked_at is not None
        or stop is not None
        or is_quarantined(session, conversation.channel, conversation.address)
    )
    if silent:
        return None
    account = session.get(Account, conversation.account_id) if conversation.account_id else None
    return Hearing(
        turn_id=turn.id,
        conversation_id=conversation.id,
        words=words_for_rasa(message.body, verified=conversation.right_party == "right"),
        language=conversation.language,
        zone=zone_of(session, conversation),
        currency=account.currency if account else None,
        tries=turn.tries,
        now=now,
        stops=stops,
    )


def _one_confirmation(services: Services, replies: list[Reply], locale: str) -> list[Reply]:
    """Leave the one line that may follow a stop; the plain one if the dialogue gave none."""
    found = [reply for reply in replies if reply.purpose is Purpose.OPT_OUT_CONFIRMATION]
    plain = Reply(
        text=services.wording.render(_CONFIRMED, {}, locale),
        template=_CONFIRMED,
        purpose=Purpose.OPT_OUT_CONFIRMATION,
        discloses_debt=False,
    )
    return found[:1] or [plain]
