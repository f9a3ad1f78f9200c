"""Every talk of talks/*.yml, spoken through the real Rasa, the real actions and a real ledger."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.situation import Flag
from ledger.agreements import live_agreement
from ledger.conversations import open_handover
from ledger.stops import flags_of, is_quarantined, is_stopped
from ledger.tables import Plan, Promise
from tests.dialogue.spoken import House, Speaker, scripts

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script["talk"])
def test_talk(house: House, script: dict[str, Any]):
    person = house.somebody()
    for turn in script["turns"]:
        heard = person.say(turn["says"])
        where = f"{turn['says']!r} was understood as {heard.intent}: {heard.text}"
        if "answers" in turn:
            assert heard.templates == turn["answers"], where
        for words in turn.get("with", []):
            assert words in heard.text, where
        for words in turn.get("without", []):
            assert words.lower() not in heard.text.lower(), where
    _check_ledger(person, script.get("then", {}))


def _check_ledger(person: Speaker, then: dict[str, Any]) -> None:
    with person.house.database.transaction() as session:
        agreed = live_agreement(session, person.account_id)
        if "plan" in then:
            assert isinstance(agreed, Plan)
            assert [part.minor for part in agreed.instalments] == then["plan"]
        if "promise" in then:
            assert isinstance(agreed, Promise)
            assert [agreed.minor, agreed.due_on.isoformat()] == then["promise"]
        if then.get("nothing_agreed"):
            assert agreed is None
        if "flag" in then:
            flags = flags_of(session, person.debtor_id, person.account_id, person.now)
            assert Flag(then["flag"]) in flags
        if "handover" in then:
            handover = open_handover(session, person.conversation_id)
            assert handover is not None
            assert handover.reason == then["handover"]
        assert is_stopped(session, "sms", person.phone) == then.get("stopped", False)
        assert is_quarantined(session, "sms", person.phone) == then.get("quarantined", False)


def test_nothing_a_person_proved_themselves_with_reaches_rasa_or_a_log(house: House):
    person = house.somebody()
    person.say("what do I owe")
    person.say("10025 1985")
    kept = b"".join(path.read_bytes() for path in house.folder.glob("rasa.*"))
    logged = (house.folder / "actions.log").read_text()
    assert b"613.42" not in kept
    assert b"1985" not in kept.split(person.conversation_id.encode())[-1]
    assert "10025" not in logged
