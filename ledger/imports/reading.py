"""Read a CSV file row by row, and refuse one that cannot be understood, with a sentence."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ledger.errors import LedgerError

_LONGEST_FIELD = 10_000  # characters; a missing quotation mark shows as one endless field
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileRefused(LedgerError):
    """A file of which no row can be trusted; the sentence says what to do."""


@dataclass(frozen=True)
class Columns:
    """Which columns a file must have, and may have."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    extra: bool = False  # columns that begin with x_ are taken along


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it begins, and its fields by column, stripped of blanks around them."""

    line: int
    fields: dict[str, str]
    trouble: str | None = None  # why it could not be split into columns


def read_header(path: Path, columns: Columns) -> list[str]:
    """Give the column names of a file. Raises ``FileRefused`` if it is not the file asked for."""
    with _open(path) as file:
        header = next(_lines(file, path), None)
    if header is None:
        raise FileRefused(f"{path.name} is empty. Its first line must name the columns.")
    names = [name.strip() for name in header]
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        raise FileRefused(
            f"{path.name} does not separate its columns by commas. Save it as CSV with commas."
        )
    _check_names(path, names, columns)
    return names


def _check_names(path: Path, names: list[str], columns: Columns) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FileRefused(f"{path.name} names the column {twice[0]!r} twice. Keep one of them.")
    missing = [name for name in columns.needed if name not in names]
    if missing:
        raise FileRefused(
            f"{path.name} has no column {', '.join(missing)}. Add it; see docs/csv.md."
        )
    allowed = {*columns.needed, *columns.optional}
    unknown = [
        name
        for name in names
        if name not in allowed and not (columns.extra and name.startswith("x_"))
    ]
    if unknown:
        hint = "or begin its name with x_ to have it kept as it is" if columns.extra else ""
        raise FileRefused(
            f"{path.name} has a column that is not known: {', '.join(map(repr, unknown))}. "
            f"Remove it{', ' + hint if hint else ''}."
        )


def read_rows(path: Path, names: Sequence[str]) -> Iterator[Row]:
    """Give the rows of a file one by one; blank lines are passed over."""
    with _open(path) as file:
        lines = _lines(file, path)
        next(lines, None)
        while True:
            line = lines.line + 1
            found = next(lines, None)
            if found is None:
                return
            if not "".join(found).strip():
                continue
            yield _row(line, found, names)


def _row(line: int, found: list[str], names: Sequence[str]) -> Row:
    fields = dict(zip(names, (field.strip() for field in found), strict=False))
    if len(found) == len(names):
        trouble = "It contains a NUL character." if "\0" in "".join(found) else None
        return Row(line, fields, trouble)
    return Row(
        line,
        fields,
        f"It has {len(found)} columns where the first line names {len(names)}. "
        "A comma inside a field needs the field in quotation marks.",
    )


class _lines(Iterator[list[str]]):
    """The lines of a CSV file, with sentences in place of the reader's exceptions."""

    def __init__(self, file: TextIO, path: Path) -> None:
        self._path = path
        self._reader = csv.reader(file, strict=True)

    @property
    def line(self) -> int:
        """How many lines were read so far."""
        return self._reader.line_num

    def __next__(self) -> list[str]:
        begins = self.line + 1
        try:
            found = next(self._reader)
        except UnicodeDecodeError as error:
            raise FileRefused(
                f"{self._path.name} is not written in UTF-8 (near line {begins}). "
                "Save it again and choose 'CSV UTF-8'."
            ) from error
        except csv.Error as error:
            raise FileRefused(
                f"{self._path.name} cannot be read as CSV from line {begins} on: a quotation mark "
                "is not closed, or stands where none may. Inside a quoted field write it twice."
            ) from error
        if max(map(len, found), default=0) > _LONGEST_FIELD:
            raise FileRefused(
                f"{self._path.name} has a field of more than {_LONGEST_FIELD:,} characters at line "
                f"{begins}. A quotation mark may not be closed."
            )
        return found


def _open(path: Path) -> TextIO:
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
    except FileNotFoundError as error:
        raise FileRefused(f"There is no file {path.name}. Check the path.") from error
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be opened: {error.strerror}.") from error
    if start[:2] in _UTF_16:
        raise FileRefused(
            f"{path.name} is written in UTF-16. Save it again and choose 'CSV UTF-8'."
        )
    if start[:4] == b"PK\x03\x04":
        raise FileRefused(f"{path.name} is a workbook, not CSV. Save it as 'CSV UTF-8'.")
    return path.open(encoding="utf-8-sig", newline="")
