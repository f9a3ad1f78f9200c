from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.log import describe, set_up_logging

BODY, PHONE = "I lost my job in March", "+12125550101"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Where the log goes; pytest's own capturing is put back at the end."""
    root, server = logging.getLogger(), logging.getLogger("uvicorn.error")
    handlers, level = root.handlers[:], root.level
    server.setLevel(logging.NOTSET)  # a server of another test may have hushed it
    stream = io.StringIO()
    set_up_logging("test", stream=stream)
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_ids_and_outcomes(written):
    structlog.get_logger("outbox").info("judged", message_id="m-1", outcome="permit")

    (line,) = lines(written)
    assert line["event"] == "judged"
    assert (line["message_id"], line["outcome"], line["process"]) == ("m-1", "permit", "test")


def test_a_value_nobody_has_declared_harmless_is_withheld(written):
    structlog.get_logger().info("taken in", body=BODY, address=PHONE, message_id="m-1")

    assert BODY not in written.getvalue()
    assert PHONE not in written.getvalue()
    assert lines(written)[0]["body"] == "[withheld]"


def test_a_librarys_line_keeps_its_sentence_without_what_was_filled_in(written):
    logging.getLogger("some.library").warning("could not text %s: %s", PHONE, BODY)

    assert PHONE not in written.getvalue()
    assert lines(written)[0]["event"] == "could not text %s: %s"


def test_an_exceptions_message_and_trace_are_left_out(written):
    try:
        raise ValueError(f"{BODY} {PHONE}")
    except ValueError as error:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
        structlog.get_logger().error("a step failed", **describe(error))

    assert BODY not in written.getvalue()
    assert PHONE not in written.getvalue()
    library, ours = lines(written)
    assert library["error"] == ours["error"] == "ValueError"
    assert str(ours["where"]).startswith("test_log.py:")
