"""How rows get their names: the caller brings a source of fresh ids."""

from __future__ import annotations

from collections.abc import Callable

NewId = Callable[[], str]
