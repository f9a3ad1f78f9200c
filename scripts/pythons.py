"""Find a Python 3.12, else a 3.11, that can make virtual environments.

Looks on the PATH, into the folders of pyenv (whose shims fail unless a version is chosen), where
Homebrew and python.org install, and asks uv. Reads and writes nothing; standard library only, for
Python 3.6 and newer.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WANTED = ("3.12", "3.11")
_PROBE = (
    "import sys, venv, ensurepip\n"
    "print('%d.%d' % sys.version_info[:2])\n"
    "print(getattr(sys, '_base_executable', None) or sys.executable)"
)


class NoPython(Exception):
    """There is no usable Python; the message is the sentence to show."""


def find_python():
    """Give the path and version of the best Python here; NoPython with the fix if there is none."""
    lame = None
    for version in WANTED:
        for candidate in _candidates(version):
            found = _probe(candidate)
            if found and found[1] == version:
                return found
            if lame is None and found is None and _is_version(candidate, version):
                lame = version
    if shutil.which("uv"):
        return _from_uv()
    raise NoPython(_fix(lame))


def _candidates(version):
    """Name every place a Python of this version may be, the likeliest first."""
    name = "python" + version
    yield name
    for general in ("python3", "python", sys.executable):
        yield general
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    by_patch = sorted(pyenv.glob(version + "*"), key=lambda path: (len(path.name), path.name))
    for folder in reversed(by_patch):
        yield str(folder / "bin" / name)
    for folder in (
        "/usr/bin",
        "/usr/local/bin",
        "/opt/homebrew/bin",
        "/opt/homebrew/opt/python@%s/bin" % version,
        "/usr/local/opt/python@%s/bin" % version,
        "/Library/Frameworks/Python.framework/Versions/%s/bin" % version,
    ):
        yield str(Path(folder) / name)
    if shutil.which("uv"):
        found = _output(["uv", "python", "find", "--no-project", version])
        if found:
            yield found


def _probe(candidate):
    """Give (path, version) if the candidate starts and can make environments, else None."""
    answer = _output([candidate, "-I", "-c", _PROBE])
    if not answer:
        return None
    version, path = answer.splitlines()[:2]
    return (path, version)


def _is_version(candidate, version):
    """Say whether the candidate is that Python at all, able or not."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return _output([candidate, "-I", "-c", code]) == version


def _from_uv():
    """Have uv fetch a Python 3.12."""
    print("No Python 3.12 or 3.11 on this machine: asking uv for one", flush=True)
    subprocess.call(["uv", "python", "install", "--quiet", WANTED[0]])
    found = _probe(_output(["uv", "python", "find", "--no-project", WANTED[0]]) or "")
    if found:
        return found
    raise NoPython(
        "uv could not fetch Python 3.12: run 'uv python install 3.12' to see why, then try again."
    )


def _output(command):
    """Give what the command prints, or nothing if it cannot be run or fails."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def _fix(lame):
    """Say in one sentence what to install."""
    if lame:
        return (
            "Python {0} is here but cannot make virtual environments: run "
            "'sudo apt-get install python{0}-venv' (on macOS 'brew install python@{0}'), "
            "then try again.".format(lame)
        )
    return (
        "Forbear needs Python 3.12 or 3.11: run 'sudo apt-get install python3.12 python3.12-venv' "
        "(Debian 12: python3.11 python3.11-venv; where neither exists, install uv from "
        "https://docs.astral.sh/uv/), on macOS 'brew install python@3.12', then try again."
    )
