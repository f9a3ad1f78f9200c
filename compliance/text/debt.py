"""Whether words speak of a debt: an amount, a reference, or a word of owing and paying.

For a writer who says that a text does not. It is stricter than the law: whatever could be read as
speaking of the debt counts, for a text that is taken for free of it may go where no other may.
"""

from __future__ import annotations

import re
import unicodedata

from compliance.text.kept import figures_in

_DAY = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2}|.*[月].*|.*\b(?:jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre"
    r"|octubre|noviembre|diciembre).*",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:ow(?:e|es|ed|ing)|debts?|debtors?|balances?|accounts?|past[ -]due|overdue|due"
    r"|pay(?:s|ing|able|ments?)?|paid|unpaid|bills?|billed|billing|invoices?|amounts?|sums?|loans?"
    r"|lend\w*|borrow\w*|credit\w*|card|instal?ments?|collect\w*|arrears|delinquen\w*|default\w*"
    r"|interest|fees?|charges?|settle\w*|plan|money|dollars?|bucks|pounds)\b"
    r"|\b(?:deud\w*|adeud\w*|deb(?:e|es|en|o|emos|[ií]a)|saldos?|cuentas?|pag(?:o|os|a|ar\w*|ue\w*|ó"
    r"|ad[oa]s?)|impagos?|vencid[oa]s?|vencimiento|facturas?|montos?|importes?|cantidad(?:es)?"
    r"|pr[eé]stamos?|cr[eé]ditos?|tarjeta|cuotas?|mensualidad(?:es)?|cobr\w+|atras(?:o|os|ado|ada)"
    r"|moros\w*|inter[eé]s(?:es)?|cargos?|comisi[oó]n(?:es)?|liquid\w+|plan|dinero|pesos|euros)\b"
    r"|[欠债債款钱錢贷貸]|账[户单]|帳[戶單]|账目|帳目|金额|金額|余额|餘額|逾期|到期|分期|利息|费用|費用|催收|信用"
    r"|[付还還](?:清|给|給)?|支付|缴|繳|结清|結清",
    re.IGNORECASE,
)
_SUM = re.compile(r"\d[\d.,]*\d|[$€£¥₹₱]\s?\d")  # two figures and more, whatever they count


def speaks_of_debt(text: str, references: tuple[str, ...] = ()) -> str | None:
    """Give the first thing in a text that speaks of a debt; ``None``: nothing does.

    ``references`` are those of the person's accounts, however short they are.

    >>> speaks_of_debt("We are looking into it and will write by December 4.")
    >>> speaks_of_debt("Your balance is open."), speaks_of_debt("about HH-1001")
    ('balance', 'HH-1001')
    >>> speaks_of_debt("您的款项"), speaks_of_debt("son 1.250 en total")
    ('款', '1.250')
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf"
    )
    for reference in references:
        if reference and reference.casefold() in plain.casefold():
            return reference
    for figure in figures_in(plain):
        if not _DAY.fullmatch(figure):
            return figure
        plain = plain.replace(figure, " ")
    found = _WORDS.search(plain) or _SUM.search(plain)
    return found[0] if found else None
