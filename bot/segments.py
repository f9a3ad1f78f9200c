"""How many billed parts a text takes, known before it is sent.

GSM 03.38's default alphabet takes seven bits a character: 160 in one part, 153 in each of
several. One character outside it turns the whole text into UCS-2: 70, or 67 each. A
character of two units never straddles two parts. US and Canadian toll-free numbers carry
152 and 66.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

_BASIC = frozenset(
    chain(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
        " !\"#¤%&'()*+,-./0123456789:;<=>?",
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§",
        "¿abcdefghijklmnopqrstuvwxyzäöñüà",
    )
)
_EXTENDED = frozenset("^{}\\[~]|€\f")  # sent as an escape and a letter
_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})


@dataclass(frozen=True)
class Size:
    """What a text costs: its alphabet, its length in that alphabet's units, its parts."""

    encoding: str  # "GSM-7" | "UCS-2"
    units: int
    segments: int


def measure(text: str, *, toll_free: bool = False) -> Size:
    """Count the parts of a text.

    >>> measure("a" * 160)
    Size(encoding='GSM-7', units=160, segments=1)
    >>> measure("a" * 161).segments
    2
    >>> measure("¿Mañana?").encoding, measure("¿Sí?").encoding
    ('GSM-7', 'UCS-2')
    """
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        units = [2 if letter in _EXTENDED else 1 for letter in text]
        return Size("GSM-7", sum(units), _parts(units, 160, 152 if toll_free else 153))
    units = [len(letter.encode("utf-16-be")) // 2 for letter in text]
    return Size("UCS-2", sum(units), _parts(units, 70, 66 if toll_free else 67))


def is_toll_free(number: str | None) -> bool:
    """Whether one of our numbers is a North American toll-free one."""
    return bool(number) and str(number).startswith("+1") and str(number)[2:5] in _TOLL_FREE


def _parts(units: list[int], alone: int, each: int) -> int:
    if sum(units) <= alone:
        return 1
    parts, room = 1, each
    for size in units:
        if size > room:
            parts, room = parts + 1, each
        room -= size
    return parts
