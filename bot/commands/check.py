"""``forbear check``: may these words be sent?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from bot.errors import SettingsError
from compliance.text.words import Words, load_words
from compliance.verdict import Finding, Outcome

LANGUAGES = ("en", "es", "zh-Hans", "zh-Hant")


def run(text: str | None, *, language: str | None, jsonl: bool) -> int:
    """Judge words; 0 when nothing objects, 2 when something does."""
    if language is not None and language not in LANGUAGES:
        raise SettingsError(
            f"Language {language!r} is not known. Use one of {', '.join(LANGUAGES)}."
        )
    words = load_words()
    if jsonl:
        return _stream(words, sys.stdin)
    given = text if text is not None else sys.stdin.read()
    findings = words.screen(given, language)
    if not findings:
        print("Nothing objects to these words. Hours, consent and the person's file still decide.")
        return 0
    for finding in findings:
        print(f"{finding.outcome.word}: {finding.category} — {finding.reason}")
        if finding.quote:
            print(f"    “{finding.quote}” ({finding.reference})")
    return 2


def _stream(words: Words, lines: Iterable[str]) -> int:
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            answer = _answer(words, asked)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            answer = {"line": number, "error": f"Line {number} cannot be read: {_short(error)}"}
            status = 1
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return status


def _answer(words: Words, asked: dict[str, Any]) -> dict[str, Any]:
    text = asked["text"]
    if not isinstance(text, str):
        raise TypeError("text must be a string")
    findings = words.screen(text, asked.get("language"))
    outcome = max((f.outcome for f in findings), default=Outcome.PERMIT)
    return {
        "id": asked.get("id"),
        "outcome": outcome.word,
        "findings": [_told(finding) for finding in findings],
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "outcome": finding.outcome.word,
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "quote": finding.quote,
        "reason": finding.reason,
        "reference": finding.reference,
    }


def _short(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing."
    return f"{error}. Give one JSON object a line, with at least a text."
