"""How rows get their names: the caller brings a source of fresh ids."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

NewId = Callable[[], str]

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another when read out


def reference_of(unique: str, prefix: str, *, signs: int = 6) -> str:
    """Make a number that people can say on the telephone out of a new id.

    >>> reference_of("0f3a", "C") == reference_of("0f3a", "C"), len(reference_of("0f3a", "C"))
    (True, 8)
    """
    return f"{prefix}-{code_of(unique, signs=signs)}"


def code_of(unique: str, *, signs: int) -> str:
    """Make signs that nobody can guess who does not know the new id."""
    digest = int.from_bytes(blake2b(unique.encode(), digest_size=16).digest())
    return "".join(_SIGNS[digest >> (5 * place) & 31] for place in range(signs))
