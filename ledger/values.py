"""The values of a reply as JSON, each with its kind, so that they come back as they went.

>>> encode({"balance": Money(5000, "USD"), "name": "Ana"})
{'balance': {'money': [5000, 'USD']}, 'name': {'text': 'Ana'}}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from ledger.errors import LedgerError
from ledger.money import Money


@dataclass(frozen=True)
class Hours:
    """Hours of some days on the person's own clock: "HH:MM" or None, and weekdays (Monday is 0)."""

    after: str | None = None
    before: str | None = None
    days: tuple[int, ...] | None = None  # None: every day


@dataclass(frozen=True)
class Words:
    """Small words of the language's own file, such as the ways to reach somebody."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class AccountLine:
    """One of several accounts, as somebody may choose it."""

    creditor: str
    product: str
    ending: str  # the last signs of its number
    balance: Money


@dataclass(frozen=True)
class AccountList:
    """Accounts to choose from; the first has the number 1."""

    lines: tuple[AccountLine, ...]


@dataclass(frozen=True)
class Parts:
    """Sums and what each is for, a small word of the language; nought is left out when said."""

    lines: tuple[tuple[str, Money], ...]


Schedule: TypeAlias = Sequence[tuple[date, Money]]
Value: TypeAlias = (
    str | int | Money | date | datetime | Schedule | Hours | Words | AccountList | Parts
)


class UnreadableValue(LedgerError, ValueError):
    """A value that this codec does not know, going out or coming in."""


def encode(values: Mapping[str, Value]) -> dict[str, dict[str, Any]]:
    """Write named values as tagged JSON."""
    return {name: _encoded(name, value) for name, value in values.items()}


def decode(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Value]:
    """Read what ``encode`` wrote.

    >>> decode({"due_on": {"date": "2026-12-04"}})
    {'due_on': datetime.date(2026, 12, 4)}
    """
    return {name: _decoded(name, tagged) for name, tagged in values.items()}


def _encoded(name: str, value: Value) -> dict[str, Any]:
    match value:
        case bool():
            raise UnreadableValue(f"The value '{name}' is a yes or no; say it with a template.")
        case str():
            return {"text": value}
        case int():
            return {"count": value}
        case Money():
            return {"money": [value.minor, value.currency]}
        case datetime():
            return {"instant": _instant_text(name, value)}
        case date():
            return {"date": value.isoformat()}
        case Hours(after, before, days):
            return {"hours": [after, before, list(days) if days is not None else None]}
        case Words(names):
            return {"words": list(names)}
        case AccountList(lines):
            return {
                "accounts": [
                    [one.creditor, one.product, one.ending, one.balance.minor, one.balance.currency]
                    for one in lines
                ]
            }
        case Parts(lines):
            return {"parts": [[name, sum_.minor, sum_.currency] for name, sum_ in lines]}
        case list() | tuple():
            return {"schedule": [[on.isoformat(), sum_.minor, sum_.currency] for on, sum_ in value]}
        case _:
            raise UnreadableValue(
                f"The value '{name}' is of no kind a message can hold. "
                f"Give a text, a count, money, a date, an instant, a schedule, hours, words, "
                f"accounts or parts."
            )


def _decoded(name: str, tagged: Mapping[str, Any]) -> Value:
    match dict(tagged):
        case {"text": str(text), **rest} if not rest:
            return text
        case {"count": int(count), **rest} if not rest:
            return count
        case {"money": [int(minor), str(currency)], **rest} if not rest:
            return Money(minor, currency)
        case {"instant": str(text), **rest} if not rest:
            return datetime.fromisoformat(text).astimezone(UTC)
        case {"date": str(text), **rest} if not rest:
            return date.fromisoformat(text)
        case {"hours": [after, before, days], **rest} if not rest:
            return Hours(after, before, tuple(days) if days is not None else None)
        case {"words": list(names), **rest} if not rest:
            return Words(tuple(str(name) for name in names))
        case {"accounts": list(rows), **rest} if not rest:
            return AccountList(
                tuple(
                    AccountLine(creditor, product, ending, Money(minor, code))
                    for creditor, product, ending, minor, code in rows
                )
            )
        case {"parts": list(rows), **rest} if not rest:
            return Parts(tuple((str(name), Money(minor, code)) for name, minor, code in rows))
        case {"schedule": list(rows), **rest} if not rest:
            return [(date.fromisoformat(on), Money(minor, code)) for on, minor, code in rows]
        case _:
            raise UnreadableValue(
                f"The stored value '{name}' has an unknown kind or shape. It was written by "
                f"another version; finish the turn with that version or drop the turn."
            )


def _instant_text(name: str, value: datetime) -> str:
    if value.tzinfo is None:
        raise UnreadableValue(f"The value '{name}' is an instant without a zone; pass UTC.")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
