"""The two commands a reviewer lives by, run on a ledger in a file."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.commands import files, review, why
from bot.demo import rows
from bot.errors import SettingsError
from compliance.cases import ordinary
from compliance.decide import decide
from compliance.law import PACKS_DIR, load_law
from ledger.database import Database
from ledger.records import record_decision
from tests.compliance.hearing import NoWords

MORNING = "2026-11-24T15:00:00+00:00"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    url = f"sqlite:///{tmp_path / 'f.db'}"
    monkeypatch.setenv("FORBEAR_DATABASE_URL", url)
    monkeypatch.setenv("FORBEAR_DATA_DIR", str(tmp_path))
    files.init_database()
    people = list(rows(date(2026, 11, 23)))
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, people[0].keys())
        writer.writeheader()
        writer.writerows(people)
    assert files.import_file("accounts", tmp_path / "a.csv", as_json=True) == 0
    return Database(url)


def test_why_tells_the_budget_the_week_and_the_next_lawful_moment(
    ledger: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    status = why.run("HH-2001", channel="sms", at=MORNING, as_json=True)
    told = json.loads(capsys.readouterr().out)

    assert (status, told["outcome"], told["next_lawful"]) == (2, "refer", None)
    assert any(f["rule"] == "us-ma/imprint" and f["outcome"] == "refer" for f in told["findings"])
    week = {one["rule"]: one for one in told["budget"]}["us-ma/frequency"]
    assert (week["limit"], week["days"], week["left"], week["spent"]) == (2, 7, 2, [])
    hours = told["week"]["days"][1]["hours"]
    assert [h["state"] for h in hours].count("allowed") == 13
    assert hours[3]["closed_by"]

    assert why.run("HH-2001", channel="voice", at=MORNING, as_json=False) == 2
    assert "Silence budget" in capsys.readouterr().out


def test_an_account_or_a_time_nobody_knows_is_said(ledger: Database) -> None:
    with pytest.raises(SettingsError, match="No account"):
        why.run("nobody", channel="sms", at=MORNING, as_json=True)
    with pytest.raises(SettingsError, match="not an instant"):
        why.run("HH-1001", channel="sms", at="noon", as_json=True)
    with pytest.raises(SettingsError, match="no way to write"):
        why.run("HH-1001", channel="fax", at=MORNING, as_json=True)


def test_why_asks_the_words_as_the_door_does(
    ledger: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    policies = shutil.copytree("policies", tmp_path / "policies")
    strict = (policies / "wording.yaml").read_text("utf-8").replace("never", "0")
    (policies / "wording.yaml").write_text(strict, "utf-8")
    monkeypatch.setenv("FORBEAR_POLICIES_DIR", str(policies))
    capsys.readouterr()

    why.run("HH-1001", channel="sms", at=MORNING, as_json=True)

    told = json.loads(capsys.readouterr().out)
    assert [f["rule"] for f in told["findings"] if f["rule"].startswith("words/")]


def test_the_record_goes_out_is_proved_and_judged_again(
    ledger: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict = decide(ordinary(), law=load_law(), words=NoWords())
    with ledger.transaction() as session:
        record_decision(
            session, message_id=None, conversation_id=None, situation=ordinary(),
            verdict=verdict, now=ordinary().at, new_id=lambda: "one",
        )  # fmt: skip
    path = tmp_path / "records.jsonl"
    assert review.export(path) == 0
    beside = [sys.executable, "-I", str(tmp_path / "verify_chain.py"), str(path)]
    assert subprocess.run(beside, check=False, cwd=tmp_path).returncode == 0
    assert review.verify(path, head=None) == 0
    assert review.verify(path, head="0" * 63 + "1") == 1
    assert review.replay(PACKS_DIR, as_json=True) == 0
    path.write_text(path.read_text("utf-8").replace("permit", "forbid"), "utf-8")
    assert review.verify(path, head=None) == 1
    assert "NOT intact" in capsys.readouterr().out
