"""Which languages a text may be in, by its look: the model of each is asked, or a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from compliance.text.fold import Vocabulary

_SPANISH = frozenset(
    "el la los las de del que y en un una por para con su sus se lo le les al es no si usted tu te "
    "mi nos nuestro esta este hoy ya pero como mas muy sin hasta desde cuando pago deuda cuenta "
    "favor gracias buenos dias hola senor senora saldo pagar dinero casa familia porque vamos va "
    "tiene puede".split()
)
_ENGLISH = frozenset(
    "the of to and in is you your for on with we our this that it be are was will not have has had "
    "from by at or if as can do does i me my us they he she but so what when who how please pay "
    "debt account today now payment balance owe owed call money house family".split()
)
_ANY_OF_OURS = _SPANISH | _ENGLISH
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_CERTAIN = 3  # times as many words of one language as of the other
_OUR_LETTERS = 0.7  # of the letters, in a script we read
_NAMES = 5  # Latin letters to each Chinese one that names and links in a Chinese text may have
_SEVERAL = 4  # words by which a language can be told
_KNOWN = 0.45  # of them; one in four hundred honest texts of the corpus has fewer


def can_be_read(words: Sequence[str], text: str, vocabulary: Vocabulary) -> bool:
    """Say whether a text is in a language the screen knows, so that silence means something.

    Most letters must be Latin or Chinese, and of several words some must be known. Pictures alone
    say nothing the screen knows.

    >>> can_be_read(["сегодня"], "Сегодня", Vocabulary(()))
    False
    """
    folded = "".join(words)
    if not folded.isascii():
        letters = sum(map(str.isalpha, folded))
        chinese = len(_HAN.findall(folded))
        latin = len(_LATIN.findall(folded))
        if chinese + latin < _OUR_LETTERS * letters:
            return False
        if letters and chinese * _NAMES >= latin:
            return True
    written = [word for word in words if word.isalpha() and word.isascii()]
    if not written:
        return not any(unicodedata.category(mark) == "So" for mark in text)
    known = sum(map(vocabulary.words.__contains__, written))
    if len(written) < _SEVERAL or known >= _KNOWN * len(written):
        return True
    known = sum([word in vocabulary.words or word in _ANY_OF_OURS for word in written])
    return known >= _KNOWN * len(written)


def languages_of(words: Sequence[str], text: str, told: str | None = None) -> tuple[str, ...]:
    """The languages whose model should hear a text: those it looks like, and the one told.

    >>> languages_of([], "您好")
    ('zh',)
    """
    spanish = sum(map(_SPANISH.__contains__, words))
    english = sum(map(_ENGLISH.__contains__, words))
    named = []
    if not text.isascii() and _HAN.search(text):
        named.append("zh")
        if spanish + english < 4:
            return ("zh",)
    if english >= _CERTAIN * spanish and english:
        return (*named, "en")
    if spanish >= _CERTAIN * english and spanish:
        return (*named, "es")
    if not spanish and not english and told and told[:2] in ("en", "es", "zh"):
        return (told[:2],)
    return (*named, "en", "es")
