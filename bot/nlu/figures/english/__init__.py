"""Readers of English."""

from __future__ import annotations

from bot.nlu.figures.english.amounts import find_bare_amounts, find_money
from bot.nlu.figures.english.dates import find_dates
from bot.nlu.figures.english.rhythms import find_counts, find_frequencies
from bot.nlu.figures.english.shares import find_shares
from bot.nlu.figures.english.vague import find_vague_dates
from bot.nlu.figures.english.windows import find_windows

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
