"""One running house for the tests that only talk to it; a fresh one for those that break it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.house import House, Phone, open_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from open_house(tmp_path_factory.mktemp("house"))


@pytest.fixture
def fresh_house(tmp_path) -> Iterator[House]:
    yield from open_house(tmp_path / "house")


@pytest.fixture
def maya(house: House) -> Phone:
    """Maya Brooks: New York, 613.42 owed, five days late."""
    return Phone(house, "+12125550101")
