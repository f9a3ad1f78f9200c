"""A door whose verdict a test decides; the facts and the records stay real."""

from __future__ import annotations

from datetime import datetime

from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome, Verdict
from ledger.database import Session
from ledger.situations import SituationSettings, situation_for
from ledger.tables import Message


class ScriptedDoor:
    """Answers what the test says, on the real facts."""

    def __init__(self) -> None:
        self.outcome = Outcome.PERMIT
        self.not_before: datetime | None = None
        self.suffix = ""

    def judge(
        self, session: Session, message: Message, *, now: datetime
    ) -> tuple[Situation, Verdict]:
        situation = situation_for(session, message, now=now, settings=SituationSettings())
        finding = Finding(
            rule="house/test",
            category=Category.HOURS,
            outcome=self.outcome,
            reason="for the test",
            reference="house policy",
            not_before=self.not_before,
        )
        return situation, Verdict(message.body + self.suffix, (finding,), pack_revision="test")
