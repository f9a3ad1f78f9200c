"""Find when somebody wants to be reached, in Chinese: 晚上八点以后, 不要早上, 下班后, 周末."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.chinese.words import SMALL_NUMBER, read_number, read_weekday
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.windows import (
    WEEKDAYS,
    WEEKEND,
    Part,
    clock,
    days_between,
    days_but,
    merged,
    whole_hour,
)

_MORNING, _NOON, _AFTERNOON, _EVENING = (
    "早上|上午|朝早|早晨|清早|一早|凌晨|早",
    "中午|晌午|晏昼|晚昼",
    "下午|下昼",
    "晚上|夜晚|晚间|夜里|晚黑|傍晚|夜间|晚头|晚",
)
_PART = rf"(?:{_MORNING[:-2]}|{_NOON}|{_AFTERNOON}|{_EVENING[:-2]})"
_NO = r"(?:不要|别|不想|不好|唔好|勿|请勿|不能|不可以|不准|不许|唔可以|唔要|咪)(?:在|喺|于|再|我)*"
_NO_LATER = (
    r"(?:都|也|就|时间?|的时候)*(?:不要|别|不方便|没空|唔得闲|不行|不可以|唔好"
    r"|唔方便|唔得|不能|不接)"
)
_CLOCK = (
    r"(?P<NAME_part>(?<![今明昨听天])(?<!(?<![以之])后)(?:早上|上午"
    r"|朝早|早|中午|下午|晚上|夜晚|傍晚|晚))?\s*(?:(?P<NAME>"
    + SMALL_NUMBER
    + r")\s*(?:点钟?|时|:00)(?P<NAME_half>半)?(?:(?P<NAME_minute>\d{1,2})分?)?"
    r"|(?P<NAME_digital>\d{1,2}:\d\d))"
)
_BOUND = re.compile(
    rf"(?P<no>{_NO})?{_CLOCK.replace('NAME', 'hour')}(?:之|以|过)?(?P<side>后"
    rf"|前)(?P<no_later>{_NO_LATER})?"
)
_BETWEEN = re.compile(
    rf"{_CLOCK.replace('NAME', 'hour')}\s*(?:到|至|-|~|—"
    rf"|–)\s*{_CLOCK.replace('NAME', 'end')}(?:之间)?"
)
_WORK = re.compile(
    r"(?:下班|放工|收工|放学)(?:之|以)?后?(?=后|之|以|$|[^前时间])|(?:下班|放工|收工)(?:之"
    r"|以)?后|(?:我)?(?:上班|返工|工作)(?:时间?|的时候)?(?P<no>不要|别|不方便|唔好"
    r"|唔得闲|不能|没空)"
)
_DAY_PARTS = re.compile(
    rf"(?P<no>{_NO})?(?<![今明昨听天日周五六二三四晚期拜号一半整])(?<!(?<![以之])后)"
    rf"(?:只在|只能|在|喺)?(?P<part>{_PART}|白天|日头)(?:的?时候|时间|时段)?(?![好安见茶]"
    rf"|[零一二两三四五六七八九十\d]+点)(?P<no_later>{_NO_LATER})?"
)
_DAYS = re.compile(
    rf"(?P<no>{_NO})?(?:只在|只能|在|喺)?(?:(?P<ends>周末|礼拜六日|星期六日|双休日)"
    rf"|(?P<work>平日|工作日|平时|周一到周五|星期一至五|周一至周五|周一至五"
    rf"|星期一到星期五|礼拜一到礼拜五))(?![内后])(?P<no_later>{_NO_LATER})?"
)
_WEEK = r"(?:周|星期|礼拜)"
_NAMED_DAYS = re.compile(
    rf"(?P<no>{_NO})?(?:每|逢|只在|喺|在)?{_WEEK}(?P<first>[一二三四五六日天])(?:(?:到|至|-"
    rf"|~){_WEEK}?(?P<last>[一二三四五六日天])"
    rf"|"
    rf"(?P<more>"
    rf"(?:[、,，和跟及同]?每?{_WEEK}?[一二三四五六日天]"
    rf"(?![次期点]))*))(?P<no_later>{_NO_LATER}|(?:都)?别|(?:都)?唔好)?"
)
_PAYING = re.compile(r"还|付(?!费)|缴|交(?!代)|转账|汇款|过数|块|元|蚊|钱|期|供|给你|工资|扣款")
_REACH = re.compile(
    r"打|联系|联络|电话|找我|短信|信息|讯息|微信|消息|回复|call|方便|骚扰|吵|发来|得闲|有空"
    r"|没空|接",
    re.IGNORECASE,
)
_NO_DAY = re.compile(rf"[一二三四五六日天末](?:{_NO_LATER}|别|唔好)|[一二三四五]至")
_GLUE = re.compile(r"[\s,，、]*(?:和|跟|及|的|在|只|能|才|还有|同埋|喺){0,2}")
_HOURS = {
    "早": (None, "12:00"),
    "午": ("12:00", "14:00"),
    "下": ("12:00", "18:00"),
    "晚": ("18:00", None),
    "白": (None, "18:00"),
}


def find_windows(text: str, _: Reference) -> Iterator[Figure]:
    """Find them; what stands together is one window."""
    parts = [*_bounds(text), *_spans(text), *_work(text), *_day_parts(text)]
    if parts or _REACH.search(text) or _NO_DAY.search(text):
        parts += _days(text)  # 周末 alone may be when somebody pays
    return merged(parts, text, _GLUE)


def _time(match: re.Match[str], name: str, part: str | None = None) -> str | None:
    if match[f"{name}_digital"]:
        hour, minute = (int(piece) for piece in match[f"{name}_digital"].split(":"))
    else:
        hour = int(read_number(match[name]))
        minute = 30 if match[f"{name}_half"] else int(match[f"{name}_minute"] or 0)
    said = match[f"{name}_part"] or part or match.string[max(match.start() - 1, 0) : match.start()]
    said = said if said[:1] in "早上朝中下晚夜傍" else ""  # 今晚九点以后
    half = "a" if said[:1] in {"早", "上", "朝"} else "p" if said else ""
    return clock(whole_hour(hour, half), minute)


def _bounds(text: str) -> Iterator[Part]:
    for match in _BOUND.finditer(text):
        later = (match["side"] == "后") != bool(match["no"] or match["no_later"])
        time = _time(match, "hour")
        if time:
            yield Part(match.start(), match.end(), *((time, None) if later else (None, time)))


def _spans(text: str) -> Iterator[Part]:
    for match in _BETWEEN.finditer(text):
        after = _time(match, "hour")
        before = _time(
            match,
            "end",
            match["hour_part"]
            if match["hour_part"] not in {"早上", "上午", "朝早", "早"}
            else None,
        )
        if after and before and after < before:
            yield Part(match.start(), match.end(), after, before)


def _work(text: str) -> Iterator[Part]:
    for match in _WORK.finditer(text):
        yield Part(match.start(), match.end(), after="18:00")


def _day_parts(text: str) -> Iterator[Part]:
    for match in _DAY_PARTS.finditer(text):
        name = match["part"]
        key = (
            "午"
            if name in {"中午", "晌午", "晏昼", "晚昼"}
            else "早"
            if name[0] in "早上朝清一凌"
            else name[0]
        )
        key = {"夜": "晚", "傍": "晚", "日": "白"}.get(key, key)
        after, before = _HOURS[key]
        if (match["no"] or match["no_later"]) and not (after and before):
            after, before = before, after  # a refused stretch stays one: the words tell
        yield Part(match.start(), match.end(), after, before)


def _days(text: str) -> Iterator[Part]:
    for match in _DAYS.finditer(text):
        days = (
            WEEKEND if bool(match["ends"]) != bool(match["no"] or match["no_later"]) else WEEKDAYS
        )
        yield Part(match.start(), match.end(), days=days)
    if not _PAYING.search(text):
        yield from _named_days(text)


def _named_days(text: str) -> Iterator[Part]:
    """Find weekdays by name; one day named once may be the day of a payment."""
    for match in _NAMED_DAYS.finditer(text):
        first = read_weekday(match["first"])
        refused = bool(match["no"] or match["no_later"])
        if match["last"]:
            yield Part(
                match.start(), match.end(), days=days_between(first, read_weekday(match["last"]))
            )
            continue
        more = re.findall(
            r"[一二三四五六日天](?!期)", (match["more"] or "").replace("星期", "").replace("周", "")
        )
        named = tuple({first, *(read_weekday(mark) for mark in more)})
        days = days_but(named) if refused else named
        sure = refused or (("逢" in match[0] or "每" in match[0]) and bool(_REACH.search(text)))
        if sure or more or _REACH.search(text):
            yield Part(match.start(), match.end(), days=days, tentative=not sure)
