"""How fast words are judged, and what that costs in memory and at the start."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import psutil

from bot.screening import house_words
from bot.wording import Wording
from compliance.cases import ordinary
from compliance.decide import decide
from compliance.law import Law, load_law
from compliance.learn.approved import approved_lines
from compliance.learn.corpus import LANGUAGES, Line, read_corpus
from compliance.situation import Situation
from compliance.text.words import Words, load_words

_POLICIES = Path(__file__).parent.parent / "policies"
_BYTES = 8_192  # of UTF-8
_ADVERSARIAL = ("a", "you will be arrested ", "坐牢 ", "a r r e s t ", "$4!1@")
_MESSAGES = 1_000_000
_WARM = 600  # judged before, as by a process that has run for a while; none is asked twice
_Asked = TypeVar("_Asked")
_words: Words | None = None


def measure(memory_messages: int = _MESSAGES) -> Iterator[tuple[str, str]]:
    """Give name and figure of each measurement. Times are of the processor, not of the wall."""
    texts = ordinary_texts()
    yield "texts", f"{len(texts)} short messages that pass, en, es and zh in turn"
    yield "raw scan floor: `str.lower` and one `in`", _each(texts, lambda t: "arrest" in t.lower())
    yield "start: import, load patterns and models", f"{_start():.2f} s"
    words = load_words()
    yield "words alone", _each(texts, lambda text: words.screen(text))
    law, start = load_law(), ordinary()
    free = [replace(start, text=text) for text in texts]
    judged = _each(free, lambda situation: decide(situation, law=law, words=words))
    yield "`decide`, words and situation, free texts", judged
    yield from _own(law, start)
    yield "batch, words alone, two processes, free texts", _batch(load_words, texts * 4)
    floods = [one * (_BYTES // len(one.encode())) for one in _ADVERSARIAL]
    worst = max(_milliseconds(words, text) for text in floods)
    yield "8 KB, the worst of five adversarial texts", f"{worst:.1f} ms"
    yield f"memory over {memory_messages:,} messages, each new", _growth(words, memory_messages)


def _own(law: Law, start: Situation) -> Iterator[tuple[str, str]]:
    """The texts that Forbear itself writes: approved templates, filled in."""
    words, lines = _house_words(), _own_lines()
    situations = [replace(start, text=line.text, language=line.variety) for line in lines]
    judged = _each(situations, lambda situation: decide(situation, law=law, words=words))
    yield f"`decide`, words and situation, our {len(situations)} own texts, filled in", judged
    figure = _batch(_house_words, [line.text for line in lines] * 5)
    yield "batch, words alone, two processes, our own texts", figure


def _house_words() -> Words:
    return house_words(_POLICIES, Wording.load(_POLICIES / "templates"))


def _own_lines() -> list[Line]:
    return [
        line for language in LANGUAGES for line in approved_lines(_POLICIES / "templates", language)
    ]


def ordinary_texts(each: int = 800) -> list[str]:
    """Lawful short messages of the corpus, the languages in turn."""
    chosen = []
    for language in LANGUAGES:
        lines = [n for n in read_corpus(language) if n.label == "clean" and n.register == "sms"]
        chosen.append([line.text for line in lines[:each]])
    return [text for group in zip(*chosen, strict=False) for text in group]


def _each(asked: Sequence[_Asked], judge: Callable[[_Asked], object]) -> str:
    for one in asked[:_WARM]:
        judge(one)
    times = []
    for one in asked[_WARM:]:
        began = time.thread_time_ns()
        judge(one)
        times.append((time.thread_time_ns() - began) / 1000)
    times.sort()
    return f"p50 {times[len(times) // 2]:.1f} µs, p99 {times[int(len(times) * 0.99)]:.1f} µs"


def _start() -> float:
    code = "from compliance.text.words import load_words; load_words()"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def _load(load: Callable[[], Words]) -> None:
    global _words
    _words = load()


def _judge_all(texts: list[str]) -> int:
    assert _words is not None
    return sum(bool(_words.screen(text)) for text in texts)


def _batch(load: Callable[[], Words], texts: list[str]) -> str:
    parts = [texts[place : place + 200] for place in range(0, len(texts), 200)]
    with ProcessPoolExecutor(2, initializer=_load, initargs=(load,)) as pool:
        list(pool.map(_judge_all, parts[:4]))
        began = time.perf_counter()
        list(pool.map(_judge_all, parts))
        took = time.perf_counter() - began
    return f"{len(texts) / took:,.0f} messages a second"


def _milliseconds(words: Words, text: str) -> float:
    took = []
    for _ in range(3):
        began = time.thread_time_ns()
        words.screen(text)
        took.append((time.thread_time_ns() - began) / 1e6)
    return min(took)


def _growth(words: Words, messages: int) -> str:
    process = psutil.Process()
    before = 0
    for number in range(messages):
        if number == messages // 10:  # caches of a fixed size are full by then
            before = process.memory_info().rss
        words.screen(f"Your balance is ${number}.17, reference AX{number * 7919}Z, thank you.")
    after = process.memory_info().rss
    return f"{(after - before) / 2**20:+.1f} MB, {after / 2**20:.0f} MB in all"
