"""Talks written down as YAML: read, and checked before anything is spoken.

docs/how-to/write-a-talk.md explains every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from benchmarks.dialogue.people import Person, UnknownPerson, person_of
from bot.settings import ROOT
from bot.wording import LOCALES

TALKS = ROOT / "tests" / "dialogue" / "talks"
_TALK_KEYS = {"talk", "core", "language", "person", "channel", "starts", "turns", "then"}
STEPS = {"says", "after", "pays", "books", "staff"}
EXPECTATIONS = {"answers", "among", "never", "with", "without", "understood"}
_TURN_KEYS = STEPS | EXPECTATIONS | {"media"}
THEN = {
    "plan", "promise", "nothing_agreed", "agreed", "flag", "flags", "no_flags", "handover",
    "no_handover", "stopped", "quarantined", "tasks", "documents", "language", "verified",
    "balance", "link", "owner",
}  # fmt: skip
_LISTS = ("answers", "among", "never", "with", "without")
_AFTER = re.compile(r"(\d+) (minute|hour|day|week)s?")


class BadTalk(ValueError):
    """A talk cannot be played; the message names file, talk and what to change."""


@dataclass(frozen=True)
class Talk:
    """One talk, ready to be played."""

    name: str
    file: str  # es/paying
    core: bool
    person: Person
    channel: str
    turns: Sequence[Mapping[str, Any]]
    then: Mapping[str, Any]

    @property
    def language(self) -> str:
        """The language of its folder."""
        return self.file.partition("/")[0]

    def __str__(self) -> str:
        """Name it by file and title."""
        return f"{self.file}: {self.name}"


def read_talks(
    folder: Path = TALKS, *, only: str | None = None, templates: frozenset[str] | None = None
) -> list[Talk]:
    """Read every talk, or those whose ``file: name`` begins with ``only``.

    ``templates`` are the names there are; one that is expected and does not exist is an error.

    Raises:
        BadTalk: the first that cannot be played.
    """
    talks = [talk for path in sorted(folder.rglob("*.yml")) for talk in _of(path, folder, only)]
    for talk in talks:
        _check_templates(talk, templates)
    return talks


def _of(path: Path, folder: Path, only: str | None) -> Iterator[Talk]:
    file = path.relative_to(folder).with_suffix("").as_posix()
    language = file.partition("/")[0]
    if only and not (only.startswith(file) or file.startswith(only)):
        return
    if language not in LOCALES or "/" not in file:
        raise BadTalk(f"{file}.yml: put it into one of the folders {', '.join(LOCALES)}.")
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadTalk(f"{file}.yml is no YAML: {error}") from None
    for row in rows:
        talk = _talk(row, file, language)
        if not only or str(talk).startswith(only):
            yield talk


def _talk(row: Mapping[str, Any], file: str, language: str) -> Talk:
    where = f"{file}.yml, '{row.get('talk', '(no name)')}'"
    _only(where, row, _TALK_KEYS)
    if not row.get("talk") or not row.get("turns"):
        raise BadTalk(f"{where}: it needs 'talk' (its name) and 'turns'.")
    _only(f"{where}, then", row.get("then", {}), THEN)
    for number, turn in enumerate(row["turns"], start=1):
        _check_turn(f"{where}, turn {number}", turn)
    try:
        person = person_of(row.get("person"), language=row.get("language", language))
    except (UnknownPerson, TypeError) as error:
        raise BadTalk(f"{where}: {error}.") from None
    return Talk(
        name=row["talk"],
        file=file,
        core=bool(row.get("core", False)),
        person=_starting(person, row.get("starts"), where),
        channel=row.get("channel", "sms"),
        turns=row["turns"],
        then=row.get("then", {}),
    )


def _check_turn(where: str, turn: Mapping[str, Any]) -> None:
    _only(where, turn, _TURN_KEYS)
    if len(STEPS & set(turn)) != 1:
        raise BadTalk(f"{where}: it needs exactly one of {', '.join(sorted(STEPS))}.")
    if "says" in turn and not isinstance(turn["says"], str):
        raise BadTalk(f"{where}: put what is said in quotes: '{turn['says']}'.")
    if "after" in turn:
        span(turn["after"], where)
    if turn.get("staff", "gives back") != "gives back":
        raise BadTalk(f"{where}: 'staff' can only 'gives back' the conversation.")
    for name in _LISTS:
        if not isinstance(turn.get(name, []), list):
            raise BadTalk(f"{where}: '{name}' is a list: [{turn[name]}].")


def span(written: object, where: str) -> timedelta:
    """Read ``3 days``.

    Raises:
        BadTalk: it is no span of time.
    """
    found = _AFTER.fullmatch(str(written))
    if found is None:
        raise BadTalk(f"{where}: '{written}' is no span; write such as '3 days' or '2 hours'.")
    return timedelta(**{f"{found[2]}s": int(found[1])})


def _starting(person: Person, written: object, where: str) -> Person:
    if written is None:
        return person
    zones = {"US": "America/New_York", "MX": "America/Mexico_City", "CN": "Asia/Shanghai",
             "TW": "Asia/Taipei", "HK": "Asia/Hong_Kong"}  # fmt: skip
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        raise BadTalk(f"{where}: 'starts' is such as '2026-12-05 21:30', on their clock.") from None
    zone = ZoneInfo(zones.get(person.country, "UTC"))
    return Person(**{**vars(person), "starts": at.replace(tzinfo=zone)})


def _check_templates(talk: Talk, templates: frozenset[str] | None) -> None:
    for number, turn in enumerate(talk.turns, start=1):
        expected = [name for key in ("answers", "among", "never") for name in turn.get(key, [])]
        for name in expected if templates is not None else ():
            if name not in (templates or ()):
                raise BadTalk(
                    f"{talk}, turn {number}: there is no template '{name}' in policies/templates."
                )


def _only(where: str, row: Mapping[str, Any], known: set[str]) -> None:
    if strange := set(row) - known:
        raise BadTalk(
            f"{where}: unknown {', '.join(sorted(map(str, strange)))}; "
            f"there are {', '.join(sorted(known))}."
        )
