"""Whether the action server is there."""

from __future__ import annotations

import httpx

from bot.settings import Settings


def actions_ready(settings: Settings) -> bool:
    """Ask its health page, briefly."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{settings.actions_port}/health", timeout=1.0)
    except httpx.HTTPError:
        return False
    return answer.is_success
