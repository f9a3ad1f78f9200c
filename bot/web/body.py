"""Read the body of a request, but no more of it than we are willing to hold."""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):
    """The body is larger than anything honest."""


async def read_body(request: Request, largest: int) -> bytes:
    """Read at most ``largest`` bytes.

    Raises:
        TooLarge: there is more.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > largest:
            raise TooLarge(f"more than {largest} bytes")
    return bytes(body)
