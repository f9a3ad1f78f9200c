"""The desk: one conversation, what is known, and the box to write in."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from bot.services import Services
from bot.web import plain
from bot.web.gate import Visitor
from bot.web.knowledge import known_of
from bot.web.refusals import Missing
from bot.web.rendering import render
from bot.web.verdicts import shown_verdict
from coach.briefing import briefing
from coach.facts import facts_for
from coach.tasks import todo
from compliance.verdict import Verdict
from ledger.conversations import open_handover
from ledger.database import Session
from ledger.tables import Conversation, Staff
from review.transcripts import transcript

SAID = {
    "sent": "On its way. The door judges it once more as it leaves; its state is shown below.",
    "later": "Kept. It leaves by itself at the next time it is allowed to.",
    "already": "This draft was sent already; it was not sent again.",
    "taken": "You have this conversation now. Forbear does not answer in it.",
    "given": "Given back. Forbear answers again.",
    "again": "The door is asked again; what it says is shown under the message.",
    "drop": "The message will not be sent.",
    "reproved": "The address may be used again. Who writes there still has to prove it is them.",
    "decided": "That no longer waits for a decision.",
    "too_late": "A colleague was quicker and has this conversation.",
}


def desk_page(
    services: Services,
    request: Request,
    visitor: Visitor,
    conversation_id: str,
    *,
    said: str = "",
    refused: Verdict | None = None,
    speaks: str | None = None,
    draft: str = "",
    status: int = 200,
) -> Response:
    """Show the desk; ``refused`` is the verdict on ``draft``, which is kept in the box.

    ``speaks`` is what in it speaks of the debt, though its writer said that nothing does.
    """
    notice = SAID.get(said, "")
    if refused is not None:
        notice = f"Not sent. {plain.outcome(refused.outcome.word)}; your words are kept below."
        notice = " ".join(filter(None, (notice, plain.speaks(speaks))))
    with services.db.reading() as session:  # rendered inside: the rows are not read again later
        conversation = conversation_of(session, conversation_id)
        handover = open_handover(session, conversation_id)
        taken_by = session.get(Staff, handover.taken_by) if handover and handover.taken_by else None
        talk = talk_of(session, services, conversation_id)
        facts = facts_for(session, conversation, now=services.clock())
        return render(
            request,
            "coach_conversation.html",
            status=status,
            here="",
            id=conversation_id,
            facts=known_of(facts),
            brief=briefing(session, conversation, handover, facts.flags),
            tasks=todo(session, now=services.clock(), conversation_id=conversation_id),
            handover=handover,
            owner=conversation.owner,
            mine=taken_by is not None and taken_by.id == visitor.staff_id,
            taken_by=taken_by,
            said={"text": notice, "wrong": status >= 400 or said == "too_late"} if notice else None,
            draft=draft,
            draft_key=services.new_id(),
            refused=shown_verdict(refused, zone=talk["zone"]) if refused else None,
            **talk,
        )


def talk_of(session: Session, services: Services, conversation_id: str) -> dict[str, Any]:
    """Give what the list of messages is made of."""
    told = transcript(session, conversation_id)
    if told is None:
        raise Missing
    conversation = conversation_of(session, conversation_id)
    known = known_of(facts_for(session, conversation, now=services.clock()))
    return {"lines": told.lines, "zone": known.zone, "language": told.language}


def conversation_of(session: Session, conversation_id: str) -> Conversation:
    """Give a conversation. Raises ``Missing``."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise Missing
    return conversation
