"""What a policy file may say, and every reason for silence, is explained."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from outreach.planner import Silence

ROOT = Path(__file__).parents[2]
EXPLAINED = (ROOT / "docs" / "policies.md").read_text()


def names_in(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


@pytest.mark.parametrize("file", ["offers.yaml", "strategy.yaml"])
def test_every_name_in_a_policy_file_is_explained(file):
    policy = yaml.safe_load((ROOT / "policies" / file).read_text())
    own = {*policy["currencies"], *policy.get("paths", {})}

    missing = {name for name in names_in(policy) if name not in own and name not in EXPLAINED}

    assert missing == set()


@pytest.mark.parametrize("reason", list(Silence))
def test_every_reason_for_silence_is_explained(reason):
    assert f"`{reason.value}`" in EXPLAINED
