"""Make texts of what Rasa wants said: its templates, and the replies kept in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import BadAnswer
from bot.rasa import Answers
from bot.wording import Wording
from compliance.situation import Purpose
from ledger.database import Session
from ledger.tables import ActionRun
from ledger.values import decode


@dataclass(frozen=True)
class Reply:
    """One message to be sent."""

    text: str
    template: str
    purpose: Purpose
    discloses_debt: bool


def compose_replies(
    session: Session, wording: Wording, answers: Answers, *, turn_id: str, locale: str
) -> list[Reply]:
    """Render the answers of a turn, joined into as few messages as their purposes allow.

    One question gets one answer: several texts in a row would each cost, and each count.

    Raises:
        BadAnswer: a reply's number is not in the ledger.
    """
    replies: list[Reply] = []
    for template, values in _templates(session, answers, turn_id):
        reply = Reply(
            text=wording.render(template, values, locale),
            template=template,
            purpose=Purpose(wording.purpose(template)),
            discloses_debt=wording.discloses_debt(template),
        )
        if replies and replies[-1].purpose is reply.purpose:
            replies[-1] = _joined(replies[-1], reply)
        else:
            replies.append(reply)
    return replies


def _joined(first: Reply, second: Reply) -> Reply:
    return Reply(
        text=f"{first.text}\n\n{second.text}",
        template=f"{first.template}+{second.template}"[:80],
        purpose=first.purpose,
        discloses_debt=first.discloses_debt or second.discloses_debt,
    )


def _templates(
    session: Session, answers: Answers, turn_id: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    kept = {
        int(reply["n"]): reply
        for run in session.query(ActionRun).filter(ActionRun.turn_id == turn_id)
        for reply in run.replies
    }
    for item in answers.items:
        if isinstance(item, str):
            yield item, {}
        elif item in kept:
            yield str(kept[item]["template"]), decode(kept[item]["values"])
        else:
            raise BadAnswer("Rasa names a reply that no action has kept.")
