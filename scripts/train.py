"""Train the model into models/ when it is missing or older than what it is made from.

The fingerprint covers the domain, the configuration, every example, rule and story, and the code
that learns from them. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("domain.yml", "config.yml", "requirements/rasa.txt", "data/**/*.yml", "bot/nlu/**/*.py")
ARCHIVE = "forbear.tar.gz"
FINGERPRINT = "forbear.fingerprint"


def fingerprint(root: Path) -> str:
    """Hash the names and contents of everything the model is made from."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def is_current(root: Path, models: Path) -> bool:
    """Say whether the archive in ``models`` was made from what is there now."""
    recorded = models / FINGERPRINT
    if not (models / ARCHIVE).exists() or not recorded.exists():
        return False
    return recorded.read_text() == fingerprint(root)


def main(root: Path = ROOT) -> int:
    """Train if needed; 0 when there is a current model, 1 with a sentence when there is none."""
    models = root / "models"
    if is_current(root, models):
        return 0
    made_from = fingerprint(root)  # before, so that a change while training counts as stale
    print("Training the model (about half a minute)", flush=True)
    python = root / ".venv-rasa" / "bin" / "python"
    if not python.exists():
        print("Rasa's environment is missing: run 'make setup' first.", file=sys.stderr)
        return 1
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    command = [str(python), "-m", "bot.nlu.train", "--root", str(root), "--out", str(models)]
    trained = subprocess.run(command, cwd=root, env=environment)
    if trained.returncode != 0:
        print("The model could not be trained; Rasa says why above.", file=sys.stderr)
        return 1
    (models / FINGERPRINT).write_text(made_from)
    return 0


if __name__ == "__main__":
    sys.exit(main())
