"""The ways Spanish names a day, each with what it means seen from the speaker's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.forms import compiled, read_forms
from bot.nlu.figures.spanish import days
from bot.nlu.figures.spanish.words import (
    DAY_WORD,
    LONG_MONTH,
    MONTH,
    SMALL_NUMBER,
    WEEKDAY,
    without_accents,
)

_PRETERITE = re.compile(
    r"\b(?!qu[eé]\b|sé\b|café|así|aquí|ahí|allí|además|también|esté|dé\b|según)\w{2,}(?:ó|é|í)\b"
    r"(?<!aré)(?<!eré)(?<!iré)|\b(?:compr|cobr|logr|retir|mir|entr|mostr|gir|tir)é\b"
    r"|\b\w+(?:aron|ieron|amos ya)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:ya\s+(?!no\b)(?:lo\s+|la\s+|le\s+|les\s+|te\s+|se\s+|he\s+|hice\s+|los\s+)*\w+[eoi]\b"
    r"|(?<!que )(?<!cuando )(?<!hasta que )(?:deposite|mande|envie|hice|transferi|abone|pagamos"
    r"|liquide|hicimos|fui|fue|compre|recibi|vencio|pague|volvi|volvio|hubo|murio|fallecio|salio"
    r"|estuviste|estabas|ocurrio|conocimos|sucedio)|he\s+\w+do|habia|hace|hacia|pasado\s+ya)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:voy\s+a|vamos\s+a|puedo|podria|podre|pagare|pagaria|quiero|quisiera|prometo|hasta"
    r"|cuando|para\s+el|proxim\w+"
    r"|que\s+viene|dare|depositare|mandare|va\s+a|van\s+a|tendre|doy|deposito\s+el"
    r"|(?<!un )(?<!el )(?<!mi )"
    r"(?<!este )(?<!ese )(?<!de )pago)\b",
    re.IGNORECASE,
)


def looks_back(text: str) -> bool:
    """Say whether the text tells of the past, so that "el lunes" means the last Monday."""
    plain = without_accents(text)
    past = _PRETERITE.search(text) or _PAST.search(plain)
    return bool(past) and not _FUTURE.search(plain)


def find_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find every day that can be told; 5/1 is the fifth of January, save in the United States."""
    day_first = reference.writes_day_first or (
        reference.day_first is None and reference.zone == "UTC"
    )
    return read_forms(
        _FORMS, without_accents(text), reference, backwards=looks_back(text), day_first=day_first
    )


