"""The strategy: segments, and the stages an account goes through, from a policy file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from ledger.money import Money
from ledger.offers_segments import AccountFacts, Conditions, read_conditions, sums_in_all
from ledger.policy_file import PolicyNode, read_policy_file

CHANNELS = ("sms", "chat", "email", "voice", "letter")
_LONGEST = 3650  # days from a due date to a stage
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")  # part of a message's key, so short and plain


@dataclass(frozen=True)
class Stage:
    """One step of escalation, reckoned in days from the due date."""

    name: str
    day: int
    until: int | None  # the last day on which it makes sense; None: whenever its turn comes
    template: str
    channel: str


@dataclass(frozen=True)
class Segment:
    """Accounts that are treated alike, and their stages in order."""

    name: str
    when: Conditions
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Strategy:
    """Whom we write to, when, with which message; ``revision`` is the SHA-256 of the file."""

    revision: str
    tolerance: Mapping[str, Money]  # by currency; owing this much or less, nobody is bothered
    days_between: int
    write_at: time  # on the person's clock
    followup_channel: str
    segments: tuple[Segment, ...]

    @classmethod
    def load(cls, path: Path) -> Strategy:
        """Read the strategy, or say in one sentence what is wrong and where.

        Raises:
            PolicyFileError: with the file, the line, the name and what to write.
        """
        top, revision = read_policy_file(path)
        fields = top.fields(needed=_TOP)
        fields["version"].whole(1, 1)
        currencies = frozenset(node.currency() for node in fields["currencies"].items())
        cadence = fields["cadence"].fields(needed=["days_between", "write_at"])
        followups = fields["followups"].fields(needed=["channel"])
        paths = {name: _read_path(node) for name, node in fields["paths"].entries().items()}
        return cls(
            revision=revision,
            tolerance=sums_in_all(fields["tolerance"], currencies),
            days_between=cadence["days_between"].whole(0, 365),
            write_at=_read_time(cadence["write_at"]),
            followup_channel=followups["channel"].one_of(CHANNELS),
            segments=tuple(
                _read_segment(row, paths, currencies) for row in fields["segments"].items()
            ),
        )

    def segment_of(self, account: AccountFacts) -> Segment | None:
        """Give the first segment the account belongs to."""
        return next((each for each in self.segments if each.when.hold_for(account)), None)


_TOP = ["version", "currencies", "tolerance", "cadence", "followups", "paths", "segments"]


def _read_segment(
    row: PolicyNode, paths: Mapping[str, tuple[Stage, ...]], currencies: frozenset[str]
) -> Segment:
    fields = row.fields(needed=["name", "when", "path"])
    return Segment(
        name=fields["name"].text(),
        when=read_conditions(fields["when"], currencies=currencies),
        stages=paths[fields["path"].one_of(list(paths))],
    )


def _read_path(place: PolicyNode) -> tuple[Stage, ...]:
    stages: list[Stage] = []
    for row in place.items():
        stage = _read_stage(row)
        if any(stage.name == earlier.name for earlier in stages):
            raise row.wrong(f"is a second stage called '{stage.name}'. Give it its own name.")
        if stages and stage.day <= stages[-1].day:
            raise row.wrong("is not later than the stage before it. Put the stages in order.")
        stages.append(stage)
    return tuple(stages)


def _read_stage(row: PolicyNode) -> Stage:
    fields = row.fields(needed=["name", "day", "template", "channel"], optional=["until"])
    name, day = fields["name"].text(), fields["day"].whole(-_LONGEST, _LONGEST)
    if not _NAME.fullmatch(name):
        raise fields["name"].wrong(
            "must be at most 30 small letters, digits and underscores, a letter first."
        )
    return Stage(
        name=name,
        day=day,
        until=fields["until"].whole(day, _LONGEST) if "until" in fields else None,
        template=fields["template"].text(),
        channel=fields["channel"].one_of(CHANNELS),
    )


def _read_time(place: PolicyNode) -> time:
    written = place.text()
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", written):
        raise place.wrong('must be a time of day in quotes, such as "10:00".')
    return time.fromisoformat(written)
