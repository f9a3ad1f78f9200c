"""Keep what was worked out for a word, within bounds of number and size."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

_WORDS = 16_384
_LETTERS = 40  # no honest word is longer; for longer ones nothing is kept
_Answer = TypeVar("_Answer")


def remembered(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """The same function, which remembers its latest answers for words of usual length.

    >>> doubled = remembered(lambda word: word * 2)
    >>> doubled("pay"), len(doubled("a" * 5_000))
    ('paypay', 10000)
    """
    kept = lru_cache(maxsize=_WORDS)(function)
    return lambda word: kept(word) if len(word) <= _LETTERS else function(word)
