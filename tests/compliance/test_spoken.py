from __future__ import annotations

import pytest

from compliance.text.spoken import OTHER, language_named, language_written


@pytest.mark.parametrize(
    ("text", "before", "written"),
    [
        ("how much do i owe", "es", "en"),
        ("cuanto debo", "en", "es"),
        ("¿Quién habla?", "en", "es"),
        ("hola", "en", "es"),
        ("Confirmó", "en", None),
        ("我想还钱", "en", "zh-Hans"),
        ("我想還錢", "zh-Hans", "zh-Hant"),
        ("我而家冇錢還", "zh-Hans", "zh-Hant"),
        ("好", "en", "zh-Hans"),
        ("好", "zh-Hant", None),
        ("ok", "es", None),
        ("2", "zh-Hans", None),
        ("", "es", None),
        ("🙏", "es", None),
        ("10025 1985", "es", None),
        ("José Martínez, 10025", "en", None),
        ("oye can I pay el viernes", "en", None),
        ("PayPal 可以吗", "en", "zh-Hans"),
        ("n\u0303", "en", None),
    ],
)
def test_a_message_shows_its_language_or_leaves_it_as_it_was(
    text: str, before: str, written: str | None
) -> None:
    assert language_written(text, before) == written


@pytest.mark.parametrize(
    ("text", "before", "named"),
    [
        ("spanish please", "en", "es"),
        ("en español", "en", "es"),
        ("I don't speak English, Spanish please", "en", "es"),
        ("no hablo inglés", "en", "es"),
        ("my english is bad, can you do spanish", "en", "es"),
        ("english only. why is this in spanish", "es", "en"),
        ("能不能说中文", "en", "zh-Hans"),
        ("看不懂英文，请用中文", "en", "zh-Hans"),
        ("可以講廣東話嗎", "en", "zh-Hant"),
        ("繁体看着费劲，麻烦切成简体", "zh-Hant", "zh-Hans"),
        ("請用繁體中文，簡體字看不習慣", "zh-Hans", "zh-Hant"),
        ("do you speak chinese", "en", "zh-Hans"),
        ("do you speak chinese", "zh-Hant", "zh-Hant"),
        ("not comfortable in english, do you have portuguese", "en", OTHER),
        ("what languages do you have", "en", None),
        ("", "en", None),
    ],
)
def test_a_language_is_named_and_not_the_one_they_cannot_read(
    text: str, before: str, named: str | None
) -> None:
    assert language_named(text, before) == named
