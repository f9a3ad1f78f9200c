"""Which languages a text may be in, by its look; the model of each is asked."""

from __future__ import annotations

import re

from compliance.text.fold import Word

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
_HAN = re.compile(r"[\u3400-\u9fff]")
_CERTAIN = 3  # times as many words of one language as of the other


def languages_of(words: list[Word], text: str, told: str | None = None) -> tuple[str, ...]:
    """The languages whose model should hear a text: those it looks like, and the one told.

    >>> languages_of([], "您好")
    ('zh',)
    """
    spanish = sum(word.text in _SPANISH for word in words)
    english = sum(word.text in _ENGLISH for word in words)
    named = []
    if _HAN.search(text):
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
