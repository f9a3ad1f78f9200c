"""Take out of a person's words what must never be stored: cards, bank accounts, identity numbers.

The words are shortened before they reach a table, so no later export, log or model sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_GAP = r"[ \u00a0.\-‐-―]"  # what people put between groups of digits

_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}\b")
_CHINA_ID = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXxＸ](?![\dXx])")
# As cards are written: in one run, in fours, as 4-6-5 or 4-6-4, or digit by digit. A reference, a
# postal code and a year side by side are as long, and must stay.
_CARD = re.compile(
    rf"(?<!\d)(?:\d{{13,19}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?"
    rf"|\d{{4}}{_GAP}\d{{6}}{_GAP}\d{{4,5}}|\d{{6}}{_GAP}\d{{13}}|\d(?:{_GAP}\d){{12,18}})(?!\d)"
)
_SSN = re.compile(rf"(?<![\d+])\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{4}}(?!\d)")
_CARD_CODE = re.compile(r"\b(cvv2?|cvc2?|csc|security code)(\W{0,3}(?:is\W{0,2})?)\d{3,4}\b", re.I)
_LONG_NUMBER = re.compile(r"(?<![\d+])\d{9,}(?!\d)")
# A telephone number in one run, right after a word that says so.
_TELEPHONE_WORD = re.compile(
    r"(?:\b(?:phone|cell|mobile|call(?: me)?(?: at| on)?|text(?: me)?(?: at| on)?"
    r"|new number|tel[eé]fono|celular|m[oó]vil|whats\s?app|n[uú]mero nuevo|nuevo n[uú]mero"
    r"|ll[aá]m[ae]n?me(?: al)?|m[aá]rquen?me(?: al)?)"
    r"|新号码?|新號碼?|新的?电话|新的?電話|手机号?码?|手機號?碼?|电话号?码?|電話號?碼?|换成|換成)"
    r"(?:\W{0,3}(?:number|no\.?|n[uú]mero|is|es|al|at|是|为|為|打)){0,3}\W{0,3}$",
    re.IGNORECASE,
)
_TELEPHONE_DIGITS = range(10, 12)  # nine are as long as a social security number
_IDENTITY_WORD = re.compile(
    r"\b(ssn|social(?: security)?(?: number| no\.?)?|passport(?: number| no\.?)?|itin|dni|curp|nie)"
    r"(\W{0,3}(?:is\W{0,2})?)([A-Z]{0,4}\d[\dA-Z-]{4,17})\b",
    re.I,
)

_NEAR = 40  # characters: a word that far away says nothing of a number

CARD = "[card number removed]"
CARD_CODE = "[card code removed]"
BANK_ACCOUNT = "[account number removed]"
IDENTITY = "[identity number removed]"
NUMBER = "[number removed]"


def redact(text: str) -> str:
    """Replace payment and identity numbers by words that say what was there.

    Kept: amounts, dates, postal codes, short references, and telephone numbers written with a
    ``+``, in groups, or after a word that says what they are.

    >>> redact("my card is 4111 1111 1111 1111, cvv 123")
    'my card is [card number removed], cvv [card code removed]'
    >>> redact("I can pay 50 on 2026-12-04")
    'I can pay 50 on 2026-12-04'
    >>> redact("HH-1004 60619 1972")
    'HH-1004 60619 1972'
    >>> redact("my new number is 2125550188"), redact("account 2125550188")
    ('my new number is 2125550188', 'account [number removed]')
    """
    text = _IBAN.sub(_without_iban, text)
    text = _CHINA_ID.sub(IDENTITY, text)
    text = _CARD.sub(_if(_is_card, CARD), text)
    text = _SSN.sub(IDENTITY, text)
    text = _IDENTITY_WORD.sub(rf"\1\2{IDENTITY}", text)
    text = _CARD_CODE.sub(rf"\1\2{CARD_CODE}", text)
    return _LONG_NUMBER.sub(_long_number, text)


def _if(is_one: Callable[[str], bool], words: str) -> Callable[[re.Match[str]], str]:
    return lambda match: words if is_one(match[0]) else match[0]


def _long_number(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    said = len(match[0]) in _TELEPHONE_DIGITS and _TELEPHONE_WORD.search(before)
    return match[0] if said else NUMBER


def _is_card(text: str) -> bool:
    digits = [int(character) for character in text if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _without_iban(match: re.Match[str]) -> str:
    words = match[0].split(" ")  # the words after the number may look like a part of it
    for count in range(len(words), 0, -1):
        if _is_iban("".join(words[:count])):
            return " ".join([BANK_ACCOUNT, *words[count:]])
    return match[0]


def _is_iban(text: str) -> bool:
    plain = text.upper()
    turned = plain[4:] + plain[:4]
    if not 15 <= len(plain) <= 34 or not turned.isascii():
        return False
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
