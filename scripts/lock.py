"""Resolve requirements/*.in into the hash-locked requirements/*.txt.

Needs ``uv`` on the PATH (or its path as the only argument); nobody who merely runs Forbear does.
The locks hold for Linux and macOS on Python 3.11 and 3.12 and name no package index.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OVERRIDES = {"rasa": ["--override", str(REQUIREMENTS / "rasa.overrides")]}
NEVER = re.compile(r"^[^ ]+==[^;\n]*; sys_platform == 'never' \\\n(?:    .*\n)+", re.MULTILINE)


def lock(name: str, uv: str) -> None:
    """Write ``requirements/NAME.txt``, without the packages that the overrides leave out."""
    target = REQUIREMENTS / f"{name}.txt"
    command = [uv, "pip", "compile", str(REQUIREMENTS / f"{name}.in"), *OVERRIDES.get(name, [])]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"]
    command += ["--no-annotate", "--no-header", "--quiet", "--output-file", str(target)]
    subprocess.run(command, check=True)
    target.write_text(NEVER.sub("", target.read_text()))


def main(arguments: list[str]) -> int:
    """Write every lock, the application's first because the others are held to it."""
    uv = arguments[0] if arguments else "uv"
    for name in ("app", "dev", "rasa"):
        print(f"Locking requirements/{name}.txt", flush=True)
        lock(name, uv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
