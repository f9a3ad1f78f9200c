"""What Forbear changes in Rasa's environment: no TensorFlow, a fast path, components of its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.nlu.served import ROOT, run_in_rasas_environment


@pytest.mark.rasa
def test_using_the_tensorflow_that_is_not_there_fails_with_the_reason(tmp_path: Path) -> None:
    said = run_in_rasas_environment(
        "import tensorflow as tf\n"
        "from tensorflow.keras.layers import Layer\n"
        "class Mine(tf.keras.layers.Dense): pass\n"
        "uses = (lambda: tf.constant(1), lambda: Layer(), lambda: Mine(3), lambda: tf.zeros([2]))\n"
        "for use in uses:\n"
        "    try: use()\n"
        "    except tf.TensorFlowIsAbsent as reason: print('DIETClassifier' in str(reason))\n",
        tmp_path,
    )
    assert said.split() == ["True"] * 4


@pytest.mark.rasa
def test_the_fast_path_still_refuses_a_malformed_answer_of_the_action_server(
    tmp_path: Path,
) -> None:
    said = run_in_rasas_environment(
        "from bot.nlu import fastpath\n"
        "from rasa.core.actions.action import RemoteAction\n"
        "from rasa.shared.core.events import Event, SlotSet\n"
        "from jsonschema import ValidationError\n"
        "print(fastpath.apply(), fastpath.apply())\n"
        "action = RemoteAction.__new__(RemoteAction)\n"
        "print(action._validate_action_result({'events': [], 'responses': []}))\n"
        "try: action._validate_action_result({'events': 'none'})\n"
        "except ValidationError: print('refused')\n"
        "print(Event.resolve_by_type('slot') is SlotSet)\n"
        "try: Event.resolve_by_type('no such event')\n"
        "except ValueError: print('unknown')\n",
        tmp_path,
    )
    assert said.split() == ["True", "True", "True", "refused", "True", "unknown"]


@pytest.mark.rasa
def test_another_rasa_is_left_as_it_is(tmp_path: Path) -> None:
    said = run_in_rasas_environment(
        "import rasa.version; rasa.version.__version__ = '3.7.0'\n"
        "from rasa.core.actions.action import RemoteAction\n"
        "before = RemoteAction._validate_action_result\n"
        "from bot.nlu import fastpath\n"
        "print(fastpath.apply(), RemoteAction._validate_action_result is before)\n",
        tmp_path,
    )
    assert said.split() == ["False", "True"]


@pytest.mark.rasa
def test_the_version_the_fast_path_was_measured_on_is_the_one_installed(tmp_path: Path) -> None:
    said = run_in_rasas_environment(
        "import rasa.version; from bot.nlu.fastpath import MEASURED_ON\n"
        "print(rasa.version.__version__ == MEASURED_ON)\n",
        tmp_path,
    )
    assert said == "True"


def test_what_rasa_loads_imports_nothing_else_of_ours() -> None:
    ours = {"bot", "actions", "compliance", "ledger", "outreach", "coach", "review"}
    for file in (ROOT / "bot" / "nlu").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                assert name.split(".")[0] not in ours or name.startswith("bot.nlu"), file
