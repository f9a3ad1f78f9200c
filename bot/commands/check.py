"""``forbear check``: may these words be sent?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import Any

from bot.screening import house_words
from bot.settings import load_settings
from bot.wording import Wording
from compliance.asking import UnreadableQuestion, answer
from compliance.law import Law, load_law
from compliance.text.words import Words


def run(text: str | None, *, language: str | None, jsonl: bool) -> int:
    """Judge words; 0 when nothing objects, 2 when something does, 1 when a line is unreadable."""
    settings = load_settings()
    wording = Wording.load(settings.policies_dir / "templates")
    law, words = load_law(settings.packs_dir), house_words(settings.policies_dir, wording)
    if isinstance(sys.stdin, TextIOWrapper):  # bytes that are no UTF-8 spoil their own line only
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    if jsonl:
        return _stream(sys.stdin, law, words)
    asked = {"text": text if text is not None else sys.stdin.read(), "language": language}
    told = answer(asked, law=law, words=words, now=datetime.now(UTC))
    _print(told)
    return 2 if told["findings"] else 0


def _stream(lines: Iterable[str], law: Law, words: Words) -> int:
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        told, readable = _answer_line(line, number, law, words)
        status = status if readable else 1
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return status


def _answer_line(line: str, number: int, law: Law, words: Words) -> tuple[dict[str, Any], bool]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {
            "line": number,
            "error": f"Line {number} is no JSON. Give one object a line.",
        }, False
    try:
        return answer(asked, law=law, words=words, now=datetime.now(UTC)), True
    except UnreadableQuestion as error:
        return {"line": number, "error": f"Line {number}: {error}"}, False


def _print(told: dict[str, Any]) -> None:
    if not told["findings"]:
        print("Nothing objects to these words. Hours, consent and the person's file still decide.")
        return
    for finding in told["findings"]:
        print(f"{finding['outcome']}: {finding['category']} — {finding['reason']}")
        if finding["quote"]:
            print(f"    “{finding['quote']}” ({finding['reference']})")
    if told.get("rewrite"):
        print(f"It could be said so: {told['rewrite']}")
