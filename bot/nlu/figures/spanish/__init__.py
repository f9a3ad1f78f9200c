"""Readers of Spanish; they see the text without its accents."""

from __future__ import annotations

from bot.nlu.figures.spanish.amounts import find_bare_amounts, find_money, find_shares
from bot.nlu.figures.spanish.dates import find_dates
from bot.nlu.figures.spanish.rhythms import find_counts, find_frequencies
from bot.nlu.figures.spanish.vague import find_vague_dates
from bot.nlu.figures.spanish.windows import find_windows

READERS = {
    "money": find_money,
    "windows": find_windows,
    "frequencies": find_frequencies,
    "dates": find_dates,
    "shares": find_shares,
    "counts": find_counts,
    "vague_dates": find_vague_dates,
    "bare_amounts": find_bare_amounts,
}
