"""A stop is heard however it is put, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compliance.text.optout import is_help, is_opt_in, is_opt_out, says_wrong_number

TEXTS = yaml.safe_load(Path(__file__).with_name("optout.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TEXTS["stops"])
def test_a_wish_to_stop_is_heard(text):
    assert is_opt_out(text)


@pytest.mark.parametrize("text", TEXTS["no_stops"])
def test_what_only_looks_like_a_stop_is_left_to_the_conversation(text):
    assert is_opt_out(text) is None


@pytest.mark.parametrize("text", TEXTS["wrong_numbers"])
def test_somebody_else_is_heard(text):
    assert says_wrong_number(text)


@pytest.mark.parametrize("text", TEXTS["no_wrong_numbers"])
def test_the_right_person_is_not_taken_for_somebody_else(text):
    assert not says_wrong_number(text)


@pytest.mark.parametrize("word", ["STOP", "Unsubscribe", "ALTO", "退订", "退訂"])
def test_a_word_alone_is_told_from_a_sentence(word):
    match = is_opt_out(word)

    assert match is not None
    assert match.exact


def test_a_sentence_is_not_kept_in_the_answer():
    match = is_opt_out("My name is Ana Diaz and I want you to stop texting me")

    assert match is not None
    assert "Ana" not in repr(match)


@pytest.mark.parametrize("word", ["START", "unstop", "Start please", "INICIAR", "开始", "恢復"])
def test_start_lifts_a_stop_in_every_language(word):
    assert is_opt_in(word)
    assert not is_opt_out(word)


@pytest.mark.parametrize("word", ["yes", "Sí", "好"])
def test_a_bare_yes_lifts_a_stop_only_where_one_stands(word):
    assert not is_opt_in(word)
    assert is_opt_in(word, stopped=True)


@pytest.mark.parametrize("word", ["HELP", "info", "Ayuda por favor", "帮助", "幫助"])
def test_help_is_heard(word):
    assert is_help(word)


@pytest.mark.parametrize("text", ["help me pay this", "I need info on my account"])
def test_a_question_is_not_the_word_help(text):
    assert not is_help(text)


@pytest.mark.parametrize("text", ["", " ", "👍", "|", ",,,", "\u200b", "stop" * 4000])
def test_odd_texts_do_no_harm(text):
    assert is_opt_out(text) is None
    assert not is_opt_in(text)
    assert not is_help(text)
    assert not says_wrong_number(text)
