"""The worker: turns, sending, follow-ups and doubts, each in threads of its own.

A worker holds nothing that matters: every step is a transaction, so it may be killed at any
moment. Run as many as needed; SQLite lets one write at a time, PostgreSQL many.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.actionserver import actions_ready
from bot.bell import Bell
from bot.channels.chat import ChatChannel
from bot.channels.port import Channel
from bot.channels.twilio import TwilioChannel
from bot.compose import CANNOT_START, build_services
from bot.followups import FollowupRunner
from bot.heartbeat import beat
from bot.log import describe, set_up_logging
from bot.lookout import followup_is_due, look_out
from bot.orphan import exit_with_parent
from bot.outbox import Outbox
from bot.payments.desk import CashDesk
from bot.services import Services
from bot.settings import Settings, load_settings
from bot.turns import TurnRunner
from ledger.outgoing import register_sender

TURN_THREADS = 4
SEND_THREADS = 2
_LOOK_EVERY = 0.04  # seconds between two looks for work
_FOLLOWUPS_EVERY_LOOKS = 25
_AT_LATEST = 5.0
_FOLLOWUPS_EVERY = 10.0
_BEAT_EVERY = 3.0
_PAYMENTS_EVERY = 60.0
_STOP_WITHIN = 15.0


@dataclass(frozen=True)
class Task:
    """Something to do again and again: when woken by ``bell``, or at the latest after a while."""

    name: str
    step: Callable[[], bool]  # do one piece; False: nothing was there
    at_latest: float  # seconds
    bell: Bell | None = None


class Worker:
    """Threads around the tables, woken by one look-out."""

    def __init__(self, services: Services) -> None:
        """Put the threads together; nothing runs before ``run``."""
        self._services = services
        self._outbox = Outbox(services, open_channels(services.settings))
        self._runner = TurnRunner(services, actions_ready=lambda: actions_ready(services.settings))
        self._followups = FollowupRunner(services)
        provider = services.provider
        self._desk = CashDesk(services, provider) if provider is not None else None
        self._stopping = threading.Event()
        self._turns = Bell()
        self._sends = Bell()
        self._doubts = Bell()
        self._steps = Bell()
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._log = structlog.get_logger("worker")

    def run(self) -> None:
        """Work until asked to stop, then finish what is in hand."""
        self._announce_senders()
        tasks = [
            *(Task(f"turn-{n}", self._turn, _AT_LATEST, self._turns) for n in range(TURN_THREADS)),
            *(
                Task(f"send-{n}", self._outbox.send_next, _AT_LATEST, self._sends)
                for n in range(SEND_THREADS)
            ),
            Task("followups", self._followups.run_next, _FOLLOWUPS_EVERY, self._steps),
            Task("doubts", self._outbox.settle_next_doubt, _AT_LATEST, self._doubts),
            Task("heartbeat", self._beat, _BEAT_EVERY),
        ]
        if self._desk is not None:
            tasks.append(Task("payments", self._desk.look_after_next, _PAYMENTS_EVERY))
        threads = [
            threading.Thread(target=self._repeat, args=(task,), name=task.name) for task in tasks
        ]
        threads.append(threading.Thread(target=self._look_out, name="look-out"))
        for thread in threads:
            thread.start()
        self._log.info("worker started", worker=self._name)
        self._stopping.wait()
        for thread in threads:
            thread.join(_STOP_WITHIN)
        self._log.info("worker stopped", worker=self._name)

    def stop(self) -> None:
        """Ask to finish; safe to call from a signal handler."""
        self._stopping.set()

    def _announce_senders(self) -> None:
        """Set the pace of our numbers, where the operator has named one."""
        settings, now = self._services.settings, self._services.clock()
        pace = settings.texts_per_second
        senders = {settings.sms_sender, *settings.twilio_from} - {None}
        if pace is None or not senders:
            return
        with self._services.db.transaction() as session:
            for address in sorted(str(sender) for sender in senders):
                register_sender(session, address=address, channel="sms", now=now, per_second=pace)

    def _turn(self) -> bool:
        """Run a turn and ring for its answers at once."""
        done = self._runner.run_next()
        if done:
            self._sends.ring()
        return done

    def _beat(self) -> bool:
        beat(self._services, self._name)
        return False

    def _look_out(self) -> None:
        """Look for work with one cheap question, so that idle threads may sleep."""
        looks = 0
        while not self._stopping.wait(_LOOK_EVERY):
            looks += 1
            try:
                self._look(with_followups=looks % _FOLLOWUPS_EVERY_LOOKS == 0)
            except Exception as error:
                self._survive("look-out", error)

    def _look(self, *, with_followups: bool) -> None:
        now = self._services.clock()
        with self._services.db.reading() as session:
            waiting = look_out(session, now=now)
            steps = with_followups and followup_is_due(session, now=now)
        bells = (
            (waiting.turns, self._turns),
            (waiting.messages, self._sends),
            (waiting.doubts, self._doubts),
            (steps, self._steps),
        )
        for due, bell in bells:
            if due:
                bell.ring()

    def _repeat(self, task: Task) -> None:
        """Do a task until there is nothing left of it, sleep, and survive what it raises."""
        while not self._stopping.is_set():
            try:
                worked = task.step()
            except Exception as error:
                self._survive(task.name, error)
                continue
            if worked:
                continue
            if task.bell is None:
                self._stopping.wait(task.at_latest)
            else:
                task.bell.wait(task.at_latest)

    def _survive(self, name: str, error: Exception) -> None:
        self._log.error("a step failed", thread=name, **describe(error))
        self._stopping.wait(0.5)


def open_channels(settings: Settings) -> dict[str, Channel]:
    """The ways out of this house, by the channel's name."""
    channels: dict[str, Channel] = {"chat": ChatChannel()}
    if settings.sends_sms and settings.twilio_account_sid and settings.twilio_auth_token:
        channels["sms"] = TwilioChannel(
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token.get_secret_value(),
            status_url=f"{settings.public_url}/twilio/status",
            timeout=settings.send_timeout,
            api_base=settings.twilio_api_base,
        )
    return channels


def main() -> int:
    """Run a worker until it is told to stop; 2 if it cannot start."""
    set_up_logging("worker")
    exit_with_parent()
    try:
        services = build_services(load_settings())
        worker = Worker(services)
    except CANNOT_START as error:
        structlog.get_logger("worker").error("cannot start", **describe(error))
        print(error, flush=True)
        return 2
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
    services.rasa.close()
    services.db.dispose()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
