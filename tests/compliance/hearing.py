"""Hear every rule about one situation, and nothing else: no words, no settling."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compliance.cases import Case, read_cases
from compliance.content.additions import Ruling
from compliance.decide import CONTENT_RULES, RULES
from compliance.law import PACKS_DIR, Law
from compliance.situation import Situation
from compliance.verdict import Finding


class NoWords:
    """A screen that finds nothing."""

    revision = "none"

    def screen(self, text: str, language: str | None) -> tuple[Finding, ...]:
        """Find nothing."""
        return ()

    def rewrite(self, text: str, language: str | None) -> str | None:
        """Offer nothing."""
        return None


@dataclass(frozen=True)
class Answer:
    """What one pack answers."""

    outcome: str
    not_before: object = None
    adds: str = ""
    category: str = ""
    reason: str = ""


def rulings(situation: Situation, law: Law) -> list[Ruling]:
    """Everything the rules say; an error in a rule is an error here."""
    found = [Ruling(f) for rule in RULES for f in rule(situation, law)]
    return found + [r for rule in CONTENT_RULES for r in rule(situation, law)]


def answer(case: Case, law: Law) -> Answer:
    """The strictest thing the case's pack says."""
    wanted = case.rule or case.pack
    said = [r for r in rulings(case.situation, law) if r.finding.rule == wanted]
    if not said:
        return Answer("none")
    ruling = max(said, key=lambda r: r.finding.outcome)
    finding = ruling.finding
    adds = ruling.prefix + ruling.suffix
    return Answer(finding.outcome.word, finding.not_before, adds, finding.category, finding.reason)


def agrees(case: Case, law: Law) -> bool:
    """Say whether the pack answers what the case expects."""
    said = answer(case, law)
    return (
        said.outcome == case.outcome
        and (case.not_before is None or said.not_before == case.not_before)
        and (case.adds is None or said.adds == case.adds)
        and (case.category is None or said.category == case.category)
        and (case.says is None or case.says in said.reason)
    )


def cases_of(pack: str, packs_dir: Path = PACKS_DIR) -> list[Case]:
    """The worked cases of one pack."""
    return list(read_cases(packs_dir, pack))
