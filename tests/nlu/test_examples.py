"""The examples the dialogue learns from: enough of each, each said once, none of them held out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.nlu.ngrams import normalise
from tests.nlu.served import ROOT

DATA = ROOT / "data" / "nlu"
HELD_OUT = ROOT / "tests" / "nlu" / "heldout"
LANGUAGES = ("en", "es", "zh")
SAFETY = {
    "stop_contact", "express_distress", "dispute_debt", "wrong_person", "report_attorney",
    "report_bankruptcy", "report_deceased", "report_fraud",
}  # fmt: skip


def examples(folder: Path, files: str = "*.yml") -> Iterator[tuple[str, str]]:
    """Every message below a folder, with its intent."""
    for path in sorted(folder.rglob(files)):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    yield re.sub(r"^\s*- ", "", line).strip(), block["intent"]


def said(text: str) -> str:
    """What is left of a message when figures, marks and capitals are all the same."""
    return re.sub(r"[^\w]+", " ", normalise(text)).strip() or text


def intents() -> set[str]:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    names = {name if isinstance(name, str) else next(iter(name)) for name in domain["intents"]}
    return names - {"nlu_fallback"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_is_said_often_enough_by_several_authors(language: str) -> None:
    counts = Counter(intent for _, intent in examples(DATA / language))
    assert set(counts) == intents()
    least = {intent: 100 if intent in SAFETY else 60 for intent in counts} | {"out_of_scope": 300}
    assert {intent: n for intent, n in counts.items() if n < least[intent]} == {}
    for author in sorted((DATA / language).iterdir()):
        assert {intent for _, intent in examples(author)} <= set(counts)
    assert len(list((DATA / language).iterdir())) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice_and_no_two_intents_claim_the_same_words(language: str) -> None:
    claimed: dict[str, list[str]] = defaultdict(list)
    for text, intent in examples(DATA / language):
        claimed[said(text)].append(intent)
    assert {words: names for words, names in claimed.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_held_out_is_no_copy_of_what_is_learnt(language: str) -> None:
    """Short common messages are the same in everybody's mouth; long ones must not be."""
    known = {said(text) for text, _ in examples(DATA / language)}
    long = 12 if language == "zh" else 40
    held = [text for text, _ in examples(HELD_OUT / language, "author_*.yml") if len(text) > long]
    assert len(held) > 100
    assert [text for text in held if said(text) in known] == []
