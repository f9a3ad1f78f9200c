"""Keep Rasa from speaking with anybody outside, and from warning about its own age."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import MutableMapping

# Telemetry and Sentry are one switch in Rasa; DO_NOT_TRACK is for whatever it brings along.
SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "1",  # one message is a product of a few hundred numbers
    "OPENBLAS_NUM_THREADS": "1",
}


def log_quietly(level: int) -> None:
    """Log from ``level`` on. Rasa's debug lines carry what people wrote, so they never appear."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    level = max(level, logging.INFO)
    configure_logging_and_warnings(log_level=level, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.WARNING)
    for talkative in ("apscheduler", "matplotlib", "sanic.access"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def hush(environment: MutableMapping[str, str] = os.environ) -> None:
    """Set what must be set before Rasa is imported."""
    environment.update(SETTINGS)
    warnings.showwarning = _say_nothing  # a filter would be undone by what Rasa imports


def _say_nothing(*_: object, **__: object) -> None:
    """Drop a warning: Rasa and what it brings warn of their own age at every start."""
