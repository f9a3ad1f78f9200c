"""The action server: ``python -m actions.serve --port 5055``. Rasa alone talks to it.

It listens on this machine only, has no other door, and ends when its parent does. The SDK's
own server is not used: it listens everywhere, and answers an error with the person's words.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os

os.environ["OTEL_SDK_DISABLED"] = "true"  # before the SDK brings its tracing in

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from actions.base import ActionError
from actions.roster import roster
from actions.services import Services, compose

HOST = "127.0.0.1"
_LOOK_EVERY = 1.0  # seconds, for the parent

log = logging.getLogger(__name__)


def create_app(services: Services) -> Sanic:
    """Build the server's application."""
    executor = ActionExecutor()
    for action in roster(services):
        executor.register_action(action)
    app = Sanic("forbear_actions", configure_logging=False)

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        """Say that the server runs."""
        return json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        """Run one action for Rasa."""
        try:
            result = await executor.run(request.json)
        except ActionNotFoundException as error:
            return json({"error": "no such action", "action_name": error.action_name}, status=404)
        except ActionError as error:
            log.error("action refused: %s", error)
            return json({"error": str(error)}, status=500)
        return json(result.model_dump() if result else None)

    return app


def main() -> None:
    """Serve until told to end, or until the parent is gone."""
    parser = argparse.ArgumentParser(description="The action server of Forbear.")
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("FORBEAR_ACTIONS_PORT", 5055))
    )
    port = parser.parse_args().port
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = create_app(compose())
    app.add_task(_end_with_parent(app, os.getppid()))
    app.run(host=HOST, port=port, single_process=True, access_log=False, motd=False)


async def _end_with_parent(app: Sanic, parent: int) -> None:
    while os.getppid() == parent:
        await asyncio.sleep(_LOOK_EVERY)
    app.stop()


if __name__ == "__main__":
    main()
