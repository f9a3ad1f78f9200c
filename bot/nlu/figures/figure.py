"""What a figure is, and the moment and place it is read against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

Value = str | int | None | dict[str, str | int | None]


@dataclass(frozen=True)
class Figure:
    """One figure: its kind, where it stands in the text, and its value in JSON's own types.

    Kinds and values: ``amount`` {"minor", "currency" or None}, ``share`` {"numerator",
    "denominator"}, ``date`` and ``birth_date`` ISO dates, ``vague_date`` {"words", "earliest",
    "latest"} with ISO dates or None, ``frequency`` weekly|biweekly|semimonthly|monthly,
    ``count`` and ``birth_year`` whole numbers, ``postal_code`` and ``reference`` strings.
    """

    kind: str
    start: int
    end: int
    value: Value


@dataclass(frozen=True)
class Reference:
    """When and where the words were said, and the account's currency if that is known.

    ``dollar`` is what a bare dollar means: the account's currency if it is a dollar, else USD.
    """

    now: datetime
    zone: str = "UTC"
    currency: str | None = None

    @property
    def today(self) -> date:
        """The date on the speaker's own calendar."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def dollar(self) -> str:
        """The currency that ``$`` stands for here."""
        dollars = {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}
        return self.currency if self.currency in dollars else "USD"
