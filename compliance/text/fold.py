"""See through disguise: bring text to words a lexicon knows, and remember where each stood.

Case, width, accents, look-alike letters, invisible characters, leet, letters typed apart or with
marks between, repeated letters and traditional characters are undone. Every word keeps its place in
the original text, so that a finding can point at what was really written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from compliance.text.plain import squeeze
from compliance.text.traditional import TO_SIMPLIFIED

LONGEST = 8_192  # characters judged; what lies beyond is for a person
_LOOK_ALIKES = dict(
    zip("аеорсухіјѕһԁԛԝкмтвнαεορυικνητ", "aeopcyxijshdqwkmtbhaeopuiknnt", strict=True)
)
_LEET = str.maketrans("013457@$!|€", "oieastasiie")
_LEET_MARKS = frozenset("013457@$!|€")
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_APOSTROPHES = frozenset("'’‘ʼ`´＇")
_ENDS_SENTENCE = frozenset(".!?。！？\n…")
_ENDS_CLAUSE = frozenset(',;:，；：、—–()（）"“”«»「」')
_BEGINS_JOIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789@$!|€")
_JOINS_LETTERS = frozenset(".*_-~|·•/\\+^ ")
_WORD = re.compile(
    r"\n|[a-z]+(?=[\s.,;:!?])|[a-z]{0,3}[$€£¥][0-9]+(?:[.,:][0-9]+)*|[0-9]+(?:[.,:][0-9]+)+|[a-z0-9@$€]+|[\u3400-\u9fff]|[^\s\w]|\w"
)
_HELD_DOWN = re.compile(r"(.)\1\1")
_SPLITS = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am", "s": "s"}

SENTENCE = "."
CLAUSE = ","


class Word(NamedTuple):
    """One word of the folded text and its place in the original: characters, end excluded."""

    text: str
    start: int
    end: int


class Vocabulary:
    """The words worth restoring, and the beginnings they share."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words in folded form."""
        self.words = frozenset(words)
        self.unrepeated = {squeeze(word): word for word in self.words if word.isascii()}
        self.beginnings = frozenset(
            word[:n] for word in self.words if word.isascii() for n in range(1, len(word) + 1)
        )
        self.restored = lru_cache(maxsize=16_384)(self._restored)

    def _restored(self, written: str) -> str:
        """The word as it is known, through leet and repeated letters, or as it is."""
        if len(written) < 3 or written.isdigit():
            return written
        candidates = _restorations(written, self)
        return next((word for word in candidates if word in self.words), written)


def fold(text: str, vocabulary: Vocabulary) -> list[Word]:
    """Split a text into folded words; sentence ends are ``.``, pauses ``,``.

    Disguised words are restored only to words of the vocabulary, so that an order number stays a
    number. Time and space are linear in the length of the text.

    >>> [word.text for word in fold("You'll be ar.rest3d!", Vocabulary({"arrested"}))]
    ['you', 'will', 'be', 'arrested', '.']
    """
    known = vocabulary.words
    words = [
        word if word.text in known else _restored(word, vocabulary)
        for word in _words(text[:LONGEST])
    ]
    return _joined(words, text, vocabulary)


@lru_cache(maxsize=8_192)
def _folded_character(character: str) -> str:
    """One character in its plain form; "" for an invisible one."""
    if character == "\n":
        return character
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    plain = unicodedata.normalize("NFKD", character).casefold()
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    plain = "".join(_LOOK_ALIKES.get(mark, mark) for mark in plain)
    return plain.translate(TO_SIMPLIFIED)


def _words(text: str) -> list[Word]:
    flat, places = _flat(text)
    words: list[Word] = []
    after_apostrophe = False
    for found in _WORD.finditer(flat):
        written, (start, end) = found[0], found.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        if written.isalnum() and not after_apostrophe:  # most of them
            words.append(Word(written, start, end))
        else:
            _append(words, written, start, end)
            after_apostrophe = words[-1].text == "'"
    return words


def _flat(text: str) -> tuple[str, Sequence[int] | None]:
    """The folded characters in a row, and the place of each in the original; None: the same."""
    if text.isascii():
        return text.lower(), None
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in _folded_character(character):
            letters.append(folded)
            places.append(place)
    return "".join(letters), places


