"""Run every reader over a text, and let the surest one have each stretch of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.nlu.figures import chinese, english, identifiers, noise, spanish
from bot.nlu.figures.figure import NOISE, Figure, Reference
from bot.nlu.figures.languages import VIEWS, spoken
from bot.nlu.figures.tidy import tidied

Reader = Callable[[str, Reference], Iterator[Figure]]

# What any text may hold, whatever its language.
_EVERYWHERE: Mapping[str, Reader] = {
    "noise": noise.find_noise,
    "birth_dates": identifiers.find_birth_dates,
    "postal_codes": identifiers.find_postal_codes,
    "birth_years": identifiers.find_birth_years,
    "references": identifiers.find_references,
}
_LANGUAGES: Mapping[str, Mapping[str, Reader]] = {
    "en": english.READERS,
    "es": {**spanish.READERS, "birth_dates": identifiers.find_spanish_birth_dates},
    "zh": {**chinese.READERS, "birth_dates": identifiers.find_chinese_birth_dates},
}
# The order is the order of trust: what is marked as money is money, and a bare number is only a
# sum when nothing else wanted it.
_ORDER = (
    "money",
    "birth_dates",
    "windows",
    "frequencies",
    "noise",
    "dates",
    "shares",
    "counts",
    "vague_dates",
    "postal_codes",
    "birth_years",
    "references",
    "bare_amounts",
)
LONGEST = 2000  # characters read; nobody says a figure later than that


def find_figures(text: str, reference: Reference) -> tuple[Figure, ...]:
    """Find the figures in ``text``, in the order they stand in it, none overlapping another."""
    text = text[:LONGEST]
    views = [(_LANGUAGES[name], VIEWS[name](text)) for name in spoken(text, reference)]
    views.append((_EVERYWHERE, VIEWS["en"](text)))
    taken: list[Figure] = []
    for step in _ORDER:
        found = [
            figure
            for readers, view in views
            if step in readers
            for figure in readers[step](view, reference)
        ]
        for figure in sorted(found, key=_longest_first):
            if all(figure.end <= other.start or other.end <= figure.start for other in taken):
                taken.append(figure)
    kept = [figure for figure in taken if figure.kind != NOISE]
    return tuple(_in_own_words(figure, text) for figure in tidied(kept, text))


def _longest_first(figure: Figure) -> tuple[int, int]:
    return (figure.start - figure.end, figure.start)


def _in_own_words(figure: Figure, text: str) -> Figure:
    """Put the words as they were written, accents and all, into a vague date."""
    if isinstance(figure.value, dict) and "words" in figure.value:
        return replace(figure, value=figure.value | {"words": text[figure.start : figure.end]})
    return figure
