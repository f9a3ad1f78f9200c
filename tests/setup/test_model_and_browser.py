"""The model is trained when it must be; a missing browser stops the tests with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import train

    return train


def test_a_changed_example_makes_the_model_stale(train: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "domain.yml").write_text("intents: []")
    example = tmp_path / "data" / "nlu" / "greet.yml"
    example.write_text("- hello")
    models = tmp_path / "models"
    models.mkdir()
    assert not train.is_current(tmp_path, models)
    (models / train.ARCHIVE).write_text("trained")
    (models / train.FINGERPRINT).write_text(train.fingerprint(tmp_path))
    assert train.is_current(tmp_path, models)
    (tmp_path / "README.md").write_text("not part of it")
    assert train.is_current(tmp_path, models)
    example.write_text("- hello there")
    assert not train.is_current(tmp_path, models)


def test_without_rasas_environment_training_says_what_to_run(
    train: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train.main(tmp_path) == 1
    assert "make setup" in capsys.readouterr().err


def test_without_a_browser_the_tests_stop_with_a_sentence(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import browser; browser.APPLICATIONS = ()\n"
        "sys.exit(browser.main())\n"
    )
    bare = {"PATH": str(tmp_path), "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "scripts")],
        env=bare,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stderr
    assert done.stderr.count("\n") == 1


def test_make_without_arguments_says_what_there_is() -> None:
    done = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True)
    for target in ("run", "test", "lint", "train", "clean"):
        assert f"make {target} " in done.stdout
