"""How often somebody may do something: a bucket that refills."""

from __future__ import annotations

import time
from collections import OrderedDict

_MOST_KNOWN = 10_000


class Bucket:
    """Allows ``burst`` at once and ``per_second`` in the long run."""

    def __init__(self, *, per_second: float, burst: int) -> None:
        """Start full."""
        self._per_second = per_second
        self._burst = float(burst)
        self._left = float(burst)
        self._at = time.monotonic()

    def take(self) -> bool:
        """Take one, if there is one."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class Buckets:
    """One bucket for each name; the names heard longest ago are forgotten."""

    def __init__(self, *, per_second: float, burst: int) -> None:
        """All buckets are alike."""
        self._per_second = per_second
        self._burst = burst
        self._known: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, name: str) -> bool:
        """Take one from the bucket of ``name``."""
        bucket = self._known.setdefault(
            name, Bucket(per_second=self._per_second, burst=self._burst)
        )
        self._known.move_to_end(name)
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return bucket.take()
