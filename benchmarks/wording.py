"""What the wording filter stops, on authors and topics it has not seen, beside packaged filters.

``python -m benchmarks.wording --out benchmarks/wording.md`` (about twenty minutes). A line is
judged by a filter whose model, levels and all, was learnt from other authors on other topics.
``--peers`` names the Python of an environment with better-profanity, alt-profanity-check,
profanityfilter and glin-profanity; ``--public`` a folder of public sets, never committed.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from benchmarks.wording_held_out import ROOT, Judged, held_out, outcome
from benchmarks.wording_speed import measure
from compliance.learn.corpus import LANGUAGES
from compliance.text.words import Words, load_words
from compliance.verdict import Outcome

WORST = 20
_LABELS = ("violation", "clean")
_PEERS_TAKE = 4  # some of the peers take 30 ms a line
_PUBLIC_TAKE = 1_000  # texts of each public set that the peers are asked about


@dataclass(frozen=True)
class Share:
    """Some of many, with Wilson's interval."""

    some: int
    many: int

    def __str__(self) -> str:
        """As in the tables: per cent, and the 95 % interval."""
        if not self.many:
            return "–"
        low, high = self.interval
        return f"{100 * self.some / self.many:.1f} % ({100 * low:.1f}–{100 * high:.1f})"

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share."""
        z, n = 1.96, self.many
        share = self.some / n
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def tables(language: str, judged: Sequence[Judged]) -> Iterator[str]:
    """The tables of one language."""
    yield f"\n## {language}: {len(judged)} lines\n"
    heads = "held-out author, violations stopped, … or shown to a person"
    heads += ", … behind a lawful reminder, hard clean lines stopped"
    heads += ", … or shown to a person, conditional shown or stopped, category named rightly"
    yield f"| {heads.replace(', ', ' | ')} |\n|{'---|' * 8}"
    for author in [*sorted({one.line.author for one in judged}), "all"]:
        some = [one for one in judged if author in (one.line.author, "all")]
        yield f"| {author} | {_row(some)} |"
    yield "\n| category | violations | stopped | stopped or shown |\n|---|--:|---|---|"
    wrong = [one for one in judged if one.line.is_violation]
    for name, some in _groups(wrong, lambda one: one.line.categories):
        yield f"| {name} | {len(some)} | {_both(some)} |"
    yield "\n| trick | violations | stopped | stopped or shown | clean | stopped | … or shown |"
    yield "|---|--:|---|---|--:|---|---|"
    for name, some in _groups(judged, lambda one: (one.line.trick,)):
        wrong, clean = ([one for one in some if one.line.label == n] for n in _LABELS)
        yield f"| {name} | {len(wrong)} | {_both(wrong)} | {len(clean)} | {_both(clean)} |"
    yield from _worst(judged)


def _row(judged: Sequence[Judged]) -> str:
    wrong, clean, unsure = (
        [one for one in judged if one.line.label == label] for label in (*_LABELS, "conditional")
    )
    named = [one for one in wrong if one.outcome is Outcome.FORBID]
    right = sum(any(f.category.value in one.line.categories for f in one.found) for one in named)
    behind = sum(one.behind >= Outcome.REFER for one in wrong)
    cells = [_both(wrong), Share(behind, len(wrong)), _both(clean), _share(unsure, Outcome.REFER)]
    return " | ".join(map(str, [*cells, Share(right, len(named))]))


def _share(judged: Sequence[Judged], least: Outcome) -> Share:
    return Share(sum(one.outcome >= least for one in judged), len(judged))


def _both(judged: Sequence[Judged]) -> str:
    return f"{_share(judged, Outcome.FORBID)} | {_share(judged, Outcome.REFER)}"


def _groups(
    judged: Sequence[Judged], names: Callable[[Judged], Sequence[str]]
) -> list[tuple[str, list[Judged]]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        for name in names(one):
            groups.setdefault(name, []).append(one)
    return sorted(groups.items())


def _worst(judged: Sequence[Judged]) -> Iterator[str]:
    """The violations the models are surest of among those that pass, and the reverse."""
    missed = [one for one in judged if one.line.is_violation and one.outcome < Outcome.REFER]
    false = [one for one in judged if one.line.label == "clean" and one.outcome is Outcome.FORBID]
    missed.sort(key=lambda one: one.probability)
    false.sort(key=lambda one: -one.probability)
    for title, some in (("Violations that pass", missed), ("Clean lines stopped", false)):
        yield f"\n{title}: {len(some)}; the worst:\n"
        for line, found, probability, _ in some[:WORST]:
            named = {f.category.value for f in found} or set(line.categories)
            text = " ".join(line.text.split())[:200].replace("`", "'")
            yield f"- {probability:.2f} {line.id}, {', '.join(sorted(named))}: `{text}`"


def beside_peers(judged: Mapping[str, Sequence[Judged]], python: Path) -> Iterator[str]:
    """Ours and the packaged filters on the same lines: stopped violations, stopped clean lines."""
    judged = {language: some[::_PEERS_TAKE] for language, some in judged.items()}
    every = [one.line for some in judged.values() for one in some]
    lines = [line for line in every if line.label != "conditional"]
    answers = _ask(python, [line.text for line in lines])
    yield f"\n## Beside packaged filters, on the same lines (every {_PEERS_TAKE}th of all)\n"
    yield "| filter | " + " | ".join(f"{n}: violations, clean" for n in judged) + " | µs a line |"
    yield "|---|" + "---|" * len(judged) + "--:|"
    ours = {one.line.id: one.outcome is Outcome.FORBID for s in judged.values() for one in s}
    yield f"| ours, unseen authors | {_pairs(judged, ours)} | see below |"
    for name, answer in answers.items():
        flags = dict(zip((line.id for line in lines), answer["flags"], strict=True))
        took = 1e6 * answer["seconds"] / len(lines)
        yield f"| {name} | {_pairs(judged, flags)} | {took:,.0f} |"


def _ask(python: Path, texts: Sequence[str]) -> dict[str, Any]:
    script = Path(__file__).with_name("wording_peers.py")
    said = subprocess.run(
        [str(python), str(script)], input=json.dumps(texts), capture_output=True, text=True
    )
    if said.returncode != 0:
        raise SystemExit(f"The packaged filters failed: {said.stderr.strip().splitlines()[-1]}")
    answers: dict[str, Any] = json.loads(said.stdout)
    return answers


def _pairs(judged: Mapping[str, Sequence[Judged]], flags: Mapping[str, bool]) -> str:
    cells = []
    for some in judged.values():
        wrong, clean = ([flags[o.line.id] for o in some if o.line.label == n] for n in _LABELS)
        cells.append(f"{Share(sum(wrong), len(wrong))}, {Share(sum(clean), len(clean))}")
    return " | ".join(cells)


PUBLIC = (  # file, column of text, column of label, what counts as abusive, language
    ("hatecheck_en.csv", "test_case", "label_gold", "hateful", "en"),
    ("hatecheck_es.csv", "test_case", "label_gold", "hateful", "es"),
    ("hatecheck_zh.csv", "test_case", "label_gold", "hateful", "zh"),
    ("surge_toxicity_en.csv", "text", "is_toxic", "Toxic", "en"),
    ("cold_test_zh.csv", "TEXT", "label", "1", "zh"),
    ("uci_sms_en.csv", "text", "label", "1", "en"),
)


def on_public_sets(folder: Path, words: Words, peers: Path | None) -> Iterator[str]:
    """The shipped filter on public sets; none is about debts, few lines are *to* a person."""
    yield "\n## Public sets (the shipped models; none of the sets was learnt from)\n"
    yield f"Peers: of at most {_PUBLIC_TAKE} texts of each set.\n"
    yield "| set | filter | abusive: stopped | … or shown | other: stopped | … or shown |"
    yield "|---|---|---|---|---|---|"
    for name, text, label, abusive, language in PUBLIC:
        if not (folder / name).exists():
            continue
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            rows = [(row[text], row[label] == abusive) for row in csv.DictReader(file)]
        said = [(outcome(words.screen(written, language)), bad) for written, bad in rows]
        cells = [
            Share(sum(o >= least for o, b in said if b is bad), sum(b is bad for _, b in said))
            for bad in (True, False)
            for least in (Outcome.FORBID, Outcome.REFER)
        ]
        yield f"| {name} | ours | " + " | ".join(map(str, cells)) + " |"
        if peers:
            yield from _peers_on(name, rows[:: max(1, len(rows) // _PUBLIC_TAKE)], peers)


def _peers_on(name: str, rows: Sequence[tuple[str, bool]], peers: Path) -> Iterator[str]:
    for peer, answer in _ask(peers, [written for written, _ in rows]).items():
        flagged = list(zip(answer["flags"], (bad for _, bad in rows), strict=True))
        abusive, other = (
            Share(sum(f for f, b in flagged if b is bad), sum(b is bad for _, b in flagged))
            for bad in (True, False)
        )
        yield f"| {name} | {peer} | {abusive} | – | {other} | – |"


def report(peers: Path | None, public: Path | None) -> Iterator[str]:
    """The whole page, line by line."""
    yield (ROOT / "benchmarks" / "wording_intro.txt").read_text(encoding="utf-8").rstrip()
    with ProcessPoolExecutor(2) as pool:
        judged = dict(zip(LANGUAGES, pool.map(held_out, LANGUAGES), strict=True))
    for language, some in judged.items():
        yield from tables(language, some)
    if peers:
        yield from beside_peers(judged, peers)
    if public:
        yield from on_public_sets(public, load_words(), peers)
    yield "\n## Speed\n\n| what | figure |\n|---|---|"
    for name, figure in measure():
        yield f"| {name} | {figure} |"


def main() -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="Python of an environment with the filters")
    parser.add_argument("--public", type=Path, help="a folder of public sets")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")
    given = parser.parse_args()
    page = "\n".join(report(given.peers, given.public)) + "\n"
    if given.out:
        given.out.write_text(page, encoding="utf-8")
    else:
        print(page, end="")


if __name__ == "__main__":
    main()
