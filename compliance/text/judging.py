"""What the trained models make of a text, beside what the rules found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from compliance.text.grounds import Grounds
from compliance.text.language import languages_of
from compliance.text.model import WordingModel
from compliance.text.pieces import Pieces
from compliance.text.pipeline import judged, model_in
from compliance.text.reading import Reader, Reading
from compliance.verdict import Category, Finding, Outcome, Span


@dataclass(frozen=True)
class _Opinion:
    """One model's view of a text."""

    model: WordingModel
    score: float
    pieces: Pieces

    @property
    def outcome(self) -> Outcome:
        if self.score > self.model.levels.stop:
            return Outcome.FORBID
        return Outcome.REFER if self.score > self.model.levels.refer else Outcome.PERMIT

    @property
    def is_sure_of_lawful(self) -> bool:
        return self.score < self.model.levels.lift


class Judge:
    """The models of all languages."""

    def __init__(self, reader: Reader, pipelines: Mapping[str, Language]) -> None:
        """Take the trained pipelines by language, "en", "es" and "zh"."""
        self._reader = reader
        self._pipelines = dict(pipelines)
        self._models = {name: model_in(nlp) for name, nlp in pipelines.items()}
        self._grounds = Grounds()

    def weigh(
        self, ruled: Sequence[Finding], reading: Reading, text: str, language: str | None
    ) -> list[Finding]:
        """The rules' findings as the models see them, and the models' own.

        Where every model is sure that a text is lawful, a rule that asks for facts is content and
        a rule that refuses asks a person. The models never free a text further than that.
        """
        if not reading.words:
            return list(ruled)
        opinions = self._opinions(reading, text, language)
        worst = max(opinions, key=lambda o: (o.outcome, o.score - o.model.levels.stop))
        findings = _eased(ruled) if all(o.is_sure_of_lawful for o in opinions) else list(ruled)
        if worst.outcome > max((f.outcome for f in findings), default=Outcome.PERMIT):
            findings.append(self._finding(worst, reading, text))
        return findings

    def probability(self, reading: Reading, text: str, language: str | None) -> float:
        """The calibrated probability of a violation, the highest of the languages'."""
        if not reading.words:
            return 0.0
        opinions = self._opinions(reading, text, language)
        return max(o.model.levels.probability(o.score) for o in opinions)

    def _opinions(self, reading: Reading, text: str, language: str | None) -> list[_Opinion]:
        return [
            _Opinion(self._models[name], *judged(self._pipelines[name], reading, text))
            for name in languages_of(reading.words, text, language)
        ]

    def _finding(self, opinion: _Opinion, reading: Reading, text: str) -> Finding:
        category = Category(opinion.model.kind(opinion.pieces))
        span = self._strongest_sentence(opinion.model, reading, text)
        return Finding(
            rule=f"words/model/{category.value}",
            category=category,
            outcome=opinion.outcome,
            reason=self._grounds.reason(category),
            reference=self._grounds.reference(category),
            span=span,
            quote=text[span.start : span.end],
        )

    def _strongest_sentence(self, model: WordingModel, reading: Reading, text: str) -> Span:
        """The sentence that speaks most against the text, in places of the original."""
        spans = sentences(reading)
        if len(spans) == 1:
            return spans[0]
        name = model.language
        scored = []
        for span in spans:
            said = text[span.start : span.end]
            score, _ = judged(self._pipelines[name], self._reader.read(said), said)
            scored.append(score)
        return spans[scored.index(max(scored))]


def sentences(reading: Reading) -> list[Span]:
    """Where the sentences of a text stand in the original."""
    spans, first = [], 0
    for stop in [*reading.stops, len(reading.words)]:
        if stop > first:
            spans.append(Span(reading.words[first].start, reading.words[stop - 1].end))
        first = stop + 1
    return spans or [Span(reading.words[0].start, reading.words[-1].end)]


def _eased(ruled: Sequence[Finding]) -> list[Finding]:
    return [replace(f, outcome=Outcome.REFER) for f in ruled if f.outcome is Outcome.FORBID]