_AMOUNT = rf"(?P<number>{SMALL_NUMBER})"
_UNIT = r"(?P<unit>dias?(?:\s+habiles)?|semanas?|mes(?:es)?|quincenas?|anos?)\b"
_MORE_UNIT, _AFTER_UNIT = (_UNIT.replace("unit", f"{name}_unit") for name in ("more", "after"))
_YEAR = (
    r"(?:(?:,?\s+(?:del?\s+)?(?:ano\s+)?|[/-])(?P<year>1\d\d\d|20\d\d)\b"
    r"|\s+del?\s+(?P<year_words>(?:dos\s+mil|mil\s+novecientos)(?:\s+(?:y\s+)?[a-z]+)*))?"
)
_DAY = (
    rf"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:ro|ero|er|do|to|mo|vo|no"
    rf"|\.?[º°]|o(?![a-z])))?|{DAY_WORD})"
)
_LEAD = r"(?:(?:el|este|para|proximo)\s+)*"
_NAMED = rf"{_LEAD}(?:(?P<weekday>{WEEKDAY}),?\s*(?:el\s+)?(?:dia\s+)?[(-]?\s?)?"
_NEXT_MONTH = (
    r"(?:del?\s+)?(?:el\s+)?(?:(?P<month_which>este|proximo|siguiente|otro|pasado)\s+mes"
    r"|mes\s+(?P<month_coming>que\s+viene|que\s+entra|proximo|siguiente|entrante|pasado"
    r"|actual|en\s+curso|este))"
)
_COMING = r"(?P<coming>que\s+viene|que\s+entra|proximo|siguiente|entrante|pasado|anterior)"
_WEEK = (
    r"(?:de\s+)?(?:la\s+)?(?:(?P<week_which>esta|proxima|siguiente|otra|pasada|ultima)\s+semana"
    r"|semana\s+(?P<week_coming>que\s+viene|que\s+entra|proxima|siguiente|entrante|pasada"
    r"|anterior))"
)
_WEEK_FIRST = _WEEK.replace("_which", "_which_first").replace("_coming", "_coming_first")
_NOT_A_DAY = (
    r"(?![\d/%$€]|[.,:]\d|\s*(?:%|por\s?ciento|pesos|dolares|euros|mil\b|veces|meses|semanas"
    r"|dias|pagos|cuotas|de\s+mayo\s+st"
    r"|am\b|pm\b|por\s+\d|piso|grado|mensaje|aviso|intento|pago\b|hijos|anos|vez\b))"
)
_FORMS = compiled(
    (
        (r"\b(?:pasado\s+ma(?:n|ny)ana|el\s+dia\s+despues\s+de\s+manana)\b", days.plain),
        (
            r"\b(?:antier|antes\s+de\s+ayer|anteayer|el\s+dia\s+antes\s+de\s+ayer|anoche|ayer)\b",
            days.plain,
        ),
        (
            r"\b(?:hoy(?:\s+(?:mismo|dia))?|ahorita\s+mismo|esta\s+(?:noche|tarde)"
            r"|el\s+dia\s+de\s+hoy)\b(?!\s+en\s+(?:ocho|8|quince|15))",
            days.plain,
        ),
        (
            r"(?<!la )(?<!las )(?<!esta )(?<!misma )(?<!cada )(?<!una )(?<!toda )\bma(?:n"
            r"|ny)ana\b(?!\s+en\s+(?:ocho|8|quince|15)\b)"
            r"|\bmanana\s+(?:por|en)\s+la\s+(?:manana|tarde|noche)\b|\b(?:el"
            r"|al)\s+(?:dia\s+siguiente|siguiente\s+dia)\b"
            r"|\b(?:el\s+)?proximo\s+dia\b(?!\s+\d)",
            days.plain,
        ),
        (
            rf"\b(?:de(?:l)?\s+|el\s+)?(?P<from>hoy|manana|{WEEKDAY})\s+en\s+(?P<eight>ocho"
            rf"|8|quince|15)(?:\s+dias)?\b(?!\s+(?:pagos|pesos))",
            days.today_in_eight,
        ),
        (
            r"\ben\s+(?P<days>quince|ocho)\b(?=\s*(?:$|[.,!?;]|dias|te\b|le\b|les\b"
            r"|pago\b))(?:\s+dias)?",
            days.in_some_days,
        ),
        (
            rf"\b(?:dentro\s+de|en(?:\s+(?:unos|otros|como))?|de\s+aqui\s+a|pasad[oa]s"
            rf"|antes\s+de)\s+{_AMOUNT}\s+{_UNIT}"
            r"(?!\s+(?:de\s+)?(?:pagos|sin\s+intereses|de\s+atraso|de\s+retraso))",
            days.distance,
        ),
        (  # tanto tiempo más que hoy
            rf"\b(?:otr[oa]s?(?!\s+dia\b)\s+(?:(?P<longer>{SMALL_NUMBER})\s+)?{_UNIT}"
            rf"|(?P<number>{SMALL_NUMBER})\s+{_MORE_UNIT}\s+(?:mas\b|de\s+(?:plazo"
            rf"|prorroga)\b)|(?:mas\s+tiempo|plazo|prorroga)\W+(?:de\s+|como\s+)?"
            rf"(?P<after>{SMALL_NUMBER})\s+{_AFTER_UNIT})"
            r"(?!\s+(?:de\s+(?!plazo|prorroga)|pagos|sin\b|a\s+\d))",
            days.longer,
        ),
        (
            rf"\b{_AMOUNT}\s+{_UNIT}\s+(?:a\s+partir\s+de|despues\s+de|desde"
            rf"|(?P<before>antes)\s+de)\s+(?P<from>hoy"
            rf"|ahora|manana|ayer)\b",
            days.distance,
        ),
        (
            rf"\b(?P<ago>hace)\s+(?:como\s+|unos\s+|unas\s+)?{_AMOUNT}\s+{_UNIT}"
            rf"|\b(?P<ago_number>{SMALL_NUMBER})\s+(?P<ago_unit>dias?|semanas?"
            rf"|meses?)\s+atras\b",
            days.distance,
        ),
        (
            rf"\b{_NAMED}{_DAY}[\s/-]*"
            rf"(?:dias?\s+)?"
            rf"(?:del?\s+)?"
            rf"(?:mes\s+de\s+)?(?P<month>{MONTH})\b\.?{_YEAR}(?!\s+(?:street|st\b"
            rf"|calle))",
            days.month_day,
        ),
        (
            # the first of "18 y 19 de junio"
            rf"\b{_DAY}(?=\s*(?:y|o|,)\s*\d{{1,2}}\s+(?:de\s+)?(?P<month>{LONG_MONTH})\b){_YEAR}",
            days.month_day,
        ),
        (rf"\b(?P<month>{LONG_MONTH})\s+(?:el\s+)?{_DAY}\b{_YEAR}{_NOT_A_DAY}", days.month_day),
        (
            r"(?<![\w/-])"
            r"(?P<year>20\d\d)[-/.]"
            r"(?P<month_number>\d{1,2})[-/.](?P<day_number>\d{1,2})(?![\w/-])",
            days.iso,
        ),
        (
            rf"(?:"
            rf"(?<!\w){_LEAD}"
            rf"(?P<weekday>{WEEKDAY}),?\s*\(?)?"
            rf"(?<![\w/$.,-])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})"
            r"(?:[/,]\s?(?P<year>20\d\d|\d\d)(?!\d))?(?![\w/%-])",
            days.numeric,
        ),
        (
            r"(?<![\w/$.-])"
            r"(?P<first>\d{1,2})"
            r"(?P<mark>[-.])(?P<second>\d{1,2})(?P=mark)(?P<year>20\d\d"
            r"|\d\d)(?![\w/%-])",
            days.numeric,
        ),
        (
            r"\b(?:el|al|para\s+el"
            r"|este)\s+(?P<first>\d{1,2})[-.](?P<second>\d{1,2})(?![\w%$/-]|\.\d"
            r"|\s*(?:pesos|euros|dolares))",
            days.numeric,
        ),
        (
            r"\b(?:el"
            r"|al)\s+"
            r"(?P<first>\d{1,2})\s+del\s+"
            r"(?P<second>\d{1,2})(?:\s+del?\s+(?P<year>1\d\d\d|20\d\d))?(?![\w%$/.])",
            days.numeric,
        ),
        (
            rf"\b(?:(?:el|este|al|para\s+el)\s+)?(?:dia\s+)?{_DAY}\s+(?:de\s+)?{_NEXT_MONTH}\b",
            days.day_of_named_month,
        ),
        (
            rf"\b{_LEAD}(?P<weekday>{WEEKDAY}),?\s+(?:el\s+)?(?:dia\s+)?{_DAY}\b{_NOT_A_DAY}",
            days.weekday_and_number,
        ),
        (
            rf"\b(?:(?:el|este|del|al|hasta|para\s+el|desde\s+el"
            rf"|un)\s+(?:proximo\s+)?(?:dia\s+)?"
            rf"|dia\s+){_DAY}(?!\w){_NOT_A_DAY}(?:\s+de\s+(?:cada\s+)?mes\b)?",
            days.day_of_month,
        ),
        (
            r"(?<!\w)(?P<day>1\s?(?:ro|ero"
            r"|\.?[º°]))(?!\w)(?:\s+de\s+(?:este\s+)?mes\b)?"
            r"|\b(?P<first_of>primero)\s+(?:de|del)\s+mes\b",
            days.day_of_month,
        ),
        (
            rf"\b(?:la\s+)?(?P<nth>primera|segunda|tercera"
            rf"|cuarta)\s+semana\s+(?:{_NEXT_MONTH}|del\s+mes"
            rf"|de\s+(?P<month>{LONG_MONTH})),?"
            rf"\s+(?:el\s+)?(?P<weekday>{WEEKDAY})(?!\w)",
            days.nth_of_month,
        ),
        (
            rf"\b(?:el\s+)?(?P<nth>primer|segundo|tercer|cuarto"
            rf"|ultimo)\s+(?P<weekday>{WEEKDAY})\s+(?:"
            rf"{_NEXT_MONTH}|del\s+mes|de\s+(?P<month>{LONG_MONTH}))\b",
            days.nth_of_month,
        ),
        (
            r"\b(?:(?:a|para|hasta|en)\s+)?(?:el\s+)?(?:fin(?:es|al|ales)?|ultimo(?:\s+dia)?"
            r"|cierre)\s+(?:de(?:l)?\s+)(?:(?P<this>este\s+)?mes"
            rf"(?:\s+(?P<month_coming>que\s+viene|que\s+entra|proximo|siguiente|entrante))?"
            rf"|(?P<month_which>proximo)\s+mes|(?P<month>{LONG_MONTH})"
            rf"|(?P<year_end>ano))\b",
            days.end_of,
        ),
        (
            r"\b(?:(?:hasta|para|en|a|el\s+dia\s+de|al\s+llegar|llegando)\s+)?(?:la"
            r"|esta)\s+(?:(?P<next>proxima|siguiente"
            r"|otra)\s+)?quincena(?:\s+(?P<later>que\s+viene|que\s+entra|proxima"
            r"|siguiente))?\b"
            r"|\b(?:proxima|siguiente)\s+quincena\b|\b(?:en|de)\s+quincena\b",
            days.quincena,
        ),
        (
            r"(?<!feliz )(?<!prospero )(?<!linda )\b(?:noche\s?buena|navidad|ano\s+nuevo"
            r"|fin\s+de\s+ano"
            r"|(?:dia\s+de\s+)?(?:los\s+)?reyes|dia\s+de\s+(?:las\s+)?madres"
            r"|dia\s+(?:internacional\s+)?del?\s+(?:los\s+)?trabajador(?:es)?"
            r"|dia\s+de\s+(?:los\s+)?muertos|jueves\s+santo|viernes\s+santo"
            r"|domingo\s+de\s+(?:pascua|resurreccion)|dia\s+de\s+san\s+valentin"
            r"|accion\s+de\s+gracias)\b",
            days.holiday,
        ),
        (
            rf"\b(?:el\s+)?(?P<weekday>{WEEKDAY})\s+{_WEEK}\b"
            rf"|\b(?:la\s+)?{_WEEK_FIRST}\s*"
            rf"(?:,|-)?\s*(?:el\s+)?(?P<weekday_last>{WEEKDAY})\b",
            days.weekday_of_week,
        ),
        (
            rf"(?<!\w)(?:el\s+)?(?:(?P<which>este\s+proximo|este\s+pasado|este|proximo"
            rf"|siguiente|pasado|ultimo|otro)\s+)?"
            rf"(?P<weekday>{WEEKDAY})(?:\s+{_COMING}\b(?!\s+(?:manana|mes)))?(?!\w)(?!\s+santo)",
            days.weekday,
        ),
    )
)
