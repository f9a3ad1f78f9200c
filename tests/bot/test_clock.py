from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from bot.clock import OFFSET, DemoClock, SystemClock
from ledger.settings import put


def test_all_processes_move_a_demos_clock_together(house):
    gateways, workers = DemoClock(house.db), DemoClock(house.db)
    assert abs(gateways() - datetime.now(UTC)) < timedelta(seconds=5)

    with house.db.transaction() as session:
        put(session, OFFSET, str(3 * 24 * 3600))
    time.sleep(0.25)

    for clock in (gateways, workers):
        assert timedelta(days=2) < clock() - datetime.now(UTC) < timedelta(days=4)


def test_the_usual_clock_is_in_utc():
    assert SystemClock()().tzinfo is UTC
