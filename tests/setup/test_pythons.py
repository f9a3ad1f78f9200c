"""Finding a Python: the system's, pyenv's behind its shims, or a sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
FIND = (
    "import sys; sys.path.insert(0, sys.argv[1]); import pythons\n"
    "sys.executable = '/nowhere/python'\n"
    "real = pythons._candidates\n"
    "inside = lambda p: '/' not in p or p.startswith(sys.argv[2])\n"
    "pythons._candidates = lambda version: filter(inside, real(version))\n"
    "try: print(*pythons.find_python())\n"
    "except pythons.NoPython as why: print(why)\n"
)
SHIM = "#!/bin/sh\necho 'pyenv: python3.12: command not found' >&2\nexit 127\n"


def python(version: str) -> str:
    """A stand-in that answers the probe as a whole Python of this version would."""
    return f'#!/bin/sh\nprintf "{version}\\n$0\\n"\n'


def lame(version: str) -> str:
    """A Debian Python without its venv package: it starts, but cannot import ensurepip."""
    return f'#!/bin/sh\ncase "$3" in *ensurepip*) exit 1;; *) echo {version};; esac\n'


def place(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o755)


def find(folder: Path) -> str:
    """Look with a PATH and a pyenv that hold only what the test put there."""
    (folder / "bin").mkdir(exist_ok=True)
    environment = {
        "PATH": f"{folder}/bin:{folder}/system",
        "PYENV_ROOT": str(folder / "pyenv"),
        "HOME": str(folder),
    }
    for tool in ("sh", "printf"):
        found = next(p for p in (f"/bin/{tool}", f"/usr/bin/{tool}") if os.path.exists(p))
        (folder / "system").mkdir(exist_ok=True)
        if not (folder / "system" / tool).exists():
            (folder / "system" / tool).symlink_to(found)
    done = subprocess.run(
        [sys.executable, "-c", FIND, SCRIPTS, folder],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_pyenv_version_is_found_behind_a_shim_that_fails(tmp_path: Path) -> None:
    place(tmp_path / "bin" / "python3.12", SHIM)
    place(tmp_path / "pyenv/versions/3.12.1/bin/python3.12", python("3.12"))
    assert find(tmp_path) == f"{tmp_path}/pyenv/versions/3.12.1/bin/python3.12 3.12"


def test_twelve_is_preferred_and_eleven_will_do(tmp_path: Path) -> None:
    place(tmp_path / "bin" / "python3", python("3.11"))
    assert find(tmp_path).endswith(" 3.11")
    place(tmp_path / "bin" / "python3.12", python("3.12"))
    assert find(tmp_path).endswith(" 3.12")


def test_uv_is_asked_when_nothing_else_has_one(tmp_path: Path) -> None:
    place(tmp_path / "fetched" / "python3.12", python("3.12"))
    uv = (
        f'#!/bin/sh\n[ "$2" = install ] && : > {tmp_path}/asked\n'
        f'[ "$2" = find ] && [ -e {tmp_path}/asked ] && echo {tmp_path}/fetched/python3.12\n'
        "exit 0\n"
    )
    place(tmp_path / "bin" / "uv", uv)
    assert find(tmp_path).splitlines()[-1] == f"{tmp_path}/fetched/python3.12 3.12"


def test_a_python_without_venv_gets_the_one_command_that_adds_it(tmp_path: Path) -> None:
    place(tmp_path / "bin" / "python3.11", lame("3.11"))
    said = find(tmp_path)
    assert "sudo apt-get install python3.11-venv" in said
    assert "\n" not in said


@pytest.mark.parametrize("only", ["3.13", "3.9"])
def test_only_another_python_gets_one_sentence_for_debian_and_macos(
    tmp_path: Path, only: str
) -> None:
    place(tmp_path / "bin" / "python3", python(only))
    said = find(tmp_path)
    assert "3.12 or 3.11" in said
    assert "apt-get install" in said
    assert "brew install" in said
    assert "\n" not in said
