"""What the tests of compliance share."""

from __future__ import annotations

import pytest

from compliance.law import Law, load_law


@pytest.fixture(scope="session")
def law() -> Law:
    """The law as it is in the packs."""
    return load_law()
