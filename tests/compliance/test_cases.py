"""Every worked case of every pack, and the numbers in the packs that the cases hold fast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from compliance.law import Law, law_of, load_law
from compliance.pack import Dated, Pack
from tests.compliance.hearing import agrees, answer, cases_of

LAW = load_law()
ENABLED = sorted(pack.id for pack in LAW.packs.values() if pack.enabled)
CASES = [case for pack in ENABLED for case in cases_of(pack)]
OUTCOMES = ("permit", "refer", "forbid")
MIRRORS = {"required_on": ("every", "outbound")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.pack}: {case.name}")
def test_case(case, law):
    assert agrees(case, law), answer(case, law)


@pytest.mark.parametrize("pack", ENABLED)
def test_every_pack_in_force_has_its_three_cases(pack):
    assert len(cases_of(pack)) >= 3


@pytest.mark.parametrize("pack", ENABLED)
def test_a_changed_value_fails_a_case(pack, law):
    cases = [case for case in CASES if case.pack == pack]

    unnoticed = [
        what
        for what, changed in _changes(law.packs[pack])
        if all(agrees(case, _with(law, changed)) for case in cases)
    ]

    assert unnoticed == []


def _with(law: Law, changed: Pack) -> Law:
    packs = {**law.packs, changed.id: replace(changed, extends=())}
    return law_of((replace(p, extends=()) for p in packs.values()), revision="changed")


def _changes(pack: Pack) -> Iterator[tuple[str, Pack]]:
    for name, parameter in pack.parameters.items():
        for place, dated in enumerate(parameter.values):
            for value in _other_values(name, dated.value):
                values = list(parameter.values)
                values[place] = Dated(value, dated.reference, dated.since)
                changed = {**pack.parameters, name: replace(parameter, values=tuple(values))}
                yield f"{name}: {dated.value} -> {value}", replace(pack, parameters=changed)


def _other_values(name: str, value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif value in OUTCOMES:
        yield from (other for other in OUTCOMES if other != value)
    elif name in MIRRORS:
        yield from (other for other in MIRRORS[name] if other != value)
    elif isinstance(value, str) and ":" in value:
        moment = datetime.strptime(value, "%H:%M")  # noqa: DTZ007 (a wall clock)
        yield from ((moment + timedelta(minutes=m)).strftime("%H:%M") for m in (-1, 1))
    elif isinstance(value, dict) and all(isinstance(hours, list) for hours in value.values()):
        for day, hours in value.items():
            if isinstance(day, int):
                yield {kept: value[kept] for kept in value if kept != day}
                for place, written in enumerate(hours):
                    for other in _other_values(name, written):
                        yield {**value, day: [*hours[:place], other, *hours[place + 1 :]]}
    elif isinstance(value, list):
        yield from ([kept for kept in value if kept != gone] for gone in value)
    elif isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        yield from ({**value, language: "…"} for language in value)
