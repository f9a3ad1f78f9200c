"""Bring a message to a plain form that patterns can be written against."""

from __future__ import annotations

import re
import unicodedata

from compliance.text.traditional import TO_SIMPLIFIED

LONGEST = 2_000  # characters read; an SMS has at most 1,600

_MARKS_TO_DROP = dict.fromkeys(map(ord, "'’‘ʼ`´\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f"))
_TABLE = {**_MARKS_TO_DROP, **TO_SIMPLIFIED}
_CLAUSE_END = re.compile(r"[.!?;:\n\r。！？；：…¡¿|]+")
_PAUSE = re.compile(r"[,，、()（）\u2014\u2013]+|(?<=\w)\s-+\s")
_OTHER_MARKS = re.compile(r"[^\w\s|,#]|_")
_SPELLED_OUT = re.compile(r"\b(?:[a-z][\s.\-*_]+){3,}[a-z]\b")
_SPACES = re.compile(r"\s+")
_DIGITS_FOR_LETTERS = str.maketrans("0135$", "oiess")
_LEET_WORD = re.compile(r"\b(?=[a-z0-9$]*[a-z]{2})[a-z$]+[0135$]+[a-z$]*\b")


def plain(text: str) -> str:
    """Fold case, width, accents and apostrophes; mark clause ends with ``|``, pauses with ``,``.

    Traditional Chinese becomes simplified, letters typed apart are joined, and only the first
    2,000 characters are read.

    >>> plain("Please, DON’T text me.  S-T-O-P!!")
    'please , dont text me | stop |'
    """
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().translate(_TABLE)
    folded = "".join(
        mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark)
    )
    folded = _SPELLED_OUT.sub(lambda found: re.sub(r"[^a-z]", "", found[0]), folded)
    folded = _CLAUSE_END.sub(" | ", folded)
    folded = _PAUSE.sub(" , ", folded)
    folded = _OTHER_MARKS.sub(" ", folded)
    folded = _LEET_WORD.sub(lambda found: found[0].translate(_DIGITS_FOR_LETTERS), folded)
    return _SPACES.sub(" ", folded).strip()


def clauses(plain_text: str) -> list[str]:
    """Split plain text at the ends of clauses and at pauses."""
    return [part.strip() for part in re.split(r"[|,]", plain_text) if part.strip()]


def squeeze(word: str) -> str:
    """Write every run of one letter as a single letter.

    >>> squeeze("stoooppp")
    'stop'
    """
    return re.sub(r"(.)\1+", r"\1", word)
