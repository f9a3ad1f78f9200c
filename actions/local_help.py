"""Who listens and who advises where the person lives, from ``policies/help.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ledger.policy_file import PolicyNode, read_policy_file

_SOURCED = ("name", "number", "source", "last_checked_on", "confidence")
_CONFIDENCE = ("read", "known")
_REACH = ("call", "call_or_text")


@dataclass(frozen=True)
class CrisisLine:
    """A number that somebody in despair can call, or text."""

    number: str
    takes_texts: bool
    always: bool  # answered day and night


@dataclass(frozen=True)
class Adviser:
    """Somebody who helps for nothing: a number and a site."""

    name: str
    number: str
    site: str


@dataclass(frozen=True)
class LocalHelp:
    """What we are sure of in one country; ``None`` where we are not."""

    emergency: str
    nearby: str | None  # a number that knows of food, shelter and money close by
    crisis: CrisisLine | None
    advice: Adviser | None
    identity_theft: Adviser | None


@dataclass(frozen=True)
class HelpPolicy:
    """The help there is, by country code."""

    countries: Mapping[str, LocalHelp]
    pause_days: int  # for somebody who has no money now and tells of no lasting trouble

    @classmethod
    def load(cls, path: Path) -> HelpPolicy:
        """Read the policy.

        Raises:
            PolicyFileError: the file says something that cannot be, with line and cure.
        """
        top, _ = read_policy_file(path)
        parts = top.fields(needed=("version", "pause_days", "countries"))
        parts["version"].whole(1, 1)
        rows = parts["countries"].entries()
        return cls(
            {country: _country(node) for country, node in rows.items()},
            parts["pause_days"].whole(1, 365),
        )

    def where(self, country: str | None) -> LocalHelp | None:
        """Give the help of a country, if we know any."""
        return self.countries.get(country or "")


def _country(node: PolicyNode) -> LocalHelp:
    parts = node.fields(
        needed=("emergency",), optional=("nearby", "crisis", "advice", "identity_theft")
    )
    return LocalHelp(
        emergency=parts["emergency"].text(),
        nearby=_number(parts["nearby"]) if "nearby" in parts else None,
        crisis=_crisis(parts["crisis"]) if "crisis" in parts else None,
        advice=_adviser(parts["advice"]) if "advice" in parts else None,
        identity_theft=_adviser(parts["identity_theft"]) if "identity_theft" in parts else None,
    )


def _crisis(node: PolicyNode) -> CrisisLine:
    parts = node.fields(needed=(*_SOURCED, "reach", "always"))
    _sourced(parts)
    return CrisisLine(
        number=parts["number"].text(),
        takes_texts=parts["reach"].one_of(_REACH) == "call_or_text",
        always=parts["always"].one_of(("true", "false")) == "true",
    )


def _number(node: PolicyNode) -> str:
    parts = node.fields(needed=_SOURCED)
    _sourced(parts)
    return parts["number"].text()


def _adviser(node: PolicyNode) -> Adviser:
    parts = node.fields(needed=(*_SOURCED, "site"))
    _sourced(parts)
    return Adviser(parts["name"].text(), parts["number"].text(), parts["site"].text())


def _sourced(parts: Mapping[str, PolicyNode]) -> None:
    parts["source"].text()
    parts["last_checked_on"].text()
    parts["confidence"].one_of(_CONFIDENCE)
