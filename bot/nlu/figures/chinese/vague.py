"""Find times that are meant seriously but name no day: 发工资再还, 月初, 下个月, 过年后."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.figures import calendar as cal
from bot.nlu.figures.chinese.words import MONTH_NUMBER, read_number
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.forms import Window, vague

_PARTS = {
    "初": "start",
    "头": "start",
    "上旬": "start",
    "中": "middle",
    "中旬": "middle",
    "下旬": "end",
}
_PART = re.compile(
    rf"(?:(?P<which>下下个?|下个?|这个?|本|今个?|呢个)月"
    rf"|(?:(?P<year>明)年)?(?P<month>{MONTH_NUMBER})月份?"
    rf"|(?<!个)(?P<bare>月)"
    rf"|(?P<alone>(?<![月\d])(?=[上中下]旬)))(?P<part>初(?![一二三四五六七八九十])"
    rf"|头|上旬|中旬|下旬"
    rf"|中(?!国|秋|间|午|介|心|文))"
)
_WEEKS = re.compile(
    r"(?P<which>下下个?|下个?|这个?|本|今个?|呢个)(?P<unit>周末|礼拜尾|周|星期|礼拜)"
    r"(?:内|之内|里|以内)?(?![一二三四五六日天末尾年])"
    r"|(?P<alone>周末|礼拜尾)"
)
_MONTHS = re.compile(
    rf"(?:(?P<which>下下个?|下个?|这个?|本|今个?|呢个)月(?:份|内|之内|里)?"
    rf"|(?<![\d个])(?P<month>{MONTH_NUMBER})月(?:份|内|之内"
    rf"|里))(?![\d一二三四五六七八九十底末尾初头中上下])"
)
_PAY = (
    r"(?<!不)(?:发|出|领|拿|收到?|攞)(?:了|到)?(?:工资|薪水?|粮|奖金|年终奖?|花红|双粮|人工|退税"
    r"|补助|低保|救济金?|退休金|失业金|佣金|货款|尾款)"
)
_SPRING = (
    r"(?:春节|过年|新年|农历新年|中秋节?|端午节?|清明节?|国庆节?|元旦|圣诞节?|五一"
    r"|除夕|假期|过节|节|年)"
)
_LUNAR = (
    r"(?:农历|旧历|阴历|正月|腊月)[一二三四五六七八九十\d年月初廿正冬腊]*(?:日|号)?"
    r"|(?:[一二三四五六七八九十]+月)?初[一二三四五六七八九十](?![日号]?[中高])"
)
_VAGUE = re.compile(
    rf"(?:等(?:到)?|到(?:时候?)?|待|要)?(?:我(?:们)?|老公|老婆|公司|老板)?(?:下次|下个?月"
    rf"|月底)?{_PAY}(?:的?(?:时候|那天|日子?))?(?:之后|以后|后|了)?(?:就|再|先|才"
    rf"|会)?"
    r"|(?:等(?:到)?)?(?:发薪|出粮|支薪|工资)(?:日|天)(?:之后|以后|后|再)?|(?:等)?(?:工资"
    r"|薪水|人工|粮|钱|款|奖金|退税)(?:到(?:账|手)?|下来|发(?:了|下来)?"
    r"|入账)(?:之?后|以后|了)?(?:就|再)?"
    rf"|(?:等)?(?:过|忙)?完?{_SPRING}(?:之前|以前|前|之后|以后|过后|后|完|左右|期间)"
    rf"|过(?:完)?(?:年|节|春节)(?:后|之后|以后|再)?(?!了)|春节"
    rf"|(?<![几十百千\d一二两三四五六七八九])年[前后](?!年)"
    rf"|节[前后]"
    rf"|{_LUNAR}"
    r"|(?:再)?过(?:个)?(?:几|两|俩|一两|二三|两三)(?:个)?(?:天|日|周|星期|礼拜|月)(?:之?后"
    r"|再|就)?|(?:这|近|等|缓|宽限|过)(?:个)?(?:几|两)(?:天|日)(?![后内之])"
    r"|[几两]三?(?:天|日|个?礼拜|个?星期|周)(?:之)?[后内](?<=几.后|几.内|三.后"
    r"|三.内)|(?:晚|迟|缓|宽限|延|推|等|再等|多)(?:多)?(?:个)?好?几(?:天|日|个月|个?星期"
    r"|个?礼拜|周)(?![了没])|好?几(?:天|日|个月|个?星期|个?礼拜|周)(?:之?后|之?内"
    r"|以后)"
    r"|最近|改天|改日|到时候?|晚[点些]再?|迟[点些]|以后再(?:还|付|说|算|给|交|讲)|回头"
    r"|等(?:我)?有(?:钱|工作)(?:了|的时候)?(?:就|再|先|之后)?|(?<![没冇未我])有(?:钱"
    r"|工作)(?:了|的时候)?(?:就|再|一定|马上)"
    r"|尽快|尽早|早日|早晚|一有钱就?|近期|不久|暂时"
    r"|过段时间|过阵子|过一阵子?|迟早|手头宽裕(?:了|再)?|找到工作(?:之?后|以后|了"
    r"|再)?"
)


def find_vague_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find them, with the first and last day they can mean where that can be told."""
    today = reference.today
    for match in _PART.finditer(text):
        yield vague(match, _part(match, today))
    for match in _WEEKS.finditer(text):
        yield vague(match, _weeks(match, today))
    for match in _MONTHS.finditer(text):
        yield vague(match, _month(match, today))
    for match in _VAGUE.finditer(text):
        if match[0].strip():
            yield vague(match, Window())


def _ahead(which: str | None) -> int:
    return {"下下": 2, "下": 1}.get((which or "").rstrip("个"), 0)


def _first_of(match: re.Match[str], today: date) -> date:
    if match["month"]:
        month = int(read_number(match["month"]))
        later = month < today.month or bool(match.groupdict().get("year"))
        return date(today.year + later, month, 1)
    return cal.add_months(today.replace(day=1), _ahead(match["which"]))


def _part(match: re.Match[str], today: date) -> Window:
    part = _PARTS[match["part"]]
    if match["bare"] or match["alone"] is not None:
        return Window(*cal.coming_third(today, part))
    first = _first_of(match, today)
    return Window(*cal.third_of_month(first.year, first.month, part))


def _weeks(match: re.Match[str], today: date) -> Window:
    weeks = _ahead(match["which"])
    if match["alone"] or match["unit"] in {"周末", "礼拜尾"}:
        saturday = cal.weekday_of_week(today, 5, weeks)
        return Window(max(saturday, today), saturday + timedelta(days=1))
    monday = cal.weekday_of_week(today, 0, weeks)
    return Window(max(monday, today), monday + timedelta(days=6))


def _month(match: re.Match[str], today: date) -> Window:
    first = _first_of(match, today)
    return Window(max(first, today), cal.last_day(first.year, first.month))
