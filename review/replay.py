"""Judge the past again under other packs, and tell every decision that would differ.

What is stored is judged: the facts as they were, the text with cards, numbers and names masked.
So the words are not screened anew; what they were found to say stands as recorded. A line that
the door adds (*amend*) and a text that already has it (*permit*) count as the same: both go, and
a masked text cannot tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from compliance.codec import UnreadableSituation, situation_from
from compliance.decide import decide
from compliance.law import Law
from compliance.situation import Situation
from compliance.verdict import Category, Finding, Outcome, Verdict
from ledger.tables import DecisionRecord

_WORDS = "words"  # what the ids of rules about wording begin with
_FIELDS = frozenset(field.name for field in fields(Situation))


@dataclass(frozen=True)
class Difference:
    """One past decision that these packs would have made otherwise."""

    seq: int
    at: datetime
    message_id: str | None
    was: str
    would_be: str
    reasons: tuple[str, ...]  # what is new against it, and what no longer is
    not_recorded: tuple[str, ...]  # facts that were not yet asked for when it was made


@dataclass(frozen=True)
class Unread:
    """A record that cannot be judged again."""

    seq: int
    reason: str


@dataclass(frozen=True)
class _AsRecorded:
    """The words as they were found then."""

    findings: tuple[Finding, ...]
    revision: str

    def screen(self, text: str, language: str | None) -> tuple[Finding, ...]:
        return self.findings

    def rewrite(self, text: str, language: str | None) -> str | None:
        return None


def replay(records: Iterable[DecisionRecord], law: Law) -> Iterator[Difference | Unread]:
    """Judge each record again and give those that differ, in order."""
    for record in records:
        try:
            verdict = decide_again(record, law)
        except (UnreadableSituation, KeyError, ValueError) as error:
            yield Unread(record.seq, str(error))
            continue
        if differs(record, verdict):
            yield Difference(
                seq=record.seq,
                at=record.at,
                message_id=record.message_id,
                was=record.outcome,
                would_be=verdict.outcome.word,
                reasons=tuple(_reasons(record, verdict)),
                not_recorded=tuple(sorted(_FIELDS - set(record.situation))),
            )


def decide_again(record: DecisionRecord, law: Law) -> Verdict:
    """Judge the stored facts under a law.

    Raises:
        UnreadableSituation, KeyError, ValueError: the record has not the form we write.
    """
    found = tuple(_finding(told) for told in record.findings if _is_of_words(told))
    words: Any = _AsRecorded(found, record.model_revision)
    return decide(situation_from(record.situation), law=law, words=words)


def differs(record: DecisionRecord, verdict: Verdict) -> bool:
    """Say whether a verdict lets through, holds, refers or forbids otherwise than the record."""
    was, would_be = Outcome[record.outcome.upper()], verdict.outcome
    if {was, would_be} <= {Outcome.PERMIT, Outcome.AMEND}:
        return False
    if was is would_be is Outcome.HOLD:
        return _hold_of(record) != verdict.not_before
    return was is not would_be


def _hold_of(record: DecisionRecord) -> datetime | None:
    holds = [told["not_before"] for told in record.findings if told.get("not_before")]
    return max((datetime.fromisoformat(hold) for hold in holds), default=None)


def _reasons(record: DecisionRecord, verdict: Verdict) -> Iterator[str]:
    before = {told["rule"]: told for told in record.findings if told["outcome"] != "permit"}
    for finding in verdict.objections:
        told = before.pop(finding.rule, None)
        if told is None or told["outcome"] != finding.outcome.word:
            yield f"now {finding.outcome.word} by {finding.rule}: {finding.reason}"
    for rule, told in before.items():
        if told["outcome"] != Outcome.AMEND.word:
            yield f"no longer {told['outcome']} by {rule}: {told['reason']}"


def _is_of_words(told: Mapping[str, Any]) -> bool:
    return str(told["rule"]).startswith(_WORDS)


def _finding(told: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=told["rule"],
        category=Category(told["category"]),
        outcome=Outcome[told["outcome"].upper()],
        reason=told["reason"],
        reference=told["reference"],
    )
