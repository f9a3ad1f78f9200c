"""Which accounts are alike: the conditions a policy names, and the facts they look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.money import Money
from ledger.policy_file import PolicyNode

PARTIES = ("first", "third")  # who collects: the creditor itself, or somebody for it
KINDS = ("person", "business")
FAR = 36_500  # days; as good as for ever


@dataclass(frozen=True)
class AccountFacts:
    """What a policy may look at when it decides about one account."""

    balance: Money
    days_past_due: int  # below zero before the due date
    segment: str  # person | business
    party: str  # first | third
    broken_promises: int = 0
    defaulted_plans: int = 0
    void_settlements: int = 0
    waivers: int = 0  # agreed to, whatever came of them
    extensions: int = 0


@dataclass(frozen=True)
class Conditions:
    """What must be so of an account; what is not named may be anything."""

    parties: frozenset[str] = frozenset(PARTIES)
    kinds: frozenset[str] = frozenset(KINDS)
    days_from: int = -FAR  # days past due, both ends included
    days_to: int = FAR
    balance_from: Mapping[str, Money] = field(default_factory=dict)  # by currency, included
    balance_below: Mapping[str, Money] = field(default_factory=dict)  # by currency, excluded

    def hold_for(self, account: AccountFacts) -> bool:
        """Tell whether all of them are so."""
        return (
            account.party in self.parties
            and account.segment in self.kinds
            and self.days_from <= account.days_past_due <= self.days_to
            and self._balance_fits(account.balance)
        )

    def _balance_fits(self, balance: Money) -> bool:
        least = self.balance_from.get(balance.currency)
        above = self.balance_below.get(balance.currency)
        return (least is None or balance >= least) and (above is None or balance < above)


def read_conditions(place: PolicyNode, *, currencies: frozenset[str]) -> Conditions:
    """Read the ``when`` of a segment.

    A band of balances must be given in all the policy's ``currencies``: a currency
    that was left out would otherwise match the segment whatever the balance.
    """
    fields = place.fields(optional=["collecting", "kind", "days_past_due", "balance"])
    days_from, days_to = _read_days(fields.get("days_past_due"))
    least, above = _read_balance(fields.get("balance"), currencies)
    return Conditions(
        parties=_read_choice(fields.get("collecting"), PARTIES),
        kinds=_read_choice(fields.get("kind"), KINDS),
        days_from=days_from,
        days_to=days_to,
        balance_from=least,
        balance_below=above,
    )


def sums_in_all(place: PolicyNode, currencies: frozenset[str]) -> Mapping[str, Money]:
    """Read sums that must be given in all the policy's currencies and in no other."""
    sums = place.sums()
    missing, strange = currencies - set(sums), set(sums) - currencies
    if missing:
        raise place.wrong(f"lacks {', '.join(sorted(missing))}. Give a sum in each currency.")
    if strange:
        raise place.wrong(
            f"names {', '.join(sorted(strange))}, which 'currencies' does not. Add it there."
        )
    return sums


def _read_choice(place: PolicyNode | None, choices: tuple[str, ...]) -> frozenset[str]:
    return frozenset(choices if place is None else [place.one_of(choices)])


def _read_days(place: PolicyNode | None) -> tuple[int, int]:
    if place is None:
        return -FAR, FAR
    fields = place.fields(optional=["from", "to"])
    first = fields["from"].whole(-FAR, FAR) if "from" in fields else -FAR
    last = fields["to"].whole(-FAR, FAR) if "to" in fields else FAR
    if first > last:
        raise place.wrong("ends before it begins. Swap 'from' and 'to'.")
    return first, last


def _read_balance(
    place: PolicyNode | None, currencies: frozenset[str]
) -> tuple[Mapping[str, Money], Mapping[str, Money]]:
    if place is None:
        return {}, {}
    fields = place.fields(optional=["from", "below"])
    least = sums_in_all(fields["from"], currencies) if "from" in fields else {}
    above = sums_in_all(fields["below"], currencies) if "below" in fields else {}
    for currency in currencies:
        if currency in least and currency in above and least[currency] >= above[currency]:
            raise place.wrong(f"is empty in {currency}: 'from' must be less than 'below'.")
    return least, above
