"""What another wording must not lose: amounts, dates, references and names.

Found by their look alone. What looks like one and is none costs only that nothing is offered.
"""

from __future__ import annotations

import re

_NUMBER = r"\d(?:[\d.,'\u00a0]*\d)?"
_SIGN = r"(?:(?:US|MX|NT|HK|A|S|C)?\$|[€£¥₹₱]|Rs\.?)"
_CODE = r"(?:USD|EUR|GBP|MXN|CNY|RMB|HKD|TWD|NTD|INR|PHP|SGD|AUD)"
_UNIT = r"(?:dollars|bucks|pounds|pesos|euros|yuan|rupees|d[oó]lares|元|块|塊|美元)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MES = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre)"
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado"
    r"|domingo|(?:星期|周|週)[一二三四五六日天]"
)
_FIGURES = re.compile(
    rf"(?:\b{_CODE}\s?)?{_SIGN}\s?{_NUMBER}(?:\s?{_CODE}\b)?"
    rf"|\b{_CODE}\s?{_NUMBER}"
    rf"|{_NUMBER}\s?(?:[$€£¥₹₱]|{_CODE}\b|{_UNIT})"
    r"|\d{4}-\d{2}-\d{2}|(?:\d{4}年)?\d{1,2}月\d{1,2}[日号號]"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:\s+\d{{4}})?"
    rf"|\d{{1,2}}\s+de\s+{_MES}(?:\s+de\s+\d{{4}})?"
    r"|\b(?-i:[A-Z]{1,5})-?\d{3,}\b",  # a reference
    re.IGNORECASE,
)
_MOMENTS = re.compile(
    rf"\btomorrow\b|\bpasado\s+mañana\b|(?<!la )\bmañana\b|明天|后天|後天|\b(?:{_WEEKDAY})\b"
    r"|(?:星期|周|週)[一二三四五六日天]"
    r"|\b\d{1,2}(?::\d{2})?\s?(?:[ap]\.?\s?m\b|noon)|\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?:['’-][A-ZÁÉÍÓÚÑ]?[a-záéíóúñü]+)*"
_NAMES = re.compile(
    rf"\b{_CAPITAL}(?: (?:de|del|la|van|von|of) {_CAPITAL}| {_CAPITAL})+"  # Maria Lopez
    rf"|(?<=[a-záéíóúñü,] ){_CAPITAL}"  # a capital in the middle of a sentence
    r"|[\u3400-\u9fff](?=先生|女士|小姐)"
)


def figures_in(text: str) -> list[str]:
    """Every amount, date and reference, in the order of the text, each once.

    >>> figures_in("pague 1.250,00 € antes del 4 de diciembre, ref HH-1001")
    ['1.250,00 €', '4 de diciembre', 'HH-1001']
    """
    return list(dict.fromkeys(found[0].strip() for found in _FIGURES.finditer(text)))


def lost(text: str, wording: str) -> list[str]:
    """What a wording has lost of a text.

    >>> lost("Maria Lopez owes $50, due tomorrow 5pm", "You owe $500.")
    ['$50', 'tomorrow', '5pm', 'Maria Lopez']
    """
    others = (found[0].strip() for which in (_MOMENTS, _NAMES) for found in which.finditer(text))
    return [
        what
        for what in dict.fromkeys([*figures_in(text), *others])
        if not re.search(rf"(?<!\d){re.escape(what)}(?!\w)" if what[-1:].isascii() else
                         re.escape(what), wording)
    ]  # fmt: skip
