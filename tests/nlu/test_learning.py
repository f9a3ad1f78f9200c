"""The classifier learns, is calibrated, is stored without code, and keeps to what it knows."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.model import IntentModel, Lengths, Vocabulary, pieces
from bot.nlu.ngrams import normalise
from bot.nlu.typos import misspell
from tests.nlu.served import run_in_rasas_environment

LEARN = """
import itertools, pathlib, sys
from bot.nlu.learn import Examples, Recipe, learn
asks = ["what do i owe", "how much is my {}", "tell me the {} please", "show my {}"]
asks += ["what is the {}"]
pays = ["i will pay {}", "paying the {} now", "let me pay my {}", "i can send the {} today"]
pays += ["take my {} money"]
things = ["balance", "bill", "total", "debt", "account", "loan", "card"]
texts, labels = [], []
for label, forms in (("ask", asks), ("pay", pays)):
    for form, thing in itertools.product(forms, things):
        texts.append(form.format(thing)); labels.append(label)
for noise in ("sing a song", "the weather is nice", "who won the cup", "cook me an egg"):
    texts.append(noise); labels.append("out_of_scope")
texts.append("only one of its kind"); labels.append("single")
model = learn(Examples(texts, labels), Recipe(typo_copies=1))
again = learn(Examples(texts, labels), Recipe(typo_copies=1))
assert (model.coefficients == again.coefficients).all()
model.save(pathlib.Path("."))
two = learn(Examples(texts[:70], labels[:70]), Recipe())
print(two.answer("show my loan").ranking[0][0], two.answer("i will pay it").ranking[0][0])
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    folder = tmp_path_factory.mktemp("learnt")
    assert run_in_rasas_environment(LEARN, folder) == "ask pay"
    assert {file.suffix for file in folder.iterdir()} == {".json", ".npz"}
    return IntentModel.load(folder)


@pytest.mark.rasa
def test_unseen_and_misspelt_wordings_are_recognised(model: IntentModel) -> None:
    for text, intent in (
        ("what is my balance", "ask"),
        ("pls tell me teh balnce", "ask"),
        ("I'd like to pay the loan", "pay"),
        ("PAYING NOW!!", "pay"),
    ):
        assert model.answer(text).ranking[0][0] == intent, text


@pytest.mark.rasa
def test_probabilities_are_whole_and_ordered(model: IntentModel) -> None:
    ranking = model.answer("what do i owe").ranking
    confidences = [confidence for _, confidence in ranking]
    assert sum(confidences) == pytest.approx(1)
    assert confidences == sorted(confidences, reverse=True)
    assert {intent for intent, _ in ranking} == {"ask", "pay", "out_of_scope", "single"}


@pytest.mark.rasa
def test_gibberish_is_not_understood(model: IntentModel) -> None:
    assert not model.answer("xkcd qqzz vvv").understood
    assert model.answer("what is my balance").understood


def test_a_digit_is_a_digit_whichever_it_is() -> None:
    assert normalise("$50 on 12/5") == normalise("$98 on 73/1")
    assert normalise("٣٠ dollars") == "00 dollars"


def test_width_case_accents_and_apostrophes_are_folded() -> None:
    assert normalise("ＳＴＯＰ") == "stop"
    assert normalise("Cuánto") == normalise("cuanto")
    assert normalise("can’t") == normalise("can't")


def test_chinese_characters_are_words_of_their_own() -> None:
    words, _ = pieces("我欠钱 ok", Lengths())
    assert {"我", "欠 钱", "ok"} <= set(words)


def test_a_message_without_one_known_piece_has_an_empty_vector() -> None:
    vocabulary = Vocabulary.learn([pieces("hello", Lengths())[0]], at_least=1)
    columns, values = vocabulary.vector(pieces("zzz", Lengths())[0])
    assert columns.size == values.size == 0
    known = vocabulary.vector(pieces("hello", Lengths())[0])[1]
    assert np.linalg.norm(known) == pytest.approx(1)


def test_a_misspelling_stays_close_and_repeats_for_the_same_seed() -> None:
    text = "could I pay fifty dollars a month"
    assert misspell(text, random.Random(4)) == misspell(text, random.Random(4))
    assert misspell(text, random.Random(4)) != text
    assert abs(len(misspell(text, random.Random(4))) - len(text)) <= 3


def test_a_model_holding_code_instead_of_numbers_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.json").write_text('{"intents": []}')
    np.savez(tmp_path / "coefficients.npz", coefficients=np.array([print], dtype=object))
    with pytest.raises((ValueError, KeyError)):
        IntentModel.load(tmp_path)


KEEP = """
import os, pathlib
from bot.nlu.learn import Examples, Recipe
from bot.nlu import learn, learnt
os.environ[learnt.FOLDER] = "kept"
some = Examples(["my balance", "what balance", "pay now", "pay it"], ["ask", "ask", "pay", "pay"])
first = learnt.learnt(some, Recipe())
learn.learn = None  # whoever learns again now fails
again = learnt.learnt(some, Recipe())
assert (first.coefficients == again.coefficients).all() and first.intents == again.intents
others = Examples(some.texts, ["pay", "ask", "pay", "ask"])
assert learnt.digest(some, Recipe()) != learnt.digest(others, Recipe())
assert learnt.digest(some, Recipe()) != learnt.digest(some, Recipe(strength=1.0))
print(len(list(pathlib.Path("kept").iterdir())))
"""


@pytest.mark.rasa
def test_the_same_is_not_learnt_twice(tmp_path: Path) -> None:
    assert run_in_rasas_environment(KEEP, tmp_path) == "1"
