"""What may not be said is found however it is written; what may be said passes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from compliance.cases import ordinary
from compliance.decide import decide
from compliance.law import load_law
from compliance.text.fold import _MOST_KEPT, _PLAIN, fold
from compliance.text.grounds import citations
from compliance.text.lexicon import load_lexicon
from compliance.text.pipeline import load_models
from compliance.text.words import Words, load_words
from compliance.verdict import Category, Outcome

TEXTS = yaml.safe_load(Path(__file__).with_name("wording.yaml").read_text(encoding="utf-8"))
WORDS = load_words()
RULES = load_words(models=None)
MODELS = Words(  # the same screen without a single rule
    replace(load_lexicon(), rules=()), revision="", models=load_models()
)
LAW = load_law()
WORD_CATEGORIES = list(Category)[:22]


def stopped(text):
    return [f for f in WORDS.screen(text) if f.outcome >= Outcome.REFER]


@pytest.mark.parametrize(("language", "category", "text"), TEXTS["refused"])
def test_what_harasses_is_found_under_its_name(language, category, text):
    found = WORDS.screen(text, language)

    assert category in {f.category.value for f in found}
    for finding in found:
        assert finding.outcome >= Outcome.REFER
        assert finding.reason
        assert finding.reference
        assert finding.quote == text[finding.span.start : finding.span.end]


@pytest.mark.parametrize(("language", "text"), TEXTS["lawful"])
def test_no_rule_finds_fault_with_what_is_lawful(language, text):
    assert RULES.screen(text, language) == ()


def test_rules_and_models_together_refuse_next_to_nothing_lawful():
    refused = [
        text
        for language, text in TEXTS["lawful"]
        if any(f.outcome is Outcome.FORBID for f in WORDS.screen(text, language))
    ]

    assert len(refused) <= 0.03 * len(TEXTS["lawful"]), refused


def test_the_models_alone_find_most_of_what_the_rules_find():
    found = [
        any(f.rule.startswith("words/model/") for f in MODELS.screen(text, language))
        for language, _, text in TEXTS["refused"]
    ]

    assert sum(found) >= 0.8 * len(found)


@pytest.mark.parametrize("category", WORD_CATEGORIES)
def test_every_category_of_words_has_a_sentence_that_shows_it(category):
    assert category.value in {shown for _, shown, _ in TEXTS["refused"]}


@pytest.mark.parametrize(("language", "category", "text"), TEXTS["refused"])
def test_a_rewrite_is_lawful_and_keeps_every_figure(language, category, text):
    offered = WORDS.rewrite(f"{text} $310.55", None)

    assert offered is None or not stopped(offered)
    assert offered is None or "$310.55" in offered


def test_a_threat_is_left_out_and_the_amount_and_date_are_kept():
    offered = WORDS.rewrite("Pay $250.00 by 12/4 or you will be arrested.", "en")

    assert offered == (
        "Pay $250.00 by 12/4. Owing money is not a crime. "
        "If this is hard right now, reply and we can look at a plan together."
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("pague 1.250,00 € antes del 4 de diciembre o avisaremos a su jefe",
         ["1.250,00 €", "4 de diciembre"]),
        ("Pague 250,00 EUR o irá a la cárcel", ["250,00 EUR"]),
        ("Your payment of USD 1,250.00 was due on 5 March, ref HH-1001. Or we will tell your boss",
         ["USD 1,250.00", "5 March", "HH-1001"]),
        ("Maria Lopez must pay Acme Bank £48 by 4th December or go to jail",
         ["Maria Lopez", "Acme Bank", "£48", "4th December"]),
    ],
)  # fmt: skip
def test_what_is_offered_has_every_amount_date_reference_and_name(text, kept):
    offered = WORDS.rewrite(text, None)

    assert offered is not None
    assert [what for what in kept if what not in offered] == []


@pytest.mark.parametrize(
    "text",
    [
        "Pay tomorrow at 5pm or be arrested at 6pm.",
        "If you do not pay $50 we will send somebody to see Jenna at her school.",
        "Si no paga $50 el lunes, el lunes mismo su jefe Rodrigo va a saber todo.",
    ],
)
def test_nothing_is_offered_where_a_moment_or_a_name_would_be_lost(text):
    assert stopped(text)
    assert WORDS.rewrite(text, None) is None


def test_a_lawful_sentence_needs_no_other_wording():
    assert WORDS.rewrite("Your balance is $250.00.", "en") is None


@pytest.mark.parametrize(
    "disguised",
    [
        "YOU WILL BE ARRESTED",
        "you will be аrrеsted",  # Cyrillic letters
        "you will be a r r e s t e d",
        "you will be a.r.r.e.s.t.e.d",
        "you will be arr3sted",
        "you will be arreeeested",
        "you will be ａｒｒｅｓｔｅｄ",
        "you will be ar\u200bres\u00adted",
        "you will be árréstèd",
        "坐 牢 等 着 你",
        "坐.牢.等你",
        "監獄等著你",
    ],
)
def test_disguise_does_not_help(disguised):
    found = WORDS.screen(disguised)

    assert [f.category for f in found] == [Category.ARREST_PROSECUTION]
    assert found[0].quote in disguised


def test_what_follows_a_but_is_meant():
    assert RULES.screen("We will never have you arrested, but we will call your boss.")
    assert not RULES.screen("We will never have you arrested or call your boss.")


def test_a_text_too_long_to_be_read_whole_is_for_a_person():
    assert stopped("a" * 9000)


@pytest.mark.parametrize("line", ["line", "initial", "subsequent"])
def test_the_lines_the_door_adds_pass_the_screen(line):
    texts = [
        text
        for pack in LAW.packs.values()
        if line in pack.parameters
        for dated in pack.parameters[line].values
        for text in dated.value.values()
    ]

    assert texts
    assert [text for text in texts if WORDS.screen(text)] == []


def test_refused_words_come_back_with_another_wording():
    situation = replace(ordinary(), text="Acme: pay $50.00 or go to jail. Reply STOP to opt out.")

    verdict = decide(situation, law=LAW, words=WORDS)

    assert verdict.outcome is Outcome.FORBID
    assert verdict.model_revision == WORDS.revision
    assert "$50.00" in verdict.rewrite
    assert "jail" not in verdict.rewrite


@pytest.mark.parametrize(
    ("places", "cited"),
    [
        (("us", "us-ma"), "us: 15 USC 1692e(4), (7); 12 CFR 1006.18(b); us-ma: 940 CMR 7.04(1)(b)"),
        (("mx",), "mx: CONDUSEF, disposiciones DOF 2014-10-07"),
        (("gb",), "gb: Administration of Justice Act 1970 s. 40"),
    ],
)
def test_a_finding_cites_the_law_of_the_place(places, cited):
    situation = replace(ordinary(), places=(), jurisdictions=places, text="Pay or go to jail.")

    found = [f for f in decide(situation, law=LAW, words=WORDS).findings if f.span]

    assert found[0].reference == cited


def test_what_is_cited_is_of_places_and_categories_that_there_are():
    assert set(citations()) <= {name.split("/")[0] for name in LAW.packs}
    named = {name for laws in citations().values() for name in laws}
    assert named - {"any"} <= {category.value for category in Category}


@given(some.text(max_size=300))
def test_no_text_breaks_the_screen_and_every_span_is_inside(text):
    for finding in WORDS.screen(text):
        if finding.category is not Category.UNDECIDED:  # that is said of the whole text
            assert 0 <= finding.span.start < finding.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Patayin kita kung hindi ka magbayad bukas.", "words/language"),
        ("سأقتلك إذا لم تدفع غدا", "words/language"),
        ("Tôi sẽ giết bạn nếu bạn không trả tiền ngày mai", "words/language"),
        ("Wenn Sie morgen nicht zahlen, werden Sie verhaftet", "words/language"),
        ("🔪🔪🔪", "words/language"),
        ("You cannot be arrested for this. " * 25, "words/repetition"),
        ("a" * 9000, "words/length"),
    ],
)
def test_what_the_screen_cannot_judge_is_for_a_person(text, rule):
    assert rule in {finding.rule for finding in WORDS.screen(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Hi", "Yes", "Ok", "Good morning Maya", "Have a nice weekend!", "¡Que tenga buen día!",
        "周末愉快！", "Dear Mr. Nguyen, thank you for the photo of your dog.",
        "Maya您好，链接在 harbor.example/pay 里。",
    ],
)  # fmt: skip
def test_kind_words_pass(text):
    assert WORDS.screen(text) == ()


@pytest.mark.parametrize(
    ("reminder", "threat"),
    [
        (
            "Hi Maya, it's Dana from Harbor Home Credit. Your payment of $120.00 was due on 4 May. "
            "If you like, we can look at smaller payments together. ",
            "Otherwise somebody may have to visit your children's school.",
        ),
        (
            "Hola Maya, soy Dana de Harbor Home Credit. Su pago de $120.00 venció el 4 de mayo. ",
            "Si no, le contamos todo a su jefe y a sus vecinos.",
        ),
        (
            "您好，这里是港湾家居信贷的客服。您有一笔120.00元的还款已于5月4日到期。",
            "不还的话，我们就去您孩子的学校门口等您。",
        ),
    ],
)
def test_a_threat_behind_a_lawful_reminder_does_not_pass(reminder, threat):
    assert WORDS.screen(reminder) == ()
    assert WORDS.screen(reminder + threat)


def test_what_stands_in_the_blanks_of_an_approved_text_is_read_too():
    words = load_words(approved=["谢谢。{money} 您想哪一天付？"])

    assert words.screen("谢谢。120.00元 您想哪一天付？") == ()
    assert words.screen("谢谢。你女儿放学路上车多当心点 您想哪一天付？")


@pytest.mark.parametrize("relation", ["单位", "父母", "的同事和朋友"])
def test_telling_others_in_chinese_is_no_idiom(relation):
    assert WORDS.screen(f"请于12月4日前还款1,250.00元，否则我们将通知您{relation}。")


def test_reading_for_years_fills_no_memory():
    kept = [len(model._of_words) for model in WORDS._judge._models.values()]
    for number in range(2_000):
        WORDS.screen(f"Your balance is ${number}.17, reference AX{number * 7919}Z, thank you.")
    for first in range(0x4E00, 0x4E00 + 2 * _MOST_KEPT, 4_000):
        WORDS.screen("".join(map(chr, range(first, first + 4_000))))

    for size in (5_000, 8_000):
        WORDS.screen("a" * size)

    assert [len(model._of_words) for model in WORDS._judge._models.values()] == kept
    assert len(_PLAIN) <= _MOST_KEPT + 4_000


def read(text):
    return fold(text, WORDS.reader.vocabulary).texts


def test_a_word_before_a_closing_quote_is_read():
    assert read("We'll see you in 'jail'.") == ["we", "will", "see", "you", "in", "jail", "."]
    assert WORDS.screen("Pay now or you will be 'arrested', as they say.")


@given(some.text(alphabet=some.sampled_from("aerst 104@$!.*-_'’\n,;|€·•坐é\u200b"), max_size=24))
def test_what_is_not_looked_at_for_cut_words_holds_none(text):
    found = fold(text, WORDS.reader.vocabulary)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("compliance.text.fold._MAY_BE_CUT", re.compile(""))

        assert fold(text, WORDS.reader.vocabulary) == found


@pytest.mark.parametrize("room", ["\t", "\r\n", "\x0b", "\u2028", "\u3000"])
def test_any_room_parts_words(room):
    words = read(f"Señor,{room}lo{room}vamos{room}a{room}arrestar.")

    assert [word for word in words if word.isalpha()] == ["senor", "lo", "vamos", "a", "arrestar"]


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u0301"])
@pytest.mark.parametrize("text", ["ar|res|ted", "a| r r| e s t| e d", "ar|.res.ted", "arre|＊sted"])
def test_what_cannot_be_seen_parts_no_word(text, sign):
    assert read(f"You will be {text.replace('|', sign)} today.")[3] == "arrested"


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x7f"])
def test_signs_that_cannot_be_typed_are_for_a_person(sign):
    found = WORDS.screen(f"Thank you,{sign}Maya.")

    assert "words/unseen" in {finding.rule for finding in found}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in ''jail'' now", ["in", "jail", "now"]),
        ("you (‘arrest’)", ["you", ",", "arrest", ","]),
        ("at:'jail'", ["at", ",", "jail"]),
        ("要坐'牢", ["要", "坐", "牢"]),
        ("j'@il", ["jail"]),
        ("arre'$ted", ["arrested"]),
        ("don´t", ["dont"]),
        ("I'll, they’re", ["i", "will", ",", "they", "are"]),
    ],
)
def test_an_apostrophe_joins_or_parts_words_and_hides_none(text, words):
    assert read(text) == words


def test_a_word_held_down_is_restored_alike_in_every_process():
    script = (
        "from compliance.text.fold import Vocabulary;"
        "print(Vocabulary({'shot', 'shoot', 'god', 'good', 'as', 'ass'}, {'goods'}).unrepeated)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(told) == 1


def test_a_category_is_told_by_the_sentence_that_is_worst():
    lead = "Thank you for your patience. We are glad to help you. " * 9
    threat = "It would be a pity if your little dog had an accident on the way home."

    told = [finding.category for finding in WORDS.screen(lead + threat)]

    assert told == [finding.category for finding in WORDS.screen(threat)]


def test_the_same_few_words_over_and_over_are_for_a_person():
    found = WORDS.screen("thank you " * 800)

    assert "words/length" in {finding.rule for finding in found}


def test_several_threads_read_alike():
    texts = [text for _, _, text in TEXTS["refused"]] * 5
    alone = [WORDS.screen(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(WORDS.screen, texts))

    assert together == alone


def test_every_chinese_term_is_found_in_traditional_characters_too():
    from compliance.text.traditional import TO_SIMPLIFIED

    back = {new: chr(old) for old, new in TO_SIMPLIFIED.items()}
    lexicon = load_lexicon()
    vocabulary = WORDS.reader.vocabulary
    for terms in lexicon.terms.values():
        for term in terms:
            if re.fullmatch(r"[\u4e00-\u9fff]+", "".join(term)):
                traditional = "".join(back.get(character, character) for character in term)
                assert tuple(fold(traditional, vocabulary).texts) == term


@pytest.mark.parametrize("text", ["It was fine …", "……", "Sooooo…pay", "ok ﷺ …", "½ now …?"])
def test_signs_that_folding_makes_longer_break_nothing(text):
    WORDS.screen(text)
    WORDS.screen(text, "en")


@given(
    some.text(
        alphabet=some.sampled_from("aeiou nopay…！。.?!½ﬁ﷼ ①你们 \u200b\u0301—\n"), max_size=80
    )
)
def test_no_text_breaks_the_screen(text):
    for language in ("en", "es", "zh"):
        WORDS.screen(text, language)
