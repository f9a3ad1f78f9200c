"""Read the figures in what a person writes, in English, Spanish and Chinese.

Sums, shares, days, vague times, rhythms, counts, hours to be reached at, identifiers. Pure: text
and a reference instant in, figures out. A package for each language holds its words and forms; the
calendar and the order of trust are shared. A time that names no day stays vague: it leads to one
question, never to a guess.
"""

from __future__ import annotations

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.find import find_figures

__all__ = ["Figure", "Reference", "find_figures"]
