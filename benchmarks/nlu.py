"""Measure understanding on utterances of authors the model never saw.

``forbear bench nlu`` (in Rasa's environment) learns from ``data/nlu`` and asks the held-out files
of ``tests/nlu/heldout``. ``--peer`` teaches Rasa's own pipeline without TensorFlow (count vectors
and its LogisticRegressionClassifier) the same lines and asks it the same; ``--public FOLDER``
measures our classifier alone on public sets, which are never committed; ``--pictures FOLDER`` draws
who is taken for whom. ``--diet-python PATH`` instead teaches a part of the lines, ``--diet-examples
N`` an intent, to ours and to DIET, in that Python's stock Rasa 3.6.21 (with jieba for Chinese).
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.nlu_diet import compare
from benchmarks.nlu_lines import HEAD, SAFETY, Result, ask, ask_rasa, held_out, recipe, taught
from benchmarks.nlu_rasa import LOGISTIC
from bot.nlu.learn import Examples, learn


def report(*, peer: bool, public: Path | None, pictures: Path | None) -> Iterator[str]:
    """The tables, line by line."""
    lines = taught()
    began, cpu = time.perf_counter(), time.process_time()
    model = learn(lines, recipe())
    wall, spent = time.perf_counter() - began, time.process_time() - cpu
    yield f"{len(lines.texts)} lines learnt in {wall:.0f} s ({spent:.0f} s of processor).\n"
    yield HEAD
    results = [ask(model, name, asked, lines) for name, asked in held_out()]
    yield from (result.row() for result in results)
    if pictures:
        for result in results:
            draw(result, pictures)
    if peer:
        yield "\nRasa's count vectors and LogisticRegressionClassifier, the same lines:\n"
        yield HEAD
        theirs, seconds = ask_rasa(Path(sys.executable), LOGISTIC, lines, list(held_out()))
        yield from (result.row() for result in theirs)
        yield f"\nLearnt in {seconds:.0f} s of processor."
    yield "\nSafety intents, recall:\n"
    for result in results:
        yield f"* {result.name}: " + ", ".join(
            f"{intent} {result.share(intent.__eq__, lambda said, true, _: said == true)}"
            for intent in SAFETY
        )
    yield "\nMost often taken for another:\n"
    for result in results:
        wrong = collections.Counter(
            (b, a) for a, b in zip(result.said, result.truth, strict=True) if a != b
        )
        told = [f"{was} for {taken} ({n})" for (was, taken), n in wrong.most_common(8)]
        yield f"* {result.name}: {', '.join(told)}"
    if public:
        yield "\nOur classifier alone on public sets (nothing of them ships):\n"
        yield "| set | learnt | asked | right % |\n|---|--:|--:|---|"
        yield from _public_rows(public)


def _public_rows(folder: Path) -> Iterator[str]:
    for name, learnt, asked in _public_sets(folder):
        model = learn(learnt, recipe())
        result = ask(model, name, asked, learnt)
        right = result.share(lambda _: True, lambda said, true, _: said == true)
        yield f"| {name} | {len(learnt.texts)} | {len(asked.texts)} | {right} |"


def _public_sets(folder: Path) -> Iterator[tuple[str, Examples, Examples]]:
    banking = [_from_csv(folder / f"banking77_{part}.csv") for part in ("train", "test")]
    yield "BANKING77, full", banking[0], banking[1]
    clinc = json.loads((folder / "clinc150_full.json").read_text(encoding="utf-8"))
    yield "CLINC150, in scope", *(_pairs(clinc[part]) for part in ("train", "test"))
    spanish = [_from_tsv(folder / f"fb_es_{part}.tsv") for part in ("train", "test")]
    yield "Facebook, Spanish", spanish[0], spanish[1]
    chinese = json.loads((folder / "smp2019_zh.json").read_text(encoding="utf-8"))
    told = [(one["text"], f"{one['domain']}/{one['intent']}") for one in chinese]
    yield "SMP 2019, Chinese, every fifth asked", *_split(told)


def _pairs(rows: Sequence[Sequence[str]]) -> Examples:
    return Examples([row[0] for row in rows], [row[1] for row in rows])


def _split(rows: Sequence[tuple[str, str]]) -> tuple[Examples, Examples]:
    known = collections.Counter(label for _, label in rows)
    rows = [row for row in rows if known[row[1]] >= 5]
    return _pairs([r for i, r in enumerate(rows) if i % 5]), _pairs(rows[::5])


def _from_csv(path: Path) -> Examples:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return _pairs(rows)


def _from_tsv(path: Path) -> Examples:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return _pairs([(row[2], row[0]) for row in rows])


def draw(result: Result, folder: Path) -> None:
    """Draw who is taken for whom: a row an intent as meant, a column as understood."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = sorted({*result.truth, *result.said})
    place = {name: i for i, name in enumerate(names)}
    counts = [[0.0] * len(names) for _ in names]
    for said, true in zip(result.said, result.truth, strict=True):
        counts[place[true]][place[said]] += 1
    shares = [[n / max(1.0, sum(row)) for n in row] for row in counts]
    figure, axes = pyplot.subplots(figsize=(11, 11), dpi=90)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    axes.set_title(f"{result.name}: darker is more often")
    figure.tight_layout()
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"nlu-{result.name.replace(', ', '-').replace(' ', '-')}.png")
    pyplot.close(figure)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", action="store_true", help="teach Rasa's own pipeline, too")
    parser.add_argument("--public", type=Path, help="a folder of public sets")
    parser.add_argument("--pictures", type=Path, help="where to draw who is taken for whom")
    parser.add_argument("--diet-python", type=Path, help="a Python with stock Rasa, for DIET")
    parser.add_argument("--diet-examples", type=int, default=30, help="of each intent, for DIET")
    given = parser.parse_args()
    if given.diet_python:
        told = compare(given.diet_python, given.diet_examples)
    else:
        told = report(peer=given.peer, public=given.public, pictures=given.pictures)
    for line in told:
        print(line, flush=True)


if __name__ == "__main__":
    main()
