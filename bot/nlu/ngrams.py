"""Turn a message into the pieces the intent classifier counts: words, and runs of characters.

One way for every language: a word is a single Chinese, Japanese or Korean character or a run of
other letters, so no tokenizer and no language detector are needed. Digits all become ``0``: that
there is a figure may tell an intent, but never which figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`]")
_COMBINING = re.compile("[\u0300-\u036f]")


def normalise(text: str) -> str:
    """Fold width, case, accents and apostrophes, and turn every digit into 0.

    >>> normalise("¿Cuánto DEBO? I can’t pay $1,250")
    "¿cuanto debo? i can't pay $0,000"
    """
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", text)).casefold()
    text = _COMBINING.sub("", unicodedata.normalize("NFD", text))
    folded = unicodedata.normalize("NFC", text)
    return "".join("0" if character.isdigit() else character for character in folded)


def word_ngrams(normalised: str, shortest: int, longest: int) -> Counter[str]:
    """Count runs of ``shortest`` to ``longest`` neighbouring words.

    >>> sorted(word_ngrams("pay on friday", 1, 2))
    ['friday', 'on', 'on friday', 'pay', 'pay on']
    """
    words = _WORD.findall(normalised)
    return Counter(
        " ".join(words[start : start + length])
        for length in range(shortest, longest + 1)
        for start in range(len(words) - length + 1)
    )


def character_ngrams(normalised: str, shortest: int, longest: int) -> Counter[str]:
    """Count runs of characters inside each space-separated token, padded by one space.

    >>> sorted(character_ngrams("ok", 3, 4))
    [' ok', ' ok ', 'ok ']
    """
    counts: Counter[str] = Counter()
    for token in normalised.split():
        padded = f" {token} "
        for length in range(shortest, longest + 1):
            counts.update(
                padded[start : start + length] for start in range(len(padded) - length + 1)
            )
    return counts
