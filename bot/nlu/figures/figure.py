"""What a figure is, and the moment and place it is read against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

Value = str | int | None | dict[str, str | int | list[int] | None]

# Currencies written with a bare $, and those of them that people call dollars.
_DOLLARS = {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"}
_PESOS = {"MXN", "COP", "ARS", "CLP", "UYU", "DOP"}
# Places that write the month first.
_MONTH_FIRST = {
    "America/" + place
    for place in (
        "New_York Detroit Chicago Denver Boise Phoenix Los_Angeles Anchorage Juneau Sitka Nome "
        "Yakutat Metlakatla Adak Menominee Toronto Vancouver Edmonton Winnipeg Regina Halifax "
        "St_Johns Moncton Montreal Whitehorse Puerto_Rico"
    ).split()
} | set("Pacific/Honolulu UTC Asia/Shanghai Asia/Urumqi Asia/Taipei Asia/Tokyo Asia/Seoul".split())
_OWN_DOLLARS = ("America/", "Australia/", "Pacific/Auckland", "Asia/Hong_Kong", "Asia/Singapore")
_MONTH_FIRST_BELOW = ("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/")


NOISE = "noise"  # the kind of a stretch that nothing may be read from; never given out


@dataclass(frozen=True)
class Figure:
    """One figure: its kind, where it stands in the text, and its value in JSON's own types.

    Kinds and values: ``amount`` {"minor", "currency"}, where the currency is None if the words
    leave it open (a bare number, 块, 元, 蚊, lana, pesos before the account is known); ``share``
    {"numerator", "denominator"};
    ``date`` and ``birth_date`` ISO dates; ``vague_date`` {"words", "earliest", "latest"} with ISO
    dates or None; ``frequency`` weekly|biweekly|semimonthly|monthly; ``count`` and
    ``birth_year`` whole numbers; ``time_window`` {"after", "before", "days"} with "HH:MM" or None
    and weekdays (Monday 0) or None; ``postal_code`` and ``reference`` strings.
    """

    kind: str
    start: int
    end: int
    value: Value


@dataclass(frozen=True)
class Reference:
    """When and where the words were said, and what is known of the account.

    ``language`` only settles what the words leave open. ``day_first`` says how 5/1 is read; when
    it is None the zone tells, and Spanish and Chinese words have their own order.
    """

    now: datetime
    zone: str = "UTC"
    currency: str | None = None
    language: str | None = None
    day_first: bool | None = None

    @property
    def today(self) -> date:
        """The date on the speaker's own calendar."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def dollar(self) -> str:
        """The currency that the word dollar stands for here: the account's, if it is one."""
        return self.currency if self.currency in _DOLLARS else "USD"

    @property
    def dollar_sign(self) -> str | None:
        """The currency that ``$`` stands for here; pesos are written with it too.

        None where the account's currency is unknown and the place has a $ of its own.
        """
        if self.currency in _DOLLARS | _PESOS:
            return self.currency
        elsewhere = self.zone.startswith(_OWN_DOLLARS) and self.zone not in _MONTH_FIRST
        return None if self.currency is None and elsewhere else "USD"

    @property
    def peso(self) -> str | None:
        """The currency that the word peso stands for here; None while the account may say."""
        if self.currency is None:
            return None
        return self.currency if self.currency in _PESOS | {"PHP"} else "MXN"

    @property
    def writes_day_first(self) -> bool:
        """Whether 5/1 is the fifth of January here."""
        if self.day_first is not None:
            return self.day_first
        return not (self.zone in _MONTH_FIRST or self.zone.startswith(_MONTH_FIRST_BELOW))
