"""Rasa's own pipelines, taught and asked the same lines as ours.

Run by itself, in the environment of whichever Rasa is measured (stock Rasa wants Python 3.10), with
a folder: it teaches ``nlu.yml`` by ``config.yml``, reads every message of ``asked.json`` and writes
``said.json``. So it imports nothing of ours but what the other half, which calls it, needs.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.nlu.learn import Examples

FALLBACK = "nlu_fallback"
LOGISTIC = """
recipe: default.v1
language: en
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: LogisticRegressionClassifier
"""
# What `rasa init` writes for understanding, but for the parts that look for entities' synonyms and
# for answers to frequent questions: the lines hold neither. The seed makes a run repeatable.
DIET = """
recipe: default.v1
language: {language}
pipeline:
- name: {tokenizer}
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: 100
  constrain_similarities: true
  random_seed: 20261128
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
"""


@dataclass(frozen=True)
class Said:
    """What Rasa made of the messages, in their order, and what it cost."""

    intents: Sequence[str]  # the likeliest intent of each
    kept: Sequence[bool]  # whether it was sure enough of it
    training_seconds: float  # of a processor, as is the next
    milliseconds: float  # a message


def diet(language: str) -> str:
    """The default pipeline for a language, with the tokenizer Rasa's manual names for Chinese."""
    tokenizer = "JiebaTokenizer" if language == "zh" else "WhitespaceTokenizer"
    return DIET.format(language=language, tokenizer=tokenizer)


def teach_and_ask(python: Path, config: str, lines: Examples, texts: Sequence[str]) -> Said:
    """Let the Rasa of ``python`` learn the lines by ``config`` and read the texts."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    if python != Path(sys.executable):
        environment.pop("PYTHONPATH", None)  # it is meant for our Python
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config.yml").write_text(config)
        (home / "nlu.yml").write_text(_as_rasa(lines), encoding="utf-8")
        (home / "asked.json").write_text(json.dumps(list(texts)))
        command = [str(python), str(Path(__file__).resolve()), str(home)]
        subprocess.run(command, check=True, cwd=home, env=environment, stdout=subprocess.DEVNULL)
        return Said(**json.loads((home / "said.json").read_text()))


def _as_rasa(lines: Examples) -> str:
    by_intent: dict[str, list[str]] = {}
    for text, intent in zip(lines.texts, lines.labels, strict=True):
        by_intent.setdefault(intent, []).append(text)
    blocks = [
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for intent, texts in by_intent.items()
    ]
    return 'version: "3.1"\nnlu:\n' + "".join(blocks)


def _in_rasa(home: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    began = time.process_time()
    archive = train_nlu(str(home / "config.yml"), str(home / "nlu.yml"), str(home / "models"))
    training = time.process_time() - began
    agent = Agent.load(archive)
    texts = json.loads((home / "asked.json").read_text())
    began = time.process_time()
    parsed = [asyncio.run(agent.parse_message(text)) for text in texts]
    each = 1000 * (time.process_time() - began) / len(texts)
    said = {
        "intents": [next(_ranked(one)) for one in parsed],
        "kept": [one["intent"]["name"] != FALLBACK for one in parsed],
        "training_seconds": training,
        "milliseconds": each,
    }
    (home / "said.json").write_text(json.dumps(said))


def _ranked(parsed: dict[str, Any]) -> Iterator[str]:
    for one in parsed["intent_ranking"]:
        if one["name"] != FALLBACK:
            yield one["name"]


if __name__ == "__main__":
    _in_rasa(Path(sys.argv[1]))
