"""Whether words could speak of a debt: whatever is not surely free of it could.

For a writer who says that a text does not. It is stricter than the law, for a text that is taken
for free of the debt may go where no other may. What a collector can ask with has no end ("the
matter we spoke of", "can you send it by Friday?"), so the words that cannot are listed instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from compliance.text.free_words import (
    CHINESE,
    ENGLISH,
    ENGLISH_PHRASES,
    SPANISH,
    SPANISH_PHRASES,
)
from compliance.text.spoken import without_accents

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MES = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre)"
)
_DAY = (
    rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}"
    rf"|\d{{1,2}} de {_MES}|20\d\d-\d\d-\d\d"
)
_GREETING = r"(?:^|\b(?:hello|hi|dear|hola|thanks|thank you|gracias|senora?)\b,? )"
_AROUND = ".,;:!?…。，；：！？"
_SILENT = frozenset("ZPC")  # spaces, punctuation, what is not seen


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


_SPACED = _any_of([*ENGLISH_PHRASES, *SPANISH_PHRASES, *ENGLISH.split(), *SPANISH.split()])
_FREE = re.compile(
    rf"(?<![\w'$€£¥#./-])(?:{_DAY}|{_SPACED})(?![\w'$€£¥%]|[./-]\w)"
    rf"|\d{{1,2}}月\d{{1,2}}[日号號]|{_any_of(CHINESE.split())}",
)


def speaks_of_debt(
    text: str,
    references: Iterable[str] = (),
    *,
    greeted: Iterable[str] = (),
    ours: str | None = None,
) -> str | None:
    """Give the first thing in a text that could speak of a debt; ``None``: nothing does.

    ``references`` are those of the person's accounts, however short they are. The person may be
    ``greeted`` by these names, and ``ours`` be said.

    >>> speaks_of_debt("We are looking into it and will write by December 4.")
    >>> speaks_of_debt("Your balance is open."), speaks_of_debt("about HH-1001")
    ('balance', 'hh-1001')
    >>> speaks_of_debt("您的款项"), speaks_of_debt("Can you send it?"), speaks_of_debt("It is $50.")
    ('款项', 'send', '$50')
    >>> speaks_of_debt("Hello Maria, we are sorry.", greeted=("Maria",))
    >>> speaks_of_debt("Bill, your bill.", greeted=("Bill",))
    'bill'
    """
    plain = _plain(text)
    for reference in references:
        if reference and _plain(reference) in plain:
            return reference
    if ours:
        plain = re.sub(rf"(?<!\w){re.escape(_plain(ours))}(?!\w)", " ", plain)
    if names := _any_of(filter(None, map(_plain, greeted))):
        plain = re.sub(rf"{_GREETING}(?:{names})(?![a-z\d])", " ", plain)
    for left in _FREE.sub(" ", plain).split():
        if any(unicodedata.category(sign)[0] not in _SILENT for sign in left):
            return left.strip(_AROUND)
    return None


def _plain(text: str) -> str:
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(without_accents(seen).casefold().replace("’", "'").split())
