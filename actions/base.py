"""The one way an action touches the ledger: once per turn, in one transaction."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import gate
from actions.also import serve_all
from actions.answers import bare_answer, is_copy_word
from actions.call_times import gives_call_number
from actions.choosing import account_is_clear, choose, is_choice
from actions.figures import Figures
from actions.follows import Step
from actions.gate import Wishes
from actions.heard import SMALL_TALK, Heard, read_wishes
from actions.machines import answers_by_itself, is_a_machine, leave_machine, leave_reply
from actions.proof import words_beside
from actions.services import Services
from actions.turn import Turn
from ledger.database import Session
from ledger.stops import live_stop
from ledger.tables import ActionRun, Conversation, Message

_A_WISH = 2  # words, or Chinese characters, that a proof is not made of

log = logging.getLogger(__name__)


class ActionError(Exception):
    """Base of the errors of this package."""


class TurnUnknown(ActionError):
    """Rasa was spoken to without going through the gateway."""


class ActionFailed(ActionError):
    """Something unforeseen; says which action and what kind of error, and no personal data."""


@dataclass(frozen=True)
class Call:
    """What Rasa hands to an action, as far as we use it."""

    conversation_id: str
    turn_id: str
    now: datetime
    zone: str
    intent: str | None
    entities: tuple[Mapping[str, Any], ...]
    slots: Mapping[str, Any]
    wishes: tuple[Heard, ...] = ()  # where the message holds several

    @classmethod
    def of(cls, tracker: Tracker) -> Call:
        """Read the tracker.

        Raises:
            TurnUnknown: the message does not carry the gateway's turn id and time.
        """
        heard = tracker.latest_message or {}
        metadata = heard.get("metadata") or {}
        turn_id, now = metadata.get("turn_id"), metadata.get("now")
        if not isinstance(turn_id, str) or not isinstance(now, str):
            raise TurnUnknown(
                "A message reached Rasa without the gateway's turn id and time. "
                "Send messages through the gateway; Rasa's own channels are not served."
            )
        return cls(
            conversation_id=tracker.sender_id,
            turn_id=turn_id,
            now=datetime.fromisoformat(now).astimezone(UTC),
            zone=str(metadata.get("zone") or "UTC"),
            intent=(heard.get("intent") or {}).get("name"),
            entities=tuple(heard.get("entities") or ()),
            slots=dict(tracker.slots),
            wishes=read_wishes(heard.get("wishes")),
        )


class LedgerAction(Action, ABC):
    """An action whose effects and replies happen once, however often its turn is run.

    ``act`` runs inside one transaction, together with the record of what it did. Running
    the same turn again gives the recorded result. The replies' figures stay in the ledger:
    Rasa and its logs see only their numbers.
    """

    action_name: ClassVar[str]
    leads_on: ClassVar[bool] = False  # a rule names what follows; otherwise we listen
    hears_proof: ClassVar[bool] = True  # a proof we asked for is heard before anything else
    clears_doubt: ClassVar[bool] = True  # whoever gets here was understood
    discloses: ClassVar[bool] = False  # tells something of the account, or changes it

    def __init__(self, services: Services, wishes: Wishes) -> None:
        """Keep what the action stands on, and what can be served once somebody is verified."""
        self.services = services
        self.wishes = wishes
        self.steps: Mapping[str, tuple[Step, ...]] = {}  # what follows each intent
        self.deeds: Mapping[str, LedgerAction] = {}  # every action by its name

    def name(self) -> str:
        """Tell Rasa our name in the domain."""
        return self.action_name

    @abstractmethod
    def act(self, turn: Turn) -> None:
        """Do the work of this action: read and write the ledger, answer, remember."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Perform the turn in a thread, so that a waiting database stalls nobody else."""
        call = Call.of(tracker)
        run = await asyncio.to_thread(self.perform, call)
        for reply in run.replies:
            dispatcher.utter_message(json_message={"reply": reply["n"]})
        return list(run.events)

    def perform(self, call: Call) -> ActionRun:
        """Do the work once and keep the result; give the kept result if it is there.

        Raises:
            ActionFailed: anything unforeseen. Nothing of the turn is kept then.
        """
        try:
            with self.services.db.transaction() as session:
                earlier = _runs(session, call.turn_id)
                done = earlier.get(self.action_name)
                return done or self._perform_first(session, call, earlier)
        except ActionError:
            raise
        except Exception as error:
            log.error(
                "action failed: action=%s turn=%s error=%s",
                self.action_name, call.turn_id, type(error).__name__,
            )  # fmt: skip
            log.debug("the failed action's trace", exc_info=error)
            raise ActionFailed(
                f"{self.action_name} failed on {type(error).__name__}; nothing was kept."
            ) from None

    def _perform_first(
        self, session: Session, call: Call, earlier: Mapping[str, ActionRun]
    ) -> ActionRun:
        turn = _turn(self.services, session, call, earlier)
        if self.clears_doubt and turn.slot("misunderstood"):
            turn.set_slot("misunderstood", None)
        if earlier:  # the message was answered; what it offers must not be taken twice
            self.act(turn)
        elif is_a_machine(turn):
            leave_machine(turn)
        elif answers_by_itself(turn):
            leave_reply(turn)
        elif is_copy_word(turn.text):
            self.deeds["action_send_copy"].act(turn)
        elif gives_call_number(turn):
            self.deeds["action_request_callback"].act(turn)
        else:
            serve_all(turn, lambda: self._do(turn), steps=self.steps, deeds=self.deeds)
        run = ActionRun(
            turn_id=call.turn_id,
            action=self.action_name,
            events=self._events(turn),
            replies=_numbered(turn.replies, earlier),
            at=call.now,
        )
        session.add(run)
        return run

    def _do(self, turn: Turn) -> None:
        """Do what Rasa chose, unless the message answers a question of ours in another way."""
        if self.hears_proof and gate.offers_awaited_proof(turn):
            self._hear_proof(turn)
        elif is_choice(turn):
            choose(turn, self.wishes)
        elif answered := bare_answer(turn):
            self.deeds[answered].act(turn)
        else:
            self.act(turn)

    def _hear_proof(self, turn: Turn) -> None:
        """Try the proof; what else the message says is served too, not only what was said before.

        What protects somebody, or calls in a person, comes before what was wished earlier.
        """
        if turn.intent in SMALL_TALK or words_beside(turn.text) < _A_WISH:
            gate.check(turn, self.wishes)
        elif self.discloses:
            self.act(turn)  # the gate keeps it beside what was wished, and tries the proof
        else:
            turn.serves_later = gate.keeps_offer(turn)
            self.act(turn)
            gate.check(turn, self.wishes)

    def _events(self, turn: Turn) -> list[dict[str, Any]]:
        before = turn.slots
        events = [
            SlotSet(name, value)
            for name, value in turn.changed.items()
            if name == "awaiting" or before.get(name) != value
        ]  # what is awaited is always told: the action after us looks whether we asked anything
        if turn.verified != bool(before.get("verified")):
            events.append(SlotSet("verified", turn.verified))
        if turn.over or not self._is_led_on(turn.intent):
            # A rule conditioned on what is awaited no longer fits once we have changed it.
            events.append(FollowupAction("action_listen"))
        return events

    def _is_led_on(self, intent: str | None) -> bool:
        """Whether the rule that brought us here goes on: one without a condition may."""
        steps = self.steps.get(str(intent), ())
        return self.leads_on and any(step.name == self.action_name for step in steps)


