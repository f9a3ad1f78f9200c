"""Judge random situations and hear the second opinion on each: nothing permitted may be unlawful.

Run ``python -m benchmarks.situations --count 1000000 --seed 1``; it ends with 1 if the oracle of
``tests/compliance/oracle.py`` (written from the citations) objects to anything we let go, or if a
hold ends at a moment the oracle calls unlawful. The same seed gives the same situations, however
many processes share them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from random import Random

from compliance.codec import to_json
from compliance.decide import decide
from compliance.law import Law, load_law
from compliance.situation import Direction, Situation
from compliance.verdict import Outcome, Verdict

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.compliance.hearing import NoWords
from tests.compliance.oracle import violations
from tests.compliance.oracle_answers import unlawful_answer
from tests.compliance.wild import wild

BATCH = 2_000  # situations from one seed of their own
_SHOWN = 5


@dataclass
class Tally:
    """What a batch found."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[dict[str, object]] = field(default_factory=list)
    deciding: float = 0.0  # seconds
    pairs: int = 0  # holds whose end was looked at

    def __iadd__(self, other: Tally) -> Tally:
        """Take another batch in."""
        self.outcomes += other.outcomes
        self.wrong += other.wrong
        self.deciding += other.deciding
        self.pairs += other.pairs
        return self


def batch(asked: tuple[int, int, int]) -> Tally:
    """Judge the situations of one batch: (seed, number of the batch, how many)."""
    seed, number, count = asked
    law, words, dice = _law(), NoWords(), Random(f"{seed}/{number}")
    tally = Tally()
    for _ in range(count):
        situation = wild(dice)
        begun = time.perf_counter()
        verdict = decide(situation, law=law, words=words)
        tally.deciding += time.perf_counter() - begun
        tally.outcomes[verdict.outcome.word] += 1
        for objection in objections(situation, verdict):
            tally.wrong.append({"objection": objection, "situation": to_json(situation)})
        tally.pairs += verdict.outcome is Outcome.HOLD
    return tally


def objections(situation: Situation, verdict: Verdict) -> list[str]:
    """What the oracle holds against a verdict."""
    begun = situation.direction is Direction.OUTBOUND
    if verdict.outcome <= Outcome.AMEND:
        return violations(situation) if begun else unlawful_answer(situation)
    if verdict.outcome is Outcome.HOLD and begun and verdict.not_before is not None:
        then = replace(situation, at=verdict.not_before)
        return [f"at not_before: {o}" for o in violations(then)]
    return []


_HELD: list[Law] = []


def _law() -> Law:
    """The packs, read once in each process."""
    if not _HELD:
        _HELD.append(load_law())
    return _HELD[0]


def run(count: int, seed: int, processes: int) -> Tally:
    """Judge ``count`` situations."""
    work = [
        (seed, number, min(BATCH, count - number * BATCH))
        for number in range((count + BATCH - 1) // BATCH)
    ]
    total, begun = Tally(), time.perf_counter()
    with get_context("spawn").Pool(processes) as pool:
        for done, tally in enumerate(pool.imap_unordered(batch, work), start=1):
            total += tally
            if sys.stderr.isatty() or done % 50 == 0 or done == len(work):
                rate = min(done * BATCH, count) / (time.perf_counter() - begun)
                print(f"\r{min(done * BATCH, count):>9} judged, {rate:,.0f} a second",
                      end="", file=sys.stderr)  # fmt: skip
    print(file=sys.stderr)
    return total


def main(arguments: list[str] | None = None) -> int:
    """Run, tell, and end with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args(arguments)
    begun = time.perf_counter()
    total = run(asked.count, asked.seed, asked.processes)
    told = {
        "situations": asked.count,
        "seed": asked.seed,
        "processes": asked.processes,
        "seconds": round(time.perf_counter() - begun, 1),
        "microseconds_a_decision": round(total.deciding / asked.count * 1e6, 1),
        "outcomes": dict(sorted(total.outcomes.items())),
        "holds_whose_end_was_checked": total.pairs,
        "packs": _law().revision,
        "objections": len(total.wrong),
    }
    print(json.dumps(told, indent=1))
    for wrong in total.wrong[:_SHOWN]:
        print(json.dumps(wrong, ensure_ascii=False))
    return 1 if total.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
