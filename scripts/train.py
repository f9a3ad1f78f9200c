"""Train what is missing or older than what it is made from: the dialogue and the wording models.

The fingerprint of the dialogue model covers the domain, the configuration, every example, rule and
story, and the code that learns from them; that of the wording models the corpus, the patterns, the
approved templates, the packs and their code. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    "domain.yml",
    "config.yml",
    "requirements/rasa.txt",
    "data/**/*.yml",
    "bot/nlu/*.py",  # not the figures: they are read afresh from every message
)
ARCHIVE = "forbear.tar.gz"
FINGERPRINT = "forbear.fingerprint"


WORDING_SOURCES = (
    "compliance/corpus/*/*.jsonl",
    "compliance/text/patterns/**/*.yaml",
    "compliance/text/*.py",
    "compliance/learn/*.py",
    "compliance/learn/*/*.txt",
    "compliance/packs/**/*.yaml",
    "policies/templates/*.yaml",
    "requirements/app.txt",
)
WORDING_FINGERPRINT = "fingerprint"


def fingerprint(root: Path, sources: tuple[str, ...] = SOURCES) -> str:
    """Hash the names and contents of everything a model is made from."""
    digest = hashlib.sha256()
    for pattern in sources:
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
    """Train if needed; 0 when the models are current, 1 with a sentence when one is missing."""
    return train_dialogue(root) or train_wording(root)


def train_wording(root: Path) -> int:
    """Train the wording models of every language if needed."""
    models = root / "compliance" / "models"
    recorded = models / WORDING_FINGERPRINT
    made_from = fingerprint(root, WORDING_SOURCES)
    if recorded.exists() and recorded.read_text() == made_from:
        return 0
    print("Training the wording models (about two minutes)", flush=True)
    templates = root / "policies" / "templates"
    command = [sys.executable, "-m", "compliance.learn", "--out", str(models)]
    trained = subprocess.run([*command, "--approved", str(templates)], cwd=root)
    if trained.returncode != 0:
        print("The wording models could not be trained; see above.", file=sys.stderr)
        return 1
    recorded.write_text(made_from)
    return 0


def train_dialogue(root: Path) -> int:
    """Train the dialogue model in Rasa's environment if needed."""
    models = root / "models"
    if is_current(root, models):
        return 0
    made_from = fingerprint(root)  # before, so that a change while training counts as stale
    print("Training the model (about two minutes)", flush=True)
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
