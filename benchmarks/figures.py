"""How exactly days, sums and rhythms are read, beside packaged readers.

``python -m benchmarks.figures --data DIR --peers-python PATH``. ``DIR`` holds the Recognizers
specifications (see ``benchmarks/figures_cases.py``); ``PATH`` is the Python of an environment with
dateparser and recognizers-text-suite. Without ``--data`` only our own held-out lines are read.
``--misses`` prints what was not read exactly.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures_cases import Case, read_cases, read_heldout
from bot.nlu.figures import Figure, Reference, find_figures

ROOT = Path(__file__).resolve().parent.parent
HELDOUT = ROOT / "tests" / "nlu" / "heldout" / "figures.jsonl"
OURS = "Forbear"
# What people are known by has tests of its own, and no place in the held-out lines.
_IDENTIFIERS = {"postal_code", "birth_year", "birth_date", "reference"}
_KINDS = ("date", "amount", "frequency")
Answers = list[list[Any]] | None


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the specifications")
    parser.add_argument("--peers-python", type=Path, help="a Python that has the peers")
    parser.add_argument("--misses", action="store_true", help="print what was not read exactly")
    given = parser.parse_args()
    if given.data:
        measure(read_cases(given.data), given.peers_python, show=given.misses)
    if HELDOUT.exists():
        report_heldout(read_heldout(HELDOUT), show=given.misses)


def measure(cases: Sequence[Case], peers: Path | None, *, show: bool) -> None:
    """Print exact matches by language and kind, over all cases and over what a debtor could say."""
    began = time.perf_counter()
    answers: dict[str, list[Answers]] = {OURS: [ours(case) for case in cases]}
    each = (time.perf_counter() - began) / len(cases)
    answers |= _ask_peers(peers, cases) if peers else {}
    print("| reader | figure | cases | en | es | zh |\n|---|---|---|--:|--:|--:|")
    for kind in _KINDS:
        for only_sayable in (False, True):
            for name, given in answers.items():
                cells = [
                    _share(
                        cases, given, kind, language, only_sayable=only_sayable, ours=name == OURS
                    )
                    for language in ("en", "es", "zh")
                ]
                which = "sayable" if only_sayable else "all"
                if any(cell != "–" for cell in cells):
                    print(f"| {name} | {kind} | {which} | {' | '.join(cells)} |")
    print(f"\n{each * 1000:.2f} ms a text")
    if show:
        _print_misses(cases, answers[OURS])


def ours(case: Case) -> list[list[Any]]:
    """Read a case as somebody in New York, Madrid or Shanghai would be read."""
    zone = {"en": "America/New_York", "es": "Europe/Madrid", "zh": "Asia/Shanghai"}[case.language]
    noon = case.now.replace(hour=12, tzinfo=UTC)
    figures = find_figures(case.text, Reference(noon, zone, language=case.language))
    wanted = [
        figure for figure in figures if figure.kind in {case.kind, *_BIRTH.get(case.kind, ())}
    ]
    return [[_plain(figure)] for figure in wanted]


_BIRTH = {"date": ("birth_date",)}  # a day a working life ago is read as one


def _plain(figure: Figure) -> Any:
    if isinstance(figure.value, dict):
        return (figure.value["minor"], figure.value["currency"])
    return figure.value


def is_exact(case: Case, answer: Answers, *, is_ours: bool) -> bool:
    """Whether every figure was found and is right, and nothing else was found.

    One answer must be among those the specification allows; a reader that gives several, past and
    future, must give exactly those.
    """
    if answer is None or len(answer) != len(case.expected):
        return False
    return all(
        _same_sum(found, right, is_ours=is_ours)
        if case.kind == "amount"
        else set(found) == set(right) or (len(found) == 1 and found[0] in right)
        for found, right in zip(answer, case.expected, strict=True)
    )


def _same_sum(found: Sequence[Any], right: Sequence[Any], *, is_ours: bool) -> bool:
    """Compare sums; a currency that the words leave to the account counts as right."""
    (minor, currency) = right[0]
    if minor is None:
        return False
    if is_ours:
        return found[0][0] == minor and found[0][1] in {currency, None}
    value, unit = found[0]
    return _as_number(value) in {minor / 100, float(minor)} and unit is not None


def _as_number(written: object) -> float | None:
    try:
        return float(str(written).replace(",", "."))
    except ValueError:
        return None


def _share(
    cases: Sequence[Case],
    answers: Sequence[Answers],
    kind: str,
    language: str,
    *,
    only_sayable: bool,
    ours: bool,
) -> str:
    asked = [
        (case, answer)
        for case, answer in zip(cases, answers, strict=True)
        if case.kind == kind and case.language == language and (case.sayable or not only_sayable)
    ]
    if not asked or all(answer is None for _, answer in asked):
        return "–"
    right = sum(is_exact(case, answer, is_ours=ours) for case, answer in asked)
    return f"{100 * right / len(asked):.1f} % of {len(asked)}"


def _ask_peers(python: Path, cases: Sequence[Case]) -> dict[str, list[Answers]]:
    asked = [
        {
            "language": case.language,
            "kind": case.kind,
            "text": case.text,
            "phrase": case.phrase,
            "now": case.now.replace(tzinfo=None).isoformat(),  # the peers compare without a zone
        }
        for case in cases
    ]
    done = subprocess.run(
        [str(python), str(ROOT / "benchmarks" / "figures_peers.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[str, list[Answers]] = json.loads(done.stdout)
    return answers


def _print_misses(cases: Sequence[Case], answers: Sequence[Answers]) -> None:
    for case, answer in zip(cases, answers, strict=True):
        if not is_exact(case, answer, is_ours=True):
            mark = "sayable" if case.sayable else "-"
            print(f"{case.language} {case.kind} {mark} {case.now:%Y-%m-%d}: {case.text!r}", end=" ")
            print(f"wanted {case.expected}, read {answer}")


def report_heldout(lines: Sequence[Mapping[str, Any]], *, show: bool) -> None:
    """Print how many of our own held-out lines are read exactly."""
    languages = sorted({str(line["language"]) for line in lines})
    print("\n| held-out lines | exact |\n|---|--:|")
    for language in [*languages, "all"]:
        asked = [line for line in lines if language in {line["language"], "all"}]
        right = sum(is_read(line) for line in asked)
        print(f"| {language} | {100 * right / len(asked):.1f} % of {len(asked)} |")
    if show:
        for line in lines:
            if not is_read(line):
                print(f"{line['text']!r}: wanted {line['expected']}, read {_read(line)}")


def is_read(line: Mapping[str, Any]) -> bool:
    """Whether all the figures of a held-out line are read, and no others."""
    found, wanted = _read(line), [dict(figure) for figure in line["expected"]]
    for figure in found:
        fitting = next((w for w in wanted if _fits(figure, w)), None)
        if fitting is None:
            return False
        wanted.remove(fitting)
    return not wanted


def _read(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    now = datetime.fromisoformat(line["now"])
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    reference = Reference(now, line.get("zone") or "UTC", line.get("currency"))
    return [
        {"kind": figure.kind, "value": figure.value}
        for figure in find_figures(line["text"], reference)
        if figure.kind not in _IDENTIFIERS
    ]


def _fits(figure: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Compare kind and value; of a value in parts, the parts that are given, words aside."""
    if figure["kind"] != wanted["kind"]:
        return False
    value, right = figure["value"], wanted.get("value")
    if isinstance(value, dict) and isinstance(right, dict):
        return all(value.get(k) == right[k] for k in right if k != "words")
    return value == right or figure["kind"] == "vague_date"


if __name__ == "__main__":
    main()
