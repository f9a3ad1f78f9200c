"""The house in which talks are played: Rasa and the actions as processes, the rest in this one.

What a gateway and a worker do with a message is done here by the same code, on a clock that the
talk moves. Only the far end is missing: what would go to the provider is kept.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bot.channels.port import Absent, Accepted, Parcel
from bot.compose import situation_settings
from bot.door import Door
from bot.links import Signer
from bot.outbox import Outbox
from bot.payments.desk import CashDesk
from bot.payments.sandbox import Sandbox
from bot.rasa import Answers, Rasa
from bot.services import Services
from bot.settings import ROOT, Settings
from bot.turns import TurnRunner
from bot.wording import Wording
from compliance.law import load_law
from compliance.text.words import load_words
from ledger.database import Database, Session
from ledger.offers_policy import OfferPolicy
from ledger.outgoing import register_sender
from ledger.tables import ActionRun
from outreach.advance import Rules
from outreach.strategy import Strategy
from outreach.writing import Desk

OURS = "+12125550199"
COLLECTOR = "Harbor Recovery"
PUBLIC_URL = "https://bot.example.com"
TOKEN = "a secret for one run of talks"
_READY_WITHIN = 120.0
_EVER_SO_FAST = 1000.0  # texts a second: the pace of a number is not what is tried here


@dataclass
class Clock:
    """A clock that stands still until a talk moves it."""

    at: datetime = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the talk's own instant."""
        return self.at


class NotingRasa(Rasa):
    """The real client, which notes what Rasa wanted said last."""

    said: Answers | None = None

    def say(self, **given: Any) -> Answers:
        """Take one turn."""
        self.said = super().say(**given)
        return self.said


@dataclass
class FarEnd:
    """Where texts go in place of a provider: they are kept, in order."""

    parcels: list[Parcel] = field(default_factory=list)

    def deliver(self, parcel: Parcel) -> Accepted:
        """Keep the words."""
        self.parcels.append(parcel)
        return Accepted(f"SM{uuid.uuid4().hex}", state="delivered")

    def look_up(self, parcel: Parcel, *, since: datetime, known: frozenset[str]) -> Absent:
        """Nothing is ever lost on the way here."""
        return Absent()


@dataclass
class House:
    """Everything a talk needs, and the clock."""

    services: Services
    clock: Clock
    rasa: NotingRasa
    far_end: FarEnd
    provider: Sandbox
    folder: Path

    def __post_init__(self) -> None:
        """Put together what works on the tables."""
        policies = self.services.settings.policies_dir
        self.runner = TurnRunner(self.services, actions_ready=lambda: True)
        self.outbox = Outbox(self.services, {"sms": self.far_end, "chat": self.far_end})
        self.cash_desk = CashDesk(self.services, self.provider)
        self.policy = OfferPolicy.load(policies / "offers.yaml")
        self.rules = Rules(self.policy, Strategy.load(policies / "strategy.yaml"))
        self.desk = Desk(self.services.wording, {"sms": OURS}, self.services.new_id)

    @property
    def db(self) -> Database:
        """The ledger."""
        return self.services.db

    def names_of(self, session: Session, turn_id: str) -> Iterator[str]:
        """Give the templates of what Rasa wanted said last, in its order."""
        kept = {
            int(reply["n"]): str(reply["template"])
            for run in session.query(ActionRun).filter(ActionRun.turn_id == turn_id)
            for reply in run.replies
        }
        for item in self.rasa.said.items if self.rasa.said else ():
            yield item if isinstance(item, str) else kept[item]


@contextmanager
def open_house(folder: Path, address: str) -> Iterator[House]:
    """Start Rasa and the actions on a migrated ledger, and put the rest together.

    Raises:
        RuntimeError: one of them did not start in time.
    """
    rasa_port, actions_port = _free_ports(2)
    environment = _environment(folder, address, actions_port)
    commands = {
        "actions": [sys.executable, "-m", "actions.serve", "--port", str(actions_port)],
        "rasa": [
            str(ROOT / ".venv-rasa" / "bin" / "python"),
            *("-m", "bot.nlu.serve", "--port", str(rasa_port)),
        ],
    }
    running = []
    for name, command in commands.items():
        with (folder / f"{name}.log").open("w") as log:
            running.append(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            )
    house = _furnish(folder, address, rasa_port)
    try:
        _wait(lambda: _healthy(actions_port), folder / "actions.log")
        _wait(house.rasa.is_ready, folder / "rasa.log")
        yield house
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)
        house.rasa.close()
        house.db.dispose()


def _environment(folder: Path, address: str, actions_port: int) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("FORBEAR_")}
    return {
        **inherited,
        "FORBEAR_DATABASE_URL": address,
        "FORBEAR_TRACKER_URL": f"sqlite:///{folder / 'rasa.db'}",
        "FORBEAR_DATA_DIR": str(folder),
        "FORBEAR_RASA_TOKEN": TOKEN,
        "FORBEAR_ACTIONS_PORT": str(actions_port),
        "FORBEAR_COLLECTOR": COLLECTOR,
        "FORBEAR_PUBLIC_URL": PUBLIC_URL,
        "FORBEAR_PAYMENTS": "sandbox",
    }


def _furnish(folder: Path, address: str, rasa_port: int) -> House:
    settings = Settings(
        _env_file=None,
        data_dir=folder,
        database_url=address,
        public_url=PUBLIC_URL,
        collector=COLLECTOR,
        provider_approved=True,  # third-party accounts may be texted
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token="nobody",
        twilio_from=(OURS,),
    )
    clock, law = Clock(), load_law(settings.packs_dir)
    wording = Wording.load(settings.policies_dir / "templates", strict=True)
    words = load_words(approved=wording.texts())
    rasa = NotingRasa(f"http://127.0.0.1:{rasa_port}", token=TOKEN, timeout=30)
    provider = Sandbox("a secret of talks", clock)
    services = Services(
        settings=settings,
        db=Database(address),
        clock=clock,
        new_id=lambda: uuid.uuid4().hex,
        law=law,
        words=words,
        wording=wording,
        door=Door(law, words, situation_settings(settings)),
        signer=Signer("a secret of talks"),
        rasa=rasa,
        provider=provider,
    )
    with services.db.transaction() as session:
        register_sender(session, address=OURS, channel="sms", now=clock(), per_second=_EVER_SO_FAST)
    return House(services, clock, rasa, FarEnd(), provider, folder)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for free in sockets:
        free.bind(("127.0.0.1", 0))
    ports = [int(free.getsockname()[1]) for free in sockets]
    for free in sockets:
        with closing(free):
            pass
    return ports


def _healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=1).is_success
    except httpx.HTTPError:
        return False


def _wait(is_ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if is_ready():
            return
        time.sleep(0.5)
    raise RuntimeError(f"Not ready in time; its log ends:\n{log.read_text()[-4000:]}")