def _append(words: list[Word], written: str, start: int, end: int) -> None:
    """Add a word; an apostrophe takes apart ("you'll") or joins ("don't")."""
    previous = words[-1] if words else None
    if written in _APOSTROPHES:
        words.append(Word("'", start, end))
    elif previous is not None and previous.text == "'" and previous.end == start:
        words.pop()
        before = words[-1] if words else None
        if written in _SPLITS:
            words.append(Word(_SPLITS[written], start, end))
        elif before is not None and before.end == previous.start:
            words[-1] = Word(before.text + written, before.start, end)
        else:
            words.append(Word(written, start, end))
    elif written in _ENDS_SENTENCE:
        words.append(Word(SENTENCE, start, end))
    elif written in _ENDS_CLAUSE:
        words.append(Word(CLAUSE, start, end))
    else:
        words.append(Word(written, start, end))


@lru_cache(maxsize=16_384)
def _without_leet(written: str) -> str:
    return written.translate(_LEET)


def _restored(word: Word, vocabulary: Vocabulary) -> Word:
    known = vocabulary.restored(word.text)
    return word if known == word.text else Word(known, word.start, word.end)


def _restorations(written: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Words this one may stand for: digits for letters, and letters held down."""
    plain = written.translate(_LEET) if not _LEET_MARKS.isdisjoint(written) else written
    yield plain
    if "1" in written:
        yield written.replace("1", "l").translate(_LEET)
    if _HELD_DOWN.search(plain):
        yield vocabulary.unrepeated.get(squeeze(plain), plain)


def _joined(words: list[Word], text: str, vocabulary: Vocabulary) -> list[Word]:
    """Join letters typed apart ("a r r e s t") and words cut by marks ("ar.rest")."""
    joined: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if word.text[0] not in _BEGINS_JOIN or _stands_alone(word, text):
            joined.append(word)  # most words, Chinese, and most marks
            place += 1
            continue
        length, word = _longest_join(words, place, text, vocabulary)
        joined.append(word)
        place += length
    return _without_marks(joined, text)


def _without_marks(words: list[Word], text: str) -> list[Word]:
    """Leave out marks that are no pause, and any mark but a Chinese one between two characters."""
    kept: list[Word] = []
    for place, word in enumerate(words):
        if word.text in (SENTENCE, CLAUSE):
            inside = 0 < place < len(words) - 1 and text[word.start].isascii()
            if inside and _is_han(words[place - 1]) and _is_han(words[place + 1]):
                continue
        elif not word.text.isalnum() and _LEET_MARKS.isdisjoint(word.text):
            continue
        kept.append(word)
    return kept


def _is_han(word: Word) -> bool:
    return "\u3400" <= word.text <= "\u9fff"


def _longest_join(
    words: list[Word], place: int, text: str, vocabulary: Vocabulary
) -> tuple[int, Word]:
    """The most pieces from here that make one word of the vocabulary, and that word."""
    first = words[place]
    letters = _without_leet(first.text)
    if letters not in vocabulary.beginnings:
        return 1, first
    best: tuple[int, Word] = (1, first)
    last, single = first.end, len(first.text) == 1
    for step in range(place + 1, min(place + 24, len(words))):
        written, start, end = words[step]
        alone = single and len(written) == 1
        if start > last and not (alone and start == last + 1):  # only letters typed apart
            break
        mark, whole = text[start], written.isalnum()
        if whole or mark in _LEET_MARKS:
            added = "i" if written == SENTENCE else _without_leet(written)
            if letters + added in vocabulary.beginnings:
                letters += added
                if len(letters) > 3 and letters in vocabulary.words:
                    best = (step - place + 1, Word(letters, first.start, end))
            elif whole:
                break
            single = alone
        elif start == last and mark not in _JOINS_LETTERS:
            break
        last = end
    return best


def _stands_alone(word: Word, text: str) -> bool:
    """A longer word with a space after it begins no cut word."""
    return len(word.text) > 1 and (word.end >= len(text) or text[word.end] in " \n,;:?")
