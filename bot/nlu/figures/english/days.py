"""Read the day out of what the forms of ``dates`` matched."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.nlu.figures import calendar as cal
from bot.nlu.figures.english.numbers import read_number
from bot.nlu.figures.english.words import read_month, read_ordinal, read_weekday
from bot.nlu.figures.forms import Reading, Seen, Window
from bot.nlu.figures.holidays import Feast, by_easter, fixed, floating, next_feast

_UNCLEAR = Window()  # the words contradict themselves: one question settles it
_NEAREST_PAST = {"past", "this past"}
_WORDS_TOO = {"sun", "sat", "wed", "mon", "fri"}  # also "the sun", "I sat", "the wed"
_FEASTS: tuple[tuple[str, Feast], ...] = (
    (r"mas\s+eve", fixed(12, 24)),
    (r"mas", fixed(12, 25)),
    (r"boxing", fixed(12, 26)),
    (r"eve", fixed(12, 31)),
    (r"new\s+year", fixed(1, 1)),
    (r"thanksgiving", floating(11, 3, 4)),
    (r"black", floating(11, 3, 4, days=1)),
    (r"cyber", floating(11, 3, 4, days=4)),
    (r"halloween", fixed(10, 31)),
    (r"lab", floating(9, 0, 1)),
    (r"memorial", floating(5, 0, -1)),
    (r"independence|july", fixed(7, 4)),
    (r"juneteenth", fixed(6, 19)),
    (r"veteran", fixed(11, 11)),
    (r"mlk", floating(1, 0, 3)),
    (r"valentine", fixed(2, 14)),
    (r"good", by_easter(-2)),
    (r"easter\s+monday", by_easter(1)),
    (r"easter", by_easter(0)),
    (r"mother", floating(5, 6, 2)),
    (r"father", floating(6, 6, 3)),
    (r"patrick", fixed(3, 17)),
    (r"workers|may\s+day", fixed(5, 1)),
    (r"cinco", fixed(5, 5)),
)


def plain(match: re.Match[str], seen: Seen) -> date:
    """Read today, tomorrow, yesterday and their neighbours."""
    word = match[0].lower()
    if "after" in word:
        return seen.today + timedelta(days=2)
    if "before" in word:
        return seen.today - timedelta(days=2)
    if word.startswith("y"):
        return seen.today - timedelta(days=1)
    ahead = word.startswith(("tom", "tmr", "tmw", "tmo", "2m")) or word.endswith("next day")
    return seen.today + timedelta(days=int(ahead))


def weekday(match: re.Match[str], seen: Seen) -> date | None:
    """Read a weekday: the coming one, or this, next or last week's."""
    number = read_weekday(match["weekday"])
    which = re.sub(r"\s+", " ", (match["which"] or "").lower())
    before = match.string[: match.start()].lower()
    if number is None or (
        not which
        and match["weekday"].lower() in _WORDS_TOO
        and re.search(
            r"(?:^|\W)(?:the|i|she|he|we|they|i'm|im|am|was|been|is|just|his"
            r"|her)\s$",
            before,
        )
    ):
        return None
    if which in {"last", "previous"}:
        return cal.weekday_of_week(seen.today, number, -1)
    since = not which and before.endswith("since ")
    if since or which in _NEAREST_PAST or (seen.backwards and not which):
        return cal.weekday_before(seen.today, number)
    if which in {"next", "following"}:
        return cal.weekday_of_week(seen.today, number, 1)
    if which == "this" and seen.today.weekday() == number:
        return seen.today
    return cal.weekday_after(seen.today, number)


def weekday_of_week(match: re.Match[str], seen: Seen) -> date | None:
    """Read "friday next week" and "next week on friday"."""
    number = read_weekday(match["weekday"] or match["weekday_first"])
    which = (match["week"] or match["week_last"]).lower()
    weeks = {"this": 0, "last": -1, "previous": -1}.get(which, 1)
    return None if number is None else cal.weekday_of_week(seen.today, number, weeks)


def weekday_after_next(match: re.Match[str], seen: Seen) -> date | None:
    """Read "the friday after next": one week later than next friday."""
    number = read_weekday(match["weekday"])
    weeks = 2 if match["which"].lower() == "next" else 1
    return None if number is None else cal.weekday_of_week(seen.today, number, weeks)


def weekday_week(match: re.Match[str], seen: Seen) -> date | None:
    """Read "friday week" and "a week on friday": seven days after the coming one."""
    number = read_weekday(match["from_weekday"])
    return None if number is None else cal.weekday_after(seen.today, number) + timedelta(days=7)


