"""Offer a lawful wording in place of a refused one, keeping every amount and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from compliance.verdict import Finding, Outcome

_Screen = Callable[[str, str | None], Sequence[Finding]]
_PIECE = re.compile(
    r"[^.!?。！？\n,;，；]*?(?:\d[.,]\d[^.!?。！？\n,;，；]*?)*"
    r"(?:[.!?。！？\n,;，；]+(?!\d)\s*|\s+(?=or\s|otherwise\b|o\s+si\s+no\b|before\s+we\b)|$)",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?:[$€£¥₹]|US\$|MX\$|NT\$|HK\$|RMB\s?|USD\s?)\s?\d[\d.,]*\d|[$€£¥₹]\s?\d"
    r"|\d[\d.,]*\s?(?:dollars|pesos|euros|yuan|usd|mxn|eur|元|块|美元)"
    r"|\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}[日号]|\d{1,2}月\d{1,2}[日号]|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?"
    r"|\d{1,2}\s+de\s+[a-z]+(?:\s+de\s+\d{4})?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:or|otherwise|and|but|o|y|pero|o si no|否则|不然|但)\b[\s,]*", re.IGNORECASE
)
_OFFER = {
    "en": "If this is hard right now, reply and we can look at a plan together.",
    "es": "Si ahora le resulta difícil, responda y buscamos juntos un plan.",
    "zh": "如果目前有困难，请回复，我们可以一起商量还款安排。",
    "zh-Hant": "如果目前有困難，請回覆，我們可以一起商量還款安排。",
}
_ABOUT = {
    "en": "We are writing about your account: {figures}.",
    "es": "Le escribimos sobre su cuenta: {figures}.",
    "zh": "我们为您的账户来信：{figures}。",
    "zh-Hant": "我們為您的帳戶來信：{figures}。",
}


def rewrite(text: str, language: str | None, screen: _Screen) -> str | None:
    """Leave out the unlawful pieces and offer help instead; None if nothing lawful remains.

    The result has every amount and date of the original and passes the same screen.
    """
    spans = [f.span for f in screen(text, language) if f.outcome >= Outcome.REFER and f.span]
    if not spans:
        return None
    tongue = _tongue(text, language)
    kept = [
        _LEADING.sub("", found[0]).strip()
        for found in _PIECE.finditer(text)
        if found[0].strip()
        and not any(s.start < found.end() and found.start() < s.end for s in spans)
    ]
    for wording in (_from_pieces(kept, tongue), _from_figures(text, tongue)):
        if _keeps_figures(text, wording) and not _objections(screen, wording, language):
            return wording
    return None


def _from_pieces(kept: list[str], tongue: str) -> str:
    gap = "" if tongue.startswith("zh") else " "
    said = gap.join(piece for piece in kept if piece).rstrip(" ,;，；")
    if said and said[-1] not in ".!?。！？":
        said += "。" if tongue.startswith("zh") else "."
    said = said[:1].upper() + said[1:]
    return f"{said}{gap}{_OFFER[tongue]}".strip()


def _from_figures(text: str, tongue: str) -> str:
    figures = list(dict.fromkeys(found[0].strip() for found in _FIGURES.finditer(text)))
    if not figures:
        return _OFFER[tongue]
    joined = ("、" if tongue.startswith("zh") else "; ").join(figures)
    gap = "" if tongue.startswith("zh") else " "
    return f"{_ABOUT[tongue].format(figures=joined)}{gap}{_OFFER[tongue]}"


def _keeps_figures(text: str, wording: str) -> bool:
    return all(found[0].strip() in wording for found in _FIGURES.finditer(text))


def _objections(screen: _Screen, wording: str, language: str | None) -> bool:
    return any(f.outcome >= Outcome.REFER for f in screen(wording, language))


def _tongue(text: str, language: str | None) -> str:
    """The language to answer in: as told, else by the look of the text."""
    if language and language.startswith("zh"):
        return "zh-Hant" if language == "zh-Hant" else "zh"
    if language and language[:2] in _OFFER:
        return language[:2]
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh"
    return "es" if re.search(r"[ñ¿¡áéíóú]|\b(?:usted|su|pago|deuda)\b", text.lower()) else "en"
