"""Find when somebody wants to be reached, in Spanish: después de las 6, no por las mañanas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.spanish.words import WEEKDAY, WORDS, read_number, read_weekday
from bot.nlu.figures.windows import (
    WEEKDAYS,
    WEEKEND,
    Part,
    clock,
    days_but,
    merged,
    whole_hour,
)

_HALF = (
    r"(?:\s?(?P<NAME_half>[ap]\.?\s?m\b\.?|de\s+la\s+(?:manana|tarde|noche)|del\s+dia"
    r"|hrs?\b|horas?\b|h\b))?"
)
_TIME = (
    r"(?P<NAME>\d{1,2}|\b"
    + WORDS
    + r")(?:[:.](?P<NAME_minute>\d\d)|\s+y\s+(?P<NAME_thirty>media))?"
    + _HALF
)
_NO = r"(?P<no>\b(?:no|nunca|menos|ni)\s+(?:\w+\s+){0,2}?)?"
_BOUND = re.compile(
    rf"{_NO}\b(?P<side>desp?\.?(?=\s+de\s+las)(?:\s+de)|dsp\s+de|despues\s+de"
    rf"|a\s+partir\s+de|pasad[ao]s|desde|mas\s+tarde\s+de"
    rf"|antes\s+de|hasta)"
    rf"(?:\s+la\s?s?\s+{_TIME.replace('NAME', 'hour')}(?![\d/])|l?\s+(?:(?:el|la"
    rf"|mi)\s+)?(?P<word>mediodia|medio\s+dia|comer|comida|trabajo|trabajar"
    rf"|chamba))(?!\w)"
    r"|(?P<leaving>\b(?:cuando|despues\s+de\s+que)\s+salg[ao]\s+(?:del\s+trabajo"
    r"|de\s+trabajar|de\s+la\s+chamba)|\bsaliendo\s+del?\s+(?:trabajo|trabajar"
    r"|chamba))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:entre|de)\s+(?:las?\s+)?{_TIME.replace('NAME', 'hour')}\s*(?:y|a|hasta"
    rf"|-)\s*(?:las?\s+)?{_TIME.replace('NAME', 'end')}(?![\d/])(?!\w)"
    r"(?!\s*(?:pesos|dolares|pagos|meses|semanas|dias|cuotas|euros|al\s+mes|mil\b"
    r"|de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep|oct|nov|dic)))",
    re.IGNORECASE,
)
_DAY_PARTS = re.compile(
    r"(?<!manana )(?P<no>\b(?:no|nunca|menos|ni)\s+(?:\w+\s+){0,3}?)?\b(?:(?:solo|solamente"
    r"|nomas)\s+)?(?:por|en|a|durante)\s+(?:las?|el)\s+"
    r"(?P<part>mananas?|tardes?|noches?|mediodia|medio\s+dia)\b(?!\s+del?\s+\w+)"
    r"|(?P<no_night>\b(?:no|nunca)\s+(?:\w+\s+){0,2}?)?\bde\s+(?P<night>noche|dia"
    r"|tarde)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"(?P<no>\b(?:no|nunca|menos)\s+(?:\w+\s+){0,2}?)?\b(?:en\s+|los\s+|entre\s+"
    r"|solo\s+)?(?:(?P<ends>fin(?:es)?\s+de\s+semanas?(?!\s+(?:que|proxim))|findes?)"
    r"|(?P<work>dias\s+(?:de\s+semana|habiles|laborales|laborables)|entre\s+semana"
    r"|(?:de\s+)?lunes\s+a\s+(?P<until>viernes|sabado)))\b",
    re.IGNORECASE,
)
_REACH = (
    r"(?:escrib\w+|llam\w+|contact\w+|marqu\w+|marc\w+|habl\w+|busqu\w+|mand\w+"
    r"|comuniq\w+|disponible|libre|mensaje\w*)"
)
_NAMES = rf"{WEEKDAY}s?(?!\w)(?:\s*(?:,|y|o|e|ni)\s*(?:los\s+)?{WEEKDAY}s?(?!\w))*"
_NAMED_DAYS = re.compile(
    rf"(?P<no>\b(?:no|nunca|menos|ni)\s+(?:\w+\s+){{0,2}}?)?\b(?:(?:solo"
    rf"|solamente)\s+)?(?P<each>los\s+)?(?P<names>{_NAMES})"
    r"(?P<not>\s+(?:no|nunca)(?!\w))?",
    re.IGNORECASE,
)
_PAYING = re.compile(
    r"\b(?:pag\w*|abon\w*|deposit\w*|transf\w*|doy|dar\w*|mand\w*|pesos|dolares|euros"
    r"|cobr\w*|plan|cuota\w*)\b|[$€]",
    re.I,
)
_GLUE = re.compile(
    r"[\s,]*(?:(?:y|solo|los|las|el|pero|o|por\s+favor|en|siempre)[\s,]*){0,3}", re.IGNORECASE
)
_HOURS = {
    "man": (None, "12:00"),
    "tar": ("12:00", "20:00"),
    "noc": ("18:00", None),
    "med": ("12:00", "14:00"),
    "dia": (None, "18:00"),
}


def find_windows(text: str, _: Reference) -> Iterator[Figure]:
    """Find them; what stands together is one window."""
    return merged([*_bounds(text), *_spans(text), *_day_parts(text), *_days(text)], text, _GLUE)


def _hour(match: re.Match[str], name: str) -> str | None:
    half = re.sub(r"\s+", " ", (match[f"{name}_half"] or "").lower())
    if half.startswith("de la"):
        half = "a" if half.endswith("manana") else "p"
    elif half.startswith(("h", "del")):
        half = "24" if half[0] == "h" else "p"
    hour = whole_hour(int(read_number(match[name])), half)
    return clock(hour, 30 if match[f"{name}_thirty"] else int(match[f"{name}_minute"] or 0))


def _bounds(text: str) -> Iterator[Part]:
    for match in _BOUND.finditer(text):
        if match["leaving"]:
            yield Part(match.start(), match.end(), after="18:00")
            continue
        side = match["side"].lower()
        later = not side.startswith(("antes", "hasta"))
        if match["no"]:
            later = not later
        if match["word"]:
            time = clock(18 if match["word"].lower().startswith(("trab", "cham")) else 12)
        else:
            time = _hour(match, "hour")
        if time:
            yield Part(match.start(), match.end(), *((time, None) if later else (None, time)))


def _spans(text: str) -> Iterator[Part]:
    for match in _BETWEEN.finditer(text):
        after, before = _hour(match, "hour"), _hour(match, "end")
        said = bool(re.search(r"\blas?\s|[ap]\.?m|:\d\d|\bh", match[0], re.IGNORECASE))
        said = said or (match[0].lower().startswith("entre") and not _PAYING.search(text))
        if after and before and said and after < before:
            yield Part(match.start(), match.end(), after, before)


def _day_parts(text: str) -> Iterator[Part]:
    for match in _DAY_PARTS.finditer(text):
        after, before = _HOURS[(match["part"] or match["night"]).lower()[:3]]
        if (match["no"] or match["no_night"]) and not (after and before):
            after, before = before, after  # a refused stretch stays one: the words tell
        yield Part(match.start(), match.end(), after, before)


def _days(text: str) -> Iterator[Part]:
    for match in _DAYS.finditer(text):
        words = text[: match.start()].lower().split()
        if words[-1:] and words[-1] in {"buen", "feliz", "lindo", "bonito", "excelente"}:
            continue  # a wish
        one = match["ends"] and not match["ends"].lower().startswith(("fines", "findes"))
        if one and words[-1:] and words[-1] in {"este", "el", "proximo", "un"}:
            continue  # one weekend is a vague date
        days: tuple[int, ...] = WEEKEND if match["ends"] else WEEKDAYS
        if (match["until"] or "").lower() == "sabado":
            days = (*WEEKDAYS, 5)
        if match["no"]:
            days = tuple(day for day in range(7) if day not in days)
        yield Part(match.start(), match.end(), days=days)
    if not _PAYING.search(text):
        yield from _named_days(text)


def _named_days(text: str) -> Iterator[Part]:
    """Find weekdays by name; one day named once may be the day of a payment."""
    for match in _NAMED_DAYS.finditer(text):
        found = [read_weekday(word) for word in re.findall(r"[a-z]{4,}", match["names"].lower())]
        named = tuple(day for day in found if day is not None)
        refused = bool(match["no"] or match["not"])
        asked = bool(re.search(_REACH, text[: match.start()], re.IGNORECASE))
        sure = bool(match["each"]) and (refused or asked)
        if named and (sure or match["each"] or len(named) > 1):
            days = days_but(named) if refused and match["each"] else named
            yield Part(match.start(), match.end(), days=days, tentative=not sure)
