"""Find sums of money in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.english.numbers import DIGITS, NUMBER, WORDS, read_number
from bot.nlu.figures.english.words import MONTH, WEEKDAY
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.money import CODE, LARGEST, SIGN, amount, around, currency_of

_WORDS = {
    "yuan": "CNY", "kuai": "CNY", "renminbi": "CNY", "euro": "EUR", "euros": "EUR",
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "rupees": "INR", "ringgit": "MYR", "yen": "JPY",
}  # fmt: skip
_DOLLARS = r"(?:us\s+)?doll?[ae]rs?|dollaz?|bucks?|smackers|smackeroos"
_NAMES = rf"(?:{_DOLLARS}|pesos?|(?:chinese\s+)?(?:{'|'.join(_WORDS)}))"
_MONEY = re.compile(
    rf"(?P<before>(?<![a-z]){SIGN}|\b(?:{CODE}|dollar)\s?\$?)\s?(?P<figure>{DIGITS})"
    rf"(?:\s?(?:dollars?|bucks?|usd)\b)?"
    rf"|(?P<number>{NUMBER})\s?(?P<after>{_NAMES}|{CODE}|[$£€¥])(?!\w)"
    rf"(?:\s+(?:and\s+)?(?P<cents>\d{{1,2}}|{WORDS})\s+cents?\b"
    rf"|\s+(?:and\s+)?(?P<bare_cents>\d{{2}}|{WORDS})(?=\s*(?:$|[.!?](?!\d))))?"
    rf"|(?P<only_cents>{NUMBER})\s+cents?\b",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(
    r"(?:^|\b(?:meant?|high\s+as|clear|throw|won|found|not|getting|was|were|still|why|so|took|taken"
    r"|week|month|was|payment|use"
    r"|knock|charge|find|turn\s+into|pay|paying|paid|afford|do|only"
    r"|send|sent|put|about|around|like|maybe|just|at|of"
    r"|least|most|for|is|make|manage|give|offer|spare|up to|under|over|try|say|with|want|and|or|to"
    r"|then|got|have|no|yes|ok|okay|sure|than|be|owe|owed|owing|need|accept|take|how|me|you|it"
    r"|did|but|swing|handle|cover|only)\W+)$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s*(?:$|[.,!?;:)]+(?:\s|$)|/|(?:a|an|per|each|every|now|today|tomorrow|tonight|by|on"
    r"|down|this|towards?"
    r"|next|monthly|weekly|biweekly|bi-weekly|then|and|instead|for|is|max|or|all|right|until|from"
    r"|works?|please|pls|plz|if|but|at|to|total|can|would|as|when|start|starting|every|once|twice"
    r"|in|more|less|extra|before|after|the|tops|insted|too|not|immediately|i\s+can|my|at"
    r"|instead|so|why|or|from|less|more|was"
    r"|you\s+can|of\s+it|off|soon|later|asap"
    r"|whenever|once|every"
    rf"|{WEEKDAY}|{MONTH})\b)",
    re.IGNORECASE,
)
_RHYTHM_AFTER = re.compile(  # "40 every two weeks" is a sum, whatever stands before it
    r"\s*(?:(?:a|per|each|every)\s+(?:\w+\s+){0,2}(?:weeks?|months?|fortnights?|pay\s?days?"
    r"|pay\s?checks?)\b|(?:bi-?)?weekly\b|monthly\b|fortnightly\b)",
    re.IGNORECASE,
)
_NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:i|she|he|kid|son|daughter)\s+(?:was|is|am)\s+|\b(?:option|number|no\.|apt|unit"
    r"|suite|account|acct|ref|reference|room|press|age"
    r"|aged|section"
    r"|chapter|form|size|choice|route|highway|box|step|the|i'm|im|turned|ending|ends|in"
    r"|year\s+is|year)\s+"
    r"|\b(?:call|text|reach|talk|phone|ring|message)\b[^.,!?]{0,20}\b(?:at|by|after|before"
    r"|around)\s+"
    r"|#\s?|\+)$",
    re.IGNORECASE,
)
_HOUR_BEFORE = re.compile(r"\bat\s+(?:like\s+|around\s+|about\s+)?$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:in|since|from|year|of|until|by)\s+$", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w.,$£€¥/-])(?P<number>{NUMBER})(?:-?ish)?(?![\w$%:]|/\d|-\d|,\d)", re.IGNORECASE
)


def find_money(text: str, reference: Reference) -> Iterator[Figure]:
    """Find sums whose currency is said: $50, 50 bucks, fifty dollars, 50/mo with a sign."""
    for match in _MONEY.finditer(text):
        currency: str | None = reference.dollar
        if match["only_cents"]:
            value = read_number(match["only_cents"]) / 100
        else:
            value = read_number(match["figure"] or match["number"])
            value += read_number(match["cents"] or match["bare_cents"] or "0") / 100
            currency = _currency(match["before"] or match["after"], reference)
        yield amount(match.start(), match.end(), value, currency, reference.currency)


def find_bare_amounts(text: str, reference: Reference) -> Iterator[Figure]:
    """Find numbers that can only be sums although no currency is said: "can I pay 50 a month"."""
    for match in _BARE.finditer(text):
        before, after = around(text, match)
        if match["number"].lower() == "one":
            continue  # "one today, one on friday"
        if _HOUR_BEFORE.search(before) and read_number(match["number"]) <= 12:
            continue  # "at 6 in the morning"
        if re.fullmatch(r"(?:19|20)\d\d", match["number"]) and _YEAR_BEFORE.search(before):
            continue
        if match["number"].lower().endswith("grand"):
            yield amount(match.start(), match.end(), read_number(match["number"]), None, None)
            continue
        if _NOT_MONEY_BEFORE.search(before) or not _CUE_AFTER.search(after):
            continue
        cued = not before.strip() or _CUE_BEFORE.search(before) or _is_clause_start(before)
        if not cued and not _RHYTHM_AFTER.match(after):
            continue
        value = read_number(match["number"])
        if 0 < value < LARGEST:
            yield amount(match.start(), match.end(), value, None, reference.currency)


def _currency(said: str, reference: Reference) -> str | None:
    said = said.strip().lower()
    if said.startswith("peso"):
        return reference.peso
    name = said.removeprefix("chinese").strip()
    if re.match(r"(?:us\s+)?dol|buck|smack", said):
        return reference.dollar
    return _WORDS.get(name) or currency_of(said, reference)


def _is_clause_start(before: str) -> bool:
    return before.rstrip()[-1] in ".,!?;:(~="
