"""Screen the words of a message: what may not be said, where it stands, and why.

Two layers. Rules over concepts, not phrases: what they name, what must stand near it and what
lifts it is data in ``patterns/``. And a trained model for each language, for what rules cannot
say: polite menace, sarcasm, pretext, guilt. One reading serves English, Spanish and Chinese, mixed
or not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from compliance.text.approved import Approved
from compliance.text.fold import LONGEST
from compliance.text.judging import Judge
from compliance.text.language import can_be_read
from compliance.text.lexicon import PATTERNS_DIR, Lexicon, WordRule, load_lexicon
from compliance.text.model import WordingModel
from compliance.text.pipeline import MODELS_DIR, load_models
from compliance.text.reading import Hit, Reader, Reading, is_only_spoken_about
from compliance.text.rewrite import rewrite
from compliance.verdict import Category, Finding, Outcome, Span

_QUOTED = re.compile(
    r"“[^”]{2,300}”|«[^»]{2,300}»|「[^」]{2,300}」|『[^』]{2,300}』|\"[^\"]{2,300}\""
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # all but kinds of room
_MOST_HITS = 24  # of one concept looked at; no honest message has more
_LONG_FILLING = 6  # words, or Chinese characters: longer than a name or a sum


class Words:
    """The screen; load it once and share it."""

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        revision: str,
        models: Mapping[str, WordingModel] | None = None,
        approved: Sequence[str] = (),
        refer_beyond: float | None = None,
        common_words: Sequence[str] = (),
    ) -> None:
        """Take a lexicon, the trained models, and what a person has approved.

        Without models the rules alone judge, as they do while these are being trained.
        Free text whose ``distance`` is above ``refer_beyond`` is for a person; None: never so.
        """
        self.revision = revision
        self.reader = Reader(lexicon, common_words)
        self._judge = Judge(models) if models else None
        self._approved = Approved(approved)
        self._refer_beyond = refer_beyond
        self._rules: dict[str, list[WordRule]] = {}
        for rule in lexicon.rules:
            self._rules.setdefault(rule.finds, []).append(rule)

    def screen(self, text: str, language: str | None = None) -> tuple[Finding, ...]:
        """Find what may not be said. Every language a text looks like is read.

        A text longer than 8,192 characters is for a person.
        """
        reading = self.reader.read(text)
        ruled = [*self._ruled(reading, text), *self._not_read_to_the_end(reading, text)]
        fillings = self._approved.fillings(text)
        if fillings is not None:
            return (*ruled, *self._strange(fillings, language))
        if self._judge is not None:
            ruled = self._judge.weigh(ruled, reading, text, language)
        return (*ruled, *self._unfamiliar(reading, text))

    def rewrite(self, text: str, language: str | None = None) -> str | None:
        """A lawful wording that keeps every amount and date, or None where there is none."""
        return rewrite(text, language, self.screen)

    def distance(self, text: str) -> float:
        """How unlike every approved text this is: 0 the same words, 1 nothing in common."""
        return self._approved.distance(text)

    def probability(self, text: str, language: str | None = None) -> float:
        """How likely a reader would object, by the models alone; 0 where there are none."""
        if self._judge is None:
            return 0.0
        reading = self.reader.read(text)
        ruled = list(self._ruled(reading, text))
        return self._judge.probability(ruled, reading, text, language)

    def _strange(self, fillings: Sequence[str], language: str | None) -> Iterator[Finding]:
        """What the models refuse in the blanks of an approved text: its own words are approved."""
        for filling in fillings:
            reading = self.reader.read(filling)
            words = sum(map(str.isalpha, reading.words.texts))
            if self._judge is not None and words > _LONG_FILLING:
                for found in self._judge.weigh((), reading, filling, language):
                    if found.outcome is Outcome.FORBID:
                        yield found._replace(outcome=Outcome.REFER, span=None)

    def _unfamiliar(self, reading: Reading, text: str) -> Iterator[Finding]:
        if not can_be_read(reading.words.texts, text, self.reader.vocabulary):
            yield _for_a_person("language", "in no language that the filter reads")
        elif self._refer_beyond is not None and self.distance(text) > self._refer_beyond:
            yield _for_a_person("unfamiliar", "unlike anything approved here")

    def _not_read_to_the_end(self, reading: Reading, text: str) -> Iterator[Finding]:
        """What is not looked at to its end."""
        if not reading.words.whole:
            reason = f"longer than {LONGEST} characters, or the same few words over and over"
            yield _for_a_person("length", reason)
        if _CONTROLS.search(text):
            yield _for_a_person("unseen", "holds signs that can be neither seen nor typed")
        if any(
            len(hits) > _MOST_HITS and name in self._rules for name, hits in reading.hits.items()
        ):
            yield _for_a_person("repetition", "says the same thing too often to be judged")

    def _ruled(self, reading: Reading, text: str) -> Iterator[Finding]:
        """What the rules find, each rule once at each place."""
        seen: set[tuple[str, int]] = set()
        for finding in self._findings(reading, text):
            key = (finding.rule, finding.span.start if finding.span else 0)
            if key not in seen:
                seen.add(key)
                yield finding

    def _findings(self, reading: Reading, text: str) -> Iterator[Finding]:
        for concept, hits in reading.hits.items():
            for rule in self._rules.get(concept, ()):
                for hit in hits[:_MOST_HITS]:
                    if (marked := _applies(rule, hit, reading)) is not None:
                        yield _finding(rule, marked, reading, text)


def load_words(
    folder: Path = PATTERNS_DIR,
    *,
    models: Path | None = MODELS_DIR,
    approved: Sequence[str] = (),
    refer_beyond: float | None = None,
    common_words: Sequence[str] = (),
) -> Words:
    """Load lexicon and models and build the screen; takes about two seconds.

    Without models (``None``, while they are trained) ``common_words`` come from the corpus.

    Raises:
        PackError: the models have not been trained, or a pattern file is unusable.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    trained = load_models(models) if models is not None else {}
    for _, model in sorted(trained.items()):
        digest.update(model.revision.encode())
    return Words(
        load_lexicon(folder),
        revision=digest.hexdigest()[:16],
        models=trained,
        approved=approved,
        refer_beyond=refer_beyond,
        common_words=trained["en"].words if trained else common_words,
    )


def _for_a_person(rule: str, reason: str) -> Finding:
    return Finding(
        f"words/{rule}", Category.UNDECIDED, Outcome.REFER, f"{reason}; a person reads it",
        "house policy",
    )  # fmt: skip


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


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether words stand between quotation marks: somebody else's, so a person decides."""
    return any(found.start() < start and end < found.end() for found in _QUOTED.finditer(text))


def _finding(rule: WordRule, hit: Hit, reading: Reading, text: str) -> Finding:
    start, end = reading.words.starts[hit.start], reading.words.ends[hit.end - 1]
    return Finding(
        rule=rule.rule,
        category=rule.category,
        outcome=min(rule.outcome, Outcome.REFER) if _is_quoted(text, start, end) else rule.outcome,
        reason=rule.reason,
        reference=rule.reference,
        span=Span(start, end),
        quote=text[start:end],
    )
