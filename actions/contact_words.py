"""Read a new telephone number, e-mail address or place from a person's words."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers

from ledger.geography import state_code

_EMAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_STATE_ZIP = re.compile(r"\b([A-Za-z]{2})\.?,?\s+(\d{5})(?:-\d{4})?\b")
_STATE_NAME = re.compile(
    r"\b(?:to|in|a|en|de|from now in|now in|,)\s+((?:new|north|south|west|rhode|nueva?"
    r"|nuevo)?\s?[a-z]+)\b",
    re.I,
)
_ABROAD = {
    "mexico": "MX", "méxico": "MX", "canada": "CA", "canadá": "CA", "china": "CN", "taiwan": "TW",
    "hong kong": "HK", "españa": "ES", "spain": "ES", "england": "GB", "scotland": "GB",
    "wales": "GB", "london": "GB", "india": "IN", "australia": "AU", "中国": "CN", "中國": "CN",
    "台灣": "TW", "台湾": "TW", "香港": "HK", "墨西哥": "MX", "加拿大": "CA",
}  # fmt: skip
_ABROAD_NAMED = re.compile("|".join(sorted(map(re.escape, _ABROAD), key=len, reverse=True)), re.I)
_HAN_STATES = {
    "加州": "CA", "加利福尼亚": "CA", "纽约州": "NY", "紐約州": "NY",
    "德州": "TX", "德克萨斯": "TX", "佛州": "FL", "佛罗里达": "FL",
    "华盛顿州": "WA", "華盛頓州": "WA", "新泽西": "NJ", "紐澤西": "NJ",
}  # fmt: skip
_SAYS_SOMETHING = re.compile(
    r"\d|@|\b(?:name|apellido|nombre|street|ave|calle|road|apt|box)\b|[姓路街]|名字", re.I
)
_THIS_ONE = re.compile(
    r"\bthis (?:is|one|number|here)\b|\bfrom (?:my|a) new (?:phone|number|cell)\b"
    r"|\beste (?:es|n[uú]mero)\b|desde el que le|用这个|用這個|这个号|這個號|这个新的",
    re.I,
)


def read_number(text: str, country: str) -> str | None:
    """Give the one telephone number in a text, in international form.

    >>> read_number("my new cell is 212 555 0188", "US")
    '+12125550188'
    """
    found = [m.number for m in phonenumbers.PhoneNumberMatcher(text, country)]
    found = found or [
        m.number
        for m in phonenumbers.PhoneNumberMatcher(
            text, country, leniency=phonenumbers.Leniency.POSSIBLE
        )
    ]
    whole = phonenumbers.ValidationResult.IS_POSSIBLE
    found = [n for n in found if phonenumbers.is_possible_number_with_reason(n) == whole]
    if len(found) != 1:
        return None
    return str(phonenumbers.format_number(found[0], phonenumbers.PhoneNumberFormat.E164))


def read_contact(text: str, country: str) -> dict[str, Any]:
    """Give what a text says of how to reach somebody; empty where it says nothing usable.

    >>> read_contact("moved to 418 Pecan St, Macon GA 31201", "US")
    {'country': 'US', 'region': 'GA', 'zip': '31201', 'told': True}
    >>> read_contact("i moved", "US")
    {}
    """
    found: dict[str, Any] = {}
    if email := _EMAIL.search(text):
        found["email"] = email.group()
    if number := read_number(_EMAIL.sub(" ", text), country):
        found["phone"] = number
    found |= _place(text)
    if found or _SAYS_SOMETHING.search(text):
        found["told"] = True
    return found


def means_this_number(text: str) -> bool:
    """Whether the new number is the one they write from.

    >>> means_this_number("hey this is my new number")
    True
    """
    return _THIS_ONE.search(text) is not None


def _place(text: str) -> dict[str, str]:
    for match in _STATE_ZIP.finditer(text):
        if state := state_code(match[1]):
            return {"country": "US", "region": state, "zip": match[2]}
    if abroad := _ABROAD_NAMED.search(text):
        return {"country": _ABROAD[abroad.group().lower()]}
    for name, state in _HAN_STATES.items():
        if name in text:
            return {"country": "US", "region": state}
    for match in _STATE_NAME.finditer(text):
        words = match[1].strip()
        for name in (words, words.split()[-1]):
            if len(name) > 2 and (state := state_code(name)):
                return {"country": "US", "region": state}
    return {}
