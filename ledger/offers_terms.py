"""What is asked for and what is answered when somebody works out a way to pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.money import Money
from ledger.offers_policy import Limits
from ledger.plans import Frequency


class Why(StrEnum):
    """Why an offer is as it is: its wording is chosen by this."""

    AS_ASKED = "as_asked"
    OPENING = "opening"  # nothing was named: our first proposal
    SMALLEST = "smallest"  # they asked for less: the smallest instalment policy allows
    PAYS_IN_ONE = "pays_in_one"  # the instalment they named covers the balance
    BELOW_MINIMUM = "below_minimum"
    TOO_MANY_INSTALMENTS = "too_many_instalments"
    TOO_LONG = "too_long"
    COUNT_DOES_NOT_FIT = "count_does_not_fit"  # that many of that size is another sum
    FREQUENCY_NOT_OFFERED = "frequency_not_offered"
    FIRST_TOO_SOON = "first_too_soon"
    FIRST_TOO_LATE = "first_too_late"


class Reason(StrEnum):
    """Why a person decides."""

    NOTHING_OWED = "nothing_owed"
    UNKNOWN_ACCOUNT = "unknown_account"  # the facts name a kind or party policy does not know
    CURRENCY_NOT_COVERED = "currency_not_covered"
    OTHER_CURRENCY = "other_currency"  # they named a sum that is not in the account's currency
    SEGMENT = "segment"  # policy leaves this segment to people
    BROKEN_PROMISES = "broken_promises"
    DEFAULTED_PLANS = "defaulted_plans"
    NOTHING_FURTHER = "nothing_further"  # the last offer was already the most we can do
    CHANGES_USED = "changes_used"  # the plan was changed as often as policy allows
    PAUSES_USED = "pauses_used"
    PAUSE_TOO_LONG = "pause_too_long"  # the next instalment would be too far away
    EXTENSIONS_USED = "extensions_used"
    WAIVERS_USED = "waivers_used"
    VOID_SETTLEMENTS = "void_settlements"  # earlier ones were not paid
    GIVES_SOMETHING_UP = "gives_something_up"  # where policy has no more to give


@dataclass(frozen=True)
class Wish:
    """What the person named; ``None`` where they named nothing."""

    instalment: Money | None = None
    frequency: Frequency | None = None
    count: int | None = None
    first_due_on: date | None = None


@dataclass(frozen=True)
class Offer:
    """A plan as it may be agreed: dated, whole minor units, summing exactly to the balance."""

    frequency: Frequency
    instalments: tuple[tuple[date, Money], ...]
    reasons: tuple[Why, ...]  # the weightiest first
    limits: Limits
    policy_revision: str

    @property
    def why(self) -> Why:
        """The weightiest reason."""
        return self.reasons[0]

    @property
    def as_asked(self) -> bool:
        """Whether nothing they named had to be changed."""
        return set(self.reasons) <= {Why.AS_ASKED, Why.PAYS_IN_ONE}

    @property
    def count(self) -> int:
        """How many instalments there are."""
        return len(self.instalments)

    @property
    def each(self) -> Money:
        """The first instalment; none of the others is larger."""
        return self.instalments[0][1]

    @property
    def last(self) -> Money:
        """The last instalment."""
        return self.instalments[-1][1]

    @property
    def total(self) -> Money:
        """All instalments together."""
        return Money(sum(part.minor for _, part in self.instalments), self.each.currency)

    @property
    def first_due_on(self) -> date:
        """The day of the first instalment."""
        return self.instalments[0][0]

    @property
    def last_due_on(self) -> date:
        """The day of the last instalment."""
        return self.instalments[-1][0]


@dataclass(frozen=True)
class NeedsPerson:
    """Nothing may be offered here without a person."""

    reason: Reason


@dataclass(frozen=True)
class Allowed:
    """The promise may be taken as it was made."""


@dataclass(frozen=True)
class TooFar:
    """The promised day is too far away; ``latest`` would do."""

    latest: date


@dataclass(frozen=True)
class TooSoon:
    """The promised day is over; ``earliest`` would do."""

    earliest: date


@dataclass(frozen=True)
class TooMuch:
    """More was promised than is owed; ``balance`` would do."""

    balance: Money


@dataclass(frozen=True)
class TooLittle:
    """Too little was promised; ``minimum`` would do."""

    minimum: Money
