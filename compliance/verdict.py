"""What a check answers: findings, each with its reason, and the strictest of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NamedTuple


class Outcome(IntEnum):
    """How free we are, from freest to strictest; the order *is* "strictest wins"."""

    PERMIT = 0  # go ahead
    AMEND = 1  # go ahead with the verdict's text
    HOLD = 2  # not now: ask again at ``not_before``
    REFER = 3  # a person decides
    FORBID = 4  # never

    @property
    def word(self) -> str:
        """The outcome as it is written in files and answers.

        >>> Outcome.REFER.word
        'refer'
        """
        return self.name.lower()


class Category(StrEnum):
    """What a finding is about. The names are public and fixed."""

    # words
    VIOLENCE = "violence"
    ARREST_PROSECUTION = "arrest_prosecution"
    LEGAL_ACTION_THREAT = "legal_action_threat"
    SEIZURE_GARNISHMENT = "seizure_garnishment"
    IMPERSONATION = "impersonation"
    PROFANITY = "profanity"
    INSULT_SHAMING = "insult_shaming"
    THIRD_PARTY = "third_party"
    PUBLICATION = "publication"
    CREDIT_THREAT = "credit_threat"
    IMMIGRATION = "immigration"
    FAMILY_HARM = "family_harm"
    FALSE_URGENCY = "false_urgency"
    AMOUNT_MISSTATEMENT = "amount_misstatement"
    DECEPTIVE_IDENTITY = "deceptive_identity"
    PERSISTENCE = "persistence"
    RIGHTS_DENIAL = "rights_denial"
    TIME_BARRED = "time_barred"
    PAYMENT_COERCION = "payment_coercion"
    SENSITIVE_DATA = "sensitive_data"
    VISIT_THREAT = "visit_threat"
    DISCRIMINATION = "discrimination"
    # missing content
    MISSING_OPT_OUT = "missing_opt_out"
    MISSING_IDENTITY = "missing_identity"
    MISSING_DISCLOSURE = "missing_disclosure"
    # situation
    HOURS = "hours"
    FREQUENCY = "frequency"
    CONSENT = "consent"
    CEASE = "cease"
    REPRESENTED = "represented"
    DISPUTE_HOLD = "dispute_hold"
    BANKRUPTCY = "bankruptcy"
    DECEASED = "deceased"
    MINOR = "minor"
    CARRIER = "carrier"
    PLACE = "place"
    WRONG_PARTY = "wrong_party"
    # our own inability to judge
    UNDECIDED = "undecided"


class Span(NamedTuple):
    """Where in the original text a finding points: characters, end excluded."""

    start: int
    end: int


def nothing() -> None:
    """No other words."""


class Finding(NamedTuple):
    """One rule's answer. A permit is a finding too."""

    rule: str
    category: Category
    outcome: Outcome
    reason: str  # a sentence a collector and an examiner can both read
    reference: str  # the citation, or "house policy …"
    not_before: datetime | None = None  # aware UTC; set exactly when the outcome is HOLD
    span: Span | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Verdict:
    """Everything the rules found, and the text as it may be sent."""

    text: str
    findings: tuple[Finding, ...]
    pack_revision: str = ""
    model_revision: str = ""
    # Asked for other words only when somebody wants to see them: most verdicts nobody looks at.
    reworded: Callable[[], str | None] = field(default=nothing, repr=False, compare=False)

    @cached_property
    def rewrite(self) -> str | None:
        """A lawful wording offered in place of a refused one; None where there is none."""
        return self.reworded()

    @property
    def outcome(self) -> Outcome:
        """The strictest outcome found; nothing found means a person decides.

        >>> Verdict("hello", findings=()).outcome.name
        'REFER'
        """
        return max((finding.outcome for finding in self.findings), default=Outcome.REFER)

    @property
    def not_before(self) -> datetime | None:
        """The latest of the times the findings ask us to wait for."""
        return max((f.not_before for f in self.findings if f.not_before), default=None)

    @property
    def objections(self) -> tuple[Finding, ...]:
        """The findings that are not a plain permit, strictest first."""
        found = [f for f in self.findings if f.outcome is not Outcome.PERMIT]
        return tuple(sorted(found, key=lambda f: -f.outcome))
