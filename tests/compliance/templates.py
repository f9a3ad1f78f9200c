"""The texts people have approved, with something plausible in every blank."""

from __future__ import annotations

from pathlib import Path

import yaml

from compliance.situation import Flag

FOLDER = Path("policies/templates")
TEMPLATES = [
    (path.stem, name, entry)
    for path in sorted(FOLDER.glob("*.yaml"))
    for name, entry in yaml.safe_load(path.read_text(encoding="utf-8"))["templates"].items()
]


def filled(text):
    """The text with something plausible in every blank."""
    blanks = {"money", "balance", "amount", "total", "minimum", "each", "paid"}
    out = text
    while "{" in out:
        start = out.index("{")
        end = out.index("}", start)
        name = out[start + 1 : end].split(":")[0].split(".")[0]
        out = out[:start] + ("$50.00" if name in blanks else "Acme") + out[end + 1 :]
    return out


def flags_for(name):
    """The circumstances in which a text is said: care is for somebody in distress."""
    return frozenset({Flag.DISTRESS} if "care_" in name else ())
