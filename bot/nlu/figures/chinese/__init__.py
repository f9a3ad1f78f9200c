"""Readers of Chinese, simplified, traditional or Cantonese; they see simplified characters."""

from __future__ import annotations

from bot.nlu.figures.chinese.amounts import find_bare_amounts, find_money, find_shares
from bot.nlu.figures.chinese.dates import find_dates
from bot.nlu.figures.chinese.noise import find_noise
from bot.nlu.figures.chinese.rhythms import find_counts, find_frequencies
from bot.nlu.figures.chinese.vague import find_vague_dates
from bot.nlu.figures.chinese.windows import find_windows

READERS = {
    "money": find_money,
    "windows": find_windows,
    "noise": find_noise,
    "frequencies": find_frequencies,
    "dates": find_dates,
    "shares": find_shares,
    "counts": find_counts,
    "vague_dates": find_vague_dates,
    "bare_amounts": find_bare_amounts,
}
