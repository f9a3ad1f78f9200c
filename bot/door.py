"""Ask the one compliance question about one message, with today's facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compliance.decide import decide
from compliance.law import Law
from compliance.situation import Purpose, Situation
from compliance.text.words import Words
from compliance.verdict import Verdict
from ledger.database import Session
from ledger.situations import SituationSettings, situation_for
from ledger.tables import Conversation, Message


@dataclass(frozen=True)
class Door:
    """Law, words, and what the house has told us about itself."""

    law: Law
    words: Words
    settings: SituationSettings

    def judge(
        self, session: Session, message: Message, *, now: datetime
    ) -> tuple[Situation, Verdict]:
        """Gather the facts around a message and decide. Nothing is stored."""
        situation = situation_for(session, message, now=now, settings=self.settings)
        return situation, decide(situation, law=self.law, words=self.words)

    def preview(
        self,
        session: Session,
        *,
        conversation: Conversation,
        text: str,
        purpose: Purpose,
        written_by: str | None,
        now: datetime,
    ) -> Verdict:
        """Decide about a draft that is not a message yet. Nothing is stored."""
        draft = Message(
            id="draft",
            conversation_id=conversation.id,
            debtor_id=conversation.debtor_id,
            account_id=conversation.account_id,
            direction="out",
            channel=conversation.channel,
            address=conversation.address,
            sender=conversation.our_address,
            body=text,
            media=[],
            purpose=purpose.value,
            written_by=written_by,
            discloses_debt=True,
            state="pending",
            due_at=now,
            created_at=now,
        )
        with session.no_autoflush:
            return self.judge(session, draft, now=now)[1]
