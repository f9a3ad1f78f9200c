"""Find how often and how many times, in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.chinese.words import SMALL_NUMBER, read_number
from bot.nlu.figures.figure import Figure, Reference

_WEEK = r"(?:个?(?:星期|礼拜)|周)"
_DO = r"(?:还|付|交|给|缴|供|出)"
_FREQUENCIES = (
    (
        "semimonthly",
        rf"每(?:隔)?半个?月(?:{_DO}?一[次期]|{_DO})?"
        rf"|(?<![后前上下这再多过等迟晚])半个?月(?:{_DO}?一[次期]|{_DO})"
        rf"|(?:每个?月|一个?月)(?:{_DO})?[两二2][次期]"
        r"|每(?:隔)?(?:15|十五)[天日](?:一次)?"
        r"|(?:每个?月)?(?:1|一)[号日]?(?:和|跟|、|及|同)(?:15|十五)[号日]",
    ),
    (
        "biweekly",
        rf"每?(?:隔)?[两二2]{_WEEK}(?:{_DO})?一[次期]|每(?:隔)?[两二2]{_WEEK}(?:{_DO})?"
        rf"|每?隔(?:一|1)?{_WEEK}(?:{_DO})?(?:一次)?|双周|每(?:隔)?(?:14"
        rf"|十四)[天日](?:一次)?"
        rf"|(?<![限延缓迟晚])[两二2]{_WEEK}(?={_DO})(?!{_DO}?清)",
    ),
    (
        "weekly",
        rf"(?:每逢|逢|每)一?(?:个)?(?:星期|礼拜"
        rf"|周)(?:[一二三四五六日天](?![次期回百千万十块元蚊]))?(?:{_DO}?一[次期])?"
        rf"|一(?:个)?(?:星期|礼拜|周)(?:{_DO}?(?:一|1)[次期])|按周|周付"
        rf"|个个(?:星期|礼拜)|每(?:隔)?[7七][天日](?:一次)?|一(?:个)?(?:星期|礼拜"
        rf"|周)(?={_DO}?\s*[\d一二两三四五六七八九]+[百十千\d块元蚊])"
        rf"|(?<=[块元蚊百\d])一(?:个)?(?:星期|礼拜|周)(?![后内之以前])|/周",
    ),
    (
        "monthly",
        rf"每一?个?月(?:{_DO}?一[次期])?|一个月(?:{_DO}?(?:一|1)[次期])|按月|逐月|月付|月供"
        rf"|个个月|/个?月|每(?:隔)?(?:30|三十)[天日](?:一次)?"
        rf"|(?<![下上这呢今])一个月(?={_DO}?\s*(?:\d+|[一二两三四五六七八九]?[百千十]))"
        rf"|(?<=[块元蚊百千\d])一个月(?![后内之以前])",
    ),
)
_FREQUENCY = re.compile("|".join(rf"(?P<{name}>{words})" for name, words in _FREQUENCIES))
_COUNT = re.compile(
    rf"分(?:成|开|作|做)?(?P<parts>{SMALL_NUMBER})(?:期|次|份|笔|个月|回)(?:还清?|付清?|给)?"
    rf"|(?<![第\d])(?P<terms>{SMALL_NUMBER})个?期(?![间末货望限待])"
    rf"|(?<![第\d])(?P<over>{SMALL_NUMBER})(?:个月|次)(?:还清|付清|还完|结清|缴清|给清|清还)"
    rf"|分期(?:还|付)?(?P<later>{SMALL_NUMBER})(?:期|次|个月)"
    r"|(?P<once>一次(?:性|过)|一笔过)"
)


def find_frequencies(text: str, _: Reference) -> Iterator[Figure]:
    """Find a rhythm of payment."""
    for match in _FREQUENCY.finditer(text):
        yield Figure("frequency", match.start(), match.end(), str(match.lastgroup))


def find_counts(text: str, _: Reference) -> Iterator[Figure]:
    """Find a number of payments, or of the months they run over."""
    for match in _COUNT.finditer(text):
        if match["once"]:
            yield Figure("count", match.start(), match.end(), 1)
            continue
        written = match["parts"] or match["terms"] or match["over"] or match["later"]
        value = int(read_number(written))
        if 1 < value <= 1000:  # 一期 is one of them
            yield Figure("count", match.start(), match.end(), value)
