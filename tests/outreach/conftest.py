"""A real ledger on both databases, the real policies and the real words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.wording import Wording
from ledger.offers import OfferPolicy
from outreach.advance import Rules
from outreach.strategy import Strategy
from outreach.writing import Desk
from tests.ledger.conftest import db, new_id, postgres_server, sqlite_template
from tests.ledger.given import OURS

__all__ = ["db", "new_id", "postgres_server", "sqlite_template"]

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture(scope="session")
def wording():
    return Wording.load(POLICIES / "templates", strict=True)


@pytest.fixture
def strategy():
    return Strategy.load(POLICIES / "strategy.yaml")


@pytest.fixture
def rules(strategy):
    return Rules(OfferPolicy.load(POLICIES / "offers.yaml"), strategy)


@pytest.fixture
def desk(wording, new_id):
    return Desk(wording, {"sms": OURS}, new_id)
