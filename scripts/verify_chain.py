#!/usr/bin/env python3
"""Check an export of decision records: none changed, none missing. Needs only Python 3.8.

    python verify_chain.py RECORDS.jsonl [--head HASH] [--after HASH]

Each line of the export is one record as JSON: ``seq``, the fields its hash covers, and ``hash``.
A record's hash is the SHA-256 of the JSON of all its fields but ``seq`` and ``hash``, keys sorted,
no spaces, characters as they are, in UTF-8. ``previous_hash`` is the hash of the record before it;
that of the first record is sixty-four zeros.

Whoever has the last hash from another day (``--head``) also sees whether the end was cut off: the
hash must still be in the chain. An export that does not begin at the first record is checked from
the hash before it (``--after``).

The end is 0 when all is intact, 1 when it is not, 2 when the file cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys

BEGINNING = "0" * 64
OUTSIDE = ("seq", "hash")  # what the hash does not cover


class Broken(Exception):
    """The chain does not hold; the message says where and how."""


class Unreadable(Exception):
    """The file is no export of decision records; the message says where."""


def hash_of(record):
    """Compute what a record's hash must be."""
    covered = {name: value for name, value in record.items() if name not in OUTSIDE}
    text = json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify(lines, after=BEGINNING, head=None):
    """Check lines of an export; give (records, last hash).

    Raises:
        Broken: a record was changed, is missing, or the end was cut off.
        Unreadable: a line is no record.
    """
    expected, count, seen_head = after, 0, head in (None, after)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        record = _record(line, number)
        name = f"Record {record['seq']} (line {number})"
        if record["previous_hash"] != expected:
            raise Broken(name + ": the record before it is missing or was changed.")
        if hash_of(record) != record["hash"]:
            raise Broken(name + ": it was changed after it was written.")
        expected, count = record["hash"], count + 1
        seen_head = seen_head or expected == head
    if not seen_head:
        raise Broken(f"The hash {head} is not in the chain: the end was cut off or replaced.")
    return count, expected


def _record(line, number):
    try:
        record = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"Line {number} is not JSON: {error}.") from None
    if not isinstance(record, dict) or not {"seq", "hash", "previous_hash"} <= set(record):
        raise Unreadable(f"Line {number} is no decision record.")
    return record


def main(arguments=None):
    """Check the file that is named, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", help="the export, one record a line")
    parser.add_argument("--head", help="a hash noted earlier; it must be in the chain")
    parser.add_argument("--after", default=BEGINNING, help="the hash before the first line")
    asked = parser.parse_args(arguments)
    try:
        with open(asked.file, encoding="utf-8") as lines:
            count, last = verify(lines, after=asked.after, head=asked.head)
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        print(f"Cannot be read: {error}", file=sys.stderr)
        return 2
    except Broken as error:
        print(f"NOT intact. {error}")
        return 1
    print(f"Intact: {count} records. The last hash is {last}")
    print("Keep it elsewhere: with --head it proves later that nothing was cut off.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
