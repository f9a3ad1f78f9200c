"""What simulated people say: held-out utterances by intent, and the few figures they are asked for.

The utterances are those no model has learnt from; figures (a proof, a sum, a day) belong to the
person who says them and are written here.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache

import yaml

from bot.settings import ROOT

HELDOUT = ROOT / "tests" / "nlu" / "heldout"
LANGUAGES = ("en", "es", "zh")
WHO = {"en": ("maya", "third", "several"), "es": ("lucia", "maya"), "zh": ("wei", "wei")}
PROOFS = {"maya": "10025", "third": "10025", "several": "10025", "lucia": "06700", "wei": "100025"}

_FIGURES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": {
        "proof": ("{postal} {year}", "zip {postal}, born {year}", "{postal} and {year}"),
        "sum": ("60", "about $80", "maybe 75 dollars"),
        "monthly": ("60 a month", "could do $75 monthly", "maybe 50 every month"),
        "day": ("on december 12", "dec 15", "next friday"),
        "income": ("1500", "about 1,800 a month", "2200"),
        "essentials": ("1300", "around 1400", "1550"),
        "dependants": ("2", "two kids", "nobody"),
        "manageable": ("40", "maybe 50", "60 a month"),
        "auto": (
            "I'm driving right now - I'll get back to you later.",
            "This number does not accept incoming messages.",
            "Thank you for contacting Bright Dental! We will reply within 24 hours.",
            "Auto-reply: I am out of the office until Monday.",
        ),
    },
    "es": {
        "proof": ("{postal} {year}", "código postal {postal}, nací en {year}", "{postal}, {year}"),
        "sum": ("700", "unos 800 pesos", "como 750"),
        "monthly": ("700 al mes", "podría 800 pesos mensuales", "unos 900 cada mes"),
        "day": ("el 12 de diciembre", "el 15 de diciembre", "el próximo viernes"),
        "income": ("12000", "unos 15 mil pesos", "como 14,000 al mes"),
        "essentials": ("11000", "unos 12 mil", "13000"),
        "dependants": ("2", "dos hijos", "nadie"),
        "manageable": ("600", "unos 700", "500 al mes"),
        "auto": (
            "Estoy manejando, te respondo más tarde.",
            "Gracias por comunicarse con Dental Sol. Le responderemos en 24 horas.",
            "Respuesta automática: estoy fuera de la oficina hasta el lunes.",
            "Este número no recibe mensajes.",
        ),
    },
    "zh": {
        "proof": ("{postal} {year}", "邮编{postal},{year}年出生", "{postal},{year}"),
        "sum": ("300", "大概400块", "350元"),
        "monthly": ("每月300", "一个月还400可以吗", "每个月350元"),
        "day": ("12月12号", "12月15日", "下周五"),
        "income": ("6000", "大概7000块", "6500元"),
        "essentials": ("5500", "差不多6000", "6200"),
        "dependants": ("2", "两个孩子", "没有"),
        "manageable": ("300", "大概400", "每月350"),
        "auto": (
            "您好,我正在开车,稍后回复您。",
            "【自动回复】您好,我现在有事不在,一会再和您联系。",
            "感谢您联系阳光口腔,我们将在24小时内回复。",
            "此号码不接收短信。",
        ),
    },
}


@cache
def held_out(language: str) -> Mapping[str, Sequence[str]]:
    """Give every held-out line of a language, by intent."""
    found: dict[str, list[str]] = {}
    for path in sorted((HELDOUT / language).glob("author_*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.strip().removeprefix("- ") for line in block["examples"].splitlines())
            found.setdefault(block["intent"], []).extend(line for line in lines if line)
    return found


def utter(chance: random.Random, language: str, what: str, *, postal: str, year: int) -> str:
    """Say an intent in somebody's words, or a figure (``:sum``) in their own."""
    if not what.startswith(":"):
        return chance.choice(held_out(language)[what])
    said = chance.choice(_FIGURES[language][what[1:]])
    return said.format(postal=postal, year=year)
