"""The record proves itself to anybody, and can be judged again under other law."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.cases import ordinary
from compliance.decide import decide
from compliance.law import Law, law_of, load_law
from compliance.pack import Dated
from compliance.situation import Channel, Contact, Direction, Situation
from compliance.verdict import Category, Finding, Outcome
from ledger.database import Database
from ledger.ids import NewId
from ledger.records import record_decision
from ledger.tables import DecisionRecord
from review.exporting import export_records, records_of
from review.replay import Difference, Unread, replay

LAW = load_law()
SCRIPT = Path("scripts/verify_chain.py")


class Words:
    """A screen that objects to one word."""

    revision = "words 1"

    def screen(self, text: str, language: str | None) -> tuple[Finding, ...]:
        if "jail" not in text:
            return ()
        return (Finding("words/arrest", Category.ARREST_PROSECUTION, Outcome.FORBID, "jail",
                        "15 USC 1692e(4)"),)  # fmt: skip

    def rewrite(self, text: str, language: str | None) -> None:
        return None


def judged(db: Database, new_id: NewId, *situations: Situation) -> None:
    with db.transaction() as session:
        for situation in situations:
            record_decision(
                session, message_id=None, conversation_id=None, situation=situation,
                verdict=decide(situation, law=LAW, words=Words()), now=situation.at,
                new_id=new_id,
            )  # fmt: skip


def again(db: Database, law: Law) -> list[Difference | Unread]:
    with db.reading() as session:
        return list(replay(records_of(session), law))


def with_limit(pack_id: str, name: str, value: object) -> Law:
    pack = LAW.packs[pack_id]
    parameter = pack.parameters[name]
    changed = replace(
        parameter, values=tuple(Dated(value, d.reference, d.since) for d in parameter.values)
    )
    packs = {**LAW.packs, pack_id: replace(pack, parameters={**pack.parameters, name: changed})}
    return law_of((replace(p, extends=()) for p in packs.values()), revision="other")


def some(n: int = 3) -> Situation:
    at = ordinary().at
    past = tuple(
        Contact(at - timedelta(days=d), Channel.SMS, Direction.OUTBOUND, "account-1")
        for d in range(n, 0, -1)
    )
    return replace(
        ordinary(), contacts=tuple(replace(c, at=c.at - timedelta(hours=2)) for c in past)
    )


def test_under_the_same_law_nothing_differs(db: Database, new_id: NewId) -> None:
    late = replace(ordinary(), at=ordinary().at + timedelta(hours=12))
    rude = replace(ordinary(), text="Acme: jail. Call +1 212 555 0100. Reply STOP to opt out.")
    judged(db, new_id, ordinary(), some(3), late, rude, replace(ordinary(), opted_out=True))

    assert again(db, LAW) == []


def test_stricter_law_shows_what_it_would_have_held_and_why(db: Database, new_id: NewId) -> None:
    judged(db, new_id, ordinary(), some(2))

    (found,) = again(db, with_limit("house/texts_a_week", "limit", 2))

    assert isinstance(found, Difference)
    assert (found.was, found.would_be) == ("permit", "hold")
    assert found.reasons == ("now hold by house/texts_a_week: 2 in 7 days already; 2 is the most",)
    assert found.not_recorded == ()


def test_freer_law_shows_what_it_would_have_let_go(db: Database, new_id: NewId) -> None:
    judged(db, new_id, some(3))

    (found,) = again(db, with_limit("house/texts_a_week", "limit", 4))

    assert isinstance(found, Difference)
    assert (found.was, found.would_be) == ("hold", "permit")
    assert found.reasons[0].startswith("no longer hold by house/texts_a_week")


def test_another_hour_of_opening_is_a_difference(db: Database, new_id: NewId) -> None:
    judged(db, new_id, replace(ordinary(), at=ordinary().at + timedelta(hours=12)))

    (found,) = again(db, with_limit("house/contact_hours", "after", "09:30"))

    assert isinstance(found, Difference)
    assert (found.was, found.would_be) == ("hold", "hold")


def test_facts_that_were_not_asked_for_are_named(db: Database, new_id: NewId) -> None:
    judged(db, new_id, ordinary())
    with db.reading() as session:
        record = session.query(DecisionRecord).one()
        session.expunge(record)
    record.situation = {k: v for k, v in record.situation.items() if k != "recipient"}

    (found,) = replay([record], LAW)

    assert isinstance(found, Difference)
    assert (found.would_be, found.not_recorded) == ("refer", ("recipient",))


def test_a_record_that_cannot_be_read_is_told(db: Database, new_id: NewId) -> None:
    judged(db, new_id, ordinary())
    with db.reading() as session:
        record = session.query(DecisionRecord).one()
        session.expunge(record)
    record.situation = {"mood": "good"}

    (found,) = replay([record], LAW)

    assert isinstance(found, Unread)
    assert "mood" in found.reason


@pytest.fixture
def export(db: Database, new_id: NewId, tmp_path: Path) -> Path:
    judged(db, new_id, ordinary(), some(1), some(3))
    path = tmp_path / "records.jsonl"
    count, head = export_records(db, path)
    assert (count, head) == (3, json.loads(path.read_text("utf-8").splitlines()[-1])["hash"])
    return path


def verified(path: Path, *more: str) -> tuple[int, str]:
    """Run the script as an examiner does: nothing of ours can be imported."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT.resolve()), str(path), *more],
        capture_output=True, text=True, cwd=path.parent, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_an_export_is_proved_by_python_alone(export: Path) -> None:
    status, said = verified(export)

    assert (status, "Intact: 3 records" in said) == (0, True)
    head = said.split("hash is ")[1].split()[0]
    assert verified(export, "--head", head)[0] == 0


def test_a_changed_a_missing_and_a_cut_off_record_are_found(export: Path, tmp_path: Path) -> None:
    lines = export.read_text("utf-8").splitlines()
    head = json.loads(lines[-1])["hash"]
    tampered = json.loads(lines[1]) | {"outcome": "permit!"}
    other = tmp_path / "other.jsonl"

    other.write_text("\n".join([lines[0], json.dumps(tampered), lines[2]]), "utf-8")
    assert verified(other)[0] == 1
    assert "line 2): it was changed" in verified(other)[1]
    other.write_text("\n".join([lines[0], lines[2]]), "utf-8")
    assert "is missing" in verified(other)[1]
    other.write_text("\n".join(lines[:2]), "utf-8")
    assert verified(other)[0] == 0
    assert "cut off" in verified(other, "--head", head)[1]
    other.write_text("\n".join(lines[1:]), "utf-8")
    assert verified(other)[0] == 1
    assert verified(other, "--after", json.loads(lines[0])["hash"])[0] == 0


@pytest.mark.parametrize("text", ["not json", "[1, 2]", '{"seq": 1}', "7"])
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text, "utf-8")

    assert verified(path)[0] == 2


def test_the_script_imports_nothing_but_the_standard_library() -> None:
    loaded = runpy.run_path(str(SCRIPT))
    modules = {m.__name__ for m in loaded.values() if type(m).__name__ == "module"}

    assert modules <= set(sys.stdlib_module_names)
