"""Understanding a message without Rasa gives the answer Rasa gives."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.nlu.figures import Reference
from bot.nlu.parse import Parser
from tests.nlu.served import Rasa

NOW = Reference(datetime(2026, 11, 23, 18, tzinfo=UTC))


@pytest.mark.rasa
def test_it_answers_as_the_served_model_does(rasa: Rasa, toy_model: Path) -> None:
    parser = Parser.load(toy_model / "forbear.tar.gz")
    for text in (
        "hello",
        "what do I owe",
        "我欠多少钱",
        "could I pay $20 a month please",
        "solo después de las 6 o los fines de semana",
        "每个月还两百块，分三期",
        "the weather is a joke",
        "zzqx vvbb",
        "pay",
        "",
        " ",
    ):
        parsed, ours = rasa.parse(text), parser.parse(text, NOW)
        assert ours.intent == parsed["intent"]["name"], text
        assert ours.confidence == pytest.approx(parsed["intent"]["confidence"], abs=1e-4), text
        assert [(f.kind, f.value) for f in ours.figures] == [
            (entity["entity"], entity["value"]) for entity in parsed["entities"]
        ]


def test_an_archive_of_something_else_is_refused_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text("{}")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "metadata.json", "metadata.json")
    with pytest.raises(ValueError, match="make train"):
        Parser.load(tmp_path / "other.tar.gz")
