"""The model as the gateway meets it: the real Rasa process over HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.nlu.served import PYTHON, ROOT, TOKEN, Rasa

pytestmark = pytest.mark.rasa
MONDAY = "2026-11-23T18:00:00+00:00"


def test_an_intent_is_understood_in_three_languages(rasa: Rasa) -> None:
    for text in ("what's my balance", "cuanto debo", "我欠多少"):
        assert rasa.parse(text)["intent"]["name"] == "ask_balance", text


def test_a_parse_has_the_shape_the_gateway_reads(rasa: Rasa) -> None:
    parsed = rasa.parse("can I pay $50 a month")
    assert parsed["intent"]["name"] == "request_plan"
    assert 0 < parsed["intent"]["confidence"] <= 1
    assert [(e["entity"], e["value"], e["start"], e["end"]) for e in parsed["entities"]] == [
        ("amount", {"minor": 5000, "currency": "USD"}, 10, 13),
        ("frequency", "monthly", 14, 21),
    ]
    assert sum(one["confidence"] for one in parsed["intent_ranking"]) == pytest.approx(1)


def test_nothing_said_and_nothing_known_are_both_not_understood(rasa: Rasa) -> None:
    for text in ("", "   "):
        assert rasa.parse(text)["intent"]["name"] == "nlu_fallback"
    assert rasa.parse("zzqx jjkw vvbb")["intent"]["name"] in {"nlu_fallback", "out_of_scope"}


def test_a_figure_never_decides_the_intent(rasa: Rasa) -> None:
    first, second = rasa.parse("can I pay 20 a month"), rasa.parse("can I pay 97 a month")
    assert first["intent"] == second["intent"]


def test_dates_are_read_from_the_instant_and_zone_of_the_turn(rasa: Rasa) -> None:
    rasa.say("dates", "hello, tomorrow", now="2026-12-31T03:30:00Z", zone="America/New_York")
    rasa.say("dates", "hello, tomorrow", now="2026-12-31T03:30:00Z", zone="Asia/Shanghai")
    said = [event for event in rasa.heard("dates")["events"] if event["event"] == "user"]
    found = [event["parse_data"]["entities"][0]["value"] for event in said]
    assert found == ["2026-12-31", "2027-01-01"]


def test_an_answer_carries_the_template_and_the_turn_stays_findable(rasa: Rasa) -> None:
    answer = rasa.say("turns", "good morning", turn_id="m-1", now=MONDAY, zone="UTC")
    assert [one["custom"] for one in answer] == [{"template": "hello"}]
    said = [event for event in rasa.heard("turns")["events"] if event["event"] == "user"]
    assert said[-1]["metadata"]["turn_id"] == "m-1"


def test_the_conversation_is_kept_in_a_file_not_in_memory(rasa: Rasa) -> None:
    rasa.say("kept", "hello")
    assert (rasa.folder / "rasa.db").stat().st_size > 0


def test_rasas_own_api_is_closed_without_the_token(rasa: Rasa) -> None:
    answer = httpx.post(f"{rasa.base}/model/parse", json={"text": "hello"})
    assert answer.status_code == 401


def test_the_words_of_a_turn_are_not_logged(rasa: Rasa) -> None:
    rasa.say("private", "hello from Xanthippe Quillfeather")
    rasa.say("private", "can I pay 20 a month dear Quillfeather")  # its action cannot be reached
    assert "Quillfeather" not in rasa.log()


def test_training_and_serving_reach_nobody_outside(rasa: Rasa, toy_model: Path) -> None:
    rasa.say("offline", "hello")
    assert rasa.attempts() == ""
    assert not (toy_model / "attempts").exists()


def test_rasa_ends_when_the_process_that_started_it_is_killed(
    toy_model: Path, tmp_path: Path
) -> None:
    starter = (
        "import subprocess, sys\n"
        "child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL,"
        " stderr=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    serve = [PYTHON, "-m", "bot.nlu.serve", "--port", "9", "--model", toy_model]
    environment = {**os.environ, "FORBEAR_RASA_TOKEN": TOKEN, "FORBEAR_DATA_DIR": str(tmp_path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", starter, *serve], env=environment, stdout=subprocess.PIPE, cwd=ROOT
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(1.0)  # long enough for the watch to have begun
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 15
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    """Say whether it runs; one that ended but was not yet collected does not."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return shown.stdout.strip()[:1] not in {"", "Z"}


def test_without_a_token_or_a_model_it_says_what_to_do(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name != "FORBEAR_RASA_TOKEN"}
    command = [PYTHON, "-m", "bot.nlu.serve", "--port", "9", "--model", tmp_path]
    for extra, words in (
        (bare, "FORBEAR_RASA_TOKEN"),
        ({**bare, "FORBEAR_RASA_TOKEN": "x" * 16}, "make train"),
    ):
        done = subprocess.run(command, env=extra, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 2
        assert words in done.stderr
