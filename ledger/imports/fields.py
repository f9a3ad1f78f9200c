"""Read single fields of a row, each exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

import phonenumbers

from ledger.geography import known_countries, state_code
from ledger.money import Money, MoneyError, exponent

LANGUAGES = {
    "": "en",
    "en": "en",
    "es": "es",
    "zh": "zh-Hans",
    "zh-hans": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
}
_EARLIEST_BIRTH = date(1900, 1, 1)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unreadable(Exception):
    """A field that cannot be taken, and why."""

    def __init__(self, column: str, reason: str) -> None:
        """``reason`` is a sentence for the person who made the file."""
        super().__init__(reason)
        self.column = column
        self.reason = reason


def text(fields: Mapping[str, str], column: str, *, longest: int) -> str | None:
    """Give a text of limited length, or nothing if the field is empty."""
    value = fields.get(column, "")
    if len(value) > longest:
        raise Unreadable(column, f"It is longer than {longest} characters. Shorten it.")
    return value or None


def needed(fields: Mapping[str, str], column: str, *, longest: int) -> str:
    """Give a text that must be there."""
    value = text(fields, column, longest=longest)
    if value is None:
        raise Unreadable(column, "It is empty, and it is needed. Fill it in.")
    return value


def one_of(fields: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    """Give one of a few words, in small letters."""
    value = fields.get(column, "").casefold()
    if value not in allowed:
        raise Unreadable(
            column, f"Write one of: {', '.join(word or 'nothing' for word in allowed)}."
        )
    return value


def day(fields: Mapping[str, str], column: str) -> date | None:
    """Give a date written YYYY-MM-DD, or nothing if the field is empty."""
    value = fields.get(column, "")
    if not value:
        return None
    try:
        if _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        raise Unreadable(column, "There is no such day in the calendar.") from None
    raise Unreadable(column, "Write the date as YYYY-MM-DD, such as 2026-12-04.")


def needed_day(fields: Mapping[str, str], column: str) -> date:
    """Give a date that must be there."""
    value = day(fields, column)
    if value is None:
        raise Unreadable(column, "It is empty, and it is needed. Write the date as YYYY-MM-DD.")
    return value


def instant(fields: Mapping[str, str], column: str) -> datetime:
    """Give an instant in UTC; a plain date is its first moment there."""
    value = fields.get(column, "")
    try:
        if _ISO_DATE.fullmatch(value):
            return datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC)
        read = datetime.fromisoformat(value)
    except ValueError:
        raise Unreadable(
            column, "Write the instant as 2026-12-04T15:00:00Z, or the date as 2026-12-04."
        ) from None
    if read.tzinfo is None:
        raise Unreadable(column, "The time has no zone. Add Z for UTC, or an offset like -05:00.")
    return read.astimezone(UTC)


def currency(fields: Mapping[str, str], column: str) -> str:
    """Give a currency code of ISO 4217."""
    value = fields.get(column, "").upper()
    try:
        exponent(value)
    except MoneyError as error:
        raise Unreadable(column, str(error)) from None
    return value


def money(fields: Mapping[str, str], column: str, code: str, *, empty: bool = False) -> Money:
    """Give an exact sum; an empty field is zero where that is allowed."""
    value = fields.get(column, "")
    if not value:
        if empty:
            return Money(0, code)
        raise Unreadable(column, "It is empty, and it is needed. Write the amount, 0 for none.")
    try:
        return Money.parse(value, code)
    except MoneyError as error:
        raise Unreadable(column, str(error)) from None


def charge(fields: Mapping[str, str], column: str, code: str, *, empty: bool = False) -> Money:
    """Give a sum that is not below zero."""
    read = money(fields, column, code, empty=empty)
    if read.minor < 0:
        raise Unreadable(column, "It is below zero. Write what is owed as a plain amount.")
    return read


def country(fields: Mapping[str, str], column: str) -> str:
    """Give a country code of ISO 3166."""
    value = fields.get(column, "").upper()
    if value not in known_countries():
        raise Unreadable(column, "Write the country as its two letters, such as US or CN.")
    return value


def region(fields: Mapping[str, str], column: str, of: str) -> str | None:
    """Give a region; in the United States a state's two letters, because law hangs on it."""
    value = text(fields, column, longest=100)
    if of != "US" or value is None:
        return value
    code = state_code(value)
    if code is None:
        raise Unreadable(column, "This is no state of the US. Write its two letters, such as CA.")
    return code


def postal_code(fields: Mapping[str, str], column: str, of: str) -> str | None:
    """Give a postal code; in the United States five digits, because people are known by it."""
    value = text(fields, column, longest=20)
    if of == "US" and value is not None and not re.fullmatch(r"\d{5}(-?\d{4})?", value):
        raise Unreadable(
            column, "A US postal code has five digits. A spreadsheet may have lost a leading zero."
        )
    return value


def phone(fields: Mapping[str, str], column: str, of: str) -> str | None:
    """Give a telephone number in E.164, read as it is dialled in the country ``of``."""
    value = fields.get(column, "")
    if not value:
        return None
    if re.fullmatch(r"[\d.]+[eE]\+?\d+", value):
        raise Unreadable(column, "A spreadsheet has shortened the number. Format it as text.")
    number = _dialled(value, of)
    if number is None:
        raise Unreadable(column, _NO_PHONE)
    return number


@lru_cache(maxsize=10_000)  # a person's accounts often follow one another
def _dialled(value: str, of: str) -> str | None:
    try:
        parsed = phonenumbers.parse(value, of)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


_NO_PHONE = (
    "This is not a telephone number of that country. "
    "Write it with + and the country code, such as +12125550100."
)


def email(fields: Mapping[str, str], column: str) -> str | None:
    """Give an e-mail address."""
    value = text(fields, column, longest=200)
    if value is not None and not _EMAIL.fullmatch(value):
        raise Unreadable(column, "This is not an e-mail address.")
    return value


def language(fields: Mapping[str, str], column: str) -> str:
    """Give one of the languages we speak; English if the field is empty."""
    value = fields.get(column, "").casefold().replace("_", "-")
    found = LANGUAGES.get(value) or LANGUAGES.get(value.partition("-")[0])
    if found is None:
        raise Unreadable(column, "Write one of: en, es, zh-Hans, zh-Hant.")
    return found


def birth_date(fields: Mapping[str, str], column: str, *, today: date) -> date | None:
    """Give a day of birth that can be one."""
    value = day(fields, column)
    if value is not None and not _EARLIEST_BIRTH <= value <= today:
        raise Unreadable(column, "This cannot be a day of birth. Check the year.")
    return value
