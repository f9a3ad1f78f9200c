"""What follows an intent, as ``data/rules`` says it once for Rasa and for us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_PICKS_UP = "action_pick_up_thread"


@dataclass(frozen=True)
class Step:
    """One step of a rule: an action of ours, or a template that is said as it is."""

    name: str
    is_template: bool


def steps_after(root: Path) -> dict[str, tuple[Step, ...]]:
    """Read the rules that hold whatever is open: what each intent leads to.

    The last step of a digression, which repeats the open question, is left out: it is said once
    in a turn, by the rule that Rasa chose.
    """
    templates = _templates(root)
    found: dict[str, tuple[Step, ...]] = {}
    for path in sorted((root / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            if "condition" not in rule:
                steps = tuple(_steps(rule["steps"], templates))
                found.setdefault(rule["steps"][0]["intent"], steps)
    return found


def _steps(rows: list[Mapping[str, Any]], templates: Mapping[str, str]) -> Iterator[Step]:
    for row in rows:
        name = str(row.get("action", _PICKS_UP))
        if name != _PICKS_UP:
            yield Step(templates.get(name, name), is_template=name in templates)


def _templates(root: Path) -> dict[str, str]:
    domain = yaml.safe_load((root / "domain.yml").read_text(encoding="utf-8"))
    return {name: rows[0]["custom"]["template"] for name, rows in domain["responses"].items()}
