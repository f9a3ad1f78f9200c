"""Read the figures in what a person writes: sums, shares, dates, rhythms, counts, identifiers.

Pure: text and a reference instant in, figures out. English for now; one module for each kind.
"""

from __future__ import annotations

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.find import find_figures

__all__ = ["Figure", "Reference", "find_figures"]
