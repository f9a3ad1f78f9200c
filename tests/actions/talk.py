"""A talk without Rasa: the intents are given, the rules, actions, ledger and words are real."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk.events import FollowupAction

from actions.base import Call, LedgerAction
from actions.heard import Heard
from actions.roster import roster
from actions.services import Services
from bot.wording import Wording
from ledger.conversations import conversation_for, receive
from ledger.languages import hear_language
from ledger.tables import ActionRun, Conversation
from ledger.values import decode

ROOT = Path(__file__).resolve().parents[2]
WORDING = Wording.load(ROOT / "policies" / "templates", strict=True)
OURS = "+15005550006"


def dollars(amount: float, currency: str | None = None) -> dict[str, Any]:
    return {"entity": "amount", "value": {"minor": round(amount * 100), "currency": currency}}


def on(day: str) -> dict[str, Any]:
    return {"entity": "date", "value": day}


def every(frequency: str) -> dict[str, Any]:
    return {"entity": "frequency", "value": frequency}


@dataclass(frozen=True)
class Rule:
    intent: str
    awaiting: str | None
    steps: tuple[str, ...]


def rules() -> list[Rule]:
    """Every rule of data/rules."""
    found = []
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text())["rules"]:
            conditions = rule.get("condition", [])
            awaiting = conditions[0]["slot_was_set"][0]["awaiting"] if conditions else None
            first, *rest = rule["steps"]
            found.append(Rule(first["intent"], awaiting, tuple(step["action"] for step in rest)))
    return found


def static_templates() -> dict[str, str]:
    """The templates that the domain's responses name."""
    responses = yaml.safe_load((ROOT / "domain.yml").read_text())["responses"]
    return {name: rows[0]["custom"]["template"] for name, rows in responses.items()}


_LISTEN = FollowupAction("action_listen")
RULES, STATIC = rules(), static_templates()


@dataclass(repr=False)
class Talk:
    """One conversation, turn by turn."""

    services: Services
    now: datetime
    address: str
    channel: str = "sms"
    slots: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)  # templates of the last turn
    listens: bool = False  # the last action left no step after it
    turns: Any = field(default_factory=itertools.count)
    calls: list[tuple[LedgerAction, Call]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.actions = {action.name(): action for action in roster(self.services)}
        with self.services.db.transaction() as session:
            self.id = conversation_for(
                session,
                channel=self.channel,
                address=self.address,
                our_address=OURS,
                now=self.now,
                new_id=self.services.new_id,
            ).id

    def hear(
        self,
        intent: str,
        text: str = "",
        *entities: Mapping[str, Any],
        wishes: Sequence[Heard] = (),
    ) -> str:
        """Take a turn; give what is answered, as the person reads it.

        ``wishes`` are all of a message that holds several, in their order.
        """
        self.now += timedelta(seconds=30)
        turn_id = f"{self.id}-turn-{next(self.turns)}"
        with self.services.db.transaction() as session:
            conversation = session.get_one(Conversation, self.id)
            message = receive(
                session,
                conversation=conversation,
                message_id=turn_id,
                body=text or intent,
                media=(),
                now=self.now,
            )
            if message is not None:
                hear_language(session, conversation, message, now=self.now)
        self.said, self.listens = [], False
        lines = []
        for step in self._steps(intent):
            for template, values in self._take(step, intent, turn_id, entities, tuple(wishes)):
                self.said.append(template)
                lines.append(WORDING.render(template, values, self.conversation().language))
            if self.listens:
                break
        return "\n".join(lines)

    def conversation(self) -> Conversation:
        with self.services.db.transaction() as session:
            return session.get_one(Conversation, self.id)

    def _steps(self, intent: str) -> tuple[str, ...]:
        awaiting = self.slots.get("awaiting")
        fitting = [rule for rule in RULES if rule.intent == intent]
        exact = [rule for rule in fitting if awaiting and rule.awaiting == awaiting]
        general = [rule for rule in fitting if rule.awaiting is None]
        return (exact or general)[0].steps

    def _take(
        self,
        step: str,
        intent: str,
        turn_id: str,
        entities: Sequence[Mapping[str, Any]],
        wishes: tuple[Heard, ...],
    ) -> list[tuple[str, Mapping[str, Any]]]:
        if step in STATIC:
            return [(STATIC[step], {})]
        call = Call(
            conversation_id=self.id,
            turn_id=turn_id,
            now=self.now,
            zone="America/New_York",
            intent=intent,
            entities=tuple(entities),
            slots=dict(self.slots),
            wishes=wishes,
        )
        action = self.actions[step]
        self.calls.append((action, call))
        return self._heed(action.perform(call))

    def _heed(self, run: ActionRun) -> list[tuple[str, Mapping[str, Any]]]:
        for event in run.events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event == _LISTEN:
                self.listens = True
        return [(reply["template"], decode(reply["values"])) for reply in run.replies]
