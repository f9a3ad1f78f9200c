"""Why words of each category may not be said: for a collector, and with the law for an examiner."""

from __future__ import annotations

from pathlib import Path

from compliance.pack import read_yaml
from compliance.verdict import Category

GROUNDS_FILE = Path(__file__).parent / "patterns" / "grounds.yaml"


class Grounds:
    """The reason and the citation of each category of words."""

    def __init__(self, path: Path = GROUNDS_FILE) -> None:
        """Read them."""
        raw: dict[str, dict[str, str]] = read_yaml(path)
        self._reasons = {Category(name): told["reason"] for name, told in raw.items()}
        self._references = {Category(name): told["reference"] for name, told in raw.items()}

    def reason(self, category: Category) -> str:
        """A sentence a collector understands."""
        return self._reasons[category]

    def reference(self, category: Category) -> str:
        """The citations, by jurisdiction."""
        return self._references[category]
