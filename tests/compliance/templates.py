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
    numbers = {"number", "emergency"}
    blanks = {"money", "balance", "amount", "total", "minimum", "each", "paid"}
    out = text
    while "{" in out:
        start = out.index("{")
        end = out.index("}", start)
        name = out[start + 1 : end].split(":")[0].split(".")[0]
        out = (
            out[:start]
            + ("988" if name in numbers else "$50.00" if name in blanks else "Acme")
            + out[end + 1 :]
        )
    return out


# What stands on file when a text is said: an answer to trouble follows its record.
_ON_FILE = {
    Flag.DISTRESS: ("care_", "stop_care_"),
    Flag.HARDSHIP: ("hardship_noted", "free_help", "ease_off", "afford"),
    Flag.DISPUTE: ("dispute_", "concern_", "proof_", "validation_", "fraud_"),
    Flag.FRAUD: ("fraud_",),
    Flag.REPRESENTED: ("attorney_", "representative_", "again_representative"),
    Flag.BANKRUPTCY: ("bankruptcy_",),
    Flag.DECEASED: ("deceased_", "stop_with_condolence"),
    Flag.CEASE: ("refusal_noted",),
}


def flags_for(name):
    """The circumstances in which a text is said."""
    return frozenset(flag for flag, stems in _ON_FILE.items() if name.startswith(stems))
