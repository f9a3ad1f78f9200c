"""The collector's room: who waits, what is known, and a desk where the door reads along."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.segments import is_toll_free, measure
from bot.services import Services
from bot.web import plain
from bot.web.desk import conversation_of, desk_page, talk_of
from bot.web.gate import Gate, Visitor
from bot.web.knowledge import known_of
from bot.web.refusals import NotYours, PageRoute
from bot.web.rendering import PRIVATE, fill, render
from bot.web.verdicts import shown_verdict
from coach.desk import holder, send, settle_referred, take_over
from coach.drafts import Rules, check_draft
from coach.facts import facts_for
from coach.inbox import Shown, counts, inbox, referred
from coach.tasks import todo
from compliance.verdict import Verdict
from ledger.conversations import give_back
from ledger.database import Session
from ledger.quarantines import end_quarantine
from ledger.tables import Conversation

ROLES = ("collector", "manager")
LONGEST = 1600  # characters; the carrier takes no more
NOTHING = {
    Shown.WAITING: "Nobody is waiting for a person. New conversations appear here by themselves.",
    Shown.MINE: "You have no conversation at the moment.",
    Shown.ALL: "No conversation is with a person or waiting for one.",
}


class Draft(BaseModel):
    """Words that somebody is writing."""

    conversation_id: str = Field(max_length=64)
    text: str = Field(max_length=LONGEST)
    free_of_debt: bool = False


def router(services: Services) -> APIRouter:
    """Make the routes under /coach."""
    routes = APIRouter(prefix="/coach", route_class=PageRoute, include_in_schema=False)
    gate = Gate(services)
    enter, submit, call = gate.enter(*ROLES), gate.submit(*ROLES), gate.call(*ROLES)
    rules = Rules(services.law, services.words, services.door.settings)

    @routes.get("")
    def inbox_page(
        request: Request, visitor: Visitor = Depends(enter), show: Shown = Shown.WAITING
    ) -> Response:
        with services.db.reading() as session:
            waiting = inbox(session, shown=show, staff_id=visitor.staff_id, now=services.clock())
            numbers = counts(session, staff_id=visitor.staff_id)
            at_the_door = referred(session)
            tasks = todo(session, now=services.clock())
            version = _inbox_version(session, visitor, services.clock())
        names = {Shown.WAITING: "Waiting", Shown.MINE: "Mine", Shown.ALL: "All"}
        return render(
            request,
            "coach_inbox.html",
            here="/coach",
            shown=show.value,
            tabs=[{"key": k.value, "name": n, "count": numbers[k]} for k, n in names.items()],
            waiting=waiting,
            referred=at_the_door,
            tasks=tasks,
            nothing=NOTHING[show],
            version=version,
        )

    @routes.get("/api/inbox")
    def inbox_version(visitor: Visitor = Depends(enter)) -> dict[str, str]:
        with services.db.reading() as session:
            return {"version": _inbox_version(session, visitor, services.clock())}

    @routes.get("/conversations/{conversation_id}")
    def conversation_page(
        request: Request,
        conversation_id: str,
        visitor: Visitor = Depends(enter),
        said: str = "",
    ) -> Response:
        return desk_page(services, request, visitor, conversation_id, said=said)

    @routes.get("/api/conversations/{conversation_id}/lines")
    def lines(
        request: Request, conversation_id: str, visitor: Visitor = Depends(enter)
    ) -> dict[str, str]:
        with services.db.reading() as session:
            shown = talk_of(session, services, conversation_id)
            mine = holder(session, conversation_id) == visitor.staff_id
        theirs = [line.message.body for line in shown["lines"] if line.message.direction == "in"]
        page = fill("coach_lines.html", visitor=visitor, mine=mine, id=conversation_id, **shown)
        return {
            "version": _version(page),
            "html": page,
            "last_words": theirs[-1][:300] if theirs else "",
        }

    @routes.post("/api/check")
    def check(draft: Draft, visitor: Visitor = Depends(call)) -> dict[str, Any]:
        with services.db.reading() as session:
            conversation = conversation_of(session, draft.conversation_id)
            checked = check_draft(
                session,
                conversation_id=conversation.id,
                text=draft.text,
                written_by=visitor.staff_id,
                now=services.clock(),
                rules=rules,
                free_of_debt=draft.free_of_debt,
            )
            known = known_of(facts_for(session, conversation, now=services.clock()))
            size = _size(conversation, checked.verdict)
        told = {"size_says": size, "speaks_says": plain.speaks(checked.speaks)}
        return shown_verdict(checked.verdict, zone=known.zone) | told

    @routes.post("/conversations/{conversation_id}/send")
    def send_draft(
        request: Request,
        conversation_id: str,
        visitor: Visitor = Depends(submit),
        text: str = Form("", max_length=LONGEST),
        free_of_debt: bool = Form(False),
        key: str = Form("", min_length=16, max_length=64, pattern=r"^[0-9a-f]+$"),
    ) -> Response:
        now = services.clock()
        words = text.replace("\r\n", "\n").strip()
        with services.db.transaction() as session:
            conversation_of(session, conversation_id)
            mine = holder(session, conversation_id) == visitor.staff_id
            checked = check_draft(
                session,
                conversation_id=conversation_id,
                text=words,
                written_by=visitor.staff_id,
                now=now,
                rules=rules,
                free_of_debt=free_of_debt,
            )
            if mine:
                sent = send(
                    session,
                    conversation_id=conversation_id,
                    key=key,
                    text=words,
                    checked=checked,
                    staff_id=visitor.staff_id,
                    now=now,
                    new_id=services.new_id,
                )
        if not mine:
            return desk_page(
                services,
                request,
                visitor,
                conversation_id,
                said="too_late",
                draft=words,
                status=409,
            )
        if sent.refused:
            return desk_page(
                services,
                request,
                visitor,
                conversation_id,
                refused=checked.verdict,
                speaks=checked.speaks,
                draft=words,
                status=422,
            )
        outcome = "later" if sent.not_before else "sent" if sent.enqueued else "already"
        return _to_conversation(conversation_id, outcome)

    @routes.post("/conversations/{conversation_id}/take")
    def take(
        conversation_id: str,
        visitor: Visitor = Depends(submit),
        seen_with: str = Form("", max_length=64),
    ) -> Response:
        with services.db.transaction() as session:
            conversation_of(session, conversation_id)
            mine = take_over(
                session,
                conversation_id=conversation_id,
                staff_id=visitor.staff_id,
                seen_with=seen_with or None,
                now=services.clock(),
                new_id=services.new_id,
            )
        return _to_conversation(conversation_id, "taken" if mine else "too_late")

    @routes.post("/conversations/{conversation_id}/give-back")
    def hand_back(conversation_id: str, visitor: Visitor = Depends(submit)) -> Response:
        with services.db.transaction() as session:
            conversation_of(session, conversation_id)
            if holder(session, conversation_id) != visitor.staff_id:
                raise NotYours
            give_back(
                session,
                conversation_id=conversation_id,
                staff_id=visitor.staff_id,
                now=services.clock(),
            )
        return _to_conversation(conversation_id, "given")

    @routes.post("/conversations/{conversation_id}/reprove")
    def reprove(
        conversation_id: str,
        visitor: Visitor = Depends(submit),
        how: Literal["called", "letter", "in_person"] = Form(),
    ) -> Response:
        with services.db.transaction() as session:
            conversation = conversation_of(session, conversation_id)
            if holder(session, conversation_id) != visitor.staff_id:
                raise NotYours
            ended = end_quarantine(
                session,
                channel=conversation.channel,
                address=conversation.address,
                staff_id=visitor.staff_id,
                how=how,
                now=services.clock(),
            )
        return _to_conversation(conversation_id, "reproved" if ended else "decided")

    @routes.post("/conversations/{conversation_id}/referred")
    def decide(
        conversation_id: str,
        visitor: Visitor = Depends(submit),
        seq: int = Form(),
        decision: Literal["again", "drop"] = Form(),
    ) -> Response:
        with services.db.transaction() as session:
            conversation_of(session, conversation_id)
            if holder(session, conversation_id) != visitor.staff_id:
                raise NotYours
            decided = settle_referred(
                session,
                conversation_id=conversation_id,
                seq=seq,
                let_go=decision == "again",
                staff_id=visitor.staff_id,
                now=services.clock(),
            )
        return _to_conversation(conversation_id, decision if decided else "decided")

    return routes


def _size(conversation: Conversation, verdict: Verdict) -> str:
    """Say how long the message will be as it would leave."""
    characters = f"{len(verdict.text)} characters"
    if conversation.channel != "sms":
        return characters
    size = measure(verdict.text, toll_free=is_toll_free(conversation.our_address))
    parts = "1 part" if size.segments == 1 else f"{size.segments} parts"
    return f"{characters}, {parts} ({size.encoding})"


def _to_conversation(conversation_id: str, said: str) -> Response:
    where = f"/coach/conversations/{conversation_id}?said={said}"
    return RedirectResponse(where, status_code=303, headers=PRIVATE)


def _inbox_version(session: Session, visitor: Visitor, now: datetime) -> str:
    rows = inbox(session, shown=Shown.ALL, staff_id=visitor.staff_id, now=now)
    return _version(
        [(row.conversation_id, row.taken_by, row.priority, row.last_words) for row in rows],
        [row.message_id for row in referred(session)],
        [task.id for task in todo(session, now=now)],
    )


def _version(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
