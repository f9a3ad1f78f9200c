"""Play the talks of tests/dialogue/talks, then simulated debtors: ``forbear bench dialogue``.

``--only es/paying`` plays one file, ``--only "es/paying: A link"`` one talk of it; ``--watch``
keeps Rasa running and plays what you save. See docs/how-to/write-a-talk.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import structlog

from benchmarks.dialogue.house import House, open_house
from benchmarks.dialogue.playing import Played, play, written_down
from benchmarks.dialogue.scripts import TALKS, BadTalk, read_talks
from benchmarks.dialogue.simulated import live_all, rows
from bot.settings import ROOT
from ledger.database import Database
from scripts import train

_LOOK_EVERY = 1.0  # seconds


def main() -> int:
    """Play, print, and end with 1 if anything went otherwise."""
    asked = _asked()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    if not train.is_current(ROOT, ROOT / "models"):
        print("The model is older than its examples: this measures the old one. (make train)")
    try:
        read_talks(only=asked.only)
    except BadTalk as error:
        print(error)
        return 2
    with tempfile.TemporaryDirectory(prefix="forbear-talks-") as name:
        folder = Path(name)
        address = f"sqlite:///{folder / 'ledger.db'}"
        ledger = Database(address)
        ledger.migrate()
        ledger.dispose()
        with open_house(folder, address) as house:
            failed = 0 if asked.no_talks else _play_all(house, asked.only, show=asked.show)
            if asked.simulated:
                failed += _simulate(house, asked)
            if asked.watch:
                _watch(house, asked.only, show=asked.show)
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="forbear bench dialogue", description=__doc__)
    parser.add_argument("--only", help="a language, a file or one talk, such as es/paying")
    parser.add_argument("--no-talks", action="store_true", help="only the simulated debtors")
    parser.add_argument("--simulated", type=int, default=0, help="so many simulated debtors")
    parser.add_argument("--seed", type=int, default=1, help="of the simulated debtors")
    parser.add_argument("--show", action="store_true", help="print every talk, not the failed only")
    parser.add_argument("--watch", action="store_true", help="play again whatever is saved")
    return parser.parse_args()


def _play_all(house: House, only: str | None, *, show: bool) -> int:
    try:
        talks = read_talks(only=only, templates=house.services.wording.names())
    except BadTalk as error:
        print(error)
        return 1
    if not talks:
        print(f"There is no talk that begins with '{only}'.")
        return 1
    played = [_told(play(house, talk), show=show) for talk in talks]
    _table(played)
    return sum(bool(each.failures) for each in played)


def _told(played: Played, *, show: bool) -> Played:
    if played.failures or show:
        print(f"\n{'NOT AS WRITTEN' if played.failures else 'as written'}  {played.talk}")
        print(played.transcript())
        for failure in played.failures:
            print(f"  !!    {failure}")
        sys.stdout.flush()
    return played


def _table(played: list[Played]) -> None:
    print("\n| language | talks | as written | turns |\n|---|--:|--:|--:|")
    talks, right, turns = Counter[str](), Counter[str](), Counter[str]()
    for each in played:
        language = each.talk.language
        talks[language] += 1
        right[language] += not each.failures
        turns[language] += len(each.steps)
    for language in talks:
        print(f"| {language} | {talks[language]} | {right[language]} | {turns[language]} |")
    sys.stdout.flush()


def _simulate(house: House, asked: argparse.Namespace) -> int:
    """Let simulated debtors talk; a broken invariant prints the whole talk."""
    began, lived = time.perf_counter(), []
    for one in live_all(house, count=asked.simulated, seed=asked.seed):
        lived.append(one)
        if one.violations or (asked.show and not one.success):
            kind = "BROKEN" if one.violations else "goal not met"
            print(f"\n{kind}  number {len(lived)}: {one.persona}, {one.language}, {one.who}")
            print(written_down(one.steps))
            for violation in one.violations:
                print(f"  !!    {violation}")
            sys.stdout.flush()
    print(f"\n{len(lived)} simulated debtors, seed {asked.seed}, ", end="")
    print(f"{time.perf_counter() - began:.0f} s\n")
    print("\n".join(rows(lived)), flush=True)
    return sum(bool(one.violations) for one in lived)


def _watch(house: House, only: str | None, *, show: bool) -> None:
    """Play every file again when it was saved, until Ctrl-C."""
    print("Watching; save a file to play it, Ctrl-C ends.", flush=True)
    saved = _saved()
    try:
        while True:
            time.sleep(_LOOK_EVERY)
            now = _saved()
            for path in sorted(path for path in now if now[path] != saved.get(path)):
                _play_all(house, path.relative_to(TALKS).with_suffix("").as_posix(), show=show)
            saved = now
    except KeyboardInterrupt:
        return


def _saved() -> dict[Path, float]:
    return {path: path.stat().st_mtime for path in TALKS.rglob("*.yml")}


if __name__ == "__main__":
    sys.exit(main())
