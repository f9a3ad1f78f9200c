"""Readers of Spanish; most see the text without its accents."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.spanish.amounts import find_bare_amounts, find_money, find_shares
from bot.nlu.figures.spanish.dates import find_dates
from bot.nlu.figures.spanish.rhythms import find_counts, find_frequencies
from bot.nlu.figures.spanish.vague import find_vague_dates
from bot.nlu.figures.spanish.windows import find_windows
from bot.nlu.figures.spanish.words import without_accents

_Reader = Callable[[str, Reference], Iterator[Figure]]


def _plain(reader: _Reader) -> _Reader:
    return lambda text, reference: reader(without_accents(text), reference)


READERS = {
    "money": _plain(find_money),
    "windows": _plain(find_windows),
    "frequencies": _plain(find_frequencies),
    "dates": find_dates,  # "pagué" and "pague" differ by the accent alone
    "shares": _plain(find_shares),
    "counts": _plain(find_counts),
    "vague_dates": find_vague_dates,
    "bare_amounts": _plain(find_bare_amounts),
}
