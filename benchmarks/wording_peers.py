"""Ask packaged profanity filters about texts; run by the Python of an environment that has them.

Reads a JSON list of texts from standard input, writes ``{filter: {"flags": [...], "seconds": s}}``.
Imports nothing of ours. Filters that are not installed are left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version

_Flag = Callable[[str], bool]


def _better() -> _Flag:
    profanity = import_module("better_profanity").profanity
    profanity.load_censor_words()
    return lambda text: bool(profanity.contains_profanity(text))


def _alt() -> _Flag:
    predict = import_module("profanity_check").predict
    return lambda text: bool(predict([text])[0])


def _profanityfilter() -> _Flag:
    one = import_module("profanityfilter").ProfanityFilter()
    return lambda text: bool(one.is_profane(text))


def _glin() -> _Flag:
    one = import_module("glin_profanity").Filter({"languages": ["english", "spanish", "chinese"]})
    return lambda text: bool(one.is_profane(text))


PEERS = {
    "better-profanity": _better,
    "alt-profanity-check": _alt,
    "profanityfilter": _profanityfilter,
    "glin-profanity": _glin,
}


def main() -> None:
    """Answer for every filter that can be imported."""
    texts = json.load(sys.stdin)
    answers = {}
    for name, make in PEERS.items():
        try:
            flag = make()
        except ImportError:
            continue
        began = time.perf_counter()
        flags = [flag(text) for text in texts]
        took = time.perf_counter() - began
        answers[f"{name} {version(name)}"] = {"flags": flags, "seconds": took}
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
