"""Understand each clause of a message by itself, with the model that understands the whole."""

from __future__ import annotations

from collections.abc import Mapping

from bot.nlu.clauses import Clause, clauses
from bot.nlu.model import Answer, IntentModel
from bot.nlu.wishes import FALLBACK, Wish

_CARRIES_A_WISH = 3  # words, or Chinese characters


def read_pieces(model: IntentModel, text: str, whole: Answer) -> list[Wish]:
    """Give what each clause means; nothing for a message of one clause.

    ``whole`` is what the model makes of the message as one.
    """
    pieces = clauses(text)
    if len(pieces) < 2:
        return []
    support = dict(whole.ranking)
    return [_meaning(model, piece, support) for piece in pieces]


def _meaning(model: IntentModel, piece: Clause, support: Mapping[str, float]) -> Wish:
    answer = model.answer(piece.text)
    intent, confidence = answer.ranking[0] if answer.understood else (FALLBACK, 1.0)
    return Wish(
        intent,
        confidence,
        spans=((piece.start, piece.end),),
        support=support.get(intent, 0.0),
        short=piece.units < _CARRIES_A_WISH,
    )
