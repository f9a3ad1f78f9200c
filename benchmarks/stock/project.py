"""Make a stock Rasa project of the same model: our intents, rules, policies; texts in the domain.

The peer keeps its sentences in the domain and its actions answer at once with one sentence, so it
does less than we do: no ledger, no verdict, no record. That is the point of the comparison.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

HEAD = '"""The peer\'s actions: each says one sentence."""\nfrom rasa_sdk import Action\n'
ACTION = """

class Told{number}(Action):
    def name(self):
        return "{name}"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Thank you for writing. We will look at this today.")
        return []
"""


def make_project(root: Path, folder: Path, *, port: int) -> list[str]:
    """Write the project; give the names of its custom actions."""
    domain: dict[str, Any] = yaml.safe_load((root / "domain.yml").read_text())
    for name in domain.get("responses", {}):
        domain["responses"][name] = [{"text": "Hello. This is an automated assistant."}]
    folder.mkdir(parents=True)
    (folder / "domain.yml").write_text(yaml.safe_dump(domain, sort_keys=False))
    shutil.copytree(root / "data", folder / "data")
    shutil.copy(root / "config.yml", folder / "config.yml")
    actions = list(domain.get("actions", []))
    classes = [ACTION.format(number=i, name=name) for i, name in enumerate(actions)]
    (folder / "peer_actions.py").write_text(HEAD + "".join(classes))
    credentials = {
        "twilio": {
            "account_sid": "AC" + "0" * 32,
            "auth_token": "token",
            "twilio_number": "+12125550199",
        }
    }
    (folder / "credentials.yml").write_text(yaml.safe_dump(credentials))
    endpoints = {"action_endpoint": {"url": f"http://127.0.0.1:{port}/webhook"}}
    (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
    return actions
