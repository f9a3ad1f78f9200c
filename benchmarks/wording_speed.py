"""How fast words are judged, and what that costs in memory and at the start."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import psutil

from compliance.cases import ordinary
from compliance.decide import decide
from compliance.law import load_law
from compliance.learn.corpus import LANGUAGES, read_corpus
from compliance.text.words import Words, load_words

_ADVERSARIAL = (
    "a" * 8190, "you will be arrested " * 390, "坐牢 " * 2700, "a r r e s t " * 680, "$4!1@" * 1600,
)  # fmt: skip
_MESSAGES = 1_000_000
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
    yield (
        "`decide`, words and situation",
        _each(texts, lambda text: decide(replace(start, text=text), law=law, words=words)),
    )
    yield "batch, words alone, two processes", _batch(texts * 4)
    worst = max(_milliseconds(words, text) for text in _ADVERSARIAL)
    yield "8 KB, the worst of five adversarial texts", f"{worst:.1f} ms"
    yield f"memory over {memory_messages:,} messages, each new", _growth(words, memory_messages)


def ordinary_texts(each: int = 800) -> list[str]:
    """Lawful short messages of the corpus, the languages in turn."""
    chosen = []
    for language in LANGUAGES:
        lines = [n for n in read_corpus(language) if n.label == "clean" and n.register == "sms"]
        chosen.append([line.text for line in lines[:each]])
    return [text for group in zip(*chosen, strict=False) for text in group]


def _each(texts: Sequence[str], judge: Callable[[str], object]) -> str:
    for text in texts[:200]:
        judge(text)
    times = []
    for text in texts:
        began = time.thread_time_ns()
        judge(text)
        times.append((time.thread_time_ns() - began) / 1000)
    times.sort()
    return f"p50 {times[len(times) // 2]:.1f} µs, p99 {times[int(len(times) * 0.99)]:.1f} µs"


def _start() -> float:
    code = "from compliance.text.words import load_words; load_words()"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def _load() -> None:
    global _words
    _words = load_words()


def _judge_all(texts: list[str]) -> int:
    assert _words is not None
    return sum(bool(_words.screen(text)) for text in texts)


def _batch(texts: list[str]) -> str:
    parts = [texts[place : place + 200] for place in range(0, len(texts), 200)]
    with ProcessPoolExecutor(2, initializer=_load) as pool:
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
