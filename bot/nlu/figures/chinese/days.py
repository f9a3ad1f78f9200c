"""Read the day out of what the Chinese forms of ``dates`` matched."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.nlu.figures import calendar as cal
from bot.nlu.figures.chinese.words import read_number, read_weekday
from bot.nlu.figures.forms import Reading, Seen, Window
from bot.nlu.figures.holidays import Feast, fixed, floating, next_feast

_UNCLEAR = Window()  # the words contradict themselves, or the day is the lunar calendar's
_FEASTS: dict[str, Feast] = {
    "元旦": fixed(1, 1), "圣诞": fixed(12, 25), "平安": fixed(12, 24), "情人": fixed(2, 14),
    "国庆": fixed(10, 1), "劳动": fixed(5, 1), "五一": fixed(5, 1), "儿童": fixed(6, 1),
    "感恩": floating(11, 3, 4),
}  # fmt: skip
_AHEAD = {"下下": 2, "上上": -2, "下": 1, "上": -1}


def plain(match: re.Match[str], seen: Seen) -> date:
    """Read 今天, 明天, 后天, 大后天, 昨天, 前天 and how they are said in Cantonese."""
    word = match[0]
    if word.startswith("大"):
        days = 3 if word[1] == "后" else -3
    else:
        days = {"后": 2, "前": -2, "明": 1, "听": 1, "昨": -1, "寻": -1, "琴": -1}.get(word[0], 0)
    return seen.today + timedelta(days=days)


def _ahead(which: str | None) -> int | None:
    """Say how many weeks or months on, None where nothing is said."""
    if not which:
        return None
    return _AHEAD.get(which.rstrip("个"), 0)


def weekday(match: re.Match[str], seen: Seen) -> Reading:
    """Read 周五, 下周五, 这周日: of the week that is named, or the coming one."""
    number, weeks = read_weekday(match["weekday"]), _ahead(match["which"])
    if weeks is not None:
        found = cal.weekday_of_week(seen.today, number, weeks)
    elif match["day"]:
        day = int(read_number(match["day"]))
        return (
            cal.weekday_with_number(seen.today, number, day, backwards=seen.backwards) or _UNCLEAR
        )
    else:
        reckon = cal.weekday_before if seen.backwards else cal.weekday_after
        return reckon(seen.today, number)
    if match["day"] and found.day != int(read_number(match["day"])):
        return _UNCLEAR
    return found


def _agreed(found: date | None, match: re.Match[str]) -> Reading:
    mark = match.groupdict().get("weekday")
    if found and mark and read_weekday(mark) != found.weekday():
        return _UNCLEAR
    return found


def month_day(match: re.Match[str], seen: Seen) -> Reading:
    """Read 十二月三号, 2026年12月5日, 明年1月5号, 12.5号."""
    month, day = int(read_number(match["month"])), int(read_number(match["day"]))
    year = _year(match.groupdict().get("year"), seen.today)
    if year:
        return _agreed(cal.make_date(year, month, day), match)
    return _agreed(cal.nearest_year(month, day, seen.today, backwards=seen.backwards), match)


def _year(written: str | None, today: date) -> int | None:
    word = (written or "").removesuffix("年")
    if not word:
        return None
    near = {"今": 0, "本": 0, "明": 1, "后": 2, "去": -1, "前": -2}
    if word in near:
        return today.year + near[word]
    year = int(read_number(word))
    return cal.full_year(f"{year:02d}")


def iso(match: re.Match[str], _: Seen) -> date | None:
    """Read 2026-12-04."""
    return cal.make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def numeric(match: re.Match[str], seen: Seen) -> date | None:
    """Read 12/5 and 12/5/2026."""
    first, second = int(match["first"]), int(match["second"])
    month, day = (second, first) if seen.day_first else (first, second)
    if month > 12 >= day:
        month, day = day, month
    if match["year"]:
        return cal.make_date(cal.full_year(match["year"]), month, day)
    return cal.nearest_year(month, day, seen.today, backwards=seen.backwards)


def day_of_named_month(match: re.Match[str], seen: Seen) -> date | None:
    """Read 下个月十号."""
    first = cal.add_months(seen.today.replace(day=1), _ahead(match["which"]) or 0)
    return cal.make_date(first.year, first.month, int(read_number(match["day"])))


def day_of_month(match: re.Match[str], seen: Seen) -> Reading:
    """Read 10号, 廿五号."""
    if "日" in match[0] and match["day"] in "一二三四五六七八九":
        return None  # 遲一日 is a length, 六日 the weekend
    reckon = cal.day_of_month_before if seen.backwards else cal.day_of_month_after
    return _agreed(reckon(seen.today, int(read_number(match["day"]))), match)


def distance(match: re.Match[str], seen: Seen) -> Reading:
    """Read 三天后, 两周后, 半个月后, 一个半月后, 一个月内, 三天前."""
    number, unit, side = match["number"], match["unit"], match["side"]
    if side == "前" and unit == "日" and not seen.backwards:
        return cal.day_of_month_after(seen.today, int(read_number(number)))  # 10日前还
    if "几" in number:
        return _UNCLEAR
    if number == "半":
        days = {"月": 15, "年": 0}.get(unit)
        if days is None:
            return None
        back = -1 if side == "前" else 1
        return (
            cal.add_months(seen.today, 6 * back)
            if unit == "年"
            else seen.today + timedelta(days=days * back)
        )
    amount = int(read_number(number))
    if side == "前":
        amount = -amount
    if unit == "工作日":
        return _working_days(seen.today, amount)
    if unit in {"月", "年"}:
        found = cal.add_months(seen.today, amount * (12 if unit == "年" else 1))
        return found + timedelta(days=15) if match["half"] else found
    return seen.today + timedelta(days=amount * (7 if unit in {"周", "星期", "礼拜"} else 1))


def _working_days(start: date, amount: int) -> date:
    day, left = start, min(amount, 1000)
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def end_of(match: re.Match[str], seen: Seen) -> date:
    """Read 月底, 下个月底, 十二月底, 年底."""
    if match["year_end"]:
        return date(seen.today.year, 12, 31)
    if match["month"]:
        month = int(read_number(match["month"]))
        later = month < seen.today.month or bool(match["year_word"])
        return cal.last_day(seen.today.year + later, month)
    first = cal.add_months(seen.today.replace(day=1), _ahead(match["which"]) or 0)
    return cal.last_day(first.year, first.month)


def holiday(match: re.Match[str], seen: Seen) -> Reading:
    """Read the feasts that fall on one day; those of the lunar calendar stay open."""
    name = match["feast"]
    if name.startswith("双十"):
        feast = fixed(11, 11) if name.endswith("一") else fixed(12, 12)
    elif name[:2] in _FEASTS:
        feast = _FEASTS[name[:2]]
    else:
        return _UNCLEAR
    return next_feast(feast, seen.today, backwards=seen.backwards)