class DisclosingAction(LedgerAction):
    """An action that tells something of the account, or changes it: for the right party only."""

    discloses = True
    about_one_account: ClassVar[bool] = False  # of several, they may have to choose one first

    def act(self, turn: Turn) -> None:
        """Serve the right party; ask anybody else who they are, and keep the wish."""
        if gate.let_in(turn, self.action_name, self.wishes, asks=not self.leads_on):
            self.serve_one(turn)

    def serve_one(self, turn: Turn) -> None:
        """Serve the wish as soon as it is clear which account it is about."""
        if not self.about_one_account or account_is_clear(turn, self.action_name):
            self.serve(turn)

    @abstractmethod
    def serve(self, turn: Turn) -> None:
        """Do what was wished, now that we know whom we speak with."""


def _runs(session: Session, turn_id: str) -> dict[str, ActionRun]:
    found = session.query(ActionRun).filter(ActionRun.turn_id == turn_id)
    return {run.action: run for run in found}


def _numbered(
    replies: list[dict[str, Any]], earlier: Mapping[str, ActionRun]
) -> list[dict[str, Any]]:
    said_before = sum(len(run.replies) for run in earlier.values())
    return [{"n": n, **reply} for n, reply in enumerate(replies, start=said_before + 1)]


def _turn(
    services: Services, session: Session, call: Call, earlier: Mapping[str, ActionRun]
) -> Turn:
    conversation = session.get(Conversation, call.conversation_id, with_for_update=True)
    message = session.query(Message).filter(Message.id == call.turn_id).one_or_none()
    if conversation is None or message is None or message.conversation_id != conversation.id:
        raise TurnUnknown(
            "The turn is not in the ledger. The gateway stores a message before Rasa hears it; "
            "check that the gateway and the action server use the same FORBEAR_DATABASE_URL."
        )
    return Turn(
        services=services,
        session=session,
        conversation=conversation,
        message=message,
        now=call.now,
        today=call.now.astimezone(_zone(call.zone)).date(),
        zone=_zone(call.zone),
        intent=call.intent,
        slots=call.slots,
        figures=Figures.read(call.entities),
        entities=call.entities,
        wishes=call.wishes,
        stopped=_stops(session, conversation, message),
        asked_before=any(_set_awaiting(run) for run in earlier.values()),
    )


def _stops(session: Session, conversation: Conversation, message: Message) -> bool:
    """Whether the gateway has heard a stop in this very message, before any model did."""
    stop = live_stop(session, conversation.channel, conversation.address)
    return stop is not None and stop.message_id == message.id


def _set_awaiting(run: ActionRun) -> bool:
    return any(e.get("event") == "slot" and e.get("name") == "awaiting" for e in run.events)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
