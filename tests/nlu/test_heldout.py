"""The trained model on messages by people who wrote none of its examples."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.nlu.figures import Reference
from bot.nlu.parse import FALLBACK, Parser
from tests.nlu.served import ROOT

HELDOUT = ROOT / "tests" / "nlu" / "heldout"
ANNOTATION = re.compile(r"\[([^\]]*)\](\{[^}]*\}|\([^)]*\))")
NOW = Reference(datetime(2026, 11, 23, 18, tzinfo=UTC))


def messages(file: Path) -> list[tuple[str, str]]:
    """Read the messages of one file, each with its intent."""
    told = []
    for block in yaml.safe_load(file.read_text())["nlu"]:
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                told.append((ANNOTATION.sub(r"\1", line[2:].strip()), block["intent"]))
    return told


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(ROOT / "models" / "forbear.tar.gz")


@pytest.mark.rasa
@pytest.mark.parametrize(
    "file",
    sorted(HELDOUT.rglob("author_*.yml")),
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)
def test_a_strangers_messages_are_understood(parser: Parser, file: Path) -> None:
    told = [(text, intent) for text, intent in messages(file) if intent in parser.model.intents]
    understood = [parser.parse(text, NOW).intent for text, _ in told]
    right = sum(given == intent for given, (_, intent) in zip(understood, told, strict=True))
    acted_wrongly = sum(
        given not in {intent, FALLBACK, "out_of_scope"}
        for given, (_, intent) in zip(understood, told, strict=True)
    )
    assert right / len(told) >= 0.9, f"{right} of {len(told)}"
    assert acted_wrongly / len(told) <= 0.08, f"{acted_wrongly} of {len(told)}"
