"""Cases to read figures from: the public Recognizers specifications, and our own held-out lines.

The specifications (https://github.com/microsoft/Recognizers-Text, MIT) are read from a folder
with ``English``, ``Spanish`` and ``Chinese`` in it; they are no part of this repository.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

LANGUAGES = {"English": "en", "Spanish": "es", "Chinese": "zh"}
_NEAR_DAYS = 366
_SOON_DAYS = 62  # "friday 31" is not said of one three months hence
_WEEKDAY_AND_NUMBER = re.compile(
    r"^(?:on |el )?[a-zé]+ (?:the |el d[ií]a )?\d+(?:st|nd|rd"
    r"|th)?$",
    re.I,
)
# What names no day on our calendar: the specification takes lunar dates for solar ones, "the day",
# "my day" and 最近 for today, and "a few days ago" for three days.
_NO_DAY = re.compile(
    r"^(?:the|my|this|past|last|the last)\s+day$|^otd$|^(?:d?el|en el|del?)\s+d[ií]a$"
    r"|^(?:en )?el [uú]ltimo d[ií]a$|^the day (?:before|after)$|d[ií]a anterior|\bfew\b"
    r"|最近|农历|正月|大年|初[一二三四五六七八九十]",
    re.IGNORECASE,
)
# "I'll go back last Sunday": told as to come, and gone by.
_TO_COME = re.compile(
    r"\b(?:I'?ll|will|should be|volver[eé]|regresar[eé]|saldr[eé]|debe hacerse|ir[eé])\b"
    r"|会在",
    re.IGNORECASE,
)
_FILES = re.compile(r"www|\.xlsx|\.html|_report")
_WEEKDAYS = tuple(
    rf"\b(?:{latin})|(?:星期|周|週|礼拜|禮拜){han}"
    for latin, han in (
        ("mon|lun", "一"),
        ("tue|martes|mar\\b", "二"),
        ("wed|mi[eé]|mi\\b", "三"),
        ("thu|jue", "四"),
        ("fri|vie", "五"),
        ("sat|s[aá]b", "六"),
        ("sun|dom", "日"),
    )
)
_SAID = {
    "USD": "Dollar, United States dollar, Dólar, Dólar estadounidense, Cent, Centavo",
    "CAD": "Canadian dollar, Dólar canadiense",
    "AUD": "Australian dollar, Dólar australiano",
    "NZD": "New Zealand dollar, Dólar neozelandés",
    "GBP": "Pound, British pound, Libra",
    "EUR": "Euro",
    "CNY": "Chinese yuan",
    "HKD": "Hong Kong dollar",
    "TWD": "New Taiwan dollar",
    "MXN": "Mexican peso, Peso mexicano",
    "JPY": "Japanese yen, Yen",
}
_UNITS = {unit: code for code, units in _SAID.items() for unit in units.split(", ")}
_RHYTHMS = {"P1W": "weekly", "P2W": "biweekly", "P1M": "monthly"}


@dataclass(frozen=True)
class Case:
    """A text, when it was said, and every answer that counts as right for each of its figures."""

    language: str
    kind: str
    text: str
    now: datetime
    expected: tuple[tuple[Any, ...], ...]  # one entry a figure: the answers that are right
    phrase: str
    sayable: bool  # whether somebody who owes money could say it
    source: str = field(compare=False, default="")


def read_cases(folder: Path) -> list[Case]:
    """Read the days, sums and rhythms of the specifications."""
    cases = []
    for name, language in LANGUAGES.items():
        cases += list(_days(folder / name / "DateParser.json", language))
        cases += list(_days(folder / name / "DateTimeModel.json", language))
        cases += list(_sums(folder / name / "CurrencyModel.json", language))
        cases += list(_rhythms(folder / name / "SetParser.json", language))
    return cases


def _specification(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return found


def _now(given: dict[str, Any]) -> datetime:
    said = (given.get("Context") or {}).get("ReferenceDateTime") or "2016-11-07T00:00:00"
    return datetime.fromisoformat(said[:19]).replace(tzinfo=UTC)


def _days(path: Path, language: str) -> Iterator[Case]:
    """Give the cases all of whose figures are days."""
    for given in _specification(path):
        results = given["Results"]
        if not results or any(_type(result) != "date" for result in results):
            continue
        values = tuple(_values(result) for result in results)
        expected = tuple(v for v in values if v)
        phrase = results[0]["Text"]
        now = _now(given)
        sayable = (
            len(values) == len(expected) == 1
            and not _FILES.search(given["Input"])
            and _could_say(phrase, values[0], now)
            and not (_TO_COME.search(given["Input"]) and max(values[0]) < f"{now:%Y-%m-%d}")
        )
        yield Case(language, "date", given["Input"], now, expected, phrase, sayable, path.stem)


def _type(result: dict[str, Any]) -> str:
    return str(result.get("TypeName") or result.get("Type")).removeprefix("datetimeV2.")


def _values(result: dict[str, Any]) -> tuple[str, ...]:
    """Give the days that are right; none where the specification says that there is none."""
    if "Resolution" in result:
        found = [value.get("value") for value in result["Resolution"]["values"]]
    else:
        value = result["Value"]
        found = [value["FutureResolution"].get("date"), value["PastResolution"].get("date")]
    wrong = {None, "not resolved", "0001-01-01"}
    return tuple(sorted({str(day) for day in found if day not in wrong}))


def _could_say(phrase: str, values: tuple[str, ...], now: datetime) -> bool:
    """Whether it is a day within a year, in words that do not contradict themselves."""
    last = date.fromisoformat(values[-1])
    away = (last - now.date()).days
    if abs(away) > _NEAR_DAYS or _NO_DAY.search(phrase):
        return False
    named = [n for n, words in enumerate(_WEEKDAYS) if re.search(words, phrase, re.IGNORECASE)]
    if named and _WEEKDAY_AND_NUMBER.search(phrase):
        return last.weekday() in named and away <= _SOON_DAYS
    return not named or last.weekday() in named


def _sums(path: Path, language: str) -> Iterator[Case]:
    for given in _specification(path):
        results = [r for r in given["Results"] if r["Resolution"].get("value") is not None]
        if not results or len(results) < len(given["Results"]):
            continue
        expected = tuple(((_minor(r), _UNITS.get(r["Resolution"]["unit"])),) for r in results)
        ((minor, currency),) = expected[0]
        whole = minor is not None and 0 < minor <= 100_000_00
        sayable = len(expected) == 1 and whole and currency is not None
        yield Case(
            language,
            "amount",
            given["Input"],
            datetime(2026, 11, 23, tzinfo=UTC),
            expected,
            results[0]["Text"],
            sayable,
            path.stem,
        )


def _minor(result: dict[str, Any]) -> int | None:
    """Give the sum in hundredths; None where it has smaller parts."""
    value = float(str(result["Resolution"]["value"]).replace(",", "."))
    small = {"Cent", "Centavo", "Japanese yen", "Yen"}  # the yen has no smaller part
    hundredths = value * (1 if result["Resolution"]["unit"] in small else 100)
    return round(hundredths) if abs(hundredths - round(hundredths)) < 1e-6 else None


def _rhythms(path: Path, language: str) -> Iterator[Case]:
    for given in _specification(path):
        results = given["Results"]
        said = [_RHYTHMS.get(r["Value"]["Timex"]) for r in results]
        if len(said) == 1 and said[0]:
            yield Case(
                language, "frequency", given["Input"], _now(given), ((said[0],),),
                results[0]["Text"], True, path.stem,
            )  # fmt: skip


def read_heldout(file: Path) -> list[dict[str, Any]]:
    """Read our own lines: text, now, zone, currency and what is expected."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]
