"""A bell wakes one sleeper at a time."""

from __future__ import annotations

import threading
import time

from bot.bell import Bell


def test_one_ring_wakes_one_of_several():
    bell, woken = Bell(), []

    def sleep_well(number: int) -> None:
        bell.wait(5)
        woken.append((number, time.monotonic()))

    began = time.monotonic()
    threads = [threading.Thread(target=sleep_well, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    bell.ring()
    while not woken:
        time.sleep(0.01)
    time.sleep(0.2)
    assert len(woken) == 1

    for _ in threads[1:]:
        bell.ring()
        time.sleep(0.05)
    for thread in threads:
        thread.join(4)
    assert len(woken) == 3
    assert time.monotonic() - began < 4


def test_a_ring_before_anybody_sleeps_is_not_lost_and_not_counted_twice():
    bell = Bell()
    bell.ring()
    bell.ring()

    began = time.monotonic()
    bell.wait(5)
    assert time.monotonic() - began < 1
    bell.wait(0.1)
    assert time.monotonic() - began >= 0.1
