"""What must never be stored is gone before it reaches a table; what a person means stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.redaction import redact


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("pay with 4111111111111111 now", "pay with [card number removed] now"),
        ("4111-1111-1111-1111", "[card number removed]"),
        ("amex 3782 822463 10005 cvv: 1234", "amex [card number removed] cvv: [card code removed]"),
        ("卡号4111 1111 1111 1111", "卡号[card number removed]"),
        ("４１１１１１１１１１１１１１１１", "[card number removed]"),
        ("security code is 123", "security code is [card code removed]"),
        ("iban DE89 3704 0044 0532 0130 00 ok", "iban [account number removed] ok"),
        ("my ssn is 123-45-6789", "my ssn is [identity number removed]"),
        ("123 45 6789", "[identity number removed]"),
        ("SSN 123456789", "SSN [identity number removed]"),
        ("身份证 11010519491231002X", "身份证 [identity number removed]"),
        ("account 000123456789", "account [number removed]"),
        (
            "my phone bill is for account 2125550188",
            "my phone bill is for account [number removed]",
        ),
        ("call me about 123456789012", "call me about [number removed]"),
        ("passport: X1234567", "passport: [identity number removed]"),
    ],
)
def test_payment_and_identity_numbers_are_taken_out(words: str, kept: str) -> None:
    assert redact(words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "I can pay $1,250.00 on 12/04/2026",
        "50 a month from 2026-12-15",
        "call me at +1 212 555 0100 or (212) 555-0100",
        "my new number is 2125550188",
        "márqueme al 5512345678",
        "我换号了，新号码13700001111",
        "10001 1980",
        "born 05/06/1980, zip 10001-1234",
        "ref A-100234",
        "我每个月可以付500元",
        "",
        "¿cuánto debo?",
        "1 2 3 4 5 6 7",
    ],
)
def test_amounts_dates_telephones_and_references_stay(words: str) -> None:
    assert redact(words) == words


@given(st.text(max_size=300))
def test_taking_out_twice_takes_nothing_more(words: str) -> None:
    once = redact(words)
    assert redact(once) == once


@given(
    st.lists(st.integers(0, 9), min_size=12, max_size=18),
    st.sampled_from(["", " ", "-", "."]),
)
def test_no_valid_card_number_survives(digits: list[int], gap: str) -> None:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[::-2]]
    check = -(sum(doubled) + sum(digits[-2::-2])) % 10
    card = gap.join(map(str, [*digits, check]))
    assert card not in redact(f"here: {card}.")
