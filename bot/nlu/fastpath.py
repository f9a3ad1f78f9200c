"""Take two hot spots out of Rasa 3.6.21; a custom-action turn then costs a quarter of the CPU.

Rasa checks its own answer *schema* against the JSON Schema meta-schema on every action call, and
walks the class tree of all events for every event it reads back. Both answers never change.
The patches touch private parts of a frozen release, so any other version is left as it is.
"""

from __future__ import annotations

import functools
import logging
from typing import Any

import jsonschema.validators
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.version import __version__ as rasa_version

MEASURED_ON = "3.6.21"

_log = logging.getLogger(__name__)


def apply() -> bool:
    """Patch this process once; say whether the patches are in place."""
    if rasa_version != MEASURED_ON:
        _log.warning("Rasa %s is not %s: running without the fast path", rasa_version, MEASURED_ON)
        return False
    if not getattr(RemoteAction, "_forbear_fast_path", False):
        _check_the_schema_once()
        _find_each_event_class_once()
        RemoteAction._forbear_fast_path = True
    return True


def _check_the_schema_once() -> None:
    """Still validate every answer of the action server, but not the schema itself each time."""
    schema = RemoteAction.action_response_format_spec()
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        for error in validator.iter_errors(result):
            raise error
        return True

    RemoteAction._validate_action_result = validate


def _find_each_event_class_once() -> None:
    """Remember which class an event's name stands for."""
    Event.resolve_by_type = staticmethod(functools.lru_cache(Event.resolve_by_type))
