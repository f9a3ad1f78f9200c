"""Find times that are meant seriously but name no day: cuando cobre, a principios de mes, luego."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.figures import calendar as cal
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.forms import Window, vague
from bot.nlu.figures.spanish.dates import looks_back
from bot.nlu.figures.spanish.words import LONG_MONTH, ORDINALS, read_month, without_accents

_COMING = r"(?:que\s+viene|que\s+entra|proxim[oa]|siguiente|entrante)"
_PART = re.compile(
    r"\b(?:(?:a|para|en|hasta|por)\s+)?(?P<part>principios|comienzos|inicios"
    r"|(?:los\s+)?primeros\s+dias|mediados)\s+del?\s+"
    rf"(?:(?P<next>proximo\s+mes|mes\s+{_COMING}|otro\s+mes)|(?:este\s+)?mes"
    rf"|(?P<month>{LONG_MONTH}))\b",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    rf"\b(?:(?:en|para|durante|hasta|por)\s+)?(?:(?:la|esta|el"
    rf"|este)\s+)?(?:(?P<coming>proxim[oa]|siguiente|otr[oa])\s+(?P<unit>semana|mes"
    rf"|ano|fin\s+de\s+semana)"
    rf"|(?P<unit_first>fin\s+de\s+semana|semana|mes|ano)\s+(?P<coming_last>{_COMING})"
    r"|(?<=esta )(?P<this_week>semana)|(?<=este )(?P<this_month>mes)"
    r"|(?P<weekend>(?<=el )fin\s+de\s+semana|(?<=este )fin\s+de\s+semana"
    r"|(?<=el )finde|(?<=este )finde))\b",
    re.IGNORECASE,
)
_WEEK_OF_MONTH = re.compile(
    r"\b(?:la\s+)?(?P<nth>primera|segunda|tercera|ultima)\s+semana\s+(?:del?\s+)"
    rf"(?:(?P<next>proximo\s+mes|mes\s+{_COMING})|(?:este\s+)?mes|(?P<month>{LONG_MONTH}))\b",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    rf"\b(?:en|durante|para|hasta)\s+(?P<month>{LONG_MONTH})\b(?!\s+\d)", re.IGNORECASE
)
_MY_MONEY = (
    r"(?:pago|sueldo|salario|cheque|quincena|nomina|aguinaldo|pension|dinero"
    r"|deposito|bono|bonus|liquidacion|finiquito|reembolso|prestamo|beca|lana|plata)"
)
_VAGUE = re.compile(
    r"\b(?:(?:cuando|hasta\s+que|en\s+cuanto|apenas|luego\s+que|tan\s+pronto(?:\s+como)?"
    r"|despues\s+de\s+que|antes\s+de\s+que|ya\s+que)\s+(?:ya\s+)?"
    r"(?:(?:yo|me|mi|nos|le|se|ya|a\s+mi)\s+)*(?:esposo\s+|marido\s+|esposa\s+|mujer\s+"
    r"|patron\s+|jefe\s+)?"
    r"(?:cobr\w+|pagu\w+|paga\w*|deposit\w+|llegu?e\w*|caig\w+|ca\w?iga|tenga(?:mos)?|pueda"
    r"|consiga|encuentre\s+trabajo|salga|reciba|trabaje|den)"
    rf"(?:\s+(?:el|la|mi|lo|un|algo\s+de|mi\s+primer)?\s*{_MY_MONEY})?"
    rf"|(?:despues|antes|luego)\s+de(?:l|\s+la|\s+mi|\s+que)?\s+(?:\w+\s+)?(?:{_MY_MONEY}"
    rf"|dia\s+de\s+pago|vacaciones|fiestas|cobrar|navidades)"
    rf"|con\s+(?:el|la|mi)\s+(?:quincena|aguinaldo|nomina|sueldo|pension)(?!\s+de)"
    r"|(?:el|mi|proximo)\s+dia\s+de\s+(?:pago|cobro|paga)|(?:mi\s+)?(?:proximo"
    r"|siguiente)\s+(?:sueldo|cheque|pago\s+de\s+nomina|aguinaldo)"
    r"|luego(?:\s+luego)?|mas\s+tarde|mas\s+adelante|(?<!dia )(?<!dias )despues(?!\s+de)|pronto"
    r"|a\s+la\s+brevedad|cuanto\s+antes|lo\s+antes\s+posible|a\s+la\s+mejor"
    r"|al\s+rato"
    r"|algun\s+dia|un\s+dia\s+de\s+estos|en\s+estos\s+dias|uno\s+de\s+estos\s+dias"
    r"|en\s+(?:unos|algunos|pocos|un\s+tiempo|un\s+rato|varios)(?:\s+(?:dias"
    r"|meses))?(?:\s+mas)?"
    r"|en\s+(?:unas|algunas|pocas|varias)\s+semanas|unos\s+dias\s+mas|cuando\s+(?:pueda"
    r"|se\s+pueda)|por\s+ahi\s+de(?:l)?|despues\s+de\s+(?:las\s+)?(?:fiestas"
    r"|vacaciones|reyes|navidad|ano\s+nuevo|semana\s+santa)"
    r"|semana\s+santa|temporada\s+de\s+impuestos)\b",
    re.IGNORECASE,
)


def find_vague_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find them, with the first and last day they can mean where that can be told."""
    today, backwards = reference.today, looks_back(text)
    text = without_accents(text)
    for match in _PART.finditer(text):
        yield vague(match, _part(match, today))
    for match in _WINDOW.finditer(text):
        yield vague(match, _window(match, today))
    for match in _WEEK_OF_MONTH.finditer(text):
        yield vague(match, _week_of_month(match, today))
    for match in _IN_MONTH.finditer(text):
        first = _first_of(match, today)
        if backwards and first > today:
            first = cal.add_months(first, -12)  # "murió en agosto"
        start = first if backwards else max(first, today)
        yield vague(match, Window(start, cal.last_day(first.year, first.month)))
    for match in _VAGUE.finditer(text):
        yield vague(match, Window())