def weekdays_from_now(match: re.Match[str], seen: Seen) -> date | None:
    """Read "two fridays from now"."""
    number = read_weekday(match["weekday"])
    weeks = 1 if match["number"].lower() in {"two", "2"} else 2
    return (
        None if number is None else cal.weekday_after(seen.today, number) + timedelta(weeks=weeks)
    )


def distance(match: re.Match[str], seen: Seen) -> Reading:
    """Read "in two weeks", "10 days from now", "two weeks from Monday", "3 days ago"."""
    groups = match.groupdict()
    start = _start(groups, seen)
    if start is None:
        return None
    number = groups["number"]
    if "couple" in number.lower():
        return _UNCLEAR
    amount = 1 if number.lower() in {"a", "an"} else int(read_number(number))
    if groups.get("ago") or (groups.get("side") or "").lower() == "before":
        amount = -amount
    if groups.get("more"):  # "1 month and 21 days ago"
        start = _moved(
            start, groups["more_unit"] or "", int(read_number(groups["more"] or "0")), amount
        )
    return _moved(start, match["unit"], amount, 1)


def longer(match: re.Match[str], seen: Seen) -> Reading:
    """Read "two more weeks", "another 10 days", "a month longer": so far from today."""
    number = (match.groupdict().get("longer") or match["number"] or "a").lower()
    if "couple" in number:
        return _UNCLEAR
    amount = 1 if number in {"a", "an"} else int(read_number(number))
    return _moved(seen.today, match["unit"], amount, 1)


def _moved(start: date, unit: str, amount: int, sign: int) -> date:
    """Go so many units from a day, backwards with a negative sign."""
    unit, amount = unit.lower(), amount if sign > 0 else -amount
    if unit.startswith(("business", "working")):
        return _business_days(start, amount)
    if unit.startswith(("mo", "y")):
        return cal.add_months(start, amount * (12 if unit[0] == "y" else 1))
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return start + timedelta(days=days * amount)


def weekday_at_distance(match: re.Match[str], seen: Seen) -> Reading:
    """Read "monday two weeks from now": the weekday of the week that is so far off."""
    there, number = distance(match, seen), read_weekday(match["on"])
    if number is None or not isinstance(there, date):
        return there
    return cal.weekday_of_week(there, number, 0)


def _start(groups: dict[str, str | None], seen: Seen) -> date | None:
    """Give the day a distance is counted from."""
    word = (groups.get("from_word") or "").lower()
    if groups.get("from_weekday"):
        number = read_weekday(groups["from_weekday"] or "")
        if number is None:
            return None
        if (groups.get("from_which") or "").strip().lower() == "next":
            return cal.weekday_of_week(seen.today, number, 1)
        return cal.weekday_after(seen.today, number)
    if groups.get("from_month"):
        month = read_month(groups["from_month"] or "") or 1
        return cal.nearest_year(month, int(groups["from_day"] or 1), seen.today, backwards=False)
    if groups.get("from_holiday"):
        return _feast(groups["from_holiday"] or "", seen)
    if groups.get("from_first"):
        first, second = int(groups["from_first"] or 0), int(groups["from_second"] or 0)
        return _day_in_numbers(first, second, groups.get("from_year"), seen)
    if groups.get("from_number"):
        return cal.day_of_month_after(seen.today, int(groups["from_number"] or 1))
    return seen.today + timedelta(days={"tomorrow": 1, "tmrw": 1, "yesterday": -1}.get(word, 0))


def _business_days(start: date, amount: int) -> date:
    step = timedelta(days=1 if amount > 0 else -1)
    left, day = min(abs(amount), 1000), start
    while left:
        day += step
        left -= day.weekday() < 5
    return day


def month_day(match: re.Match[str], seen: Seen) -> Reading:
    """Read "Jan 5", "the 5th of January, 2027", "Friday the 5th of March"."""
    month, day = read_month(match["month"]), read_ordinal(match["day"])
    if month is None or day is None:
        return None
    groups = match.groupdict()
    written = groups.get("year") or groups.get("short_year")
    if groups.get("year_words"):
        found = cal.make_date(_year_in_words(groups["year_words"] or ""), month, day)
    elif written:
        found = cal.make_date(cal.full_year(written), month, day)
    else:
        found = cal.nearest_year(month, day, seen.today, backwards=seen.backwards)
    number = read_weekday(groups.get("weekday") or "")
    return found and (cal.agreed(found, number, seen.today) or _UNCLEAR)


def _year_in_words(words: str) -> int:
    """Read "nineteen eighty six", "two thousand and eighteen", "twenty twenty six"."""
    words = words.lower()
    if words.startswith("two thousand"):
        return int(read_number(words))
    first, rest = words.split(maxsplit=1)
    return int(read_number(first)) * 100 + int(read_number(rest.removeprefix("hundred ")))


