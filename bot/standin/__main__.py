"""Run the stand-in: ``python -m bot.standin --port 8901``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import uvicorn

from bot.orphan import exit_with_parent
from bot.standin.app import StandinSettings, create_standin


def main() -> None:
    """Read the arguments and serve on the loopback address until stopped."""
    parser = argparse.ArgumentParser(description="A stand-in for Twilio's Messages API.")
    parser.add_argument("--port", type=int, default=8901)
    parser.add_argument("--file", type=Path, default=Path("var/standin.db"))
    parser.add_argument(
        "--webhook", default="http://127.0.0.1:8000/twilio/inbound", help="where inbound texts go"
    )
    parser.add_argument(
        "--service",
        action="append",
        default=[],
        metavar="MG…=+1…,+1…",
        help="a Messaging Service and the numbers of its pool",
    )
    wanted = parser.parse_args()
    wanted.file.parent.mkdir(parents=True, exist_ok=True)
    exit_with_parent()
    settings = StandinSettings(
        account_sid=os.environ.get("TWILIO_ACCOUNT_SID", "AC" + "0" * 32),
        auth_token=os.environ.get("TWILIO_AUTH_TOKEN", "standin-token"),
        webhook=wanted.webhook,
        file=wanted.file,
        services=dict(_service(text) for text in wanted.service),
    )
    uvicorn.run(
        create_standin(settings),
        host="127.0.0.1",
        port=wanted.port,
        log_level="critical",
        access_log=False,
    )


def _service(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, numbers = text.partition("=")
    return name, tuple(numbers.split(","))


if __name__ == "__main__":
    main()
