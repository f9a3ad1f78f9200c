"""One question as JSON, one answer as JSON: the contract of ``forbear check --jsonl``.

Asked: ``{"id"?, "text", "language"?, "channel"?, "jurisdictions"?, "party"?, "direction"?,
"purpose"?, "at"?, "time_zones"?, "facts"?}``. With ``text`` (and ``language``) alone the words are
judged and nothing else. ``facts`` holds any other field of a situation in the form of
:mod:`compliance.codec`; a fact that is left out is not known, and what is not known goes to a
person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from compliance.codec import UnreadableSituation, situation_from, to_json
from compliance.decide import decide
from compliance.errors import ComplianceError
from compliance.law import Law
from compliance.situation import Direction, Purpose, Situation
from compliance.verdict import Finding, Outcome

if TYPE_CHECKING:
    from compliance.text.words import Words

LANGUAGES = ("en", "es", "zh-Hans", "zh-Hant")
LONGEST = 20_000  # characters of one message
_WORDS_ONLY = frozenset({"id", "text", "language"})
NAMED = _WORDS_ONLY | {
    "channel", "jurisdictions", "party", "direction", "purpose", "at", "time_zones", "facts",
}  # fmt: skip


class UnreadableQuestion(ComplianceError):
    """The question has not the form asked for; the message says what to change."""


def answer(asked: Any, *, law: Law, words: Words, now: datetime) -> dict[str, Any]:
    """Judge one question; ``now`` stands where the question names no instant.

    Raises:
        UnreadableQuestion: with what to change.
    """
    text, language = _text_of(asked)
    if any(not _is_writable(string) for string in _strings_in(asked)):
        raise UnreadableQuestion(
            "The question holds half a character (a lone surrogate, or bytes that are no UTF-8). "
            "Write it as UTF-8."
        )
    if set(asked) <= _WORDS_ONLY:
        return _of_words(asked.get("id"), text, language, words)
    try:
        situation = _situation(asked, text, language, now)
    except UnreadableSituation as error:
        raise UnreadableQuestion(str(error)) from error
    verdict = decide(situation, law=law, words=words)
    told = _told(asked.get("id"), verdict.outcome, verdict.findings, verdict.rewrite)
    if verdict.text != text:
        told["text"] = verdict.text
    if verdict.not_before is not None:
        told["not_before"] = to_json(verdict.not_before)
    return {**told, "packs": verdict.pack_revision, "model": verdict.model_revision}


def _text_of(asked: Any) -> tuple[str, str | None]:
    if not isinstance(asked, Mapping):
        raise UnreadableQuestion('A question is one JSON object, such as {"text": "Hello."}.')
    if unknown := sorted(str(name) for name in set(asked) - NAMED):
        raise UnreadableQuestion(
            f"A question has no {unknown[0]!r}. Put facts of the situation under 'facts'."
        )
    text, language = asked.get("text"), asked.get("language")
    if not isinstance(text, str):
        raise UnreadableQuestion("'text' is missing or no string. Give the words to be judged.")
    if len(text) > LONGEST:
        raise UnreadableQuestion(f"'text' is longer than {LONGEST} characters. Cut it.")
    if language is not None and language not in LANGUAGES:
        raise UnreadableQuestion(
            f"'language' cannot be {language!r}. Use one of: {', '.join(LANGUAGES)}."
        )
    return text, language


def _strings_in(asked: Any) -> Iterator[str]:
    """Every string anywhere in a question; a deep one is walked without recursion."""
    left = [asked]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            left += [*value, *value.values()]
        elif isinstance(value, list | tuple):
            left += value


def _is_writable(string: str) -> bool:
    try:
        string.encode()
    except UnicodeEncodeError:
        return False
    return True


def _of_words(key: Any, text: str, language: str | None, words: Words) -> dict[str, Any]:
    findings = tuple(words.screen(text, language))
    outcome = max((f.outcome for f in findings), default=Outcome.PERMIT)
    rewrite = words.rewrite(text, language) if outcome >= Outcome.REFER else None
    return {**_told(key, outcome, findings, rewrite), "model": words.revision}


def _situation(
    asked: Mapping[str, Any], text: str, language: str | None, now: datetime
) -> Situation:
    facts = asked.get("facts", {})
    if not isinstance(facts, Mapping):
        raise UnreadableQuestion("'facts' must be an object of facts of the situation.")
    jurisdictions = tuple(_strings(asked, "jurisdictions"))
    given: dict[str, Any] = {**facts, "text": text, "language": language}
    renamed = {"channel": "channel", "party": "collecting", "direction": "direction",
               "purpose": "purpose", "at": "at"}  # fmt: skip
    given |= {field: asked[name] for name, field in renamed.items() if asked.get(name) is not None}
    if jurisdictions:
        given["jurisdictions"] = jurisdictions
    if asked.get("time_zones") is not None:
        given["places"] = [_place(name, jurisdictions) for name in _strings(asked, "time_zones")]
    reply = given.get("direction") == Direction.REPLY
    return situation_from(
        given,
        unknown={
            "at": now,
            "channel": "sms",
            "direction": "outbound",
            "purpose": Purpose.ANSWER if reply else Purpose.REMINDER,
            "collecting": None,
        },
    )


def _strings(asked: Mapping[str, Any], name: str) -> list[str]:
    value = asked.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UnreadableQuestion(f"{name!r} must be a list of strings.")
    return value


def _place(name: str, jurisdictions: tuple[str, ...]) -> dict[str, Any]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnreadableQuestion(
            f"'time_zones' cannot hold {name!r}. Use IANA names such as America/New_York."
        ) from error
    return {"zone": name, "jurisdictions": list(jurisdictions), "evidence": "stated"}


def _told(
    key: Any, outcome: Outcome, findings: tuple[Finding, ...], rewrite: str | None
) -> dict[str, Any]:
    against = sorted((f for f in findings if f.outcome is not Outcome.PERMIT),
                     key=lambda f: -f.outcome)  # fmt: skip
    told: dict[str, Any] = {
        "id": key,
        "outcome": outcome.word,
        "findings": [finding_told(finding) for finding in against],
    }
    if rewrite is not None:
        told["rewrite"] = rewrite
    return told


def finding_told(finding: Finding) -> dict[str, Any]:
    """Give one finding as it stands in an answer."""
    told: dict[str, Any] = {
        "rule": finding.rule,
        "category": finding.category.value,
        "outcome": finding.outcome.word,
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "quote": finding.quote,
        "reason": finding.reason,
        "reference": finding.reference,
    }
    if finding.not_before is not None:
        told["not_before"] = to_json(finding.not_before)
    return told
