"""Judge every line of the corpus by a filter that has seen neither its author nor its topic.

Each line is judged twice: as it stands, and at the end of a lawful reminder, where real threats
stand, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from compliance.law import load_law
from compliance.learn.approved import own_lines
from compliance.learn.corpus import LANGUAGES, Line, read_corpus
from compliance.learn.train import Lesson, common_words, learn, lesson
from compliance.text.lexicon import load_lexicon
from compliance.text.pipeline import load_models
from compliance.text.words import Words, load_words
from compliance.verdict import Finding, Outcome

ROOT = Path(__file__).resolve().parent.parent
_TOPICS = 3  # parts of the topics, each held out in turn
_REMINDERS = {
    "en": "Hi Maya, it's Dana from Harbor Home Credit. Your payment of $120.00 was due on 4 May. "
    "If you like, we can look at smaller payments together. ",
    "es": "Hola Maya, soy Dana de Harbor Home Credit. Su pago de $120.00 venció el 4 de mayo. "
    "Si gusta, podemos ver pagos más pequeños. ",
    "zh": "您好，这里是港湾家居信贷的客服。您有一笔120.00元的还款已于5月4日到期。"
    "如需帮助，可以和我们商量分期还款。",
}


class Judged(NamedTuple):
    """A line, what a filter that had not seen its like made of it, and of it behind a reminder."""

    line: Line
    found: tuple[Finding, ...]
    probability: float
    behind: Outcome

    @property
    def outcome(self) -> Outcome:
        """The strictest outcome of the line as it stands."""
        return outcome(self.found)


def outcome(findings: Sequence[Finding]) -> Outcome:
    """The strictest outcome of a screening."""
    return max((finding.outcome for finding in findings), default=Outcome.PERMIT)


def held_out(language: str) -> list[Judged]:
    """Every line of a language, judged by a filter that learnt from others on other topics."""
    corpus = {name: read_corpus(name) for name in LANGUAGES}
    shared = common_words([line for lines in corpus.values() for line in lines])
    rules = load_words(models=None, common_words=shared)
    ours = own_lines(language, ROOT / "policies" / "templates", load_law())
    taught = lesson(language, [*corpus[language], *ours], rules)
    return [
        _judge(line, words, language)
        for words, lines in _turns(taught, corpus[language], shared)
        for line in lines
    ]


def _turns(
    taught: Lesson, lines: Sequence[Line], shared: tuple[str, ...]
) -> Iterator[tuple[Words, list[Line]]]:
    """Filters, each with the lines it has seen nothing like."""
    topics = sorted({line.topic for line in lines})
    for author in sorted({line.author for line in lines}):
        for part in range(_TOPICS):
            unseen = set(topics[part::_TOPICS])
            asked = [n for n in lines if n.author == author and n.topic in unseen]
            if asked:
                yield _without(author, unseen, taught, shared), asked


def _without(author: str, topics: set[str], taught: Lesson, shared: tuple[str, ...]) -> Words:
    model = learn(taught.others_than(author).on_other_topics(topics), words=shared)
    models = {**load_models(), taught.language: model}
    return Words(load_lexicon(), revision="", models=models, common_words=shared)


def _judge(line: Line, words: Words, language: str) -> Judged:
    return Judged(
        line,
        words.screen(line.text, language),
        words.probability(line.text, language),
        outcome(words.screen(_REMINDERS[language] + line.text, language)),
    )
