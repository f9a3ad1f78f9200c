"""The words a person reads: complete, short, plain, the same in every language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.segments import measure
from bot.wording import LOCALES, Wording, WordingError
from compliance.situation import (
    Purpose,
)
from ledger.affordability import QUESTIONS
from ledger.money import Money
from ledger.values import Hours, Parts, Words
from tests.bot.wordings import (
    FOLDER,
    GATEWAY,
    NAMES,
    OUTREACH,
    PAYMENTS,
    ROOT,
    VALUES,
    WORDING,
)

LONG = {  # every payment with its date is worth its price
    "plan_confirmed": 4,
    "promise_parts_offer": 4,
    "promise_parts_confirmed": 4,
    "again_promise_parts": 4,
    "validation_info": 3,
}
READING_GRADE = 6.5
DEBT_WORDS = {
    "en": r"debt|\bowe|balance|overdue|past due|collect|\bloan|\bbill\b|payment",
    "es": r"deuda|\bdebe\b|saldo|vencid|cobr|préstamo|factura|\bpago",
    "zh-Hans": r"债|欠|余额|逾期|催收|贷款|账单|付款",
    "zh-Hant": r"債|欠|餘額|逾期|催收|貸款|帳單|付款",
}
DISCLOSING = {
    "money",
    "balance",
    "plan",
    "amount",
    "due_on",
    "total",
    "principal",
    "parts",
    "added",
    "product",
    "accounts",
}


def used_by_actions() -> set[str]:
    """Every template that an action or a response of the domain names."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text())
    named = {rows[0]["custom"]["template"] for rows in domain["responses"].values()}
    for path in (ROOT / "actions").glob("*.py"):
        code = path.read_text()
        named |= set(re.findall(r'\.say\(\s*"(\w+)"', code))
        named |= {n for n in re.findall(r'"(\w+)"', code) if n in WORDING.names()}
        for stem in re.findall(r'_introduce\(turn, "(\w+)"\)', code):
            named |= {stem, f"{stem}_phone", f"{stem}_site"}
    ways = ("call_or_text", "call", "call_hours", "local")  # by country, from policies/help.yaml
    named |= {f"{stem}care_{way}" for stem in ("", "stop_") for way in ways}
    named |= {f"afford_{question}" for question in QUESTIONS}
    topics = yaml.safe_load((ROOT / "policies" / "rights.yaml").read_text())["topics"]
    named |= {row["template"] for rows in topics.values() for row in rows.values()}
    slots = domain["slots"]["awaiting"]["values"]
    return named | {f"again_{asked}" for asked in slots}


@pytest.mark.parametrize(
    "name", sorted(used_by_actions() | set(GATEWAY) | set(OUTREACH) | set(PAYMENTS))
)
def test_every_template_that_is_named_anywhere_exists(name: str):
    assert name in WORDING.names()


def test_no_template_is_written_for_nobody():
    used = used_by_actions() | set(GATEWAY) | set(OUTREACH) | set(PAYMENTS)
    assert set(NAMES) - used == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_template_with_the_same_values(locale: str):
    theirs = WORDING.languages[locale].templates
    assert set(theirs) == set(NAMES)
    for name in NAMES:
        ours = WORDING.template(name)
        assert theirs[name].names == ours.names, name
        assert theirs[name].purpose == ours.purpose, name
        assert theirs[name].discloses_debt == ours.discloses_debt, name


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_written(name: str, locale: str):
    text = WORDING.render(name, VALUES, locale)
    assert text
    assert "{" not in text


@pytest.mark.parametrize("name", NAMES)
def test_an_english_text_is_gsm_and_two_segments_at_most(name: str):
    size = measure(WORDING.render(name, VALUES))
    assert size.encoding.lower().startswith("gsm"), "a sign of this text doubles its price"
    assert size.segments <= LONG.get(name, 2)


@pytest.mark.parametrize("name", NAMES)
def test_a_child_of_eleven_can_read_it(name: str):
    assert grade(WORDING.render(name, VALUES)) <= READING_GRADE


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", [n for n in NAMES if not WORDING.discloses_debt(n)])
def test_what_anybody_may_read_tells_of_no_debt(name: str, locale: str):
    template = WORDING.template(name, locale)
    assert not template.names & DISCLOSING
    assert not re.search(DEBT_WORDS[locale], template.text, re.IGNORECASE)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", [*OUTREACH, *PAYMENTS])
def test_what_we_begin_says_who_we_are_and_how_to_end_it(name: str, locale: str):
    text = WORDING.render(name, VALUES, locale)
    assert "Harbor Home Credit" in text
    assert "STOP" in text


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_called_a_debtor_or_hurried(name: str):
    text = WORDING.template(name).text.lower()
    for word in ("debtor", "immediately", "urgent", "final notice", "last chance", "must pay"):
        assert word not in text


