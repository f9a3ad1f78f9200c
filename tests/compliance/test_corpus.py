"""The corpus keeps to its own guide, whoever wrote a line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from compliance.errors import PackError
from compliance.learn.corpus import LANGUAGES, faults, near_duplicates, read_corpus

CORPUS = {language: read_corpus(language) for language in LANGUAGES}
LINE = CORPUS["en"][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_as_the_guide_says_and_has_an_id_of_its_own(language):
    lines = CORPUS[language]

    assert [fault for line in lines for fault in faults(line)] == []
    assert len({line.id for line in lines}) == len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_nearly_another(language):
    assert list(near_duplicates(CORPUS[language])) == []


def test_a_line_with_a_word_swapped_is_found_among_all_others():
    swapped = replace(LINE, id="swapped", text=LINE.text.replace(" the ", " a "), author="z")
    other = replace(LINE, id="spaced", text=LINE.text.upper().replace(" ", "  "), author="y")

    found = {frozenset(pair[:2]) for pair in near_duplicates([*CORPUS["en"], swapped, other])}

    assert found >= {frozenset({LINE.id, "swapped"}), frozenset({LINE.id, "spaced"})}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"label": "maybe"}, "label 'maybe' is not in the guide"),
        ({"trick": "magic"}, "trick 'magic' is not in the guide"),
        ({"register": "fax"}, "register 'fax' is not in the guide"),
        ({"label": "violation", "categories": ("rudeness",)}, "category 'rudeness'"),
        ({"label": "clean", "categories": ("violence",)}, "a clean line has 1 categories"),
        ({"label": "violation", "categories": ()}, "a violation line has 0 categories"),
        ({"text": " "}, "no text"),
    ],
)
def test_a_line_that_breaks_the_guide_is_named(change, says):
    (fault,) = faults(replace(LINE, **change))

    assert fault.startswith(LINE.id)
    assert says in fault


def test_a_line_that_cannot_be_read_is_named_with_its_file(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a_01.jsonl").write_text(json.dumps({"id": "x"}) + "\n", "utf-8")

    with pytest.raises(PackError, match=r"en/a_01\.jsonl line 1"):
        read_corpus("en", tmp_path)
