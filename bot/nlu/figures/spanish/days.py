"""Read the day out of what the Spanish forms of ``dates`` matched."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.nlu.figures import calendar as cal
from bot.nlu.figures.forms import Reading, Seen, Window
from bot.nlu.figures.holidays import Feast, by_easter, fixed, floating, next_feast
from bot.nlu.figures.spanish.words import (
    ORDINALS,
    read_day,
    read_month,
    read_number,
    read_weekday,
)

_UNCLEAR = Window()  # the words contradict themselves: one question settles it
_GONE = {"pasado", "pasada", "ultimo", "ultima", "anterior", "este pasado"}
_FEASTS: tuple[tuple[str, Feast], ...] = (
    (r"noche\s?buena", fixed(12, 24)),
    (r"navidad", fixed(12, 25)),
    (r"ano\s+nuevo", fixed(1, 1)),
    (r"fin\s+de\s+ano", fixed(12, 31)),
    (r"reyes", fixed(1, 6)),
    (r"madres", fixed(5, 10)),
    (r"trabajador", fixed(5, 1)),
    (r"muertos", fixed(11, 2)),
    (r"jueves\s+santo", by_easter(-3)),
    (r"viernes\s+santo", by_easter(-2)),
    (r"domingo", by_easter(0)),
    (r"valentin", fixed(2, 14)),
    (r"gracias", floating(11, 3, 4)),
)


def plain(match: re.Match[str], seen: Seen) -> date:
    """Read hoy, mañana, ayer and their neighbours."""
    word = re.sub(r"\s+", " ", match[0].lower())
    if "antier" in word or ("ante" in word and "ayer" in word):
        return seen.today - timedelta(days=2)
    if "ayer" in word or word == "anoche":
        return seen.today - timedelta(days=1)
    if "pasado" in word or "despues" in word:
        return seen.today + timedelta(days=2)
    ahead = "manana" in word or "manyana" in word or "siguiente" in word or "proximo" in word
    return seen.today + timedelta(days=int(ahead))


def today_in_eight(match: re.Match[str], seen: Seen) -> date | None:
    """Read "de hoy en ocho": the same weekday a week on, since today is counted too."""
    weeks = 1 if match["eight"].lower() in {"ocho", "8"} else 2
    word = match["from"].lower()
    if word in {"hoy", "manana"}:
        return seen.today + timedelta(days=int(word != "hoy"), weeks=weeks)
    number = read_weekday(word)
    return (
        None if number is None else cal.weekday_after(seen.today, number) + timedelta(weeks=weeks)
    )


def in_some_days(match: re.Match[str], seen: Seen) -> date:
    """Read "en quince", which is fifteen days."""
    return seen.today + timedelta(days=15 if match["days"].lower() == "quince" else 8)


def distance(match: re.Match[str], seen: Seen) -> Reading:
    """Read "en 15 días", "dentro de dos semanas", "hace una semana"."""
    groups = match.groupdict()
    written = (groups.get("number") or groups.get("ago_number") or "1").lower()
    unit = (groups.get("unit") or groups.get("ago_unit") or "dia").lower()
    before = groups.get("ago") or groups.get("ago_number") or groups.get("before")
    start = seen.today + timedelta(
        days={"manana": 1, "ayer": -1}.get((groups.get("from") or "").lower(), 0)
    )
    return _from(start, written, unit, -1 if before else 1)


def longer(match: re.Match[str], seen: Seen) -> Reading:
    """Read "otra semana", "15 días más", "más tiempo, dos semanas": so far from today."""
    groups = match.groupdict()
    written = groups["longer"] or groups["number"] or groups["after"] or "1"
    unit = groups["unit"] or groups["more_unit"] or groups["after_unit"]
    return _from(seen.today, written.lower(), unit.lower())


def _from(start: date, written: str, unit: str, sign: int = 1) -> Reading:
    """The day so many units from another."""
    if written.startswith("un par"):
        return _UNCLEAR
    amount = sign * int(read_number(written))
    if "habil" in unit:
        return _working_days(start, amount)
    if unit.startswith(("mes", "ano")):
        return cal.add_months(start, amount * (12 if unit[0] == "a" else 1))
    return start + timedelta(days={"d": 1, "s": 7, "q": 15}[unit[0]] * amount)


def _working_days(start: date, amount: int) -> date:
    day, left = start, min(amount, 1000)
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def month_day(match: re.Match[str], seen: Seen) -> Reading:
    """Read "5 de enero", "viernes 5 de marzo de 2027", "enero 5"."""
    month, day = read_month(match["month"]), read_day(match["day"])
    if month is None or day is None:
        return None
    if match["year"]:
        found = cal.make_date(int(match["year"]), month, day)
    elif match["year_words"]:
        found = cal.make_date(int(read_number(match["year_words"])), month, day)
    else:
        found = cal.nearest_year(month, day, seen.today, backwards=seen.backwards)
    return _agreed(found, match, seen)


def _agreed(found: date | None, match: re.Match[str], seen: Seen) -> Reading:
    weekday_word = match.groupdict().get("weekday")
    number = read_weekday(weekday_word) if weekday_word else None
    return found and (cal.agreed(found, number, seen.today) or _UNCLEAR)


def iso(match: re.Match[str], _: Seen) -> date | None:
    """Read 2026-12-04."""
    return cal.make_date(int(match["year"]), int(match["month_number"]), int(match["day_number"]))


def numeric(match: re.Match[str], seen: Seen) -> Reading:
    """Read 5/1, 5/1/27, "el 21 del 3"."""
    first, second = int(match["first"]), int(match["second"])
    day, month = (first, second) if seen.day_first else (second, first)
    if month > 12 >= day:
        month, day = day, month
    groups = match.groupdict()
    if groups.get("year"):
        found = cal.make_date(cal.full_year(match["year"]), month, day)
    else:
        found = cal.nearest_year(month, day, seen.today, backwards=seen.backwards)
    return _agreed(found, match, seen)


def _months_away(match: re.Match[str]) -> int:
    groups = match.groupdict()
    said = (groups.get("month_which") or groups.get("month_coming") or "este").lower()
    if said in {"pasado"}:
        return -1
    return 0 if said in {"este", "actual"} or (said.startswith("en") and "curso" in said) else 1


def _first_of(today: date, months: int) -> date:
    return cal.add_months(today.replace(day=1), months)


def day_of_named_month(match: re.Match[str], seen: Seen) -> date | None:
    """Read "el 10 del mes que viene"."""
    number = read_day(match["day"])
    first = _first_of(seen.today, _months_away(match))
    return None if number is None else cal.make_date(first.year, first.month, number)


def day_of_month(match: re.Match[str], seen: Seen) -> date | None:
    """Read "el 10", "el día diez", "el primero"."""
    number = 1 if match.groupdict().get("first_of") else read_day(match["day"])
    if number is None:
        return None
    reckon = cal.day_of_month_before if seen.backwards else cal.day_of_month_after
    return reckon(seen.today, number)


def weekday_and_number(match: re.Match[str], seen: Seen) -> Reading:
    """Read "viernes 27"; unclear where the next 27th is no Friday."""
    weekday_number, number = read_weekday(match["weekday"]), read_day(match["day"])
    if weekday_number is None or number is None or not 1 <= number <= 31:
        return None
    return (
        cal.weekday_with_number(seen.today, weekday_number, number, backwards=seen.backwards)
        or _UNCLEAR
    )


def nth_of_month(match: re.Match[str], seen: Seen) -> date | None:
    """Read "el primer viernes de enero", "el último lunes del mes"."""
    number, nth = read_weekday(match["weekday"]), ORDINALS[match["nth"].lower()]
    if number is None:
        return None
    if not match["month"]:
        first = _first_of(seen.today, _months_away(match))
        return cal.nth_weekday(first.year, first.month, number, nth)
    month = read_month(match["month"]) or 1
    years = (
        cal.nth_weekday(year, month, number, nth) for year in (seen.today.year, seen.today.year + 1)
    )
    return next((found for found in years if found and found >= seen.today), None)


def end_of(match: re.Match[str], seen: Seen) -> date:
    """Read "fin de mes", "a fines de enero", "fin de año"."""
    if match["year_end"]:
        return date(seen.today.year, 12, 31)
    if match["month"]:
        month = read_month(match["month"]) or 1
        return cal.last_day(seen.today.year + (month < seen.today.month), month)
    coming = match["month_coming"] or match["month_which"]
    first = _first_of(seen.today, int(bool(coming)))
    return cal.last_day(first.year, first.month)


def quincena(match: re.Match[str], seen: Seen) -> date:
    """Read "la próxima quincena": the next payday, the 15th or the last day of the month."""
    today = seen.today
    end = cal.last_day(today.year, today.month)
    for day in (today.replace(day=15), end):
        if day > today:
            return day
    return cal.add_months(today.replace(day=15), 1)


def holiday(match: re.Match[str], seen: Seen) -> date | None:
    """Read the feasts that fall on one day."""
    for pattern, feast in _FEASTS:
        if re.search(pattern, match[0], re.IGNORECASE):
            return next_feast(feast, seen.today, backwards=seen.backwards)
    return None


def weekday_of_week(match: re.Match[str], seen: Seen) -> date | None:
    """Read "el viernes de la semana que viene", "la próxima semana el martes"."""
    number = read_weekday(match["weekday"] or match["weekday_last"])
    groups = match.groupdict()
    said = next(groups[k] for k in groups if k.startswith("week_") and groups[k]).lower()
    weeks = 0 if said == "esta" else -1 if said in _GONE else 1
    return None if number is None else cal.weekday_of_week(seen.today, number, weeks)


def weekday(match: re.Match[str], seen: Seen) -> date | None:
    """Read a weekday: "próximo" and "que viene" are the coming one, as Spanish has it."""
    number = read_weekday(match["weekday"])
    said = re.sub(r"\s+", " ", (match["coming"] or match["which"] or "").lower())
    if number is None:
        return None
    abbreviated = len(match["weekday"].rstrip(".")) < 5
    if abbreviated and not (said or match[0].lower().startswith("el ")):
        return None  # "mi", "mar", "dom" are other words as well
    if said in _GONE or (seen.backwards and not said):
        return cal.weekday_before(seen.today, number)
    if said == "otro":
        return cal.weekday_of_week(seen.today, number, 1)
    if said == "este" and seen.today.weekday() == number:
        return seen.today
    found = cal.weekday_after(seen.today, number)
    if said in {"proximo", "siguiente"} and (found - seen.today).days == 1:
        return found + timedelta(days=7)  # the other one would be called tomorrow
    return found
