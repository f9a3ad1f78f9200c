"""A situation as JSON and back: what is stored can be judged again, under any law.

Names and values are those of :class:`compliance.situation.Situation`; instants are ISO 8601 with
an offset, dates ``YYYY-MM-DD``, enumerations their values. What is left out is not known.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from compliance.errors import ComplianceError
from compliance.situation import Situation

_RETIRED = frozenset({"is_business"})  # older records hold it; no rule ever read it


class UnreadableSituation(ComplianceError):
    """A field has a name or a value that a situation cannot have; the message says which."""


def to_json(value: Any) -> Any:
    """Turn a situation, or any part of one, into what JSON has, always in the same way.

    >>> from datetime import date
    >>> to_json(date(2026, 12, 1))
    '2026-12-01'
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(to_json(one) for one in value)
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    return value


def situation_from(
    facts: Mapping[str, Any], *, unknown: Mapping[str, Any] | None = None
) -> Situation:
    """Make a situation of its JSON form.

    ``unknown`` holds what stands for required facts that are left out (all others have a
    default that means "not known").

    Raises:
        UnreadableSituation: a field is unknown, missing or of the wrong form.
    """
    told = {name: value for name, value in facts.items() if name not in _RETIRED}
    return cast(Situation, _read(Situation, {**(unknown or {}), **told}, ""))


def _read(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        if value is None:
            return None
        (kind,) = [one for one in arguments if one is not type(None)]
        return _read(kind, value, where)
    if origin in (tuple, frozenset):
        if not isinstance(value, list | tuple):
            raise UnreadableSituation(f"{where or 'the value'} must be a list.")
        return origin(_read(arguments[0], one, f"{where}[{n}]") for n, one in enumerate(value))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, value, where)
    return _plain(kind, value, where)


def _object(kind: type, value: Any, where: str) -> Any:
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        raise UnreadableSituation(f"{where or 'the situation'} must be an object.")
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise UnreadableSituation(
            f"{where or 'the situation'} has no {unknown[0]!r}. It may have: {', '.join(hints)}."
        )
    prefix = f"{where}." if where else ""
    read = {name: _read(hints[name], one, prefix + name) for name, one in value.items()}
    try:
        return kind(**read)
    except TypeError as error:
        missing = [
            f.name
            for f in dataclasses.fields(kind)
            if f.name not in read
            and f.default is dataclasses.MISSING
            and f.default_factory is dataclasses.MISSING
        ]
        raise UnreadableSituation(
            f"{where or 'the situation'} lacks: {', '.join(missing)}."
        ) from error


def _plain(kind: Any, value: Any, where: str) -> Any:
    try:
        if kind is datetime:
            return value if isinstance(value, datetime) else _instant(value)
        if kind is date:
            return value if isinstance(value, date) else date.fromisoformat(value)
        if issubclass(kind, Enum):
            return kind(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise UnreadableSituation(f"{where} cannot be {value!r}. {_wanted(kind)}") from error
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise UnreadableSituation(f"{where} cannot be {value!r}. {_wanted(kind)}")
    return value


def _instant(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment.astimezone(UTC)


def _wanted(kind: Any) -> str:
    if kind is datetime:
        return "Write an instant with its offset, such as 2026-12-01T09:00:00-05:00."
    if kind is date:
        return "Write a date, such as 2026-12-01."
    if issubclass(kind, Enum):
        return f"Use one of: {', '.join(str(one.value) for one in kind)}."
    names = {str: "a string", bool: "true or false", int: "a whole number"}
    return f"Write {names.get(kind, kind.__name__)}."


@lru_cache(maxsize=32)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
