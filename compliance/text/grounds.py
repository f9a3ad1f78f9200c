"""Why words of each category may not be said: for a collector, and with the law for an examiner."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from compliance.pack import read_yaml
from compliance.verdict import Category, Finding

PATTERNS = Path(__file__).parent / "patterns"
GROUNDS_FILE = PATTERNS / "grounds.yaml"
CITATIONS_FILE = PATTERNS / "citations.yaml"
_ANY = "any"


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
        """The citations where no place is known."""
        return self._references[category]


def cite(finding: Finding, jurisdictions: Collection[str]) -> Finding:
    """The finding with the law of these places, each named; unchanged where we hold none."""
    if finding.category is Category.UNDECIDED:
        return finding
    told = [
        f"{place}: {law}"
        for place, laws in citations().items()
        if place in jurisdictions and (law := laws.get(finding.category.value, laws.get(_ANY)))
    ]
    return finding._replace(reference="; ".join(told)) if told else finding


@lru_cache(maxsize=1)
def citations() -> Mapping[str, Mapping[str, str]]:
    """The law against words of a category, by jurisdiction; read once."""
    laws: Mapping[str, Mapping[str, str]] = read_yaml(CITATIONS_FILE)
    return laws
