"""What the wording filter stops, on authors it has not seen, beside packaged filters.

``python -m benchmarks.wording --out benchmarks/wording.md`` (about five minutes). Each author's
lines are judged by a filter whose model, levels and all, was learnt from the other authors.
``--peers`` names the Python of an environment with better-profanity, alt-profanity-check,
profanityfilter and glin-profanity; ``--public`` a folder of public sets, never committed.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from benchmarks.wording_speed import measure
from compliance.law import load_law
from compliance.learn.approved import own_lines
from compliance.learn.corpus import LANGUAGES, Line, read_corpus
from compliance.learn.train import Lesson, common_words, learn, lesson
from compliance.text.lexicon import load_lexicon
from compliance.text.pipeline import load_models
from compliance.text.words import Words, load_words
from compliance.verdict import Finding, Outcome

ROOT = Path(__file__).resolve().parent.parent
WORST = 20
_PEERS_TAKE = 4  # some of the peers take 30 ms a line
_Judged = tuple[Line, tuple[Finding, ...], float]  # and the models' probability


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


def outcome(findings: Sequence[Finding]) -> Outcome:
    """The strictest outcome of a screening."""
    return max((finding.outcome for finding in findings), default=Outcome.PERMIT)


def held_out(language: str) -> Iterator[_Judged]:
    """Every line of a language, judged by a filter that learnt from other authors only."""
    corpus = {name: read_corpus(name) for name in LANGUAGES}
    shared = common_words([line for lines in corpus.values() for line in lines])
    rules = load_words(models=None, common_words=shared)
    ours = own_lines(language, ROOT / "policies" / "templates", load_law())
    lines = [*corpus[language], *ours]
    taught = lesson(language, lines, rules)
    for author in sorted({line.author for line in corpus[language]}):
        words = _without(author, taught, shared)
        for line in corpus[language]:
            if line.author == author:
                found = words.screen(line.text, language)
                yield line, found, words.probability(line.text, language)


def _without(author: str, taught: Lesson, shared: tuple[str, ...]) -> Words:
    rest = taught.others_than(author)
    model = learn(rest, words=shared)
    models = {**load_models(), taught.language: model}
    return Words(load_lexicon(), revision="", models=models, common_words=shared)


def tables(language: str, judged: Sequence[_Judged]) -> Iterator[str]:
    """The tables of one language."""
    yield f"\n## {language}: {len(judged)} lines\n"
    heads = "held-out author, violations stopped, … or shown to a person, hard clean lines stopped"
    heads += ", … or shown to a person, conditional shown or stopped, category named rightly"
    yield f"| {heads.replace(', ', ' | ')} |\n|{'---|' * 7}"
    for author in [*sorted({one[0].author for one in judged}), "all"]:
        some = [one for one in judged if author in (one[0].author, "all")]
        yield f"| {author} | {_row(some)} |"
    for title, names in (("category", "categories"), ("trick", "trick")):
        yield f"\n| {title} | violations | stopped | stopped or shown |\n|---|--:|---|---|"
        yield from _breakdown(judged, names)
    yield from _worst(judged)


def _row(judged: Sequence[_Judged]) -> str:
    wrong = [one for one in judged if one[0].is_violation]
    clean = [one for one in judged if one[0].label == "clean"]
    unsure = [one for one in judged if one[0].label == "conditional"]
    named = [one for one in wrong if outcome(one[1]) is Outcome.FORBID]
    right = sum(any(f.category.value in line.categories for f in found) for line, found, _ in named)
    cells = [_share(wrong, Outcome.FORBID), _share(wrong, Outcome.REFER)]
    cells += [_share(clean, Outcome.FORBID), _share(clean, Outcome.REFER)]
    cells += [_share(unsure, Outcome.REFER), Share(right, len(named))]
    return " | ".join(map(str, cells))


def _share(judged: Sequence[_Judged], least: Outcome) -> Share:
    return Share(sum(outcome(found) >= least for _, found, _ in judged), len(judged))


def _breakdown(judged: Sequence[_Judged], field: str) -> Iterator[str]:
    groups: dict[str, list[_Judged]] = {}
    for one in judged:
        if one[0].is_violation:
            value = getattr(one[0], field)
            for name in (value,) if isinstance(value, str) else value:
                groups.setdefault(name, []).append(one)
    for name, some in sorted(groups.items()):
        stopped, shown = _share(some, Outcome.FORBID), _share(some, Outcome.REFER)
        yield f"| {name} | {len(some)} | {stopped} | {shown} |"


def _worst(judged: Sequence[_Judged]) -> Iterator[str]:
    """The violations the models are surest of among those that pass, and the reverse."""
    missed = [one for one in judged if one[0].is_violation and outcome(one[1]) < Outcome.REFER]
    false = [one for one in judged if one[0].label == "clean" and outcome(one[1]) is Outcome.FORBID]
    missed.sort(key=lambda one: one[2])
    false.sort(key=lambda one: -one[2])
    for title, some in (("Violations that pass", missed), ("Clean lines stopped", false)):
        yield f"\n{title}: {len(some)}; the worst:\n"
        for line, found, probability in some[:WORST]:
            named = {f.category.value for f in found} or set(line.categories)
            text = " ".join(line.text.split())[:200].replace("`", "'")
            yield f"- {probability:.2f} {line.id}, {', '.join(sorted(named))}: `{text}`"


def beside_peers(judged: Mapping[str, Sequence[_Judged]], python: Path) -> Iterator[str]:
    """Ours and the packaged filters on the same lines: stopped violations, stopped clean lines."""
    judged = {language: some[::_PEERS_TAKE] for language, some in judged.items()}
    lines = [line for some in judged.values() for line, _, _ in some if line.label != "conditional"]
    answers = _ask(python, [line.text for line in lines])
    yield f"\n## Beside packaged filters, on the same lines (every {_PEERS_TAKE}th of all)\n"
    yield "| filter | " + " | ".join(f"{n}: violations, clean" for n in judged) + " | µs a line |"
    yield "|---|" + "---|" * len(judged) + "--:|"
    ours = {one[0].id: outcome(one[1]) is Outcome.FORBID for s in judged.values() for one in s}
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


def _pairs(judged: Mapping[str, Sequence[_Judged]], flags: Mapping[str, bool]) -> str:
    cells = []
    for some in judged.values():
        wrong = [flags[line.id] for line, _, _ in some if line.is_violation]
        clean = [flags[line.id] for line, _, _ in some if line.label == "clean"]
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


def on_public_sets(folder: Path, words: Words) -> Iterator[str]:
    """The shipped filter on public sets; none is about debts, few lines are *to* a person."""
    yield "\n## Public sets (the shipped models; none of the sets was learnt from)\n"
    yield "| set | abusive: stopped | … or shown | other: stopped | … or shown |"
    yield "|---|---|---|---|---|"
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
        yield f"| {name} | " + " | ".join(map(str, cells)) + " |"


def report(peers: Path | None, public: Path | None) -> Iterator[str]:
    """The whole page, line by line."""
    yield (ROOT / "benchmarks" / "wording_intro.txt").read_text(encoding="utf-8").rstrip()
    judged = {language: list(held_out(language)) for language in LANGUAGES}
    for language, some in judged.items():
        yield from tables(language, some)
    if peers:
        yield from beside_peers(judged, peers)
    if public:
        yield from on_public_sets(public, load_words())
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
