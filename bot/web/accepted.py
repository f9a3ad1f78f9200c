"""The language of a page for a stranger: the first of the browser's own that we write."""

from __future__ import annotations

from starlette.requests import Request

LANGUAGES = ("en", "es", "zh-Hans", "zh-Hant")


def accepted_language(request: Request) -> str:
    """Give the language to answer a browser in, of which nothing is known but what it asks for."""
    return _first_of(request.headers.get("accept-language", ""))


def _first_of(header: str) -> str:
    """Give the first language of a header that we write, or English.

    >>> _first_of("fr-FR,es-MX;q=0.8,en;q=0.5"), _first_of("zh-TW"), _first_of("")
    ('es', 'zh-Hant', 'en')
    """
    for part in header.split(","):
        tag = part.split(";")[0].strip()
        base = tag.split("-")[0].lower()
        if base == "zh":
            return "zh-Hant" if {"TW", "HK", "MO", "Hant"} & set(tag.split("-")) else "zh-Hans"
        if base in ("en", "es"):
            return base
    return "en"
