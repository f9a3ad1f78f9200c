"""``forbear up``: every process of one machine, started and stopped together."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.commands.opening import RASA_PYTHON
from bot.demo import DEMO_NUMBER
from bot.errors import SettingsError
from bot.settings import ROOT, Settings, load_settings
from bot.supervisor import Program, StartFailed, Supervisor, python

MODELS = ROOT / "models"


def run(*, demo: bool, port: int) -> int:
    """Start everything, say where it is, and stay until stopped; 0 when stopped on purpose."""
    _refuse_what_cannot_start(port)
    environment = _environment(demo=demo, port=port)
    os.environ |= environment
    settings = load_settings()
    environment["FORBEAR_PAYMENTS"] = settings.payments  # the actions read no .env
    with _alone_in(settings.data_dir):
        return _serve(environment, settings, demo=demo, port=port)


def _serve(environment: dict[str, str], settings: Settings, *, demo: bool, port: int) -> int:
    _prepare_database(settings, demo=demo)
    supervisor = Supervisor(settings.data_dir, _say)
    try:
        _say("Starting (Ctrl-C stops everything):")
        supervisor.start(_programs(environment, settings, demo=demo, port=port))
        _say(_addresses(settings, demo=demo, port=port))
        supervisor.watch()
    except StartFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    finally:
        supervisor.stop()
    _say("Stopped; nothing is left running.")
    return 0


def _refuse_what_cannot_start(port: int) -> None:
    if not RASA_PYTHON.exists():
        raise SettingsError("Rasa's environment is missing. Run `make run`, which makes it.")
    if not any(MODELS.glob("*.tar.gz")):
        raise SettingsError("There is no trained model. Run `make train`.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SettingsError(
                f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"forbear up --port {port + 1}"
            ) from None


@contextmanager
def _alone_in(data: Path) -> Iterator[None]:
    """Hold the data folder; the lock falls away with the process, however that ends."""
    with (data / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsError(
                f"Another Forbear runs on the folder {data}. Stop that one, or set "
                f"FORBEAR_DATA_DIR to another folder."
            ) from None
        yield


def _environment(*, demo: bool, port: int) -> dict[str, str]:
    """What every process is told beyond the settings the operator gave."""
    data = Path(os.environ.get("FORBEAR_DATA_DIR", "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    rasa_port, actions_port = _free_port(), _free_port()
    told = {
        "FORBEAR_DATA_DIR": str(data),
        "FORBEAR_DATABASE_URL": f"sqlite:///{data / 'forbear.db'}",
        "FORBEAR_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "FORBEAR_SECRET": _kept_secret(data / "secret"),
    }
    told = {name: os.environ.get(name) or value for name, value in told.items()}
    told |= {
        "FORBEAR_PORT": str(port),
        "FORBEAR_RASA_URL": f"http://127.0.0.1:{rasa_port}",
        "FORBEAR_RASA_TOKEN": secrets.token_urlsafe(24),
        "FORBEAR_ACTIONS_PORT": str(actions_port),
    }
    if demo:
        told |= {
            "FORBEAR_DEMO": "1",
            "FORBEAR_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "FORBEAR_TWILIO_API_BASE": f"http://127.0.0.1:{_free_port()}",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": _kept_secret(data / "standin-token"),
            "TWILIO_MESSAGING_SERVICE_SID": "",
            "TWILIO_FROM": DEMO_NUMBER,
            "FORBEAR_TEXTS_PER_SECOND": "10",
            "FORBEAR_CONTACT_PERSON": "Dana Reyes",
            "FORBEAR_CONTACT_PHONE": "+1 212 555 0198",
        }
    return told


def _prepare_database(settings: Settings, *, demo: bool) -> None:
    from ledger.database import Database

    database = Database(settings.database_url)
    try:
        database.migrate()
    finally:
        database.dispose()
    if demo:
        from bot.commands.seed import seed_demo

        seed_demo(settings)


def _programs(
    environment: dict[str, str], settings: Settings, *, demo: bool, port: int
) -> list[Program]:
    rasa_port = settings.rasa_url.rsplit(":", 1)[1]
    programs = [
        Program(
            "rasa",
            [str(RASA_PYTHON), "-m", "bot.nlu.serve", "--port", rasa_port],
            environment,
            f"{settings.rasa_url}/",
        ),
        Program(
            "actions",
            [python(), "-m", "actions.serve", "--port", str(settings.actions_port)],
            environment,
            f"http://127.0.0.1:{settings.actions_port}/health",
        ),
        Program(
            "gateway",
            [python(), "-m", "bot.serve"],
            environment,
            f"http://127.0.0.1:{port}/healthz",
        ),
        Program("worker", [python(), "-m", "bot.worker"], environment),
    ]
    if demo:
        base = settings.twilio_api_base or ""
        programs.append(
            Program(
                "standin",
                _standin(settings, base.rsplit(":", 1)[1]),
                environment,
                f"{base}/_control/health",
            )
        )
    return programs


def _standin(settings: Settings, port: str) -> list[str]:
    """The far end of the demo's text messages."""
    file = str(settings.data_dir / "standin.db")
    webhook = f"{settings.public_url}/twilio/inbound"
    module = [python(), "-m", "bot.standin"]
    return [*module, "--port", port, "--file", file, "--webhook", webhook]


def _addresses(settings: Settings, *, demo: bool, port: int) -> str:
    base = f"http://127.0.0.1:{port}"
    lines = ["", "Forbear is ready."]
    if demo:
        lines.append(f"  phone     {base}/phone   (write as one of the demo's people)")
    lines += [
        f"  chat      {base}/chat",
        f"  coach     {base}/coach   (collectors)",
        f"  review    {base}/review  (compliance reviewers)",
        f"  API docs  {base}/docs",
    ]
    if demo:
        password = (settings.data_dir / "demo-password").read_text().strip()
        lines.append(f"  log in as collector, reviewer or manager with password {password}")
    else:
        lines.append("  add a login with: forbear staff add LOGIN --name NAME --role collector")
    if not settings.sends_sms:
        lines.append("  Text messages are off: set TWILIO_… in .env (see .env.example).")
    return "\n".join(lines)


def _kept_secret(path: Path) -> str:
    """A random value made once for this data folder."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text().strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(line: str) -> None:
    print(line, flush=True)
