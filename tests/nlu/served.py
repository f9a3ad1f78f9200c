"""A served Rasa as the tests speak with it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
TOY = ROOT / "tests" / "nlu" / "toy"
CUT_OFF = ROOT / "tests" / "nlu" / "cut_off.py"
TOKEN = "a secret for one test run"


@dataclass(frozen=True)
class Rasa:
    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> dict[str, Any]:
        return httpx.get(self.base + path, params={"token": TOKEN}, timeout=20).json()

    def parse(self, text: str) -> dict[str, Any]:
        answer = httpx.post(
            f"{self.base}/model/parse", params={"token": TOKEN}, json={"text": text}, timeout=20
        )
        return answer.json()

    def say(self, sender: str, text: str, **metadata: str) -> list[dict[str, Any]]:
        body = {"sender": sender, "message": text, "metadata": metadata}
        return httpx.post(f"{self.base}/webhooks/rest/webhook", json=body, timeout=40).json()

    def heard(self, sender: str) -> dict[str, Any]:
        return self.get(f"/conversations/{sender}/tracker")

    def attempts(self) -> str:
        file = self.folder / "attempts"
        return file.read_text() if file.exists() else ""

    def log(self) -> str:
        return (self.folder / "log").read_text()


def run_in_rasas_environment(code: str, cwd: Path) -> str:
    """Run Python code in Rasa's environment and give what it prints."""
    done = subprocess.run(
        [PYTHON, "-W", "ignore", "-c", code], cwd=cwd, capture_output=True, text=True, timeout=150
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
