"""Making the environments: complete, repeatable, and going on where it was interrupted."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"


@pytest.fixture
def environments(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The set-up script, working in a project of its own."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import environments

    (tmp_path / "requirements").mkdir()
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    return environments


def test_an_interrupted_set_up_goes_on_and_a_finished_one_is_left_alone(
    environments: ModuleType, tmp_path: Path
) -> None:
    lock = tmp_path / "requirements" / "app.txt"
    lock.write_text("# nothing to install\n")
    made = environments.Environment(".venv", ("app.txt",))
    assert not made.is_ready()
    made.make(sys.executable, "3.12")
    assert made.is_ready()
    built = (tmp_path / ".venv" / "pyvenv.cfg").stat().st_mtime_ns

    (tmp_path / ".venv" / environments.STAMP).unlink()  # as if stopped before the end
    assert not environments.Environment(".venv", ("app.txt",)).is_ready()
    made.make(sys.executable, "3.12")
    assert made.is_ready()

    lock.write_text("# another list\n")
    assert not made.is_ready()
    made.make(sys.executable, "3.12")
    assert made.is_ready()
    assert (tmp_path / ".venv" / "pyvenv.cfg").stat().st_mtime_ns > built  # stopped: made anew

    (tmp_path / ".venv" / "bin" / "python").unlink()  # its Python was uninstalled
    assert not made.is_ready()


def test_what_the_tests_need_also_serves_who_only_runs_it(
    environments: ModuleType, tmp_path: Path
) -> None:
    for name in ("app.txt", "dev.txt"):
        (tmp_path / "requirements" / name).write_text("# nothing\n")
    both = environments.Environment(".venv", ("app.txt", "dev.txt"))
    both.make(sys.executable, "3.12")
    assert environments.Environment(".venv", ("app.txt",)).is_ready()


def test_a_list_that_cannot_be_installed_says_why_and_leaves_no_stamp(
    environments: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "requirements" / "app.txt").write_text("no-hash-given==1.0\n")
    made = environments.Environment(".venv", ("app.txt",))
    with pytest.raises(environments.SetupFailed) as failed:
        made.make(sys.executable, "3.12")
    assert "app.txt" in str(failed.value)
    assert "it goes on from here" in str(failed.value)
    assert not made.is_ready()


def test_the_second_time_takes_less_than_a_second_and_says_nothing() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "setup.py"), "--dev"]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("name", ["app.txt", "dev.txt", "rasa.txt"])
def test_every_locked_package_has_hashes_and_no_list_names_an_index(name: str) -> None:
    lock = (REQUIREMENTS / name).read_text()
    assert "://" not in lock
    assert "--index" not in lock
    for block in re.split(r"\n(?=\S)", lock.strip()):
        assert re.match(r"[a-z0-9.-]+==\S+", block), block
        assert "--hash=sha256:" in block, block


def test_what_runs_is_what_was_tested() -> None:
    app, dev = (pins(REQUIREMENTS / name) for name in ("app.txt", "dev.txt"))
    assert app <= dev


def test_rasas_list_holds_no_tensorflow() -> None:
    names = {name for name, _ in pins(REQUIREMENTS / "rasa.txt")}
    assert "rasa" in names
    assert not {name for name in names if "tensorflow" in name or name == "keras"}


def pins(lock: Path) -> set[tuple[str, str]]:
    return set(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text(), re.MULTILINE))
