"""The screen for words as this house uses it: approved texts, and how free a text may be."""

from __future__ import annotations

from pathlib import Path

from bot.wording import Wording
from compliance.text.words import Words, load_words
from ledger.policy_file import read_policy_file

NEVER = "never"


def house_words(policies: Path, wording: Wording) -> Words:
    """Load the screen that knows our approved texts and ``policies/wording.yaml``.

    Raises:
        PackError: the wording models have not been trained.
        PolicyFileError: the policy is missing or says something that cannot be.
    """
    return load_words(
        approved=wording.texts(), refer_beyond=refer_free_text_beyond(policies / "wording.yaml")
    )


def refer_free_text_beyond(path: Path) -> float | None:
    """Read from which distance a person must read a free text; ``None``: from none.

    Raises:
        PolicyFileError: the file is missing, or the distance is not between 0 and 1.
    """
    root, _ = read_policy_file(path)
    fields = root.fields(needed=["version", "refer_free_text_beyond"])
    fields["version"].whole(1, 1)
    given = fields["refer_free_text_beyond"]
    told = given.text()
    if told == NEVER:
        return None
    try:
        distance = float(told)
    except ValueError:
        distance = -1.0
    if not 0 <= distance <= 1:
        raise given.wrong(f"is no distance. Write a number from 0 to 1, or {NEVER}.")
    return distance
