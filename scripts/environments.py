"""Make the two environments from their hash-locked lists, only as far as they are not made yet.

``.venv`` runs Forbear, ``.venv-rasa`` runs Rasa. A stamp with the hash of the list and the Python
is written last, so an interrupted set-up goes on where it must. Standard library only, for
Python 3.6 and newer.
"""

import argparse
import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pythons import NoPython, find_python

ROOT = Path(__file__).resolve().parent.parent
STAMP = "forbear-stamp.json"
LOG = "forbear-setup.log"
FORBEAR = """#!/bin/sh
# Made by scripts/setup.py. A shebang of its own would break under a long or spaced path.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/python" -P -c 'import sys
sys.argv[0] = "forbear"
from bot.cli import main
sys.exit(main())' "$@"
"""


class SetupFailed(Exception):
    """An environment could not be made; the message is the sentence to show."""


class Environment:
    """One environment: its folder, its lists (the last holds all), and what else it needs."""

    def __init__(self, folder, locks, pip_options=(), build_first=(), import_paths=()):
        """Say what the environment is made of."""
        self.folder = ROOT / folder
        self.locks = locks
        self.pip_options = list(pip_options)
        self.build_first = build_first
        self.import_paths = [str(ROOT)] + [str(ROOT / path) for path in import_paths]

    @property
    def python(self):
        """Give the environment's own interpreter."""
        return str(self.folder / "bin" / "python")

    def hashes(self):
        """Give the hash of every list this environment has installed when it is finished."""
        return {name: _digest(ROOT / "requirements" / name) for name in self.locks}

    def is_ready(self):
        """Say whether the stamp is that of the present lists, place and a living Python."""
        stamp = self._stamp()
        if stamp.get("root") != str(ROOT) or not os.path.exists(self.python):
            return False
        done, wanted = stamp.get("locks", {}), self.hashes()
        return all(done.get(name) == digest for name, digest in wanted.items())

    def make(self, python, version):
        """Bring the environment up to its lists; SetupFailed with a sentence if it cannot be."""
        stamp = self._stamp()
        self._remove_stamp()
        usable = stamp.get("python") == version and stamp.get("root") == str(ROOT)
        if not usable or not os.path.exists(self.python):
            say(self, "making it with Python %s" % version)
            self._run([python, "-m", "venv", "--clear", str(self.folder)], "make the environment")
        self._install()
        self._link()
        stamp = {"locks": self.hashes(), "python": version, "root": str(ROOT)}
        (self.folder / STAMP).write_text(json.dumps(stamp))
        say(self, "ready")

    def _install(self):
        lock = ROOT / "requirements" / self.locks[-1]
        if self.build_first:
            with tempfile.TemporaryDirectory() as folder:
                first = Path(folder) / "first.txt"
                first.write_text(_blocks(lock.read_text(), self.build_first))
                self._pip([], first, None)
        total = len(re.findall(r"^[^\s#]+==", lock.read_text(), re.MULTILINE))
        say(self, "installing %d packages from requirements/%s" % (total, lock.name))
        self._pip(self.pip_options, lock, total)

    def _pip(self, options, lock, total):
        command = [self.python, "-m", "pip", "install", "--require-hashes", "--no-deps"]
        command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        progress = Progress(self, total) if total else None
        self._run([*command, *options, "-r", str(lock)], "install %s" % lock.name, progress)

    def _link(self):
        """Let the environment import this project, and give ``.venv`` the forbear command."""
        (packages,) = self.folder.glob("lib/python3*/site-packages")
        (packages / "forbear.pth").write_text("\n".join(self.import_paths) + "\n")
        if self.folder.name == ".venv":
            script = self.folder / "bin" / "forbear"
            script.write_text(FORBEAR)
            script.chmod(0o755)

    def _run(self, command, purpose, progress=None):
        log = self.folder.with_name(self.folder.name + ".log")
        environment = dict(os.environ, PIP_USER="0", PYTHONNOUSERSITE="1")
        for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"):
            environment.pop(name, None)
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=str(ROOT),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        lines = []
        with process.stdout as output:
            for raw in output:
                lines.append(raw.decode("utf-8", "replace"))
                if progress:
                    progress.saw(lines[-1])
        if process.wait() == 0:
            return
        log.write_text("".join(lines))
        why = next((line.strip() for line in reversed(lines) if "ERROR" in line), "no reason given")
        raise SetupFailed(
            "Could not %s for %s (%s): see %s, mend it (often the network), and run it again; "
            "it goes on from here." % (purpose, self.folder.name, why[:200], log)
        )

    def _stamp(self):
        try:
            return json.loads((self.folder / STAMP).read_text())
        except (OSError, ValueError):
            return {}

    def _remove_stamp(self):
        try:
            (self.folder / STAMP).unlink()
        except OSError:
            return