def _first_of(match: re.Match[str], today: date) -> date:
    groups = match.groupdict()
    if groups.get("month"):
        month = read_month(groups["month"] or "") or today.month
        return date(today.year + (month < today.month), month, 1)
    return cal.add_months(today.replace(day=1), int(bool(groups.get("next"))))


def _part(match: re.Match[str], today: date) -> Window:
    part = "middle" if match["part"].lower() == "mediados" else "start"
    if match["month"] or match["next"]:
        first = _first_of(match, today)
        return Window(*cal.third_of_month(first.year, first.month, part))
    return Window(*cal.coming_third(today, part))


def _window(match: re.Match[str], today: date) -> Window:
    following = bool(match["coming"] or match["coming_last"])
    unit = (match["unit"] or match["unit_first"] or "").lower()
    if match["weekend"] or "fin" in unit:
        saturday = cal.weekday_of_week(today, 5, int(following))
        return Window(max(saturday, today), saturday + timedelta(days=1))
    if unit == "semana" or match["this_week"]:
        monday = cal.weekday_of_week(today, 0, int(following))
        return Window(max(monday, today), monday + timedelta(days=6))
    if unit == "ano":
        return Window(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31))
    first = cal.add_months(today.replace(day=1), int(following))
    return Window(max(first, today), cal.last_day(first.year, first.month))


def _week_of_month(match: re.Match[str], today: date) -> Window:
    first = _first_of(match, today)
    nth = ORDINALS[match["nth"].lower()]
    end = cal.last_day(first.year, first.month)
    if nth < 0:
        return Window(end - timedelta(days=6), end)
    start = first + timedelta(days=7 * (nth - 1))
    return Window(start, start + timedelta(days=6))
