"""A pack that is wrong is refused with a sentence that says where and what to do."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from compliance.bounds import BOUNDS
from compliance.errors import PackError, ParameterNotInForce
from compliance.law import PACKS_DIR, load_law
from compliance.pack import read_pack

HOURS = """
subject: Hours
rule: hours
covers: [sms]
collecting: [first, third]
parameters:
  opens:
    description: Earliest
    values:
      2020-01-01: {value: "08:00", reference: a law}
  closes:
    description: Latest
    values:
      2020-01-01: {value: "21:00", reference: a law}
      2024-01-01: {value: null, reference: its repeal}
confidence: F
enabled: true
outcome_when_unsure: refer
last_checked_on: 2026-11-22
"""


def write(folder, name, text):
    path = folder / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_value_is_the_one_in_force_that_day(tmp_path):
    pack = read_pack(write(tmp_path, "xx/hours", HOURS), tmp_path)

    assert pack.on("closes", date(2023, 12, 31)).value == "21:00"
    assert pack.on("closes", date(2024, 1, 1)).value is None


def test_law_of_a_day_before_its_history_is_not_guessed(tmp_path):
    pack = read_pack(write(tmp_path, "xx/hours", HOURS), tmp_path)

    with pytest.raises(ParameterNotInForce, match="its history begins on 2020-01-01"):
        pack.on("opens", date(2019, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("subject: Hours", "title: Hours", "missing \\['subject'\\]"),
        ("covers: [sms]", "covers: [pigeon]", "pigeon"),
        ("reference: a law", "reference: ''", "has no reference"),
        ("confidence: F", "confidence: U", "cannot be enabled"),
        ("confidence: F", "confidence: sure", "confidence must be one of"),
        ('2020-01-01: {value: "08:00"', 'soon: {value: "08:00"', "is not a date"),
        ("enabled: true", "enabled: true\nenabled: false", "written twice"),
        ("last_checked_on: 2026-11-22", "last_checked_on: lately", "last_checked_on"),
        ("outcome_when_unsure: refer", "outcome_when_unsure: pray", "PRAY"),
    ],
)
def test_a_broken_pack_is_refused(tmp_path, old, new, says):
    path = write(tmp_path, "xx/hours", HOURS.replace(old, new, 1))

    with pytest.raises(PackError, match=says):
        read_pack(path, tmp_path)


def test_an_overlay_with_wider_hours_is_refused(tmp_path):
    write(tmp_path, "xx/hours", HOURS)
    wider = HOURS.replace('"08:00"', '"07:59"') + "extends: [xx/hours]\n"
    write(tmp_path, "house/hours", wider)

    with pytest.raises(PackError, match="house/hours is freer than xx/hours on 2020-01-01"):
        load_law(tmp_path)


def test_an_overlay_with_a_higher_count_is_refused(tmp_path):
    count = HOURS.replace("rule: hours", "rule: frequency\nsettings: {per: person, counts: [sms]}")
    count = count.replace("opens", "limit").replace("closes", "days")
    count = count.replace('"08:00"', "3").replace('"21:00"', "7").replace("value: null", "value: 7")
    write(tmp_path, "xx/count", count)
    write(tmp_path, "house/count", count.replace("value: 3", "value: 4") + "extends: [xx/count]\n")

    with pytest.raises(PackError, match="4 in 7 days against 3 in 7"):
        load_law(tmp_path)


@pytest.mark.parametrize("other", ["per: person, period: calendar_days", "per: address"])
def test_an_overlay_that_counts_otherwise_is_refused(tmp_path, other):
    count = HOURS.replace("rule: hours", "rule: frequency\nsettings: {per: person, counts: [sms]}")
    count = count.replace("opens", "limit").replace("closes", "days")
    count = count.replace('"08:00"', "3").replace('"21:00"', "7").replace("value: null", "value: 7")
    write(tmp_path, "xx/count", count)
    ours = count.replace("per: person", other) + "extends: [xx/count]\n"
    write(tmp_path, "house/count", ours)

    with pytest.raises(PackError, match="that it is stricter cannot be proved"):
        load_law(tmp_path)


def test_an_overlay_of_nothing_is_refused(tmp_path):
    write(tmp_path, "house/hours", HOURS + "extends: [xx/gone]\n")

    with pytest.raises(PackError, match="does not exist"):
        load_law(tmp_path)


def test_an_empty_folder_is_no_law(tmp_path):
    with pytest.raises(PackError, match="No packs found"):
        load_law(tmp_path)


def copied(folder):
    """The packs that other rules lean on, to be edited."""
    for pack_id in BOUNDS:
        path = folder / f"{pack_id}.yaml"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(PACKS_DIR / f"{pack_id}.yaml", path)
    return folder


@pytest.mark.parametrize(
    ("pack", "old", "new", "says"),
    [
        ("replies", "value: 1440", "value: 999999", "'answer_minutes' of 2020-01-01 is 999999"),
        ("replies", "value: 15,", "value: 16,", "the freest it may be is 15"),
        ("replies", "value: 5,", "value: 99,", "'unanswered_replies'"),
        ("replies", "value: 5,", "value: null,", "'unanswered_replies'"),
        ("replies", "enabled: true", "enabled: false", "must be enabled"),
        ("right_party", "value: forbid", "value: refer", "'wrong_number' of 2020-01-01 is refer"),
        ("right_party", "covers: [sms, ", "covers: [", "cover every channel"),
        ("right_party", "unsure: refer", "unsure: permit", "refer when a fact is missing"),
        ("opt_out", "value: 5,", "value: 60,", "47 CFR 64.1200"),
        ("opt_out", "[first, third]", "[third]", "every collector"),
        ("opt_out", "answers_after_stop", "answers", "lacks 'answers_after_stop'"),
        ("refused_way", "value: 3,", "value: 4,", "can only be stricter than law"),
    ],
)
def test_our_own_policy_may_not_loosen_what_laws_lean_on(tmp_path, pack, old, new, says):
    path = copied(tmp_path) / f"house/{pack}.yaml"
    load_law(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(PackError, match=says):
        load_law(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"), [("value: 1440", "value: 60"), ("value: 15,", "value: 0,")]
)
def test_our_own_policy_may_be_stricter(tmp_path, old, new):
    path = copied(tmp_path) / "house/replies.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert load_law(tmp_path).packs


def test_a_policy_that_laws_lean_on_is_missed(tmp_path):
    (copied(tmp_path) / "house/right_party.yaml").unlink()

    with pytest.raises(PackError, match="house/right_party is missing"):
        load_law(tmp_path)


def test_another_word_in_a_pack_is_another_revision(tmp_path):
    copied(tmp_path)
    write(tmp_path, "xx/hours", HOURS)
    before = load_law(tmp_path).revision
    write(tmp_path, "xx/hours", HOURS.replace("a law", "another law"))

    assert load_law(tmp_path).revision != before
