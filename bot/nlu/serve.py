"""Serve the trained model on loopback: ``.venv-rasa/bin/python -m bot.nlu.serve --port 5005``.

The token of Rasa's own API comes from FORBEAR_RASA_TOKEN, never from the command line, where
every process of the machine could read it. The process ends when its parent does.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from bot.nlu.parent import die_with_parent
from bot.nlu.quiet import hush, log_quietly
from bot.nlu.trackers import prepare, tracker_settings

LOOPBACK = "127.0.0.1"
ACTION_TIMEOUT_SECONDS = 30  # Rasa's own is 300: a debtor would have put the phone away


def main(arguments: list[str] | None = None) -> int:
    """Start Rasa; returns when it is told to stop, or 2 with a sentence when it cannot start."""
    options = _options(arguments)
    token = os.environ.get("FORBEAR_RASA_TOKEN", "")
    problem = _problem(options, token)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    die_with_parent()
    hush()
    os.environ.setdefault("FORBEAR_ACTIONS_PORT", "5055")
    settings = tracker_settings(os.environ)
    prepare(settings)
    os.environ.update(settings)
    _serve(options, token)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.serve", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1")
    parser.add_argument("--model", type=Path, default=root / "models", help="archive or folder")
    parser.add_argument("--endpoints", type=Path, default=root / "endpoints.yml")
    parser.add_argument("--credentials", type=Path, default=root / "credentials.yml")
    return parser.parse_args(arguments)


def _problem(options: argparse.Namespace, token: str) -> str | None:
    if not token:
        return "FORBEAR_RASA_TOKEN is not set: give Rasa's API a secret of at least 16 characters."
    if options.model.is_dir() and not any(options.model.glob("*.tar.gz")):
        return f"There is no trained model in {options.model}: run 'make train' first."
    if not options.model.exists():
        return f"There is no model at {options.model}: run 'make train' first."
    return None


def _serve(options: argparse.Namespace, token: str) -> None:
    import rasa.utils.endpoints
    from rasa.api import run

    log_quietly(logging.INFO)
    rasa.utils.endpoints.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_SECONDS
    run(
        model=str(options.model),
        endpoints=str(options.endpoints),
        credentials=str(options.credentials),
        interface=LOOPBACK,
        port=options.port,
        enable_api=True,
        auth_token=token,
    )


if __name__ == "__main__":
    sys.exit(main())
