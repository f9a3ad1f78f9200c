"""The real trained model, actions and door, started once for every talk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.dialogue.house import House, open_house
from scripts import train
from tests.databases import SqliteForTests


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    address = SqliteForTests(tmp_path_factory.mktemp("ledger")).fresh(folder)
    assert train.main() == 0
    with open_house(folder, address) as house:
        yield house
