"""Train the model: ``.venv-rasa/bin/python -m bot.nlu.train --out models``.

Validates domain and data first, and leaves exactly one archive, ``forbear.tar.gz``, put in place
only when it is whole.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import sys
import tempfile
from pathlib import Path

from bot.nlu.quiet import hush, log_quietly

NAME = "forbear"


def main(arguments: list[str] | None = None) -> int:
    """Train into the folder that was named; 1 when Rasa refused the data."""
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.train", description=__doc__)
    parser.add_argument("--root", type=Path, default=root, help="folder of domain.yml and data/")
    parser.add_argument("--out", type=Path, default=root / "models", help="folder for the archive")
    options = parser.parse_args(arguments)
    hush()
    options.out.mkdir(parents=True, exist_ok=True)
    os.environ["FORBEAR_LEARNT"] = str(options.out.resolve() / "learnt")
    with tempfile.TemporaryDirectory(dir=options.out, prefix=".training-") as unfinished:
        archive = _train(options.root, Path(unfinished))
        if archive is None:
            return 1
        os.replace(archive, options.out / f"{NAME}.tar.gz")
    print(f"Trained {options.out / NAME}.tar.gz")
    return 0


def _train(root: Path, folder: Path) -> Path | None:
    """Train from the files under ``root``; ``None`` when Rasa gave no model."""
    # Rasa keeps a cache of trained parts where it is started; without one it is never wrong.
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    from rasa.api import train

    log_quietly(logging.WARNING)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):  # it would name the folder the archive soon leaves
        result = train(
            domain=str(root / "domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / "data")],
            output=str(folder),
            fixed_model_name=NAME,
            force_training=True,
        )
    if result.code != 0 or result.model is None:
        print(said.getvalue(), file=sys.stderr)
        return None
    return Path(result.model)


if __name__ == "__main__":
    sys.exit(main())