def numeric(match: re.Match[str], seen: Seen) -> Reading:
    """Read 1/5 and 1/5/27, in the order of the place unless that cannot be."""
    groups = match.groupdict()
    found = _day_in_numbers(int(match["first"]), int(match["second"]), groups.get("year"), seen)
    number = read_weekday(groups.get("weekday") or "")
    return found and (cal.agreed(found, number, seen.today) or _UNCLEAR)


def _day_in_numbers(first: int, second: int, year: str | None, seen: Seen) -> date | None:
    month, day = (second, first) if seen.day_first else (first, second)
    if month > 12 >= day:
        month, day = day, month
    if year:
        return cal.make_date(cal.full_year(year), month, day)
    return cal.nearest_year(month, day, seen.today, backwards=seen.backwards)


def iso(match: re.Match[str], _: Seen) -> date | None:
    """Read 2026-12-04."""
    return cal.make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def day_of_month(match: re.Match[str], seen: Seen) -> date | None:
    """Read "the 15th", "the 15th of next month"."""
    number = read_ordinal(match["day"] or match.groupdict().get("only") or "")
    which = (match.groupdict().get("which") or "").lower()
    if number is None:
        return None
    months = {"last": -1, "this": 0, "next": 1, "following": 1, "coming": 1}.get(which)
    if months is not None:
        first = cal.add_months(seen.today.replace(day=1), months)
        return cal.make_date(first.year, first.month, number)
    reckon = cal.day_of_month_before if seen.backwards else cal.day_of_month_after
    return reckon(seen.today, number)


def weekday_and_number(match: re.Match[str], seen: Seen) -> Reading:
    """Read "friday the 27th"; unclear where the next 27th is no friday."""
    weekday_number = read_weekday(match["weekday"])
    number = read_ordinal(match["day"] or match["spelt"] or match["bare"])
    if weekday_number is None or number is None or not 1 <= number <= 31:
        return None
    found = cal.weekday_with_number(seen.today, weekday_number, number, backwards=seen.backwards)
    return found or _UNCLEAR


def nth_of_month(match: re.Match[str], seen: Seen) -> date | None:
    """Read "the first friday of next month"."""
    number = read_weekday(match["weekday"])
    nths = {"last": -1, "1": 1, "f": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4}
    said = match["nth"].lower()
    nth = 4 if said == "fourth" else nths.get(said, nths.get(said[0]))
    if number is None or nth is None:
        return None
    if match["month"]:
        month = read_month(match["month"]) or 1
        for year in (seen.today.year, seen.today.year + 1):
            found = cal.nth_weekday(year, month, number, nth)
            if found and found >= seen.today:
                return found
        return None
    which = (match["which"] or "").strip().lower()
    ahead = {"next": 1, "last": -1, "previous": -1, "past": -1}.get(which, 0)
    first = cal.add_months(seen.today.replace(day=1), ahead)
    found = cal.nth_weekday(first.year, first.month, number, nth)
    if which or match["of"] or (found and found >= seen.today):
        return found
    first = cal.add_months(first, 1)  # "the second friday": this month's is over
    return cal.nth_weekday(first.year, first.month, number, nth)


def end_of(match: re.Match[str], seen: Seen) -> date:
    """Read "end of the month", "end of next week", "eom"."""
    short = {"eom": "month", "eow": "week", "eoy": "year"}.get((match["short"] or "").lower())
    unit = (short or match["unit"] or match["unit_first"]).lower()
    following, today = bool(match["which"]), seen.today
    if unit == "week":
        friday = cal.weekday_of_week(today, 4, int(following))
        return friday if friday >= today else friday + timedelta(days=7)
    if unit == "year":
        return date(today.year + following, 12, 31)
    if unit in {"month", "mo"}:
        first = cal.add_months(today.replace(day=1), int(following))
        return cal.last_day(first.year, first.month)
    month = read_month(unit) or today.month
    return cal.last_day(today.year + (month < today.month), month)


def holiday(match: re.Match[str], seen: Seen) -> date | None:
    """Read the feasts that fall on one day."""
    before = (match["which"] or "").lower()
    if before in {"last", "previous"}:
        seen = replace(seen, backwards=True)
    if match["year"]:
        seen = replace(seen, today=date(int(match["year"]), 1, 1), backwards=False)
    return _feast(match[0], seen)


def _feast(name: str, seen: Seen) -> date | None:
    for pattern, feast in _FEASTS:
        if re.search(pattern, name, re.IGNORECASE):
            return next_feast(feast, seen.today, backwards=seen.backwards)
    return None
