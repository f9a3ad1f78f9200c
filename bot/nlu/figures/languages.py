"""Which languages a message is read in, and the text as each language's readers see it.

Every view has the length of the text, so that a place in the view is the place in the text.
"""

from __future__ import annotations

import re

from bot.nlu.figures.chinese.words import SIMPLIFIED
from bot.nlu.figures.figure import Reference
from bot.nlu.figures.spanish.words import without_accents

_HAN = re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]")
_WALL = "\ue000"  # stands for a Chinese character: neither a letter, a space nor a mark
_FULL_WIDTH = {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C
}  # a Chinese comma parts no thousands
_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("\u00a0"): " ", ord("\u3000"): " "}
_WORD = re.compile(r"[a-záéíóúüñ]+", re.IGNORECASE)
_SPANISH = frozenset(
    "el la los las que y un una unos por para con su se lo le les al es si tu te mi en hoy ya pero "
    "como mas muy sin hasta desde cuando pago pagar pague pagare pagaria puedo puede podria quiero "
    "voy doy dar daria deuda cuenta favor gracias del de manana ayer antier pasado proximo "
    "proxima siguiente este esta lunes martes miercoles jueves viernes sabado domingo sabados "
    "domingos enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre "
    "noviembre diciembre semana semanas mes meses dia dias quincena quincenas quincenal mensual "
    "semanal ano anos cada dentro fin fines finales principios mediados luego despues antes tarde "
    "tardes noche noches cobre cobro paguen sueldo nomina aguinaldo mitad tercio parte todo medio "
    "cien ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos "
    "ochocientos novecientos mil dos tres cuatro cinco seis siete ocho nueve diez veinte treinta "
    "cuarenta cincuenta sesenta setenta ochenta noventa pesos peso varos varo lana lucas plata "
    "dolares euros pagos cuotas plazos abonos parcialidades primero quince".split()
)
_ENGLISH = frozenset(
    "the of to and in is you your for on with we our this that it will not have from by at or if "
    "can do does i i'm im i'll ill my they what when who how pay paid paying owe debt account "
    "today tomorrow tmrw tonight yesterday next last every each week weeks month months day days "
    "weekly monthly biweekly payday paycheck monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december "
    "half rest bucks dollars dollar hundred thousand after before until end beginning middle "
    "first payments payment installments instalments could would then get got send only weekends "
    "weekdays mornings evenings afternoons morning evening noon".split()
)


def spoken(text: str, reference: Reference) -> tuple[str, ...]:
    """Give the languages to read the text in, the likeliest first.

    >>> from datetime import UTC, datetime
    >>> now = Reference(datetime(2026, 11, 23, tzinfo=UTC))
    >>> spoken("puedo pagar el viernes", now), spoken("te pago el friday", now), spoken("周五", now)
    (('es',), ('es', 'en'), ('zh',))
    """
    words = [word.lower() for word in _WORD.findall(without_accents(text))]
    spanish = sum(word in _SPANISH for word in words)
    english = sum(word in _ENGLISH for word in words)
    latin = ["es", "en"] if spanish > english else ["en", "es"]
    if not spanish and not english and reference.language == "es":
        latin = ["es", "en"]
    if spanish and not english:
        latin.remove("en")
    if english and not spanish:
        latin.remove("es")
    if not words and (reference.language or "").startswith("zh"):
        return ("zh",)  # "500", "12/5"
    if not _HAN.search(text):
        return (*latin,)
    return ("zh", *latin) if words or any(c.isdigit() for c in text) else ("zh",)


def latin_view(text: str) -> str:
    """Give the text as English and Spanish readers see it: no Chinese, plain quotes."""
    return _HAN.sub(_WALL, text.translate(_FULL_WIDTH | _QUOTES))


def chinese_view(text: str) -> str:
    """Give the text as Chinese readers see it: simplified characters, half-width marks."""
    return text.translate(_FULL_WIDTH | SIMPLIFIED | _QUOTES)


VIEWS = {"en": latin_view, "es": latin_view, "zh": chinese_view}
