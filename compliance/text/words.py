"""Screen the words of a message: what may not be said, where it stands, and why.

Concepts, not phrases: a rule names a concept, what must stand near it and what lifts it, all as
data in ``patterns/``. One reading serves English, Spanish and Chinese; a text may mix them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from compliance.text.fold import LONGEST
from compliance.text.lexicon import PATTERNS_DIR, Lexicon, WordRule, load_lexicon
from compliance.text.reading import Hit, Reader, Reading, is_only_spoken_about
from compliance.text.rewrite import rewrite
from compliance.verdict import Category, Finding, Outcome, Span

_MOST_HITS = 24  # of one concept looked at; no honest message has more


class Words:
    """The screen; load it once and share it."""

    def __init__(self, lexicon: Lexicon, *, revision: str) -> None:
        """Take a lexicon and the name of its edition."""
        self.revision = revision
        self._reader = Reader(lexicon)
        self._rules: dict[str, list[WordRule]] = {}
        for rule in lexicon.rules:
            self._rules.setdefault(rule.finds, []).append(rule)

    def screen(self, text: str, language: str | None = None) -> tuple[Finding, ...]:
        """Find what may not be said. Every language is read whatever ``language`` says.

        A text longer than 8,192 characters is for a person.
        """
        reading = self._reader.read(text)
        found = {(f.rule, f.span.start if f.span else 0): f for f in self._findings(reading, text)}
        if len(text) > LONGEST:
            found["length", 0] = Finding(
                "words/length", Category.UNDECIDED, Outcome.REFER,
                f"longer than {LONGEST} characters; a person reads it", "house policy",
            )  # fmt: skip
        return tuple(found.values())

    def rewrite(self, text: str, language: str | None = None) -> str | None:
        """A lawful wording that keeps every amount and date, or None where there is none."""
        return rewrite(text, language, self.screen)

    def _findings(self, reading: Reading, text: str) -> Iterator[Finding]:
        for concept, hits in reading.hits.items():
            for rule in self._rules.get(concept, ()):
                for hit in hits[:_MOST_HITS]:
                    if (marked := _applies(rule, hit, reading)) is not None:
                        yield _finding(rule, marked, reading, text)


def load_words(folder: Path = PATTERNS_DIR) -> Words:
    """Load the lexicon and build the screen; takes about two seconds, spaCy's import included."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Words(load_lexicon(folder), revision=digest.hexdigest()[:16])


def _applies(rule: WordRule, hit: Hit, reading: Reading) -> Hit | None:
    """The words a rule marks around a hit; None where it does not apply."""
    marked: Hit | None = hit
    for group in rule.around:
        marked = _with(marked, next(reading.near(group, hit, rule.near), None))
    anchor = hit
    for group in reversed(rule.before):
        near = (o for o in reading.near(group, anchor, rule.near) if o.start <= anchor.start)
        first = max(near, key=lambda o: o.start, default=None)
        marked, anchor = _with(marked, first), first or anchor
    for group in rule.after:
        later = (o for o in reading.near(group, hit, rule.near) if o.start >= hit.end)
        marked = _with(marked, min(later, key=lambda o: o.start, default=None))
    if marked is None or (rule.unless and reading.in_sentence(rule.unless, hit)):
        return None
    if rule.negatable and is_only_spoken_about(reading, hit):
        return None
    return marked


def _with(marked: Hit | None, other: Hit | None) -> Hit | None:
    if marked is None or other is None:
        return None
    return Hit(marked.concept, min(marked.start, other.start), max(marked.end, other.end))


def _finding(rule: WordRule, hit: Hit, reading: Reading, text: str) -> Finding:
    start, end = reading.words[hit.start].start, reading.words[hit.end - 1].end
    return Finding(
        rule=rule.rule,
        category=rule.category,
        outcome=rule.outcome,
        reason=rule.reason,
        reference=rule.reference,
        span=Span(start, end),
        quote=text[start:end],
    )
