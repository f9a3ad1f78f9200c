"""Reading figures from Rasa's entities, and proofs of identity from the person's own words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.figures import Figures
from actions.proof import Proof, read_proof
from ledger.money import Money

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "postal", "year"),
    [
        ("60614 1985", "60614", 1985),
        ("60614, 1985", "60614", 1985),
        ("zip 90210-1234 born 84", "90210", 1984),
        ("my zip is 44107 and i was born 1991", "44107", 1991),
        ("03/12/1979, 30303", "30303", 1979),
        ("dob 4/5/76 zip 02139", "02139", 1976),
        ("june 14 1982, 10025", "10025", 1982),
        ("14 August 1987 10025", "10025", 1987),
        ("born 9th of november 1971, 60614", "60614", 1971),
        ("1983-05-27 and 75201", "75201", 1983),
        ("89 is my year and 43211 is my zip", "43211", 1989),
        ("postcode is LS9 7QT, born 1990", "LS9 7QT", 1990),
        ("K1A 0B1 born in 1990", "K1A 0B1", 1990),
        ("邮编100080，1990年出生", "100080", 1990),
        ("mi código postal es 90032, nací en 1979", "90032", 1979),
        ("1010, 1990", "1010", 1990),
        ("zip10025 yr 85", "10025", 1985),
    ],
)
def test_a_proof_is_read_as_people_write_it(words: str, postal: str, year: int):
    proof = read_proof(words, today=TODAY)
    assert (proof.postal_code, proof.birth_year) == (postal, year)
    assert proof.complete


@pytest.mark.parametrize(
    "words",
    [
        "can I pay $50 a month",
        "I paid on 3/4/24",
        "I can do 1985 dollars",
        "yes",
        "",
        "call me at 5",
        "the 15th",
        "I will pay $1,985.00 on 12/04/2026",
    ],
)
def test_other_figures_are_no_proof(words: str):
    assert not read_proof(words, today=TODAY).complete


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("HH-1001, 10025", "HH-1001"),
        ("account number is 778812, zip 02118", "778812"),
        ("acct #A-77 and 02118", "A-77"),
        ("账号 HH2001 02118", "HH2001"),
    ],
)
def test_an_account_number_is_read(words: str, reference: str):
    proof = read_proof(words, today=TODAY)
    assert proof.reference == reference
    assert proof.postal_code in ("10025", "02118")


def test_a_year_said_later_does_not_keep_the_earlier_day():
    earlier = Proof("10025", 1984, date(1984, 1, 1))
    assert Proof(birth_year=1985).over(earlier) == Proof("10025", 1985, None)


@given(st.text(max_size=80))
def test_no_words_break_the_reading(words: str):
    read_proof(words, today=TODAY)


def entity(kind: str, value: Any) -> dict[str, Any]:
    return {"entity": kind, "value": value}


@given(
    st.lists(
        st.builds(
            entity,
            st.sampled_from(["amount", "share", "date", "frequency", "count", "vague_date", "x"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(
                    ["minor", "currency", "numerator", "denominator"]), inner),
                max_leaves=4,
            ),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_no_entity_breaks_the_reading_or_makes_money_of_nothing(entities: list[dict[str, Any]]):
    figures = Figures.read(entities)
    money = figures.money("USD")
    assert money is None or money.minor > 0
    share = figures.share_of(Money(100_00, "USD"))
    assert share is None or 0 < share.minor <= 100_00


def test_the_smallest_of_several_sums_counts():
    amounts = [entity("amount", {"minor": m, "currency": None}) for m in (85_00, 60_00)]
    assert Figures.read(amounts).money("USD") == Money(60_00, "USD")
