"""A machine on the other side: noticed after a few answers, told once, and left to a person."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

from actions.handing import hand_to_person
from actions.heard import PROTECTING
from actions.turn import Turn
from ledger.tables import Handover, Message

_IN_A_ROW = 3  # messages that only repeat each other, or sound automatic
_SAY_SO = 2  # messages that say themselves that no person wrote them
_SHORT_IN_A_ROW = 6  # "SKIP" or "yes", again and again, may well be a person
_A_SENTENCE, _A_SENTENCE_CHINESE = 5, 10  # words; characters
_LATELY = timedelta(hours=24)
_SAYS_SO = re.compile(
    r"\bauto(?:mat(?:ic|ed|ically))?[- ]?(?:reply|response|message|responder|generated)\b"
    r"|\bout of (?:the )?office\b|\b(?:not|un)[- ]?(?:monitored|attended)\b"
    r"|\b(?:does|do|can) ?(?:not|n['’]?t) (?:accept|receive) (?:incoming |any )?"
    r"(?:messages|texts)\b"
    r"|\bdo not reply to this\b"
    r"|\b(?:respuesta|mensaje|contestaci[oó]n) autom[aá]tic[ao]\b|\bfuera de (?:la )?oficina\b"
    r"|\bno (?:recibe|acepta|admite) mensajes\b|\bno responda a este\b"
    r"|自[动動][回答][复覆復]|不接收短信|不接收簡訊|[请請]勿回[复覆復]",
    re.IGNORECASE,
)
_SOUNDS_SO = re.compile(
    r"\bthank(?:s| you) for (?:contacting|calling|texting|messaging|reaching out"
    r"|your (?:message|call))"
    r"|\b(?:get back to|respond|reply|return your (?:call|message))\b.{0,30}"
    r"\b(?:soon|shortly|later|within|possible|hours|business days?)\b"
    r"|\bgracias por (?:comunicarse|contactar\w*|escribir\w*|llamar\w*|su (?:mensaje|llamada))"
    r"|\b(?:respond|contest)\w+\b.{0,30}\b(?:m[aá]s tarde|pronto|a la brevedad|horas)\b"
    r"|感[谢謝]您?的?(?:[联聯][系絡]|[来來][信电電]|留言|咨[询詢])"
    r"|稍[后後候].{0,6}(?:回[复覆復]|[联聯])|小[时時]内?內?.{0,3}回[复覆復]",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


def is_a_machine(turn: Turn) -> bool:
    """Whether the last messages are a machine's: one that repeats itself, or says what it is.

    Words that protect somebody are heard however often they are said.
    """
    heard = {turn.intent, *(wish.intent for wish in turn.wishes)}
    if heard & PROTECTING:
        return False
    texts = _in_a_row(turn)
    a_sentence = _is_a_sentence(turn.text)
    return (
        _run(texts, _SAYS_SO) >= _SAY_SO
        or _run(texts, _SAYS_SO, _SOUNDS_SO) >= _IN_A_ROW
        or _same(texts) >= (_IN_A_ROW if a_sentence else _SHORT_IN_A_ROW)
    )


def leave_machine(turn: Turn) -> None:
    """Say once what it looks like; a person reads it, and we fall silent."""
    hand_to_person(turn, "automatic_answers", "Automatic messages, or the same one again.")
    turn.say("automatic_answers")


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


def _run(texts: list[str], *patterns: re.Pattern[str]) -> int:
    """Count from the newest on how many of the texts fit one of the patterns."""
    fits = [any(pattern.search(text) for pattern in patterns) for text in texts]
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
