"""Run the gateway: ``python -m bot.serve``. It listens on the loopback address by default."""

from __future__ import annotations

import structlog
import uvicorn

from bot.app import create_app
from bot.compose import CANNOT_START, build_services
from bot.log import describe, set_up_logging
from bot.orphan import exit_with_parent
from bot.settings import load_settings
from bot.web.chat import LARGEST


def main() -> int:
    """Serve until told to stop; 2 if the gateway cannot start."""
    set_up_logging("gateway")
    exit_with_parent()
    try:
        settings = load_settings()
        services = build_services(settings)
    except CANNOT_START as error:
        structlog.get_logger("gateway").error("cannot start", **describe(error))
        print(error, flush=True)
        return 2
    uvicorn.run(
        create_app(services),
        host=settings.host,
        port=settings.port,
        log_config=None,  # ours; an access log would hold the links of letters
        access_log=False,
        ws_max_size=LARGEST,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    services.rasa.close()
    services.db.dispose()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
