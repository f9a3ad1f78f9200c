"""A text as concepts: which are meant where, and which are only spoken about.

One tree of terms serves all three languages: each way down it spells the words of a term. Nothing
is kept of what was read, however long the process lives; readers may share a thread or not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compliance.text.fold import SENTENCE, Folded, Vocabulary, fold
from compliance.text.lexicon import Lexicon

_SCOPES = frozenset(
    "not we_never contrast you_asked warning permission want if pay_verb you we will if_not "
    "offer_help".split()
)
_REACH = 6  # words a "not" reaches


# The words that may follow in a term, each with the concepts of a term that ends with it.
_Tree = dict[str, tuple["_Tree", list[str]]]


class Hit(NamedTuple):
    """One concept at one place: words, end excluded."""

    concept: str
    start: int
    end: int


class Reading(NamedTuple):
    """The folded words of a text, the concepts in it, and where its sentences end."""

    words: Folded
    hits: dict[str, list[Hit]]
    stops: list[int]  # word indices of sentence ends

    def sentence(self, place: int) -> int:
        """The number of the sentence a word stands in."""
        return bisect_right(self.stops, place)

    def near(self, concepts: frozenset[str], hit: Hit, reach: int) -> Iterator[Hit]:
        """The hits of some concepts in the same sentence, at most ``reach`` words away."""
        sentence = self.sentence(hit.start)
        for concept in concepts:
            for other in self.hits.get(concept, ()):
                gap = max(other.start - hit.end, hit.start - other.end)
                if gap <= reach and self.sentence(other.start) == sentence:
                    yield other

    def in_sentence(self, concepts: frozenset[str], hit: Hit) -> bool:
        """Say whether a concept stands elsewhere in the sentence of a hit."""
        found = self.near(concepts, hit, len(self.words.texts))
        return any(not _overlaps(hit, [other]) for other in found)

    def between(self, concept: str, first: Hit, last: Hit) -> bool:
        """Say whether a concept stands after one hit and before another."""
        return any(
            first.end <= other.start and other.end <= last.start
            for other in self.hits.get(concept, ())
        )


class Reader:
    """Find the lexicon's concepts in texts."""

    def __init__(self, lexicon: Lexicon, common_words: Iterable[str] = ()) -> None:
        """Build the tree of terms.

        ``common_words`` are worth restoring from disguise beside those of the lexicon.
        """
        words = {word for terms in lexicon.terms.values() for term in terms for word in term}
        self.vocabulary = Vocabulary(words, common_words)
        self._tree: _Tree = {}
        for concept, terms in lexicon.terms.items():
            for term in terms:
                _plant(self._tree, term).append(concept)

    def read(self, text: str) -> Reading:
        """Fold a text and find every concept in it; what is part of an idiom is set aside."""
        words = fold(text, self.vocabulary)
        texts = words.texts
        hits = self._hits(texts)
        if idioms := hits.get("idiom"):
            hits = {
                concept: left
                for concept, found in hits.items()
                if (left := [h for h in found if concept in _SCOPES or not _overlaps(h, idioms)])
            }
        return Reading(words, hits, [n for n, word in enumerate(texts) if word == SENTENCE])

    def _hits(self, texts: Sequence[str]) -> dict[str, list[Hit]]:
        hits: dict[str, list[Hit]] = {}
        begins, size = self._tree, len(texts)
        for start, word in enumerate(texts):
            found = begins.get(word)
            end = start + 1
            while found is not None:
                further, concepts = found
                for concept in concepts:
                    hits.setdefault(concept, []).append(Hit(concept, start, end))
                found = further.get(texts[end]) if further and end < size else None
                end += 1
        return hits


def _plant(tree: _Tree, term: Sequence[str]) -> list[str]:
    """The concepts at the end of a term's way down the tree, which is made where it is missing."""
    concepts: list[str] = []
    for word in term:
        tree, concepts = tree.setdefault(word, ({}, []))
    return concepts


def is_only_spoken_about(reading: Reading, hit: Hit) -> bool:
    """Say whether a concept is denied, or quoted from the person, rather than meant.

    "We will never have you arrested", "you asked whether …". What follows a "but" or an "unless"
    is meant again; "if you do not pay you will be arrested" denies nothing, nor does "you do not
    want to go to jail".
    """
    for said in reading.near(frozenset({"you_asked"}), hit, len(reading.words.texts)):
        if said.end <= hit.start and not reading.between("contrast", said, hit):
            return True
    for never in reading.near(frozenset({"we_never"}), hit, len(reading.words.texts)):
        if never.end <= hit.start and _denies(reading, never, hit):
            return True
    for no in reading.near(frozenset({"not"}), hit, _REACH):
        if (
            no.end <= hit.start
            and _denies(reading, no, hit)
            and not _in_new_clause(reading, no, hit)
        ):
            return True
    return False


def _denies(reading: Reading, negation: Hit, hit: Hit) -> bool:
    blocked = any(reading.between(c, negation, hit) for c in ("contrast", "want", "pay_verb"))
    return not blocked and not _is_condition(reading, negation)


def _is_condition(reading: Reading, negation: Hit) -> bool:
    """The word before a negation, or the one before that, makes it an "if not"."""
    if _overlaps(negation, reading.hits.get("if_not", [])):
        return True
    return any(
        condition.end in (negation.start, negation.start - 1, negation.start - 2)
        or condition.start == negation.start
        for condition in reading.hits.get("if", ())
    )


def _in_new_clause(reading: Reading, negation: Hit, hit: Hit) -> bool:
    return any(reading.words.texts[place] == "," for place in range(negation.end, hit.start))


def _overlaps(hit: Hit, idioms: list[Hit]) -> bool:
    return any(idiom.start < hit.end and hit.start < idiom.end for idiom in idioms)
