"""Ask packaged readers about texts; run by the Python of an environment that has them.

Reads a JSON list of cases from standard input, writes ``{reader: [answers of each case]}``. An
answer is a list of figures, each the list of values it may have. Imports nothing of ours; readers
that are not installed are left out.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.metadata import version
from typing import Any

_Answer = list[list[Any]] | None  # None: not for this kind
_Ask = Callable[[dict[str, Any]], _Answer]


def _settings(case: dict[str, Any]) -> dict[str, Any]:
    order = "MDY" if case["language"] == "en" else "DMY" if case["language"] == "es" else "YMD"
    return {
        "RELATIVE_BASE": datetime.fromisoformat(case["now"]),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": order,
    }


def _dateparser_search() -> _Ask:
    search = import_module("dateparser.search").search_dates

    def ask(case: dict[str, Any]) -> _Answer:
        if case["kind"] != "date":
            return None
        found = search(case["text"], languages=[case["language"]], settings=_settings(case)) or []
        return [[when.date().isoformat()] for _, when in found]

    return ask


def _dateparser_phrase() -> _Ask:
    parse = import_module("dateparser").parse

    def ask(case: dict[str, Any]) -> _Answer:
        if case["kind"] != "date":
            return None
        when = parse(case["phrase"], languages=[case["language"]], settings=_settings(case))
        return [[when.date().isoformat()]] if when else []

    return ask


def _recognizers() -> _Ask:
    days = import_module("recognizers_date_time").recognize_datetime
    sums = import_module("recognizers_number_with_unit").recognize_currency
    culture = {"en": "en-us", "es": "es-es", "zh": "zh-cn"}

    def ask(case: dict[str, Any]) -> _Answer:
        spoken = culture[case["language"]]
        if case["kind"] == "date":
            found = days(case["text"], spoken, reference=datetime.fromisoformat(case["now"]))
            return [
                [value["value"] for value in one.resolution["values"] if "value" in value]
                for one in found
                if one.type_name == "datetimeV2.date"
            ]
        if case["kind"] == "amount":
            found = sums(case["text"], spoken)
            return [
                [[one.resolution["value"], one.resolution.get("unit")]]
                for one in found
                if one.resolution.get("value") is not None
            ]
        return None

    return ask


PEERS = {
    "dateparser, text": ("dateparser", _dateparser_search),
    "dateparser, phrase cut out": ("dateparser", _dateparser_phrase),
    "Recognizers port": ("recognizers-text-suite", _recognizers),
}


def main() -> None:
    """Answer for every reader that can be imported."""
    warnings.simplefilter("ignore")
    cases = json.load(sys.stdin)
    answers = {}
    for name, (package, make) in PEERS.items():
        try:
            ask = make()
        except ImportError:
            continue
        answers[f"{name} ({package} {version(package)})"] = [_safely(ask, case) for case in cases]
    json.dump(answers, sys.stdout)


def _safely(ask: _Ask, case: dict[str, Any]) -> _Answer:
    """Ask; a reader that breaks on a text has found nothing in it."""
    try:
        return ask(case)
    except Exception:
        return []


if __name__ == "__main__":
    main()
