"""Every worked case of every pack, and what in the packs the cases hold fast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.cases import Case, Reach, ordinary, read_reach
from compliance.errors import PackError, ParameterNotInForce
from compliance.law import PACKS_DIR, Law, law_of, load_law
from compliance.pack import Pack, Parameter
from compliance.situation import Channel, Collecting
from tests.compliance import mutants
from tests.compliance.hearing import agrees, answer, cases_of

LAW = load_law()
ENABLED = sorted(pack.id for pack in LAW.packs.values() if pack.enabled)
CASES = [case for pack in ENABLED for case in cases_of(pack)]
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.pack}: {case.name}")
def test_case(case, law):
    assert agrees(case, law), answer(case, law)


@pytest.mark.parametrize("pack", ENABLED)
def test_every_pack_in_force_has_its_three_cases(pack):
    assert len(cases_of(pack)) >= 3


@pytest.mark.parametrize("pack", ENABLED)
def test_a_pack_begins_on_its_first_day_and_binds_whom_its_cases_say(pack):
    reach = read_reach(PACKS_DIR, pack)

    assert reach is not None, (
        f"Write what {pack} is meant to reach into its case file, a second time: "
        f"reach: {{channels: […], collecting: […], since: [first day of each value]}}"
    )
    assert begins(LAW.packs[pack], reach)
    assert binds(LAW.packs[pack], reach)


@pytest.mark.parametrize("pack", ENABLED)
@pytest.mark.parametrize("change", [mutants.changed_values, mutants.changed_settings])
def test_a_changed_value_fails_a_case(pack, change, law):
    cases = [case for case in CASES if case.pack == pack]

    unnoticed = [
        what
        for what, changed in change(law.packs[pack])
        if all(_agrees(case, _with(law, changed)) for case in cases)
    ]

    assert unnoticed == []


@pytest.mark.parametrize("pack", ENABLED)
def test_a_changed_date_or_reach_fails_its_case(pack):
    reach = read_reach(PACKS_DIR, pack)

    assert [
        w for w, changed in mutants.changed_dates(LAW.packs[pack]) if begins(changed, reach)
    ] == []
    assert [
        w for w, changed in mutants.changed_reach(LAW.packs[pack]) if binds(changed, reach)
    ] == []


def begins(pack: Pack, reach: Reach) -> bool:
    """Say whether every value begins on its first day, and the day before has the one before."""
    return all(
        len(parameter.values) == len(days := reach.days(parameter.name))
        and all(
            _since(parameter, day) == day and _since(parameter, day - ONE_DAY) == before
            for before, day in zip((None, *days), days, strict=False)
        )
        for parameter in pack.parameters.values()
    )


def _since(parameter: Parameter, day: date) -> date | None:
    """The first day of the value that is in force on a day."""
    try:
        return parameter.on(day).since
    except ParameterNotInForce:
        return None


def binds(pack: Pack, reach: Reach) -> bool:
    """Say whether the pack is asked about just the contacts it is meant for."""
    law = law_of([replace(pack, extends=())], revision="alone")
    return all(
        bool(law.binding(pack.rule, _contact(pack, channel, who)))
        == (channel in reach.channels and who in reach.collecting)
        for channel in Channel
        for who in Collecting
    )


def _contact(pack, channel, who):
    return replace(ordinary(pack.jurisdiction), channel=channel, collecting=who)


def _agrees(case: Case, law: Law) -> bool:
    """A pack that cannot be read any more is noticed too."""
    try:
        return agrees(case, law)
    except (KeyError, ValueError, TypeError, PackError):
        return False


def _with(law: Law, changed: Pack) -> Law:
    """The changed pack among those that can be heard in its cases."""
    packs = {**law.packs, changed.id: changed}.values()
    if changed.jurisdiction != "house":  # whose words other packs read
        packs = [p for p in packs if p.rule == changed.rule or p.jurisdiction == "house"]
    return law_of((replace(p, extends=()) for p in packs), revision="changed")
