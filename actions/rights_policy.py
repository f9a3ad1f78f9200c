"""What may be said about the law, by where the person is, from ``policies/rights.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.policy_file import PolicyNode, read_policy_file

TOPICS = ("consequences", "credit", "rights")
_GENERAL = "general"
_CONFIDENCE = ("read", "known")
_SOURCED = ("sources", "last_checked_on", "confidence")


@dataclass(frozen=True)
class RightsPolicy:
    """The template of each topic by jurisdiction, and the words for a debt that is too old."""

    topics: Mapping[str, Mapping[str, str]]
    time_barred: Mapping[str, str]
    papers_within: Mapping[str, tuple[int, str]]  # days, and the reference

    @classmethod
    def load(cls, path: Path) -> RightsPolicy:
        """Read the policy.

        Raises:
            PolicyFileError: the file says something that cannot be, with line and cure.
        """
        top, _ = read_policy_file(path)
        parts = top.fields(needed=("version", "topics", "time_barred", "papers_within"))
        parts["version"].whole(1, 1)
        topics = parts["topics"].fields(needed=TOPICS)
        return cls(
            {name: _topic(node) for name, node in topics.items()},
            {place: _say(node) for place, node in parts["time_barred"].entries().items()},
            _papers(parts["papers_within"]),
        )

    def template(self, topic: str, places: Sequence[Sequence[str]]) -> str:
        """Give the template that is true in every one of the places, the closest first.

        ``places`` holds the jurisdictions of each place the person may be in, e.g.
        ``[("us", "us-ny")]``. Where they differ, or we know none, the general words are true.
        """
        rows = self.topics[topic]
        for depth in (2, 1):
            named = {_closest(rows, place[:depth]) for place in places}
            if len(named) == 1 and _GENERAL not in named:
                return rows[named.pop()]
        return rows[_GENERAL]

    def words_for_an_old_debt(self, places: Sequence[Sequence[str]]) -> str | None:
        """Give the words the law asks for about a debt too old to be sued for, where it does."""
        named = {_closest(self.time_barred, place) for place in places}
        return self.time_barred.get(named.pop()) if len(named) == 1 else None

    def answer_within(self, places: Sequence[Sequence[str]]) -> tuple[int, str]:
        """Give the days within which proof is due after a dispute: the fewest that apply."""
        applying = {_GENERAL, *(name for place in places for name in place)}
        return min(row for name, row in self.papers_within.items() if name in applying)


def _closest(rows: Mapping[str, str], place: Sequence[str]) -> str:
    return next((name for name in reversed(place) if name in rows), _GENERAL)


def _topic(node: PolicyNode) -> dict[str, str]:
    rows = node.entries()
    if _GENERAL not in rows:
        raise node.wrong(f"lacks '{_GENERAL}'. Add the words that are true everywhere.")
    return {place: _template(row, general=place == _GENERAL) for place, row in rows.items()}


def _template(node: PolicyNode, *, general: bool) -> str:
    parts = node.fields(needed=("template", *(() if general else _SOURCED)))
    if not general:
        _sourced(parts)
    return parts["template"].text()


def _say(node: PolicyNode) -> str:
    parts = node.fields(needed=("say", *_SOURCED))
    _sourced(parts)
    return parts["say"].text()


def _papers(node: PolicyNode) -> dict[str, tuple[int, str]]:
    found = {}
    for place, row in node.entries().items():
        parts = row.fields(needed=("days", "reference"))
        found[place] = (parts["days"].whole(1, 365), parts["reference"].text())
    if _GENERAL not in found:
        raise node.wrong(f"lacks '{_GENERAL}'. Add the days that hold everywhere.")
    return found


def _sourced(parts: Mapping[str, PolicyNode]) -> None:
    if not [source.text() for source in parts["sources"].items()]:
        raise parts["sources"].wrong("must name at least one source.")
    parts["last_checked_on"].text()
    parts["confidence"].one_of(_CONFIDENCE)
