"""A small assistant, trained and served once by the real Rasa with its network cut off."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.nlu.served import CUT_OFF, PYTHON, ROOT, TOKEN, TOY, Rasa


@pytest.fixture(scope="session")
def toy_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("toy")
    command = [PYTHON, CUT_OFF, out / "attempts", "bot.nlu.train", "--root", TOY, "--out", out]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def rasa(toy_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    folder = tmp_path_factory.mktemp("served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FORBEAR_")},
        "FORBEAR_RASA_TOKEN": TOKEN,
        "FORBEAR_DATA_DIR": str(folder),
        "FORBEAR_ACTIONS_PORT": "9",
    }
    command = [PYTHON, CUT_OFF, folder / "attempts", "bot.nlu.serve", "--port", str(port)]
    command += ["--model", toy_model, "--endpoints", ROOT / "endpoints.yml"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        served = Rasa(process, port, folder)
        try:
            wait_until_loaded(served)
            yield served
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_loaded(rasa: Rasa) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and rasa.process.poll() is None:
        try:
            if rasa.get("/status").get("model_id"):
                return
        except (httpx.TransportError, KeyError):
            time.sleep(0.1)
    pytest.fail("Rasa did not come up:\n" + rasa.log())
