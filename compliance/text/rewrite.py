"""Offer a lawful wording in place of a refused one, keeping every amount, date and name.

Made by rule, never by a model: what is offered was written by us or stood in the original, and
passes the same screen before anybody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from compliance.pack import read_yaml
from compliance.text.kept import figures_in, lost
from compliance.verdict import Category, Finding, Outcome

REWRITES_FILE = Path(__file__).parent / "patterns" / "rewrites.yaml"
_Screen = Callable[[str, str | None], Sequence[Finding]]
_ROUNDS = 3  # what is left may show a fault the first screening did not reach
_PIECE = re.compile(
    r"[^.!?。！？\n,;，；]*?(?:\d[.,]\d[^.!?。！？\n,;，；]*?)*"
    r"(?:[.!?。！？\n,;，；]+(?!\d)\s*|\s+(?=or\s|otherwise\b|o\s+si\s+no\b|before\s+we\b)|$)",
    re.IGNORECASE,
)
_OPENING = re.compile(  # who is spoken to, or who writes
    r"^\s*(?:【[^】]{1,24}】|\[[^\]]{1,32}\])?\s*"
    r"(?:(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|estimad[oa]|buen[oa]s \w+)\b"
    r"[ ,]*)?(?:(?:(?:Mr|Mrs|Ms|Dr|Sr|Sra|Srta)\.? )?[A-ZÁÉÍÓÚÑ][\w'’-]+"
    r"(?: [A-ZÁÉÍÓÚÑ][\w'’-]+){0,2}\s*[,:]"
    r"|[\u3400-\u9fff]{1,4}(?:先生|女士|小姐)(?:您好|你好)?[，,:：])?"
)
_LEADING = re.compile(
    r"^(?:or|otherwise|and|but|o|y|pero|o si no|否则|不然|但)\b[\s,]*", re.IGNORECASE
)


@dataclass(frozen=True)
class _Tongue:
    """What is said instead, in one language."""

    offer: str
    about: str
    instead: Mapping[Category, str]
    gap: str
    full_stop: str


def rewrite(text: str, language: str | None, screen: _Screen) -> str | None:
    """Leave out the unlawful pieces and offer help instead; None if nothing lawful remains.

    The result has every amount, date, reference and name of the original, and passes the same
    screen.
    """
    objections = _objections(screen, text, language)
    if not objections:
        return None
    tongue = _tongues()[_tongue(text, language)]
    instead = _instead(objections, tongue)
    for wording in _wordings(text, language, screen, tongue, instead):
        if _keeps(text, wording) and not _objections(screen, wording, language):
            return wording
    return None


def said_instead() -> Mapping[str, tuple[str, ...]]:
    """Every sentence a rewrite may add, by language: lawful lines to learn from."""
    return {
        name: tuple(dict.fromkeys([tongue.offer, tongue.about, *tongue.instead.values()]))
        for name, tongue in _tongues().items()
    }


def _wordings(
    text: str, language: str | None, screen: _Screen, tongue: _Tongue, instead: str
) -> Iterator[str]:
    """What may be offered, the fullest first."""
    figures = figures_in(text)
    missing = tongue.about.format(figures=_listed(figures, tongue))
    opening = _opening(text)
    for said in (instead, ""):
        kept = _lawful_part(text, language, screen, tongue, [said, tongue.offer])
        yield _joined([kept, said, tongue.offer], tongue)
        if figures:
            yield _joined([opening, missing, said, tongue.offer], tongue)
    if not figures:
        yield _joined([opening, tongue.offer], tongue)


def _lawful_part(
    text: str, language: str | None, screen: _Screen, tongue: _Tongue, rest: Sequence[str]
) -> str:
    """The pieces in which nothing is found, screened again until nothing is.

    They are screened with the ``rest`` that will follow them, since a demand alone is curt.
    """
    left = text
    for number in range(_ROUNDS):
        whole = _joined([left, *rest], tongue) if number else text
        spans = [f.span for f in _objections(screen, whole, language) if f.span]
        if not spans:
            return left
        opening = _opening(left)
        pieces = [
            _LEADING.sub("", found[0]).strip()
            for found in _PIECE.finditer(left)
            if found[0].strip()
            and not any(s.start < found.end() and found.start() < s.end for s in spans)
        ]
        clean = tongue.gap.join(pieces).rstrip(" ,;，；")
        left = clean if clean.startswith(opening) else f"{opening}{tongue.gap}{clean}"
        left = _ended(left.strip(), tongue)
    return ""


def _joined(parts: Sequence[str], tongue: _Tongue) -> str:
    said = tongue.gap.join(part for part in parts if part).strip()
    return said[:1].upper() + said[1:]


def _ended(text: str, tongue: _Tongue) -> str:
    if not text or text[-1] in ".!?。！？:：,，":
        return text
    return text + tongue.full_stop


def _opening(text: str) -> str:
    found = _OPENING.match(text)
    return found[0].strip() if found else ""


def _instead(objections: Sequence[Finding], tongue: _Tongue) -> str:
    said = (tongue.instead.get(f.category, "") for f in objections)
    return next((sentence for sentence in said if sentence), "")


def _listed(figures: Sequence[str], tongue: _Tongue) -> str:
    return ("; " if tongue.gap else "、").join(figures)


def _keeps(text: str, wording: str) -> bool:
    """Whether every amount, date, reference and name is in it, and how the text begins."""
    return _opening(text) in wording and not lost(text, wording)


def _objections(screen: _Screen, wording: str, language: str | None) -> list[Finding]:
    return [f for f in screen(wording, language) if f.outcome >= Outcome.REFER]


def _tongue(text: str, language: str | None) -> str:
    """The language to answer in: as told, else by the look of the text."""
    if language and language.startswith("zh"):
        return "zh-Hant" if language == "zh-Hant" else "zh"
    if language and language[:2] in ("en", "es"):
        return language[:2]
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh"
    return "es" if re.search(r"[ñ¿¡áéíóú]|\b(?:usted|su|pago|deuda)\b", text.lower()) else "en"


@lru_cache(maxsize=1)
def _tongues() -> Mapping[str, _Tongue]:
    return {
        name: _Tongue(
            offer=said["offer"],
            about=said["about"],
            instead={Category(category): text for category, text in said["instead"].items()},
            gap="" if name.startswith("zh") else " ",
            full_stop="。" if name.startswith("zh") else ".",
        )
        for name, said in read_yaml(REWRITES_FILE).items()
    }
