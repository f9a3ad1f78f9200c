"""How far a settlement, a waiver or more time may go: alone, and with a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ledger.money import Money
from ledger.policy_file import PolicyNode

POLICY = "policy"  # the limits decide
PERSON = "person"  # somebody at work decides each case

PARTS = {
    "settlement": [
        "decided_by",
        "floor_percent",
        "least_percent",
        "opening_percent",
        "most_off",
        "from_days_past_due",
        "void_before_person",
        "answer_days",
        "pay_days",
        "grace_days",
    ],
    "waiver": [
        "decided_by",
        "most_percent",
        "percent",
        "most_off",
        "to_days_past_due",
        "times",
        "broken_before_person",
        "answer_days",
        "pay_days",
        "grace_days",
    ],
    "extension": ["decided_by", "longest_days", "days", "times", "answer_days", "grace_days"],
}


@dataclass(frozen=True)
class SettlementLimits:
    """Paying a part by a day, and being done."""

    decided_by: str
    floor_percent: int  # of the balance: nobody goes lower
    least_percent: int  # the least that is agreed without a person
    opening_percent: int  # offered when they name no sum
    most_off: Mapping[str, Money]  # by currency: what is taken off without a person
    from_days_past_due: int
    void_before_person: int  # settlements that came to nothing
    answer_days: int  # how long an offer stands
    pay_days: int  # from the agreement to the day it is paid by
    grace_days: int  # after that day, before it is void


@dataclass(frozen=True)
class WaiverLimits:
    """Taking off interest and fees when the rest is paid by a day."""

    decided_by: str
    most_interest_percent: int  # how far a person may go
    most_fees_percent: int
    interest_percent: int  # without a person
    fees_percent: int
    most_off: Mapping[str, Money]
    to_days_past_due: int
    times: int  # agreed on one account
    broken_before_person: int  # promises and plans: this is for who keeps them
    answer_days: int
    pay_days: int
    grace_days: int


@dataclass(frozen=True)
class ExtensionLimits:
    """Paying the whole on a later day."""

    decided_by: str
    longest_days: int  # from the day of agreement: how far a person may go
    days: int  # without a person
    times: int  # agreed on one account
    answer_days: int
    grace_days: int


Fields = Mapping[str, PolicyNode]
Sums = Callable[[PolicyNode], Mapping[str, Money]]


def read_settlement(fields: Fields, sums: Sums) -> SettlementLimits:
    """Read the limits of a settlement: the floor below the least, the least below the opening."""
    floor = fields["floor_percent"].whole(1, 100)
    least = fields["least_percent"].whole(floor, 100)
    return SettlementLimits(
        decided_by=fields["decided_by"].one_of([POLICY, PERSON]),
        floor_percent=floor,
        least_percent=least,
        opening_percent=fields["opening_percent"].whole(least, 100),
        most_off=sums(fields["most_off"]),
        from_days_past_due=fields["from_days_past_due"].whole(-366, 3650),
        void_before_person=fields["void_before_person"].whole(1, 100),
        answer_days=fields["answer_days"].whole(1, 366),
        pay_days=fields["pay_days"].whole(1, 366),
        grace_days=fields["grace_days"].whole(0, 60),
    )


def read_waiver(fields: Fields, sums: Sums) -> WaiverLimits:
    """Read the limits of a waiver: what goes without a person is within what a person may do."""
    most = fields["most_percent"].fields(needed=["interest", "fees"])
    alone = fields["percent"].fields(needed=["interest", "fees"])
    most_interest, most_fees = most["interest"].whole(0, 100), most["fees"].whole(0, 100)
    return WaiverLimits(
        decided_by=fields["decided_by"].one_of([POLICY, PERSON]),
        most_interest_percent=most_interest,
        most_fees_percent=most_fees,
        interest_percent=alone["interest"].whole(0, most_interest),
        fees_percent=alone["fees"].whole(0, most_fees),
        most_off=sums(fields["most_off"]),
        to_days_past_due=fields["to_days_past_due"].whole(-366, 3650),
        times=fields["times"].whole(0, 100),
        broken_before_person=fields["broken_before_person"].whole(1, 100),
        answer_days=fields["answer_days"].whole(1, 366),
        pay_days=fields["pay_days"].whole(1, 366),
        grace_days=fields["grace_days"].whole(0, 60),
    )


def read_extension(fields: Fields) -> ExtensionLimits:
    """Read how much more time there may be."""
    longest = fields["longest_days"].whole(0, 366)
    return ExtensionLimits(
        decided_by=fields["decided_by"].one_of([POLICY, PERSON]),
        longest_days=longest,
        days=fields["days"].whole(0, longest),
        times=fields["times"].whole(0, 100),
        answer_days=fields["answer_days"].whole(1, 366),
        grace_days=fields["grace_days"].whole(0, 60),
    )
