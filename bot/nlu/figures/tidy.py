"""Put together what was found twice, and drop a vague time that a day beside it settles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.figures.figure import Figure

# "soon, when I get paid" is one time; "payday on the 5th" is the 5th.
_SAME = re.compile(r"\s*(?:,|，|、|as|cuando)?\s*", re.IGNORECASE)
_SAME_CLAUSE = re.compile(r"[^,，;；.。!?！？\d]{0,15}")
_PARTED = re.compile(r"\b(?:and|y|rest|then|luego)\b|然后|剩|再|其余", re.IGNORECASE)
_POINTS_BACK = re.compile(r"到时候?|到時候?|(?:so\s+)?then|entonces", re.IGNORECASE)


def tidied(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Give the figures, in their order, with vague times merged or settled."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: figure.start):
        last = kept[-1] if kept else None
        both_vague = last is not None and last.kind == figure.kind == "vague_date"
        if last and both_vague and _SAME.fullmatch(text[last.end : figure.start]):
            kept[-1] = _merged(last, figure)
        else:
            kept.append(figure)
    return [
        figure
        for figure in kept
        if not (_is_open(figure) and any(_settles(d, figure, text) for d in kept))
    ]


def _merged(first: Figure, second: Figure) -> Figure:
    """Give one vague time of two; the bounds of the one that has them."""
    return replace(second if _is_open(first) else first, start=first.start, end=second.end)


def _is_open(figure: Figure) -> bool:
    value = figure.value
    return isinstance(value, dict) and "words" in value and value["latest"] is None


def _settles(day: Figure, vague: Figure, text: str) -> bool:
    """Whether a day stands so near a vague time that both are the same moment."""
    if day.kind != "date":
        return False
    if day.end <= vague.start and _POINTS_BACK.match(text[vague.start :]):
        return True
    first, second = (day, vague) if day.start < vague.start else (vague, day)
    between = text[first.end : second.start]
    return bool(_SAME_CLAUSE.fullmatch(between)) and not _PARTED.search(between)
