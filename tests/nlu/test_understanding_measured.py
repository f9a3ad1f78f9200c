"""Measuring understanding teaches both sides the same, and keeps their answers in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.nlu.served import run_in_rasas_environment

DRAWN = """
import json
from collections import Counter
from benchmarks.nlu_diet import part
from benchmarks.nlu_lines import taught
lines = taught("es")
drawn = part(lines, 7)
known = set(zip(lines.texts, lines.labels))
print(json.dumps({
    "each": sorted(set(Counter(drawn.labels).values())),
    "intents": set(drawn.labels) == set(lines.labels),
    "known": set(zip(drawn.texts, drawn.labels)) <= known,
    "again": part(lines, 7) == drawn,
}))
"""
ASKED = """
import json, sys
from pathlib import Path
from benchmarks.nlu_lines import ask_rasa
from bot.nlu.learn import Examples
config = '''
recipe: default.v1
language: en
pipeline:
- name: bot.nlu.classifier.LinearIntentClassifier
- name: FallbackClassifier
  threshold: 0.3
'''
things = ["balance", "bill", "total", "debt", "account", "loan"]
texts = [f"what is my {one}" for one in things] + [f"i will pay the {one}" for one in things]
lines = Examples(texts, ["ask"] * 6 + ["pay"] * 6)
authors = [
    ("first", Examples(["i will pay the loan", "what is my bill"], ["pay", "ask"])),
    ("second", Examples(["what is my total"], ["ask"])),
]
results, seconds = ask_rasa(Path(sys.executable), config, lines, authors)
print(json.dumps({
    "said": {one.name: one.said for one in results},
    "known": [one.known for one in results],
    "measured": seconds > 0 and results[0].milliseconds > 0,
}))
"""


@pytest.mark.rasa
def test_the_part_taught_is_drawn_the_same_every_time(tmp_path: Path) -> None:
    told = json.loads(run_in_rasas_environment(DRAWN, tmp_path))
    assert told == {"each": [7], "intents": True, "known": True, "again": True}


@pytest.mark.rasa
def test_rasa_is_taught_and_asked_in_a_process_of_its_own(tmp_path: Path) -> None:
    told = json.loads(run_in_rasas_environment(ASKED, tmp_path).splitlines()[-1])
    assert told["said"] == {"first": ["pay", "ask"], "second": ["ask"]}
    assert told["known"] == [[True, True], [True]]
    assert told["measured"]
