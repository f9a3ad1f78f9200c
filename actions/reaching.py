"""Read how somebody wants to be reached: hours from the figures, ways and places from the words.

What is not read surely is not read: a person asks rather than guesses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.text.optout import is_opt_out
from ledger.values import Hours

_WAYS = {
    "sms": r"\b(?:text(?!-to|book)(?:s|ed|ing|me)?|sms|messages?|mensaj\w*|mensajit\w*|textos?)\b"
    r"|\bescrib\w+|短信|简讯|簡訊|讯息|訊息|消息|发文字|打字",
    "voice": r"\b(?:calls?|called|calling|phone|phones|ring|ringing|voicemails?|llam[aeáé]\w*"
    "|llamadas?"
    r"|m[aá]rqu\w+|marcar|tel[eé]fono|telef[oó]nic\w+)\b|电话|電話|打给|打給|致电|来电|來電|语音"
    r"|語音",
    "email": r"\be-?mails?\b|\bgmail\b|\bcorreos?\b(?!\s+postal)|邮件|郵件|电邮|電郵|邮箱|郵箱"
    "|信箱",
    "letter": r"\b(?:letters?|postal|by (?:mail|post)|mail only|cartas?|a mi domicilio)\b|寄信"
    "|信件|书面|書面",
}
_WAYS_READ = {way: re.compile(pattern, re.I) for way, pattern in _WAYS.items()}
_BEGUN = ("sms", "voice", "email")  # ways we begin contact by
_NO = re.compile(
    r"\b(?:no|not|never|nunca|nada de|sin|stop|quit|end|cancel|unsubscribe|ya no|ni)\b"
    r"|n['’]t\b|\b(?:dont|cant)\b|别|別|不要|不用|勿|不[准让讓许許能可]|不允|禁止|[没沒]法|不接|莫",
    re.I,
)
_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|just|s[oó]lo|solamente|[uú]nicamente|nom[aá]s|pur[oa]s?|prefer"
    r"|prefier\w+|prefiri\w+|instead|mejor|from now on|going forward|from here on|switch (?:me"
    r"|us) (?:over )?to"
    r"|de ahora en adelante|a partir de (?:hoy|ahora)|en lo sucesivo)\b"
    r"|只|仅|僅|就用|改用|改成|一律|以[后後]|往[后後]|今[后後]|走(?=邮|電|电|郵|短|簡)",
    re.I,
)
_RATHER_THAN = re.compile(
    r"\b(?:instead of|rather than|over|en (?:vez|lugar) de)\b|而不是|代替", re.I
)
_FINE = re.compile(
    r"\b(?:fine|ok|okay|good|best|works?|keep|can|est[aá] bien|s[ií]|pueden?)\b|可以|没问题"
    r"|沒問題|就行",
    re.I,
)
_CLAUSES = re.compile(
    r"[.,;!?。，；！？、\n]+|\b(?:but|pero|and then|sino|y|so|because|cause|porque"
    r"|as[ií] que|pues)\b|但是|不过|因为|因為|所以",
    re.I,
)
_WORK = re.compile(
    r"\b(?:(?:at|to|my|the) (?:work|job|office|workplace)\b(?! hours)|work (?:phone|number|line"
    r"|e-?mail)s?"
    r"|job e-?mail|(?:al?|en|de) (?:el |la |mi )?(?:trabajo|oficina|chamba|empleo|jale))\b"
    r"|单位|單位|公司(?:座机|電話|电话)?|工作(?:单位|單位|地点|地點|的地方)",
    re.I,
)
_WORKING_HOURS = re.compile(
    r"\bhorario de (?:oficina|trabajo)\b|\b(?:office|work(?:ing)?) hours\b", re.I
)
_HERE = re.compile(
    r"\b(?:this|it'?s|its|este|esta)\b[^.;!?]{0,25}\b(?:work|job|office|trabajo|oficina)\b"
    r"|\b(?:this|it'?s|its) (?:is )?(?:a |my |the )?(?:work|office|shared) (?:phone|number|line"
    r"|cell)"
    r"|\bnot (?:to |on |at )?this number\b|\ba este n[uú]mero no\b"
    r"|这(?:是|个是)?(?:单位|公司)|這(?:是|個是)?(?:單位|公司)|(?:别|不要)(?:打|发|联系)?这个号",
    re.I,
)
_ONLY_WORK = re.compile(
    r"\b(?:stop|quit|don['’]?t|do not|never|no more|not)\b[^.!?;]{0,20}"
    r"\b(?:call|phon|ring|contact|text|messag|writ|reach|e-?mail|send)\w*"
    r"(?:(?: to)? (?:my|the)|(?: \w+){0,2}? (?:at|to|through|on)(?: (?:my|the))?) "
    r"(?:work|job|office|workplace|employer)\b(?! or\b)"
    r"|\b(?:no|nunca|dej\w+ de)\b[^.!?;]{0,20}"
    r"\b(?:llam|contact|escrib|mand|env[ií]|m[aá]r[cq])\w*\b[^.!?;]{0,15}"
    r"\b(?:al?|en|de) (?:el |la |mi )?(?:trabajo|oficina|chamba|empleo)\b(?! (?:ni|o)\b)"
    r"|[别別勿](?:再)?[^。！？，]{0,4}(?:打|发|發|联系|聯絡)[^。！？，]{0,6}(?:单位|單位|公司)",
    re.I,
)
_TIME_WORDS = re.compile(
    r"\b(?:at night|nights?|mornings?|evenings?|afternoons?|daytime|during|hours|weekends?"
    r"|weekdays?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|before|after|between|until|noche|ma[nñ]ana"
    r"|tardes?"
    r"|horario|antes|despu[eé]s|entre|fines? de semana|lunes|martes|mi[eé]rcoles|jueves|viernes"
    r"|s[aá]bados?|domingos?)\b|白天|晚上|早上|上午|中午|下午|夜里|夜裡|半夜|周末|週末"
    r"|周[一二三四五六日]|上班|下班|点|點|时间|時間",
    re.I,
)
_ANY_TIME = re.compile(
    r"\b(?:any ?time|whenever|any hour|a cualquier hora|cuando (?:quiera|guste|sea)n?)\b"
    r"|随时|隨時|什么时候都|什麼時候都|都可以联系|都可以聯絡",
    re.I,
)
_HAN = re.compile(r"[\u3400-\u9fff]")  # where "no" follows what it denies as well
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")


@dataclass(frozen=True)
class Wish:
    """What was asked for; empty where nothing could be read."""

    hours: Hours | None = None
    quiet: bool = False  # the hours are those that do not suit
    any_time: bool = False
    refused: tuple[str, ...] = ()  # ways they do not want
    wants_email: bool = False
    work: bool = False
    here: bool = False

    @property
    def any(self) -> bool:
        """Whether anything was read."""
        return self != Wish()


def read_wish(text: str, entities: Sequence[Mapping[str, Any]]) -> Wish:
    """Read a whole message.

    >>> read_wish("no calls, text is fine", ()).refused
    ('voice',)
    >>> read_wish("email only", ()).refused
    ('sms', 'voice')
    >>> read_wish("not at work please", ()).work, read_wish("公司不让收这些消息", ()).work
    (True, True)
    """
    hours = read_hours(entities)
    refused, wanted = _ways(text, only_counts=hours is None)
    refusing = _NO.search(text) is not None
    work = refusing and _WORK.search(_WORKING_HOURS.sub(" ", text)) is not None
    here = _HERE.search(text) is not None and (refusing or work)
    if work or here or hours is not None or _TIME_WORDS.search(text):
        refused = ()  # "no calls at work", "no texts on Sundays": about the place or the time
    both = hours is not None and hours.after is not None and hours.before is not None
    return Wish(
        hours=hours,
        quiet=both and refusing,
        any_time=hours is None and _ANY_TIME.search(text) is not None,
        refused=refused,
        wants_email="email" in wanted and bool(refused),
        work=work,
        here=here,
    )


def closes_only_work(text: str) -> bool:
    """Whether somebody who is taken to want silence names nothing but their place of work.

    >>> closes_only_work("Stop calling my job. Text me."), closes_only_work("stop, im at work")
    (True, False)
    """
    found = _ONLY_WORK.search(text)
    if found is None:
        return False
    rest = text[: found.start()] + " " + text[found.end() :]
    return is_opt_out(rest) is None


def read_hours(entities: Sequence[Mapping[str, Any]]) -> Hours | None:
    """Take the hours that the reader of figures found; two of them say more than we can keep.

    But hours and, apart from them, days belong together: "after six, and never on Sundays".

    >>> read_hours([{"entity": "time_window", "value": {"after": "18:00"}}])
    Hours(after='18:00', before=None, days=None)
    """
    found = [e.get("value") for e in entities if e.get("entity") == "time_window"]
    hours = [_hours(value) for value in found if isinstance(value, Mapping)]
    if len(hours) == 2:
        clock, days = sorted(hours, key=lambda one: one.days is not None)
        if clock.days is None and days.after is None and days.before is None:
            hours = [Hours(clock.after, clock.before, days.days)]
    return hours[0] if len(hours) == 1 and hours[0] != Hours() else None


def _hours(value: Mapping[str, Any]) -> Hours:
    after, before = _clock(value.get("after")), _clock(value.get("before"))
    return Hours(after, before, _days(value.get("days")))


def _ways(text: str, *, only_counts: bool) -> tuple[tuple[str, ...], frozenset[str]]:
    refused: set[str] = set()
    wanted: set[str] = set()
    only = False
    for clause in _CLAUSES.split(text):
        rather = _RATHER_THAN.search(clause)
        if rather:
            refused |= _named(clause[rather.end() :])
            clause = clause[: rather.start()]
        named = _named(clause)
        no = _NO.search(clause)
        denied = _named(clause if _HAN.search(clause) else clause[no.start() :]) if no else set()
        if denied:
            refused |= denied
            named -= denied
        if named and _ONLY.search(clause) and only_counts:
            only = True
            wanted |= named
        elif named and (rather or _FINE.search(clause) or no):
            wanted |= named
    if only:
        refused |= set(_BEGUN) - wanted
    return tuple(way for way in _BEGUN if way in refused - wanted), frozenset(wanted)


def _named(clause: str) -> set[str]:
    return {way for way, pattern in _WAYS_READ.items() if pattern.search(clause)}


def _clock(value: object) -> str | None:
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        return None
    return None if value in ("00:00", "24:00") else value.zfill(5)


def _days(value: object) -> tuple[int, ...] | None:
    if not isinstance(value, list | tuple) or not all(day in range(7) for day in value):
        return None
    days = tuple(sorted(set(value)))
    return days if 0 < len(days) < 7 else None
