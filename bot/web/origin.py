"""Whether a page of ours asks, or a page of somebody else."""

from __future__ import annotations

from urllib.parse import urlsplit


def same_origin(origin: str | None, public_url: str) -> bool:
    """Whether a page of ours opened the socket; programs name no origin and hold no cookies."""
    if origin is None:
        return True
    theirs, ours = urlsplit(origin), urlsplit(public_url)
    if (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc):
        return True
    local = {"127.0.0.1", "localhost", "::1"}
    return theirs.hostname in local and ours.hostname in local and theirs.port == ours.port
