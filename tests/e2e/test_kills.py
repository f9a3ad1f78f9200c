"""Processes are killed in the middle of a talk; the talk goes on and nothing is said twice."""

from __future__ import annotations

import collections
import os
import signal

from tests.e2e.house import House, Phone, wait_until


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_any_process_may_be_killed_and_the_talk_goes_on(fresh_house: House):
    phone = Phone(fresh_house, "+12125550101")
    phone.says("what do i owe", "ZIP code")

    fresh_house.kill("worker")
    phone.says("10025 1985", "613.42", within=90)
    fresh_house.kill("rasa")
    phone.says("can i pay 50 a month", "50.00", within=90)
    fresh_house.kill("actions")
    phone.says("yes", "50.00", within=90)
    fresh_house.kill("gateway")
    wait_until(lambda: phone.write("thanks") in (200, 204), within=60, what="a new gateway")
    phone.hears("", within=90)

    texts = collections.Counter(phone.received())
    assert [text for text, times in texts.items() if times > 1] == []
    (count,) = fresh_house.ask_ledger("select count(*) from plan where standing = 'active'")
    assert count == (1,)


def test_killing_the_supervisor_leaves_nothing_running(fresh_house: House):
    pids = [row["pid"] for row in fresh_house.processes().values()]
    assert fresh_house.process is not None

    fresh_house.process.kill()
    fresh_house.process.wait(10)

    wait_until(lambda: not any(is_alive(pid) for pid in pids), within=30, what="the end of all")


def test_ctrl_c_stops_everything_and_leaves_nothing_behind(fresh_house: House):
    pids = [row["pid"] for row in fresh_house.processes().values()]

    status = fresh_house.close()

    assert status == 0
    assert "nothing is left running" in fresh_house.said
    assert not any(is_alive(pid) for pid in pids)
    assert fresh_house.process is not None
    assert fresh_house.process.returncode != -signal.SIGKILL
