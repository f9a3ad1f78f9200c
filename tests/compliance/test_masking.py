"""What a record may keep of a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from compliance.masking import is_card_number, mask


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("my card 4111-1111-1111-1111 ok", "my card [card] ok"),
        ("ssn 123-45-6789", "ssn [number]"),
        ("call (212) 555-0100", "call [phone]"),
        ("call 212-555-0100 today", "call [phone] today"),
        ("身份证11010519491231002X", "身份证[number]"),
        ("身份证 11010519491231002X", "身份证 [number]"),
        ("account 123456789012", "account [number]"),
        ("write a.b@example.com.mx", "write [email]"),
        ("card4111111111111111", "card[card]"),
        ("4111/1111/1111/1111 12/28", "[card] 12/28"),
        ("4111_1111_1111_1111", "[card]"),
        ("it is $4111111111111111", "it is $[card]"),
        ("4111111111111111, 5500 0000 0000 0004", "[card], [card]"),
        ("mi DNI 12345678Z", "mi DNI [number]"),
        ("PAN ABCDE1234F ok", "PAN [number] ok"),
        ("NI AB 12 34 56 C.", "NI [number]."),
        ("call2125550100now", "call[number]now"),
        ("acct-123456789 ok", "[number] ok"),
        ("HH-1001 2125550100", "HH-1001 [number]"),
        ("IBAN DE89 3704 0044 0532 0130 00 thanks", "IBAN [number] thanks"),
    ],
)
def test_numbers_that_identify_somebody_are_taken_out(written, kept):
    assert mask(written) == kept


@pytest.mark.parametrize(
    "sentence",
    [
        "Your balance is $1,250.00, due 2026-03-01.",
        "3 payments of $50.00 from 12/04/2026",
        "$2500000 over 48 months",
        "due 12/04/2026 10/05/2026 and 2026-03-01 2026-04-04",
        "MX$2500000, USD 2500000, Rs 2500000, 2500000 pesos y 2500000元",
        "on 2026-12-01 12:30 we call",
        "see you at 10:30 on 4.12.2026",
    ],
)
def test_amounts_and_dates_stay_for_the_reviewer(sentence):
    assert mask(sentence) == sentence


def test_names_go_as_whole_words_whatever_their_case():
    assert mask("Hi ANA, Anaheim called", names=["Ana"]) == "Hi [name], Anaheim called"
    assert mask("您好张伟先生", names=["张伟"]) == "您好[name]先生"


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("Garcia", "Sra. García: llame", "Sra. [name]: llame"),
        ("García", "Sra. GARCIA: llame", "Sra. [name]: llame"),
        ("García", "Sra. Garci\u0301a, llame", "Sra. [name], llame"),
        ("Ana", "mañana", "mañana"),
        ("王", "王先生您好，王府井", "[name]先生您好，王府井"),
        ("王伟", "王 伟，您好", "[name]，您好"),
    ],
)
def test_a_name_goes_however_it_is_written(name, written, kept):
    assert mask(written, names=[name]) == kept


@given(some.integers(min_value=10**14, max_value=10**15 - 1))
def test_every_number_with_a_card_s_last_digit_is_taken_out(start):
    card = next(str(start * 10 + last) for last in range(10) if is_card_number(f"{start}{last}"))

    assert card not in mask(f"use {card} please")
