"""A machine on the other side: noticed, told once, and left to a person after a few answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta

from actions.automatic import SAYS_SO, SOUNDS_SO, is_automatic
from actions.handing import hand_to_person
from actions.heard import PROTECTING
from actions.turn import Turn
from ledger.tables import Handover, Message

_IN_A_ROW = 3  # messages that only repeat each other, or sound automatic
_SAY_SO = 2  # messages that say themselves that no person wrote them
_SHORT_IN_A_ROW = 6  # "SKIP" or "yes", again and again, may well be a person
_A_SENTENCE, _A_SENTENCE_CHINESE = 5, 10  # words; characters
_LATELY = timedelta(hours=24)
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


def is_a_machine(turn: Turn) -> bool:
    """Whether the last messages are a machine's: one that repeats itself, or says what it is.

    Words that protect somebody are heard however often they are said.
    """
    if _protects(turn):
        return False
    texts = _in_a_row(turn)
    a_sentence = _is_a_sentence(turn.text)
    return (
        _run(texts, _says_so) >= _SAY_SO
        or _run(texts, lambda text: _says_so(text) or bool(SOUNDS_SO.search(text))) >= _IN_A_ROW
        or _same(texts) >= (_IN_A_ROW if a_sentence else _SHORT_IN_A_ROW)
    )


def answers_by_itself(turn: Turn) -> bool:
    """Whether this message is an automatic reply, the first one perhaps: it wishes nothing.

    "I am out of the office until Monday" would be taken for a promise of that day.
    """
    return not _protects(turn) and is_automatic(turn.text)


def leave_reply(turn: Turn) -> None:
    """Say once that nothing was noted from it; what was open stays open."""
    turn.over = True
    turn.say("automatic_reply")


def leave_machine(turn: Turn) -> None:
    """Say once what it looks like; a person reads it, and we fall silent."""
    turn.over = True
    hand_to_person(turn, "automatic_answers", "Automatic messages, or the same one again.")
    turn.say("automatic_answers")


def _protects(turn: Turn) -> bool:
    return bool({turn.intent, *(wish.intent for wish in turn.wishes)} & PROTECTING)


def _says_so(text: str) -> bool:
    return SAYS_SO.search(text) is not None or is_automatic(text)


def _in_a_row(turn: Turn) -> list[str]:
    """Give their latest messages, the newest first, since a person last had the talk."""
    given_back = (
        turn.session.query(Handover.closed_at)
        .filter(Handover.conversation_id == turn.conversation.id, Handover.closed_at.isnot(None))
        .order_by(Handover.closed_at.desc())
        .limit(1)
        .scalar()
    )
    since = turn.now - _LATELY
    rows = (
        turn.session.query(Message.body)
        .filter(
            Message.conversation_id == turn.conversation.id,
            Message.direction == "in",
            Message.seq <= turn.message.seq,
            Message.created_at >= (max(since, given_back) if given_back else since),
        )
        .order_by(Message.seq.desc())
        .limit(_SHORT_IN_A_ROW)
    )
    return [row.body for row in rows]


def _run(texts: list[str], is_one: Callable[[str], bool]) -> int:
    """Count from the newest on how many of the texts are such."""
    fits = [is_one(text) for text in texts]
    return fits.index(False) if False in fits else len(fits)


def _same(texts: list[str]) -> int:
    """Count from the newest on how many say the same; a number of a ticket is no difference."""
    said = [_plain(text) for text in texts]
    other = [place for place, words in enumerate(said) if words != said[0]]
    return other[0] if other else len(said)


def _plain(text: str) -> str:
    """Leave the words of a sentence; of a few words, the figures too: they may be the answer."""
    words = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_UNIT.findall(words)) if _is_a_sentence(words) else words.strip()


def _is_a_sentence(text: str) -> bool:
    units = _UNIT.findall(text)
    signs = sum(len(unit) == 1 and "\u3400" <= unit <= "\u9fff" for unit in units)
    return len(units) >= (_A_SENTENCE_CHINESE if signs > len(units) / 2 else _A_SENTENCE)
