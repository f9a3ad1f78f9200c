"""The exceptions of this package.

ComplianceError
├── PackError             a pack cannot be read, or contradicts what it extends
└── ParameterNotInForce   a pack has no value for the day asked about
"""

from __future__ import annotations

from datetime import date


class ComplianceError(Exception):
    """Base of all errors raised here on purpose."""


class PackError(ComplianceError):
    """A pack is unusable: the message names the file, the place in it and what to do."""


class ParameterNotInForce(ComplianceError):
    """A rule asked for a parameter on a day before its first value."""

    def __init__(self, name: str, *, day: date, first: date) -> None:
        """Say which parameter, on which day, and when its history begins."""
        super().__init__(
            f"'{name}' has no value on {day}: its history begins on {first}. A decision cannot be "
            f"made from law that was not yet in force. Check the decision's date; if the law is "
            f"older than the pack, add the earlier value with its reference, and a case for that "
            f"day."
        )
