"""Find stretches that hold numbers and are no figures: telephone numbers, times, streets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import NOISE, Figure, Reference

_NOISE = re.compile(
    r"(?<![\w$£€])(?:"
    # telephone numbers
    r"\+\d[\d ().-]{6,18}\d|\(\d{3}\)\s?\d{3}[-. ]?\d{4}|(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}"
    r"|\d{3}-\d{4}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|0\d{4}\s?\d{6}|0\d{3}\s\d{3}\s\d{4}|7-?\s?eleven\b|7-11(?=[^\d/\s-])"
    # times of day, and round the clock
    r"|\d{1,2}(?:[:.]\d\d)?\s*(?:-|to|til|till|until|and|a\s+las|y)\s*\d{1,2}[:.][0-5]\d(?!\d)"
    r"|\d{1,2}[:.][0-5]\d\s*(?:-|to|til|till|until|and)\s*\d{1,2}(?![\d.])"
    r"|24\s?/\s?7|24x7|24\s?(?:hours|hrs|horas)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?:[.]\d\d)?\s?[ap]\.?m\b\.?"
    r"|\d{1,2}\s?o'clock"
    # streets, flats and forms
    r"|\d{1,5}\s+(?:[\w.]+\s+){1,3}?(?:streets?|st|ave|avenue|road|rd|blvd|boulevard|lane|ln"
    r"|terrace|highway|hwy)\b(?!\s+\d)\.?"
    r"|(?:calle|avenida|av|carrera|cra|colonia|col|numero|num|no\.|depto|piso|apt|apartment|unit"
    r"|suite)\.?\s+#?\d{1,5}(?:\s+de\s+\w+)?(?!\w)"
    r"|401\s?\(?k\)?|403b|w-?[249]\b|1099s?\b|section\s+8|9-?1-?1\b(?!\d)|988\b(?!\d|[.,]\d)|4x4\b"
    # percentages beyond the whole, and with a point
    r"|\d+[.,]\d+\s?%|[1-9]\d{3,}\s?%|(?:1[1-9]\d|10[1-9]|[2-9]\d\d)\s?%"
    # marks and years
    r"|\d+\s+de\s+\d+(?!\w)|chapter\s+\d+|capitulo\s+\d+"
    # times in a row
    r"|(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|last|next|one)\s+(?:time|thing|name|step|place"
    r"|notice|class|floor|offense|wife|husband|job)s?\b"
    r"|\d+(?:st|nd|rd|th)\s+(?:grade|floor|street|st|ave|avenue)\b"
    r"|una vez|otra vez|esta vez|tal vez|la primera vez|por primera vez|a la vez"
    r")",
    re.IGNORECASE,
)


def find_noise(text: str, _: Reference) -> Iterator[Figure]:
    """Find them, whatever the language."""
    for match in _NOISE.finditer(text):
        yield Figure(NOISE, match.start(), match.end(), None)
