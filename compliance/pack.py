"""One pack: a piece of law or policy as dated, cited values.

A pack is a YAML file ``packs/<jurisdiction>/<subject>.yaml``; its worked cases stand in
``packs/<jurisdiction>/cases/<subject>.yaml``. The numbers live here, the reading of them in the
rule that the pack names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from compliance.errors import PackError, ParameterNotInForce
from compliance.situation import Channel, Collecting
from compliance.verdict import Outcome

EVERYWHERE = frozenset({"house", "carrier", "world"})  # these bind whatever the place
_CONFIDENCE = frozenset({"F", "K", "K?", "U", "policy"})
_REQUIRED = ("subject", "rule", "covers", "collecting", "confidence", "enabled",
             "outcome_when_unsure", "last_checked_on", "parameters")  # fmt: skip
_OPTIONAL = frozenset({"extends", "notes", "settings"})


@dataclass(frozen=True)
class Dated:
    """A value and where it is written. ``value`` is None from the day of a repeal."""

    value: Any
    reference: str
    since: date


@dataclass(frozen=True)
class Parameter:
    """One number, time, list or phrase of a pack, through its history, oldest first."""

    name: str
    description: str
    values: tuple[Dated, ...]

    def on(self, day: date) -> Dated:
        """The value in force that day.

        Raises:
            ParameterNotInForce: the day lies before the first value.
        """
        for dated in reversed(self.values):
            if dated.since <= day:
                return dated
        raise ParameterNotInForce(self.name, day=day, first=self.values[0].since)


@dataclass(frozen=True)
class Pack:
    """A piece of law or policy, and whom and what it covers."""

    id: str  # "us/contact_hours"; findings carry it as their rule
    jurisdiction: str
    subject: str
    rule: str  # which rule reads it
    covers: frozenset[Channel]
    collecting: frozenset[Collecting]
    parameters: Mapping[str, Parameter]
    confidence: str  # F read in a source, K known, K? and U not to be relied on
    enabled: bool
    outcome_when_unsure: Outcome
    last_checked_on: date
    extends: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)  # what does not change with time
    notes: str = ""
    # What is reckoned from the pack, kept; a changed copy of the pack begins with nothing.
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, name: str, day: date) -> Dated:
        """The value of one parameter on one day.

        Raises:
            ParameterNotInForce: the day lies before the parameter's first value.
        """
        return self.parameters[name].on(day)

    def applies_to(self, channel: Channel, collecting: Collecting | None) -> bool:
        """Say whether this pack speaks about such a contact; unknown collectors are covered."""
        return channel in self.covers and (collecting is None or collecting in self.collecting)


class _Strict(yaml.SafeLoader):
    """A loader that refuses a key written twice."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise PackError(f"{node.start_mark}: the key '{key}' is written twice. Keep one.")
    return dict(zip(keys, (loader.construct_object(v, deep=True) for _, v in node.value),
                    strict=True))  # fmt: skip


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """Read a YAML file; a key written twice is an error."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)
    except yaml.YAMLError as error:
        raise PackError(f"{path} is not readable as YAML: {error}") from error


def read_pack(path: Path, root: Path) -> Pack:
    """Read one pack.

    Raises:
        PackError: something is missing, unknown or of the wrong kind; says where.
    """
    pack_id = path.relative_to(root).with_suffix("").as_posix()
    raw = read_yaml(path)
    if not isinstance(raw, dict):
        raise PackError(f"{pack_id}: the file must be a mapping that begins with 'subject:'.")
    missing = [key for key in _REQUIRED if key not in raw]
    unknown = sorted(set(raw) - set(_REQUIRED) - _OPTIONAL)
    if missing or unknown:
        raise PackError(f"{pack_id}: missing {missing}, unknown {unknown}. See "
                        f"docs/how-to/add-a-rule.md for the fields of a pack.")  # fmt: skip
    try:
        return _pack(pack_id, raw)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise PackError(f"{pack_id}: a field has the wrong form ({error}). See "
                        f"docs/how-to/add-a-rule.md.") from error  # fmt: skip


def _pack(pack_id: str, raw: dict[str, Any]) -> Pack:
    if raw["confidence"] not in _CONFIDENCE:
        raise ValueError(f"confidence must be one of {sorted(_CONFIDENCE)}")
    if raw["enabled"] and raw["confidence"] in {"K?", "U"}:
        raise ValueError("a pack marked K? or U cannot be enabled: let a lawyer confirm it first")
    if not isinstance(raw["last_checked_on"], date):
        raise TypeError("last_checked_on must be a date, YYYY-MM-DD")
    return Pack(
        id=pack_id,
        jurisdiction=pack_id.split("/")[0],
        subject=raw["subject"],
        rule=raw["rule"],
        covers=frozenset(Channel(name) for name in raw["covers"]),
        collecting=frozenset(Collecting(name) for name in raw["collecting"]),
        parameters={name: _parameter(name, body) for name, body in raw["parameters"].items()},
        confidence=raw["confidence"],
        enabled=raw["enabled"] is True,
        outcome_when_unsure=Outcome[raw["outcome_when_unsure"].upper()],
        last_checked_on=raw["last_checked_on"],
        extends=tuple(raw.get("extends", ())),
        settings=raw.get("settings", {}),
        notes=raw.get("notes", ""),
    )


def _parameter(name: str, body: dict[str, Any]) -> Parameter:
    dated = []
    for since, entry in body["values"].items():
        if not isinstance(since, date):
            raise TypeError(f"'{name}': {since!r} is not a date; write YYYY-MM-DD")
        if not entry.get("reference"):
            raise ValueError(f"'{name}' of {since} has no reference; every value needs a source")
        dated.append(Dated(entry["value"], entry["reference"], since))
    if not dated:
        raise ValueError(f"'{name}' has no values")
    return Parameter(name, body["description"], tuple(sorted(dated, key=lambda d: d.since)))
