"""Structured logs that hold ids and outcomes, never people.

Two guards make that so. A line of ours may carry only the keys listed here, all of them
ids, codes, counts and states. A line of a library keeps its unformatted message only: what
was to be filled in may be a telephone number.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

KEYS = frozenset(
    {
        "event", "level", "timestamp", "logger", "process",
        "message_id", "turn_id", "conversation_id", "account_id", "handover_id", "staff_id",
        "provider_sid", "reference", "worker", "thread",
        "outcome", "category", "rule", "state", "reason", "purpose", "template", "language",
        "channel", "intent", "action", "route", "method", "status", "code", "error", "where",
        "count", "tries", "ms", "seconds", "segments", "encoding", "port", "host", "revision",
    }
)  # fmt: skip
_QUIET = ("httpx", "httpcore", "twilio", "urllib3", "asyncio", "websockets", "alembic")


def set_up_logging(process: str, *, stream: TextIO | None = None, level: str = "INFO") -> None:
    """Send every line of this process as JSON to the standard error stream."""
    renderer = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            _only_the_template,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _name_process(process),
            only_known_keys,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(renderer)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def describe(error: BaseException) -> dict[str, str]:
    """Name an exception and its place, without its message, which may quote a person.

    >>> describe(ValueError("+1 555 0100"))
    {'error': 'ValueError', 'where': 'nowhere'}
    """
    place = error.__traceback__
    where = "nowhere"
    while place is not None:
        code = place.tb_frame.f_code
        where = f"{code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}"
        place = place.tb_next
    return {"error": type(error).__name__, "where": where}


def only_known_keys(
    logger: Any, method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Withhold every value whose key is not known to be harmless."""
    for key in [key for key in line if key not in KEYS]:
        line[key] = "[withheld]"
    return line


def _only_the_template(
    logger: Any, method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    record = line.get("_record")
    if record is not None:
        line["event"] = str(record.msg) if record.args else _short(str(record.msg))
        if record.exc_info and record.exc_info[1] is not None:
            line.update(describe(record.exc_info[1]))
            record.exc_info = None
            record.exc_text = None
            line["event"] = str(record.msg).splitlines()[0][:80]
    line.pop("exc_info", None)
    return line


def _short(text: str) -> str:
    return text.splitlines()[0][:200] if text else text


def _name_process(process: str) -> Any:
    def add(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        line["process"] = process
        return line

    return add
