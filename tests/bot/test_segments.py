from __future__ import annotations

import pytest

from bot.segments import is_toll_free, measure


@pytest.mark.parametrize(
    ("text", "encoding", "segments"),
    [
        ("", "GSM-7", 1),
        ("a" * 160, "GSM-7", 1),
        ("a" * 161, "GSM-7", 2),
        ("a" * 306, "GSM-7", 2),
        ("a" * 307, "GSM-7", 3),
        ("é" * 160, "GSM-7", 1),
        ("á" * 70, "UCS-2", 1),
        ("á" * 71, "UCS-2", 2),
        ("€" * 80, "GSM-7", 1),
        ("€" * 81, "GSM-7", 2),
        ("你" * 70, "UCS-2", 1),
        ("你" * 134, "UCS-2", 2),
        ("🙏" * 35, "UCS-2", 1),
        ("🙏" * 36, "UCS-2", 2),
        ("it’s", "UCS-2", 1),
    ],
)
def test_the_cost_of_a_text_is_known_before_it_is_sent(text, encoding, segments):
    size = measure(text)

    assert (size.encoding, size.segments) == (encoding, segments)


def test_a_letter_of_two_units_is_not_cut_between_two_parts():
    assert measure("a" * 152 + "€" + "a" * 152).segments == 3


def test_a_toll_free_number_carries_less_in_each_part():
    assert measure("a" * 305).segments == 2
    assert measure("a" * 305, toll_free=True).segments == 3
    assert is_toll_free("+18005550100")
    assert not is_toll_free("+12125550100")
    assert not is_toll_free(None)
