"""Split a message where one thought ends and another may begin.

A text often holds two wishes: "my husband died and stop texting me". Each piece is understood by
itself afterwards. A piece too short to mean anything stays with its neighbour, and nothing is
split inside a figure ("1,000", "20.50").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = r"[.!?…]+(?=\s|$)|[,;:](?=\s|$)|[\n\r]+|[。！？；，…]+|\s[-\u2013\u2014]+\s"
_WORDS = (
    r"(?<=\s)(?:and|but|plus|because|cuz|bc|so|y|pero|además|porque|así que)(?=\s)"
    r"|而且|另外|还有|還有|但是|所以|因为|因為"
)
_BREAK = re.compile(f"(?P<mark>{_MARKS})|(?P<word>{_WORDS})", re.IGNORECASE)
_UNIT = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_ENOUGH_BY_A_MARK = 2  # words, or Chinese characters
_ENOUGH_BY_A_WORD = 3  # "my husband and I lost our jobs" is one thought
_ASKS = re.compile(
    r"\s*(?:cu[aá]nd|cu[aá]nt|c[oó]mo\b|qui[eé]n|when|how|who|what|where)", re.IGNORECASE
)
_ANSWERS = frozenset(
    "yes yeah yep yup ok okay sure no nope nah sí si vale claro 是 对 好 不 否 對 行".split()
)


@dataclass(frozen=True)
class Clause:
    """One piece of a message, and where it stands in it."""

    text: str
    start: int
    end: int

    @property
    def units(self) -> int:
        """How many words, or Chinese characters, it has."""
        return len(_UNIT.findall(self.text))


def clauses(text: str) -> list[Clause]:
    """Give the pieces of ``text`` in their order; one piece if there is no second thought.

    >>> [piece.text for piece in clauses("I lost my job, can I pay 1,000 a month?")]
    ['I lost my job', 'can I pay 1,000 a month']
    >>> [piece.text for piece in clauses("my husband and I lost our jobs")]
    ['my husband and I lost our jobs']
    >>> [piece.text for piece in clauses("我老公去世了，别再发短信了")]
    ['我老公去世了', '别再发短信了']
    """
    pieces: list[Clause] = []
    start = 0
    breaks = [*_BREAK.finditer(text)]
    for position, found in enumerate(breaks):
        following = breaks[position + 1].start() if position + 1 < len(breaks) else len(text)
        before, after = text[start : found.start()], text[found.end() : following]
        by_a_mark = found["mark"] or _ASKS.match(after)
        enough = _ENOUGH_BY_A_MARK if by_a_mark else _ENOUGH_BY_A_WORD
        if not _UNIT.search(before):  # "… ? and …": one break, not two
            start = found.end()
        elif _says_enough(before, enough) and (found["mark"] or _says_enough(after, enough)):
            pieces.append(_trimmed(text, start, found.start()))
            start = found.end()
    if _says_enough(text[start:], _ENOUGH_BY_A_MARK) or not pieces:
        pieces.append(_trimmed(text, start, len(text)))
    return pieces


def _says_enough(piece: str, enough: int) -> bool:
    units = _UNIT.findall(piece.casefold())
    return len(units) >= enough or (len(units) == 1 and units[0] in _ANSWERS)


def _trimmed(text: str, start: int, end: int) -> Clause:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(" ,;:.!?，。！？；…-"))
    words = piece.strip(" ,;:.!?，。！？；…-\n\r\t")
    return Clause(words, start + left, start + left + len(words))
