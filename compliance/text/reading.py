"""A text as concepts: which are meant where, and which are only spoken about.

Built on a blank spaCy pipeline: a document of folded words and one phrase matcher for all three
languages. Words outside the lexicon become one placeholder before spaCy sees them, so that its
string store never grows, whatever is read and however long the process lives; readers may share
a thread or not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from compliance.text.fold import SENTENCE, Vocabulary, Word, fold
from compliance.text.lexicon import Lexicon

_OTHER = "□"  # any word the lexicon does not know
_SCOPES = frozenset(
    "not we_never contrast you_asked warning permission want if pay_verb you we will if_not "
    "offer_help".split()
)
_REACH = 6  # words a "not" reaches
_REACH_HAN = 14  # the same in characters


class Hit(NamedTuple):
    """One concept at one place: words, end excluded."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """The folded words of a text, the concepts in it, and where its sentences end."""

    words: list[Word]
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
        found = self.near(concepts, hit, len(self.words))
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
        """Build the pipeline and the matcher; takes about a second.

        ``common_words`` are worth restoring from disguise beside those of the lexicon.
        """
        words = {word for terms in lexicon.terms.values() for term in terms for word in term}
        self.vocabulary = Vocabulary(words.union(common_words))
        self._known = frozenset(words | {SENTENCE, ","})
        self._nlp = spacy.blank("xx")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for concept, terms in lexicon.terms.items():
            self._matcher.add(concept, [Doc(self._nlp.vocab, words=list(t)) for t in terms])
        self._names = {self._nlp.vocab.strings[name]: name for name in lexicon.terms}

    def read(self, text: str) -> Reading:
        """Fold a text and find every concept in it; what is part of an idiom is set aside."""
        words = fold(text, self.vocabulary)
        if not words:
            return Reading([], {}, [])
        known = [word.text if word.text in self._known else _OTHER for word in words]
        doc = Doc(self._nlp.vocab, words=known)
        found = [Hit(self._names[key], start, end) for key, start, end in self._matcher(doc)]
        idioms = [hit for hit in found if hit.concept == "idiom"]
        hits: dict[str, list[Hit]] = {}
        for hit in found:
            if not idioms or hit.concept in _SCOPES or not _overlaps(hit, idioms):
                hits.setdefault(hit.concept, []).append(hit)
        stops = [place for place, word in enumerate(words) if word.text == SENTENCE]
        return Reading(words, hits, stops)


def is_only_spoken_about(reading: Reading, hit: Hit) -> bool:
    """Say whether a concept is denied, or quoted from the person, rather than meant.

    "We will never have you arrested", "you asked whether …". What follows a "but" or an "unless"
    is meant again; "if you do not pay you will be arrested" denies nothing, nor does "you do not
    want to go to jail".
    """
    for said in reading.near(frozenset({"you_asked"}), hit, len(reading.words)):
        if said.end <= hit.start and not reading.between("contrast", said, hit):
            return True
    for never in reading.near(frozenset({"we_never"}), hit, len(reading.words)):
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
    return any(reading.words[place].text == "," for place in range(negation.end, hit.start))


def _overlaps(hit: Hit, idioms: list[Hit]) -> bool:
    return any(idiom.start < hit.end and hit.start < idiom.end for idiom in idioms)
