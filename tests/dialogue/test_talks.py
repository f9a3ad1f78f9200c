"""The core talks of talks/, spoken through the real Rasa, actions, ledger and door.

``forbear bench dialogue`` plays all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.dialogue.house import House
from benchmarks.dialogue.people import person_of
from benchmarks.dialogue.playing import play
from benchmarks.dialogue.scripts import TALKS, BadTalk, Talk, read_talks
from benchmarks.dialogue.speaking import meet
from bot.settings import ROOT
from bot.wording import Wording

CORE = [talk for talk in read_talks() if talk.core]


@pytest.mark.rasa
@pytest.mark.parametrize("talk", CORE, ids=str)
def test_talk(house: House, talk: Talk):
    played = play(house, talk)
    assert not played.failures, "\n".join(["", played.transcript(), *played.failures])


@pytest.mark.rasa
def test_nothing_a_person_proved_themselves_with_reaches_rasa_or_a_log(house: House):
    speaker = meet(house, person_of("maya", language="en"))
    speaker.says("what do I owe")
    assert "613.42" in speaker.says("10025 1985").text
    kept = b"".join(path.read_bytes() for path in house.folder.glob("rasa.*"))
    logged = (house.folder / "actions.log").read_text()
    of_this_talk = kept.split(speaker.conversation_id.encode())[-1]  # others may say the sum
    assert b"613.42" not in of_this_talk
    assert b"1985" not in of_this_talk
    assert b"Your balance with" not in kept
    assert "10025" not in logged


def test_every_talk_can_be_read_and_expects_templates_that_there_are():
    names = Wording.load(ROOT / "policies" / "templates").names()
    assert read_talks(TALKS, templates=names)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- talk: A\n  turns: [{sais: hi}]", "unknown sais"),
        ("- talk: A\n  turns: [{says: hi, after: 3 days}]", "exactly one of"),
        ("- talk: A\n  turns: [{says: 50}]", "in quotes"),
        ("- talk: A\n  turns: [{after: a while}]", "'3 days'"),
        ("- talk: A\n  turns: [{says: hi, answers: greeting}]", "is a list"),
        ("- talk: A\n  turns: [{says: hi, answers: [greetin]}]", "no template 'greetin'"),
        ("- talk: A\n  person: bob\n  turns: [{says: hi}]", "no person 'bob'"),
        ("- talk: A\n  person: {like: maya, age: 3}\n  turns: [{says: hi}]", "has no ['age']"),
        ("- talk: A\n  turns: [{says: hi}]\n  then: {plans: 3}", "unknown plans"),
        ("- talk: A\n  turns: []", "it needs 'talk'"),
        ("- talk: [", "no YAML"),
    ],
)
def test_a_talk_that_cannot_be_played_says_where_and_what(tmp_path: Path, written: str, said: str):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "paying.yml").write_text(written)
    with pytest.raises(BadTalk) as caught:
        read_talks(tmp_path, templates=frozenset({"greeting"}))
    assert said in str(caught.value)
    assert "en/paying" in str(caught.value)