class Progress:
    """Turn pip's lines into a few of our own."""

    STEP = 25

    def __init__(self, environment, total):
        """Count towards ``total`` packages."""
        self.environment, self.total, self.seen = environment, total, 0

    def saw(self, line):
        """Say something each twenty-five packages, and when pip starts to unpack them."""
        if re.match(r"(Collecting|Processing|Requirement already)", line):
            self.seen += 1
            if self.seen % self.STEP == 0:
                say(self.environment, "%d of %d packages at hand" % (self.seen, self.total))
        elif line.startswith("Installing collected"):
            say(self.environment, "unpacking")


def environments(dev):
    """Give both environments; with ``dev`` the first also holds what tests and checks need."""
    yield Environment(".venv", ("app.txt", "dev.txt") if dev else ("app.txt",))
    yield Environment(
        ".venv-rasa",
        ("rasa.txt",),
        # Rasa declares Python < 3.11 for TensorFlow's sake, which is left out. Three of its
        # packages come as source: they are built with the locked tools, not with newer ones.
        pip_options=("--ignore-requires-python", "--no-build-isolation"),
        build_first=("setuptools", "wheel"),
        import_paths=("bot/nlu/standin",),
    )


def main(arguments):
    """Make what is missing; 0 when all is there, 1 with one sentence when it cannot be."""
    parser = argparse.ArgumentParser(description="Make Forbear's two Python environments.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    dev = parser.parse_args(arguments).dev
    try:
        make_missing(dev)
    except (NoPython, SetupFailed) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; run it again and it goes on from here.", file=sys.stderr)
        return 130
    return 0


def make_missing(dev):
    """Make the environments that are not ready, at the same time, for each is mostly waiting."""
    if all(environment.is_ready() for environment in environments(dev)):
        return
    with one_at_a_time():
        missing = [one for one in environments(dev) if not one.is_ready()]
        if missing:
            python, version = find_python()
            print("Setting up with Python %s at %s" % (version, python), flush=True)
            together([lambda one=one: one.make(python, version) for one in missing])


def together(tasks):
    """Run the tasks at once, wait for all, then raise what the first failing one raised."""
    problems = []

    def run(task):
        try:
            task()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(task,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


class one_at_a_time:
    """Hold the set-up lock: two of them at once would build into the same folders."""

    def __enter__(self):
        """Wait for the other one, if there is one."""
        self.handle = os.open(str(ROOT / "requirements"), os.O_RDONLY)
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def __exit__(self, *_):
        """Let the next one go on."""
        os.close(self.handle)


_STARTED = time.time()


def say(environment, words):
    """Print one line of progress with the seconds since the start."""
    seconds = time.time() - _STARTED
    print("  [%3d s] %-10s %s" % (seconds, environment.folder.name, words), flush=True)


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _blocks(lock, names):
    """Give the lines of the named packages, hashes and all."""
    blocks = re.findall(r"^[^\s#][^\n]*\n(?:[ ]+[^\n]*\n)*", lock, re.MULTILINE)
    return "".join(block for block in blocks if block.split("==")[0] in names)
