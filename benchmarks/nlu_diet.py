"""DIET, Rasa's default, and ours, taught the same few examples and asked the same.

A training on every example would take DIET hours, so both are taught a part of them: so many an
intent, drawn with a fixed seed, each language by itself.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.nlu_lines import HEAD, ask, ask_rasa, held_out, recipe, taught
from benchmarks.nlu_rasa import diet
from bot.nlu.learn import Examples, learn

LANGUAGES = {"en": "English", "es": "Spanish", "zh": "Chinese"}
SEED = 20261128


def part(lines: Examples, each: int) -> Examples:
    """Draw as many examples of each intent, the same ones every time."""
    drawn = random.Random(SEED)
    by_intent: dict[str, list[str]] = {}
    for text, intent in zip(lines.texts, lines.labels, strict=True):
        by_intent.setdefault(intent, []).append(text)
    rows = [
        (text, intent)
        for intent, texts in sorted(by_intent.items())
        for text in drawn.sample(texts, min(each, len(texts)))
    ]
    return Examples([text for text, _ in rows], [intent for _, intent in rows])


def compare(python: Path, each: int) -> Iterator[str]:
    """The tables, a language after another."""
    for language, name in LANGUAGES.items():
        lines = part(taught(language), each)
        began = time.process_time()
        model = learn(lines, recipe())
        ours = time.process_time() - began
        authors = [(who, asked) for who, asked in held_out() if who.startswith(language)]
        theirs, seconds = ask_rasa(python, diet(language), lines, authors)
        yield (
            f"\n{name}: {len(lines.texts)} examples, {each} an intent; learnt by ours in "
            f"{ours:.0f} s of processor, by DIET in {seconds:.0f} s.\n"
        )
        yield HEAD
        for (who, asked), result in zip(authors, theirs, strict=True):
            yield ask(model, f"{who}: Forbear", asked, lines).row()
            yield replace(result, name=f"{who}: DIET").row()