def test_money_and_dates_are_written_as_each_language_does():
    values = {"money": Money(1_234_50, "USD"), "due_on": date(2026, 12, 4)}
    written = {locale: WORDING.render("due_agreed", values, locale) for locale in LOCALES}
    assert "$1,234.50 on Dec 4, 2026" in written["en"]
    assert "$1,234.50" in written["es"]
    assert "4 dic 2026" in written["es"]
    assert "US$1,234.50" in written["zh-Hans"]
    assert "2026年12月4日" in written["zh-Hant"]


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        (
            Hours("18:00"),
            ["after 6:00 PM", "después de las 6:00 p.m.", "18:00之后", "下午6:00之後"],
        ),
        (
            Hours(None, "13:00"),
            ["before 1:00 PM", "antes de la 1:00 p.m.", "13:00之前", "下午1:00之前"],
        ),
        (
            Hours("09:00", "17:30", (5, 6)),
            [
                "Saturday and Sunday, between 9:00 AM and 5:30 PM",
                "sábado y domingo, entre las 9:00 a.m. y las 5:30 p.m.",
                "星期六和星期日09:00到17:30",
                "星期六和星期日上午9:00到下午5:30",
            ],
        ),
        (
            Hours(days=(0, 1, 2, 3, 4)),
            ["Monday to Friday", "de lunes a viernes", "星期一至星期五", "星期一至星期五"],
        ),
    ],
)
def test_hours_and_days_are_written_as_each_language_does(hours: Hours, written: list[str]):
    for locale, said in zip(LOCALES, written, strict=True):
        assert said in WORDING.render("preference_hours", {"hours": hours}, locale)


def test_an_hour_that_ends_a_sentence_ends_it_with_one_stop():
    values = {"day": date(2026, 12, 4), "hours": Hours("18:00")}
    said = WORDING.render("callback_confirmed", values, "es")
    assert said.endswith("4 dic 2026, después de las 6:00 p.m.")


def test_pesos_are_written_as_in_mexico():
    money = {"money": Money.parse("8450.00", "MXN")}
    assert "$8,450.00 MXN" in WORDING.render("promise_ask_day", money, "es")


@pytest.mark.parametrize(
    ("locale", "written", "without_interest"),
    [
        ("en", "$585.00 plus $18.42 interest and $10.00 fees", "$585.00 plus $10.00 fees"),
        ("es", "$585.00 más $18.42 de intereses y $10.00 de cargos",
         "$585.00 más $10.00 de cargos"),
        ("zh-Hans", "本金 US$585.00，利息 US$18.42和费用 US$10.00",
         "本金 US$585.00，费用 US$10.00"),
        ("zh-Hant", "本金 US$585.00，利息 US$18.42和費用 US$10.00",
         "本金 US$585.00，費用 US$10.00"),
    ],
)  # fmt: skip
def test_the_parts_of_a_balance_are_named_without_those_that_are_nought(
    locale: str, written: str, without_interest: str
):
    def say(interest: int) -> str:
        sums = (("principal", 585_00), ("interest", interest), ("fees", 10_00))
        parts = Parts(tuple((name, Money(minor, "USD")) for name, minor in sums))
        return WORDING.render("balance_parts", {**VALUES, "parts": parts}, locale)

    assert written in say(18_42)
    assert without_interest in say(0)


def test_several_ways_are_listed_as_each_language_does():
    ways = {"ways": Words(("sms", "voice"))}
    assert "by text or by phone" in WORDING.render("preference_ways", ways)
    assert "texto o por teléfono" in WORDING.render("preference_ways", ways, "es")
    assert "短信或电话" in WORDING.render("preference_ways", ways, "zh-Hans")


def test_an_unknown_language_is_answered_in_english():
    assert WORDING.render("thanks", {}, "fr-CA") == WORDING.render("thanks", {}, "en")
    assert WORDING.render("thanks", {}, "zh-HK") == WORDING.render("thanks", {}, "zh-Hant")


def test_a_missing_value_fails_in_a_test_and_brings_a_person_in_the_field():
    with pytest.raises(WordingError, match="balance"):
        WORDING.render("balance", {"creditor": "Harbor"})
    in_the_field = Wording.load(FOLDER)
    assert in_the_field.render("balance", {"creditor": "Harbor"}) == WORDING.render(
        "sorry_person", {}
    )


def test_a_yes_or_no_is_no_value():
    with pytest.raises(WordingError):
        WORDING.render("balance", {"creditor": "Harbor", "balance": 6.13})


def test_only_the_confirmations_have_the_purpose_that_passes_a_stop():
    passing = {name for name in NAMES if WORDING.purpose(name) is Purpose.OPT_OUT_CONFIRMATION}
    assert passing == {
        "stop_confirmed",
        "stop_with_condolence",
        "stop_and_noted",
        *(f"stop_care_{way}" for way in ("call_or_text", "call", "call_hours", "local")),
        "third_party_answered",
        "wrong_number_confirmed",
    }


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("{text: Hi, purpose: answer, discloses_debt: false, state: draft}", "approved"),
        ("{text: Hi, purpose: answer, state: approved}", "exactly"),
        ("{text: Hi, purpose: advert, discloses_debt: false, state: approved}", "advert"),
        ('{text: "Hi {", purpose: answer, discloses_debt: false, state: approved}', "greeting"),
    ],
)
def test_a_template_that_is_not_approved_or_not_whole_stops_the_start(
    tmp_path: Path, row: str, wrong: str
):
    for code in LOCALES:
        (tmp_path / f"{code}.yaml").write_text(f"words: {{}}\ntemplates:\n  greeting: {row}\n")
    with pytest.raises(WordingError, match=wrong):
        Wording.load(tmp_path)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text; figures, names and signs are left out.

    https://en.wikipedia.org/wiki/Flesch-Kincaid_readability_tests
    """
    plain = re.sub(r"[$+]?\d[\d.,-]*\d|\S+\.example(?:[/\w-]+)?", "", text)
    plain = re.sub(r"Harbor Home Credit|Maya Brooks|HH-", "Acme", plain)
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", plain)))
    words = re.findall(r"[A-Za-z']+", plain)
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / max(1, len(words)) - 15.59


def syllables_of(word: str) -> int:
    """Count the groups of vowels, without a silent e at the end."""
    plain = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^td])ed$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", plain)))
