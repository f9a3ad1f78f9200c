"""We prove that a message is ours: by a code that is checked without us, or that we check."""

from __future__ import annotations

import re

from actions.turn import Turn
from ledger.message_codes import code_in, look_up, make_code

_CHECKS = re.compile(
    r"\b(?:verif\w*|code|c[oó]digo|comprob\w+|check)\b|验证|驗證|核对|核對|代码|代碼", re.I
)


def say_how_to_check(turn: Turn) -> None:
    """Give a code for this very answer and the page that knows it, where there is such a page."""
    page = turn.services.verify_page
    if page is None:
        return
    code = make_code(
        turn.session,
        kind="message",
        company=turn.company,
        conversation_id=turn.conversation.id,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    turn.say("scam_check", page=page, code=code)


def offers_code(turn: Turn) -> bool:
    """Whether this message asks about a code; an account's number may look like one."""
    asks = turn.intent == "suspect_scam" or _CHECKS.search(turn.text) is not None
    return asks and code_in(turn.text) is not None


def check_code(turn: Turn) -> None:
    """Say whether a code is ours, and of when; a letter's code is on the letter."""
    ours = look_up(turn.session, code_in(turn.text) or "", now=turn.now)
    if ours is None:
        turn.say("code_unknown")
    elif ours.kind == "letter":
        turn.say("code_of_letter", company=ours.company, day=ours.written_at.date())
    else:
        turn.say("code_of_message", company=ours.company, day=ours.written_at.date())
