"""What may be offered, to whom: the limits of ``policies/offers.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ledger.money import Money
from ledger.offers_reductions_policy import (
    PARTS,
    PERSON,
    POLICY,
    ExtensionLimits,
    SettlementLimits,
    WaiverLimits,
    read_extension,
    read_settlement,
    read_waiver,
)
from ledger.offers_segments import AccountFacts, Conditions, read_conditions, sums_in_all
from ledger.plans import Frequency
from ledger.policy_file import PolicyNode, read_policy_file

__all__ = ["PERSON", "POLICY", "Limits", "OfferPolicy", "PlanLimits", "PromiseLimits"]


@dataclass(frozen=True)
class PlanLimits:
    """How far a plan may go without a person."""

    decided_by: str
    most_instalments: Mapping[Frequency, int]  # the allowed ways; the first is proposed unasked
    smallest_instalment: Mapping[str, Money]  # by currency; the last one may be smaller
    longest_months: int  # from the day of agreement to the last instalment
    earliest_first_days: int  # from the day of agreement to the first instalment
    usual_first_days: int
    latest_first_days: int
    opening_instalments: int  # proposed when the person names nothing
    defaulted_before_person: int
    reminder_days: int  # before each instalment
    grace_days: int  # after an instalment's day, before it counts as missed
    missed_days_before_person: int  # after the one message about it
    most_changes: int  # of one plan, before a person decides
    most_pauses: int  # instalments that may be skipped in one plan
    pause_latest_days: int  # from the day of the pause to the next instalment

    @property
    def usual_frequency(self) -> Frequency:
        """The frequency that is proposed when the person names none."""
        return next(iter(self.most_instalments))


@dataclass(frozen=True)
class PromiseLimits:
    """How far a promise may go without a person."""

    decided_by: str
    latest_days: int
    most_parts: int
    smallest: Mapping[str, Money]  # by currency; the whole balance may be smaller
    broken_before_person: int
    grace_days: int


@dataclass(frozen=True)
class Limits:
    """Everything that may be agreed with one segment."""

    segment: str
    plan: PlanLimits
    promise: PromiseLimits
    settlement: SettlementLimits
    waiver: WaiverLimits
    extension: ExtensionLimits


@dataclass(frozen=True)
class OfferPolicy:
    """The whole policy; ``revision`` is the SHA-256 of its file."""

    revision: str
    currencies: frozenset[str]
    segments: tuple[tuple[Conditions, Limits], ...]
    standard: Limits

    @classmethod
    def load(cls, path: Path) -> OfferPolicy:
        """Read the policy, or say in one sentence what is wrong and where.

        Raises:
            PolicyFileError: with the file, the line, the name and what to write.
        """
        top, revision = read_policy_file(path)
        fields = top.fields(needed=["version", "currencies", "limits"], optional=["segments"])
        fields["version"].whole(1, 1)
        currencies = frozenset(node.currency() for node in fields["currencies"].items())
        standard = fields["limits"].fields(needed=list(_PARTS))
        reader = _LimitsReader(currencies, standard)
        rows = fields["segments"].items() if "segments" in fields else []
        return cls(
            revision=revision,
            currencies=currencies,
            segments=tuple(reader.segment(row) for row in rows),
            standard=reader.limits("standard", standard),
        )

    def limits_for(self, account: AccountFacts) -> Limits:
        """Give the limits of the first segment the account belongs to."""
        for conditions, limits in self.segments:
            if conditions.hold_for(account):
                return limits
        return self.standard


_PARTS = {
    "plan": [
        "decided_by",
        "most_instalments",
        "smallest_instalment",
        "longest_months",
        "first_payment",
        "opening_instalments",
        "defaulted_before_person",
        "reminder_days",
        "grace_days",
        "missed_days_before_person",
        "most_changes",
        "pause",
    ],
    "promise": [
        "decided_by",
        "latest_days",
        "most_parts",
        "smallest",
        "broken_before_person",
        "grace_days",
    ],
    **PARTS,
}


@dataclass(frozen=True)
class _LimitsReader:
    """Reads limits; what a segment does not say is as in the standard."""

    currencies: frozenset[str]
    standard: Mapping[str, PolicyNode]

    def segment(self, row: PolicyNode) -> tuple[Conditions, Limits]:
        fields = row.fields(needed=["name", "when", "limits"])
        own = fields["limits"].fields(optional=list(_PARTS))
        conditions = read_conditions(fields["when"], currencies=self.currencies)
        return conditions, self.limits(fields["name"].text(), own)

    def limits(self, name: str, own: Mapping[str, PolicyNode]) -> Limits:
        return Limits(
            segment=name,
            plan=self._plan(self._part("plan", own)),
            promise=self._promise(self._part("promise", own)),
            settlement=read_settlement(self._part("settlement", own), self._sums_above_zero),
            waiver=read_waiver(self._part("waiver", own), self._sums_above_zero),
            extension=read_extension(self._part("extension", own)),
        )

    def _part(self, part: str, own: Mapping[str, PolicyNode]) -> dict[str, PolicyNode]:
        fields = self.standard[part].fields(needed=_PARTS[part])
        return fields | (own[part].fields(optional=_PARTS[part]) if part in own else {})

    def _plan(self, fields: Mapping[str, PolicyNode]) -> PlanLimits:
        first = fields["first_payment"].fields(
            needed=["earliest_days", "usual_days", "latest_days"]
        )
        earliest = first["earliest_days"].whole(0, 366)
        usual = first["usual_days"].whole(earliest, 366)
        latest = first["latest_days"].whole(usual, 366)
        pause = fields["pause"].fields(needed=["most", "latest_days"])
        months = fields["longest_months"].whole(1, 120)
        if latest >= months * 28:
            raise fields["longest_months"].wrong(
                "is over before the latest first payment. Make it longer, or that one earlier."
            )
        return PlanLimits(
            decided_by=fields["decided_by"].one_of([POLICY, PERSON]),
            most_instalments=_read_most_instalments(fields["most_instalments"]),
            smallest_instalment=self._sums_above_zero(fields["smallest_instalment"]),
            longest_months=months,
            earliest_first_days=earliest,
            usual_first_days=usual,
            latest_first_days=latest,
            opening_instalments=fields["opening_instalments"].whole(1, 600),
            defaulted_before_person=fields["defaulted_before_person"].whole(1, 100),
            reminder_days=fields["reminder_days"].whole(0, 30),
            grace_days=fields["grace_days"].whole(0, 60),
            missed_days_before_person=fields["missed_days_before_person"].whole(0, 60),
            most_changes=fields["most_changes"].whole(0, 100),
            most_pauses=pause["most"].whole(0, 100),
            pause_latest_days=pause["latest_days"].whole(0, 366),
        )

    def _promise(self, fields: Mapping[str, PolicyNode]) -> PromiseLimits:
        return PromiseLimits(
            decided_by=fields["decided_by"].one_of([POLICY, PERSON]),
            latest_days=fields["latest_days"].whole(0, 366),
            most_parts=fields["most_parts"].whole(1, 12),
            smallest=self._sums_above_zero(fields["smallest"]),
            broken_before_person=fields["broken_before_person"].whole(1, 100),
            grace_days=fields["grace_days"].whole(0, 60),
        )

    def _sums_above_zero(self, place: PolicyNode) -> Mapping[str, Money]:
        sums = sums_in_all(place, self.currencies)
        for currency, money in sums.items():
            if money.minor == 0:
                raise place.wrong(f"must be above zero in {currency}.")
        return sums


def _read_most_instalments(place: PolicyNode) -> Mapping[Frequency, int]:
    found = {}
    for name, node in place.fields(optional=[each.value for each in Frequency]).items():
        found[Frequency(name)] = node.whole(1, 600)
    if not found:
        raise place.wrong("allows no frequency. Name at least one, such as 'monthly: 12'.")
    return found
