from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.clock import OFFSET
from bot.heartbeat import worker_is_alive
from bot.inbound import Inbound, take_in
from bot.settings import ROOT
from bot.standin.app import StandinSettings, create_standin
from bot.web import webhooks
from bot.writing import put
from compliance.situation import Purpose
from ledger.conversations import conversation_for, receive
from ledger.settings import put as put_setting
from ledger.tables import DecisionRecord, Message
from tests.bot.house import ACCOUNT, MORNING, OURS, TOKEN, House
from tests.bot.servers import free_port, serving

SENDS = 200
TEXT = "Harbor Home Credit: here is answer number {}. Reply STOP to end messages."


@dataclass
class Shift:
    """A house at work: real worker processes, the stand-in, a gateway for callbacks."""

    house: House
    environment: dict[str, str]
    standin: str
    log: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "bot.worker"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.workers.append(worker)
        return worker

    def arrived(self) -> list[str]:
        found = httpx.get(f"{self.standin}/_phone/messages", timeout=30.0).json()
        return [text["body"] for text in found["messages"]]

    def wait_for_arrivals(self, count: int) -> None:
        """Wait until so many texts have come to the far end."""
        deadline = time.monotonic() + 60
        while len(self.arrived()) < count:
            assert time.monotonic() < deadline, self.states()
            time.sleep(0.02)

    def states(self) -> Counter[str]:
        return Counter(message.state for message in self.house.messages("out"))

    def wait(self, *, seconds: float, until: int) -> None:
        """Wait until so many messages have come to an end."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            states = self.states()
            over = sum(n for s, n in states.items() if s not in ("pending", "held", "sending"))
            if over >= until:
                return
            time.sleep(0.2)
        raise AssertionError(f"it took too long: {self.states()}")


@pytest.fixture
def shift(any_house: House, tmp_path: Path) -> Iterator[Shift]:
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    house = any_house.with_settings(public_url=public)
    gateway = FastAPI()
    gateway.include_router(webhooks.router(house.services))
    standin = create_standin(
        StandinSettings(ACCOUNT, TOKEN, f"{public}/twilio/inbound", tmp_path / "standin.db")
    )
    with house.db.transaction() as session:
        put_setting(session, OFFSET, str((MORNING - datetime.now(UTC)).total_seconds()))
    with serving(gateway, port), serving(standin) as address:
        environment = os.environ | {
            "FORBEAR_DATABASE_URL": house.db.url.render_as_string(hide_password=False),
            "FORBEAR_DATA_DIR": str(tmp_path),
            "FORBEAR_PUBLIC_URL": public,
            "FORBEAR_DEMO": "1",
            "FORBEAR_TWILIO_API_BASE": address,
            "FORBEAR_TEXTS_PER_SECOND": "500",
            "FORBEAR_SEND_TIMEOUT": "2",
            "FORBEAR_SEND_LEASE": "3",
            "FORBEAR_RASA_URL": f"http://127.0.0.1:{free_port()}",
            "FORBEAR_RASA_TIMEOUT": "1",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": OURS,
        }
        shift = Shift(house, environment, address, tmp_path / "worker.log")
        yield shift
        for worker in shift.workers:
            worker.kill()
            worker.wait()


def fill_outbox(house: House) -> None:
    """Answers to people who have just written, so that the real law lets them go."""
    numbers = [f"+1212555{1000 + n}" for n in range(SENDS)]
    for number in numbers:
        house.debtor(number)
    with house.db.transaction() as session:
        for n, number in enumerate(numbers):
            conversation = conversation_for(
                session,
                channel="sms",
                address=number,
                our_address=OURS,
                now=MORNING,
                new_id=house.services.new_id,
            )
            receive(
                session,
                conversation=conversation,
                message_id=f"SM{n}",
                body="hello",
                media=(),
                now=MORNING,
                answer=False,
            )
            put(
                session,
                conversation=conversation,
                key=f"m-{n}",
                text=TEXT.format(n),
                template=None,
                purpose=Purpose.ANSWER,
                discloses_debt=False,
                in_reply_to=f"SM{n}",
                now=MORNING,
                why="for the test",
            )


@pytest.mark.timeout(600)
def test_a_worker_killed_again_and_again_loses_nothing_and_sends_nothing_twice(shift):
    fill_outbox(shift.house)
    shift.start_worker()
    worker = shift.start_worker()
    for sent in (20, 60, 110, 160):
        shift.wait_for_arrivals(sent)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker = shift.start_worker()
    shift.wait(seconds=90, until=SENDS)

    arrived = Counter(shift.arrived())
    assert set(shift.states()) <= {"accepted", "sent", "delivered"}
    assert arrived == Counter(TEXT.format(n) for n in range(SENDS))
    recorded = {record.message_id for record in shift.house.rows(DecisionRecord)}
    assert recorded == {f"m-{n}" for n in range(SENDS)}


def test_a_worker_asked_to_stop_finishes_what_is_in_hand(house, shift):
    fill_outbox(shift.house)
    worker = shift.start_worker()
    shift.wait_for_arrivals(10)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(20) == 0
    states = shift.states()
    assert "sending" not in states
    assert len(shift.arrived()) == SENDS - states["pending"] - states["held"]
    written = shift.log.read_text()
    assert '"outcome": "accepted"' in written
    assert "+1212555" not in written
    assert "answer number" not in written


def test_a_worker_survives_a_rasa_that_is_not_there(shift):
    shift.house.debtor()
    worker = shift.start_worker()
    with shift.house.db.transaction() as session:
        take_in(
            session,
            shift.house.services,
            Inbound("SM1", "sms", "+12125550101", OURS, "hello"),
            now=MORNING,
        )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with shift.house.db.reading() as session:
            if worker_is_alive(session):
                break
        time.sleep(0.1)
    time.sleep(0.5)

    assert worker.poll() is None
    with shift.house.db.reading() as session:
        assert worker_is_alive(session)
        assert session.query(Message).count() == 1


def test_a_worker_that_cannot_start_says_why_and_ends(tmp_path):
    environment = os.environ | {
        "FORBEAR_DATABASE_URL": "nonsense",
        "FORBEAR_DATA_DIR": str(tmp_path),
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot.worker"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 2
    assert "database address" in ended.stdout
