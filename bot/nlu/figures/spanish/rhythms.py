"""Find how often and how many times, in Spanish text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.spanish.words import SMALL_NUMBER, WEEKDAY, read_number

_EACH = r"(?:cada|por|x|a\s+la|todas\s+las|/\s?)"
_EACH_MONTH = r"(?:cada|por|x|al|todos\s+los|/\s?)"
_FREQUENCIES = (
    (
        "semimonthly",
        r"quincenal(?:es|mente)?|(?:cada|por|x)\s*quincenas?|(?:(?<=[\d$] )|(?<=pesos )"
        r"|(?<=dolares )|(?<=euros )|(?<=varos )|(?<=cien )|(?<=mil )|(?<=nta )"
        r"|(?<=cientos ))a\s+la\s+quincena|todas\s+las\s+quincenas"
        r"|los\s+dias\s+de\s+quincena"
        r"|(?:dos|2)\s+veces\s+(?:al|por|cada)\s+mes|(?:los\s+dias?|el|los)\s+(?:1|1ro|1o"
        r"|primero)\s+y\s+(?:el\s+)?(?:15|quince)"
        r"|(?:los\s+dias?|el|los)\s+(?:15|quince)\s+y\s+(?:el\s+)?(?:30|31|ultimo|treinta"
        r"|fin\s+de\s+mes)|bimensual(?:mente)?",
    ),
    (
        "biweekly",
        r"(?:cada|x)\s+(?:dos|2)\s+semanas|(?:cada|x)\s+(?:14|catorce|15|quince)\s+dias"
        r"|catorcenal(?:mente)?|cada\s+catorcena"
        r"|bisemanal(?:mente)?|semana\s+si\s+(?:y\s+)?(?:semana\s+)?no"
        r"|una\s+semana\s+si\s+(?:y\s+)?otra\s+no"
        rf"|(?:cada\s+(?:dos|2)|un)\s+{WEEKDAY}s?\s+si\s+(?:y\s+)?(?:otro\s+)?no",
    ),
    (
        "weekly",
        rf"semanal(?:es|mente)?|{_EACH}\s*semanas?(?!\s+(?:que|pasada|proxima|siguiente"
        rf"|entrante))|una\s+vez\s+(?:a\s+la|por)\s+semana"
        rf"|cada\s+(?:7|siete|8|ocho)\s+dias|(?:cada|todos\s+los|los)\s+{WEEKDAY}(?:s\b)?(?!\s+\d)",
    ),
    (
        "monthly",
        rf"mensual(?:es|mente)?|{_EACH_MONTH}\s*mes(?:es)?(?!\s+(?:que|pasado|proximo"
        rf"|siguiente|entrante))|cada\s+fin\s+de\s+mes|(?:a\s+)?(?:fin"
        rf"|final)\s+de\s+cada\s+mes|una\s+vez\s+(?:al|por)\s+mes"
        r"|cada\s+(?:30|treinta)\s+dias|cada\s+(?:dia\s+)?(?=\d{1,2}\s+de\s+(?:cada\s+)?mes)"
        r"|mensualidades",
    ),
)
_FREQUENCY = re.compile(
    "|".join(rf"(?P<{name}>(?<![a-z])(?:{words})(?![a-z]))" for name, words in _FREQUENCIES),
    re.IGNORECASE,
)
_THINGS = (
    r"pagos?|pagitos?|cuotas?|plazos?|abonos?|parcialidades|partes|exhibiciones"
    r"|mensualidades|quincenas"
    r"|meses|semanas|depositos|partidas|letras|(?<=en \d )veces|(?<=en dos )veces"
    r"|(?<=en tres )veces|(?<=en cuatro )veces|(?<=en seis )veces"
)
_COUNT = re.compile(
    rf"(?P<number>{SMALL_NUMBER})\s+(?:(?:comodos?|comodas|pequen[oa]s|iguales"
    rf"|mas)\s+)?(?:{_THINGS})(?!\w)"
    r"(?!\s+(?:atras|de\s+(?:atraso|retraso|vencid\w+|embarazo|edad)|sin|despues|antes"
    r"|vencid\w+|atrasad\w+|que\s+no))"
    rf"|\b(?:dividi\w*|partir\w*|repartir\w*"
    rf"|fraccionar\w*)\b(?:\s+\w+){{0,3}}?\s+en\s+(?P<split>{SMALL_NUMBER})(?!\w)"
    r"|\b(?P<once>un\s+solo\s+pago|una\s+sola\s+exhibicion|pago\s+unico|un\s+(?:solo\s+)?jalon)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:\bhace(?:n)?|\bdesde\s+hace|\bllevo|\bdentro\s+de|\ben|\bde\s+aqui\s+a|\bdebo|\bpor)\s+$",
    re.IGNORECASE,
)
_LASTING = re.compile(r"(?:semanas|meses)$", re.IGNORECASE)


def find_frequencies(text: str, _: Reference) -> Iterator[Figure]:
    """Find a rhythm of payment."""
    for match in _FREQUENCY.finditer(text):
        yield Figure("frequency", match.start(), match.end(), str(match.lastgroup))


def find_counts(text: str, _: Reference) -> Iterator[Figure]:
    """Find a number of payments, or of the weeks or months they run over."""
    for match in _COUNT.finditer(text):
        if match["once"]:
            yield Figure("count", match.start(), match.end(), 1)
            continue
        before = text[: match.start()]
        lasting = _LASTING.search(match[0].strip()) and _SINCE.search(before)
        if lasting and not re.search(r"\b(?:por|en)\s+$", before):
            continue  # "hace tres meses" tells of the past
        value = read_number((match["number"] or match["split"]).replace("un par de", "2"))
        if value == 1:
            continue  # "un abono" is one of several, or any
        if value == int(value) and 0 < value <= 1000:
            yield Figure("count", match.start(), _end(match), int(value))


def _end(match: re.Match[str]) -> int:
    """Leave the rhythm in "6 mensualidades" to be read as one."""
    rhythmic = re.search(r"mensualidades|quincenas$", match[0], re.IGNORECASE)
    return match.end("number") if rhythmic and match["number"] else match.end()
