"""Find sums of money, and shares of what is owed, in Spanish text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.money import CODE, LARGEST, SIGN, amount, around, currency_of, share, with_rest
from bot.nlu.figures.spanish.words import DIGITS, NUMBER, WORDS, read_number

_NAMES = {
    "euro": "EUR",
    "quetzal": "GTQ",
    "lempira": "HNL",
    "colon": "CRC",
    "guarani": "PYG",
    "boliviano": "BOB",
    "cordoba": "NIO",
    "bolivar": "VES", "eurito": "EUR", "sol": "PEN", "libra": "GBP", "yuan": "CNY", "yen": "JPY",
}  # fmt: skip
# What people call money without naming a currency; a luca is a thousand, but one sol in Peru.
_OPEN = r"(?:de\s+)?(?:lana|plata|pavos|mangos|bolas|morlacos)|varos?|baros?|varitos|lucas?"
_UNITS = (
    r"dolar(?:es|ito?s)?(?:\s+(?:americanos|estadounidenses))?|dollars?|bucks|pesos?|pesitos"
    r"|euros?|euritos|soles|sol|quetzales|quetzal|lempiras?|colones|guaranies|bolivianos?"
    r"|cordobas?|bolivares"
    rf"|libras?|yuane?s?|yenes|{_OPEN}"
)
_MONEY = re.compile(
    rf"(?P<before>(?<![a-z]){SIGN}|\b(?:{CODE}"
    rf"|dolar)\s?\$?)\s?(?P<figure>{DIGITS})(?:\s?(?:de\s+)?(?:pesos|dolares|usd"
    rf"|mxn)\b)?"
    rf"|(?P<number>{NUMBER})\s?(?:de\s+)?(?P<after>{_UNITS}|{CODE}\$?|[$€£])(?!\w)"
    rf"(?:\s+(?:(?:y|con)\s+)?(?P<cents>\d{{1,2}}|{WORDS})\s+cent(?:avo|imo)s?\b"
    rf"|\s+con\s+(?P<with>\d{{1,2}})(?!\w)|\s+(?:y\s+)?(?P<bare_cents>\d{{2}})(?=\s*(?:$"
    rf"|[.!?](?!\d))))?"
    rf"|(?P<only_cents>{NUMBER})\s+cent(?:avo|imo)s?\b",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(
    r"(?:^|\b(?:pon\w*|pong\w*|propong\w*|propon\w*|recib\w*|traigo|tom[ae]|adelant\w*|ser"
    r"|es|cuenta|pero|cuota\s+de|sino|era|eran|tal|parece|regal\w+|presta\w+"
    r"|quita\s+del|pag\w*|dar\w*|doy"
    r"|d[ei]|abon\w*"
    r"|deposit\w*|mand\w*|envi\w*|transf\w*|junt\w*"
    r"|consegu\w*|pued\w*|acept\w*|liquid\w*|sald[aeo]\w*"
    r"|podria|tengo|ten|alcanza|ofre\w*|debo|de|con|como|unos|unas|solo|solamente|nomas"
    r"|hasta|por|y|o|a"
    r"|no|si|ok|sale|va|son|seria[n]?|serian|mejor|entonces|maximo|minimo|menos|mas|casi"
    r"|sean|quiero|dejalo|en"
    r"|dejame|que|cubr\w*|aporta\w*|pongo|poner|dame|ahorita|hoy|manana|te|le|les|me)\W+)$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s*(?:$|[.,!?;:)]+(?:\s|$)|/|(?:al|a|por|cada|hoy|ahora|ahorita|manana|el|la|este"
    r"|esta|en|y|o|ya|ahi"
    r"|mensual\w*|quincenal\w*|semanal\w*|de|para|pero|si|esta|estaria|mas|menos|nomas|nada|maximo"
    r"|minimo|cuando|porfa\w*|por\s+favor|entonces|luego|despues|antes|primero|ok|va|sale|le"
    r"|les|te|me"
    r"|parece|sino|sirve\w*|y|trato|que|antes|quiero|es|son|en\s+lugar|en\s+vez|los|dentro"
    r"|pasado|proxim\w*|como|puedo|podria|seria"
    r"|con)\b)",
    re.IGNORECASE,
)
_AGAIN_AND_AGAIN = re.compile(  # "800 mensuales" is a sum, whatever stands before it
    r"^\s*(?:mensual|quincenal|semanal|(?:al|por|cada)\s+(?:mes|semana|quincena)\b)", re.IGNORECASE
)
_STILL_OWED = re.compile(  # "los 4200 que faltan" is a sum, "los 3 que faltan" are payments
    r"^\s*que\s+(?:me\s+|les?\s+|aun\s+|todavia\s+)*(?:falt|qued|rest|deb)\w+", re.IGNORECASE
)
_NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:opcion|numero|num|no\.|cuenta|referencia|ref|folio|depto|departamento|cuarto"
    r"|marca|oprime"
    r"|edad|articulo|seccion|talla|ruta|caja|paso|el|los|tengo\s+como|cumpl\w+"
    r"|termina\w*\s+en|calle|desde\s+las"
    r"|desde|las|la)\s+|\ba\s+las?\s+|#\s?|\+)$",
    re.IGNORECASE,
)
_NOT_MONEY_AFTER = re.compile(
    r"^\s*(?:de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep|oct|nov|dic"
    r"|la\s+(?:tarde|manana|noche)"
    r"|cada|los|las|mis|edad|ellos|\d)|(?:anos|gracias|veces|personas|disculpas|perdones)\b"
    r"|a\s+mas\b|y\s+media\b|con\s+(?:ellos|ustedes|el|ella)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w.,$€£/-])(?P<number>{NUMBER})(?![\w$€%:]|/\d|-\d|,\d|\.\d)", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(r"\b(?:en|desde|del?|ano|el|hasta)\s+$", re.IGNORECASE)
_MORE_THAN_A_COUNT = 100
_ALONE_TOO_SMALL = {"un", "una", "uno", "once", "dos", "par", "cero"}  # other words as well
_WHOLE = re.compile(
    r"(?:^|\b(?:pag|liquid|cubr|abon|deposit|transf|sald|cancel|dar|doy"
    r"|por)\w*\s+)(?P<total>el\s+total)\b|\b(?:la\s+totalidad"
    r"|todo\s+(?:el\s+(?:saldo|adeudo|monto|total)"
    r"|lo\s+que\s+debo|completo|de\s+una\s+vez)"
    r"|toda\s+la\s+deuda|(?:el\s+(?:saldo|monto)|la\s+deuda)\s+(?:completo|completa|total"
    r"|entero|entera)|por\s+completo"
    r"|completit[oa]|(?:pag\w+|liquid\w+|cubr\w+|salda\w*|finiquit\w+)\s+(?:\w+\s+)?(?:todo"
    r"|completo)"
    r"(?!\s+(?:el|la|lo)\s+(?:mes|dia|semana|tiempo|demas))|lo\s+pago\s+todo"
    r"|100\s?%)(?!\w)(?!\s*(?:segur|cierto|honest))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b(?P<percent>\d{1,3})\s?(?:%|por\s?ciento\b)", re.IGNORECASE)
_PARTS = re.compile(
    r"\b(?P<half>la\s+mitad|una\s+mitad|mitad|la\s+otra\s+mitad|la\s+media\s+deuda)\b"
    r"|(?<!por )(?<!en )(?<!de )(?<!y )\b(?P<medio>medio)\b(?=\s*(?:$|[.,!?]|ahora|ahorita"
    r"|hoy|manana|el\b|y\s+medio))"
    r"|(?<=y )(?P<and_medio>medio)\b(?=\s*(?:$|[.,!?]|ahora|hoy|manana|el\b|luego|despues))"
    r"|\b(?P<one>un(?:a)?|la)\s+(?P<part>tercio|cuarto(?=\s+(?:del?\s+(?:la\s+deuda|total"
    r"|saldo|lo)|ahora|hoy)|\s*$)|quinto|decimo|tercera\s+parte"
    r"|cuarta\s+parte|quinta\s+parte|decima\s+parte)\b(?!\s+de\s+(?:hora|siglo))"
    r"|\b(?P<many>dos|tres)\s+(?P<parts>tercios|cuartos|quintos|terceras\s+partes"
    r"|cuartas\s+partes)\b",
    re.IGNORECASE,
)
_SURE = re.compile(r"\s*(?:segur|cierto|honest)", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:el\s+resto|lo\s+que\s+(?:falta|queda|reste)|lo\s+demas|lo\s+restante"
    r"|la\s+otra\s+parte)\b",
    re.IGNORECASE,
)
_DENOMINATORS = {"terc": 3, "cuar": 4, "quin": 5, "deci": 10}


def find_money(text: str, reference: Reference) -> Iterator[Figure]:
    """Find sums with a sign, a code or a word for money: $50, cien pesos, 20 lucas, 50 varos."""
    for match in _MONEY.finditer(text):
        if (match["only_cents"] or "").lower() in {"un", "ni un"}:
            continue  # "ni un centavo"
        if match["only_cents"]:
            value, currency = read_number(match["only_cents"]) / 100, None
        else:
            number = match["figure"] or match["number"]
            if number.lower() in {"un", "una"} and not match["cents"]:
                continue  # "ni un peso más"
            value = read_number(number)
            value += (
                read_number(match["cents"] or match["with"] or match["bare_cents"] or "0") / 100
            )
            said = (match["before"] or match["after"]).strip().lower()
            if said.startswith("luca") and reference.currency != "PEN":
                value *= 1000
            currency = _currency(said, reference)
        yield amount(match.start(), match.end(), value, currency, reference.currency)


def _currency(said: str, reference: Reference) -> str | None:
    if said.startswith(("dolar", "dollar", "buck")):
        return reference.dollar
    if said.startswith("pes"):
        return reference.peso
    if said.startswith(("var", "bar")):
        return "MXN" if reference.currency == "MXN" else None
    stem = next((name for name in _NAMES if said.startswith(name)), "")
    return _NAMES.get(stem) or currency_of(said, reference)


def find_bare_amounts(text: str, reference: Reference) -> Iterator[Figure]:
    """Find numbers that can only be sums although no currency is said: "puedo dar 50 al mes"."""
    for match in _BARE.finditer(text):
        before, after = around(text, match)
        if match["number"].lower() in _ALONE_TOO_SMALL or _NOT_MONEY_AFTER.search(after):
            continue
        if _STILL_OWED.match(after) and read_number(match["number"]) >= _MORE_THAN_A_COUNT:
            value = read_number(match["number"])
            yield amount(match.start(), match.end(), value, None, reference.currency)
            continue
        if _NOT_MONEY_BEFORE.search(before):
            continue
        if re.fullmatch(r"\d[\d.,]*\s*(?:mil|k)", match["number"], re.IGNORECASE):
            value = read_number(match["number"])  # "tengo 4 mil juntados"
            yield amount(match.start(), match.end(), value, None, reference.currency)
            continue
        if re.fullmatch(r"(?:19|20)\d\d", match["number"]) and _YEAR_BEFORE.search(before):
            continue
        clause_starts = before.rstrip()[-1:] in set(".,!?;:(~=¿¡")
        if not _CUE_AFTER.search(after):
            continue
        cued = not before.strip() or clause_starts or _CUE_BEFORE.search(before)
        if not cued and not _AGAIN_AND_AGAIN.search(after):
            continue
        value = read_number(match["number"])
        if 0 < value < LARGEST:
            yield amount(match.start(), match.end(), value, None, reference.currency)


def find_shares(text: str, _: Reference) -> Iterator[Figure]:
    """Find shares of the whole: la mitad, un tercio, 50 %, todo; and the rest after a share."""
    parts = [
        share(match.start(), match.end(), *_fraction(match))
        for match in _PARTS.finditer(text)
        if not match["and_medio"] or "medio" in text[: match.start()].lower()  # "mil y medio"
    ]
    parts += [
        share(match.start(), match.end(), int(match["percent"]), 100)
        for match in _PERCENT.finditer(text)
        if 0 < int(match["percent"]) <= 100 and not _SURE.match(text[match.end() :])
    ]
    yield from (
        share(match.start("total" if match["total"] else 0), match.end(), 1, 1)
        for match in _WHOLE.finditer(text)
    )
    yield from with_rest(parts, _REST.finditer(text))


def _fraction(match: re.Match[str]) -> tuple[int, int]:
    if match["half"] or match["medio"] or match["and_medio"]:
        return 1, 2
    if match["part"]:
        return 1, _DENOMINATORS[match["part"].lower()[:4]]
    return (2 if match["many"].lower() == "dos" else 3), _DENOMINATORS[match["parts"].lower()[:4]]
