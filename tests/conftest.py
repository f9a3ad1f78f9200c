"""What every test shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.pages.browsing import browser

# A slow machine is not a wrong answer; timeouts catch what hangs.
settings.register_profile("forbear", deadline=None)
settings.load_profile("forbear")


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all: a second one cannot be started beside it."""
    with browser() as started:
        yield started
