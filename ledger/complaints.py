"""By when a complaint is answered: days from ``policies/complaints.yaml``, the shortest wins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ledger.policy_file import PolicyNode, read_policy_file

_LONGEST = 365


@dataclass(frozen=True)
class ComplaintPolicy:
    """The days in which a complaint is answered, of the house and by place."""

    house_days: int
    by_jurisdiction: Mapping[str, int]

    @classmethod
    def load(cls, path: Path) -> ComplaintPolicy:
        """Read the policy.

        Raises:
            PolicyFileError: the file says something that cannot be, with line and cure.
        """
        top, _ = read_policy_file(path)
        parts = top.fields(needed=("version", "house"), optional=("jurisdictions",))
        parts["version"].whole(1, 1)
        places = parts["jurisdictions"].entries() if "jurisdictions" in parts else {}
        return cls(_days(parts["house"]), {name: _days(row) for name, row in places.items()})

    def due_on(self, today: date, jurisdictions: Collection[str]) -> date:
        """Give the last day for an answer to somebody who may be in these places.

        >>> ComplaintPolicy(15, {"xx": 10}).due_on(date(2026, 12, 1), {"us", "xx"})
        datetime.date(2026, 12, 11)
        """
        days = [
            self.by_jurisdiction[name] for name in jurisdictions if name in self.by_jurisdiction
        ]
        return today + timedelta(days=min([self.house_days, *days]))


def _days(row: PolicyNode) -> int:
    parts = row.fields(needed=("days", "reference"))
    parts["reference"].text()
    return parts["days"].whole(1, _LONGEST)
