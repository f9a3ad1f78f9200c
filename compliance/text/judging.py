"""What the trained models make of a text, beside what the rules found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compliance.text.fold import CLAUSE, SENTENCE
from compliance.text.grounds import Grounds
from compliance.text.language import languages_of
from compliance.text.model import Weight, WordingModel
from compliance.text.pieces import take_apart
from compliance.text.reading import Reading
from compliance.verdict import Category, Finding, Outcome, Span

_PAUSES = frozenset({SENTENCE, CLAUSE})
_FEW = 3  # words, or Chinese characters and their marks


class _Opinion(NamedTuple):
    """One model's view of a text."""

    model: WordingModel
    weight: Weight
    words: int

    @property
    def over(self) -> float:
        """How far the text lies above the level of refusal."""
        return self.weight.score - self.model.levels.stop

    @property
    def outcome(self) -> Outcome:
        levels, weight = self.model.levels, self.weight
        if self.words < _FEW:  # too little to be sure of
            return Outcome.REFER if self.over > 0 else Outcome.PERMIT
        if self.over > 0:
            return Outcome.FORBID
        shown = (
            weight.score > levels.refer or weight.worst > levels.part or weight.doubt > levels.doubt
        )
        return Outcome.REFER if shown else Outcome.PERMIT


class Judge:
    """The models of all languages."""

    def __init__(self, models: Mapping[str, WordingModel]) -> None:
        """Take the trained models by language, "en", "es" and "zh"."""
        self._models = dict(models)
        self._grounds = Grounds()

    def weigh(
        self, ruled: Sequence[Finding], reading: Reading, text: str, language: str | None
    ) -> list[Finding]:
        """The rules' findings as the models see them, and the models' own.

        A rule that refuses is followed where a model agrees that the text is no lawful one; else
        a person decides. The models never free a text further than that.
        """
        if _PAUSES.issuperset(reading.words.texts):
            return list(ruled)  # marks alone
        opinions = self._opinions(reading, text, language, _places(ruled))
        worst = max(opinions, key=lambda o: (o.outcome, o.over))
        findings = list(ruled)
        if not any(o.weight.agrees for o in opinions):
            findings = [f._replace(outcome=min(f.outcome, Outcome.REFER)) for f in findings]
        if worst.outcome > max((f.outcome for f in findings), default=Outcome.PERMIT):
            findings.append(self._finding(worst, text))
        return findings

    def probability(
        self, ruled: Sequence[Finding], reading: Reading, text: str, language: str | None
    ) -> float:
        """The calibrated probability of a violation, the highest of the languages'."""
        if _PAUSES.issuperset(reading.words.texts):
            return 0.0
        opinions = self._opinions(reading, text, language, _places(ruled))
        return max(o.model.levels.probability(o.weight.score) for o in opinions)

    def _opinions(
        self, reading: Reading, text: str, language: str | None, rules: Sequence[tuple[str, int]]
    ) -> list[_Opinion]:
        models = [self._models[name] for name in languages_of(reading.words.texts, text, language)]
        taken = {
            by: take_apart(reading, text, by_characters=by, rules=rules)
            for by in {model.by_characters for model in models}
        }
        words = len(reading.words.texts)
        return [_Opinion(m, m.weigh(taken[m.by_characters]), words) for m in models]

    def _finding(self, opinion: _Opinion, text: str) -> Finding:
        category = Category(opinion.model.kind(opinion.weight))
        span = _trimmed(*opinion.weight.place, text)
        return Finding(
            rule=f"words/model/{category.value}",
            category=category,
            outcome=opinion.outcome,
            reason=self._grounds.reason(category),
            reference=self._grounds.reference(category),
            span=span,
            quote=text[span.start : span.end],
        )


def _trimmed(start: int, end: int, text: str) -> Span:
    """The part without the space around it."""
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return Span(start, start + len(said.strip()))


def _places(ruled: Sequence[Finding]) -> list[tuple[str, int]]:
    return [(f.rule, f.span.start if f.span else 0) for f in ruled]
