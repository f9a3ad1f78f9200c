"""What an import did, or why it did nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BadRow:
    """Why one row cannot be taken. ``line`` is where it begins in the file, from 1."""

    line: int
    column: str
    reason: str  # never the person's data itself

    @property
    def sentence(self) -> str:
        """The reason with its place.

        >>> BadRow(7, "phone", "This is not a telephone number.").sentence
        'Line 7, phone: This is not a telephone number.'
        """
        return f"Line {self.line}, {self.column}: {self.reason}"


@dataclass(frozen=True)
class ImportReport:
    """What came of one file. With bad rows nothing of it was kept."""

    rows: int
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: tuple[BadRow, ...] = ()
    rejects: Path | None = None  # the bad rows with their reasons, if there are any

    @property
    def ok(self) -> bool:
        """Whether the file was taken."""
        return not self.bad
