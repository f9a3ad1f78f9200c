"""The start page and the page for programs."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Somebody


def test_the_start_page_names_every_room(visitor: Callable[[], Somebody]):
    page = visitor().http.get("/")

    assert page.status_code == 200
    for address in ("/chat", "/coach", "/review"):
        assert f'href="{address}"' in page.text


def test_the_page_for_programs_lists_the_webhooks_and_loads_nothing_from_elsewhere(
    visitor: Callable[[], Somebody],
):
    page = visitor().http.get("/docs")

    assert page.status_code == 200
    assert "/twilio/inbound" in page.text
    assert "//cdn" not in page.text
