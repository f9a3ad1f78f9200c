"""See through disguise: bring text to words a lexicon knows, and remember where each stood.

Case, width, accents, look-alike letters, invisible characters, leet, letters typed apart or with
marks between, repeated letters and traditional characters are undone. Every word keeps its place in
the original text, so that a finding can point at what was really written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress
from typing import NamedTuple

from compliance.text.plain import squeeze
from compliance.text.remembered import remembered
from compliance.text.traditional import TO_SIMPLIFIED

LONGEST = 8_192  # characters judged; what lies beyond is for a person
_LOOK_ALIKES = dict(
    zip("аеорсухіјѕһԁԛԝкмтвнαεορυικνητ", "aeopcyxijshdqwkmtbhaeopuiknnt", strict=True)
)
_LEET = str.maketrans("013457@$!|€", "oieastasiie")
_LEET_DIGITS, _LEET_SIGNS = "013457", "@$!|€"
_LEET_MARKS = frozenset(_LEET_DIGITS + _LEET_SIGNS)
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_APOSTROPHE = "'"
_APOSTROPHES = frozenset("'’‘ʼ`´＇")
_BEGINS_JOIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789" + _LEET_SIGNS)
_CUTS = ".*_-~|·•/\\+^"  # marks that are put between letters
_JOINS_LETTERS = frozenset(_CUTS + "'`")
_PIECE = re.compile(
    r"[a-z]+(?=[\s.,;:!?])|[^\S\n]+|\n|[a-z]{0,3}[$€£¥][0-9]+(?:[.,:][0-9]+)*|[0-9]+(?:[.,:][0-9]+)+|[a-z0-9@$€]+|[\u3400-\u9fff]|[^\s\w]|\w"
)
_MOST_KEPT = 65_536  # characters
_MANY = 1_500  # words and marks; honest texts of so many have hundreds of different ones
_FEW_OF_MANY = 50
_MOST_PIECES = 24  # of one word
_HELD_DOWN = re.compile(r"(.)\1\1")
_SPLITS = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am", "s": "s"}

SENTENCE = "."
CLAUSE = ","
_PAUSES = (SENTENCE, CLAUSE)
_MARKS = {
    **dict.fromkeys(".!?。\n", SENTENCE),
    **dict.fromkeys(',;:、—–()"“”«»「」', CLAUSE),
    "`": _APOSTROPHE,
}
# Letters with marks between them, or single ones with single spaces: only these are joined.
_C, _S = re.escape(_CUTS), re.escape(_LEET_SIGNS)
_MAY_BE_CUT = re.compile(
    rf"[a-z{_S}][0-9]*['`]?[{_C}{_S}]+['`]?[a-z0-9{_S}]|[a-z{_S}][0-9]*[{_S}]"
    rf"|[0-9{_S}]['`]?[{_C}{_S}]+['`]?[0-9]*[a-z{_S}]"
    rf"|[$€][0-9]+[a-z]|(?<![a-z0-9])[a-z0-9{_S}](?:\s?[{_C}])*\s"
    rf"(?:[{_C}]|[a-z0-9{_S}](?![a-z0-9]))"
)


class Folded(NamedTuple):
    """The words of a text in a row, and where each begins and ends in the original."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    whole: bool = True  # whether the text was read to its end


class Vocabulary:
    """The words worth restoring, and the beginnings they share."""

    def __init__(self, words: Iterable[str], common: Iterable[str] = ()) -> None:
        """Take the words in folded form; where two look alike, one is no merely ``common`` one."""
        ordered = [*sorted(common), *sorted(words, key=lambda word: (len(word), word))]
        self.words = frozenset(ordered)
        self.unrepeated = {squeeze(word): word for word in ordered if word.isascii()}
        self.beginnings = frozenset(
            word[:n] for word in self.words if word.isascii() for n in range(1, len(word) + 1)
        )
        self.restored = remembered(self._restored)

    def _restored(self, written: str) -> str:
        """The word as it is known, through leet and repeated letters, or as it is."""
        if written.isdigit():
            return written
        candidates = _restorations(written, self)
        return next((word for word in candidates if word in self.words), written)


def fold(text: str, vocabulary: Vocabulary) -> Folded:
    """Split a text into folded words; sentence ends are ``.``, pauses ``,``.

    Disguised words are restored only to words of the vocabulary, so that an order number stays a
    number. Time and space are linear in the length of the text.

    >>> fold("You'll be ar.rest3d!", Vocabulary({"arrested"})).texts
    ['you', 'will', 'be', 'arrested', '.']
    """
    known, restored = vocabulary.words, vocabulary.restored
    flat, places = _flat(text[:LONGEST])
    texts, starts, ends = _split(flat)
    found = Folded(texts, starts, ends, whole=len(text) <= LONGEST)
    if len(texts) > _MANY and len(set(texts)) <= _FEW_OF_MANY:  # over and over
        found = Folded(texts[:_MANY], starts[:_MANY], ends[:_MANY], whole=False)
    if not _APOSTROPHES.isdisjoint(flat):
        found = _without_apostrophes(found)
    restored_texts = [w if w in known or len(w) < 3 else restored(w) for w in found.texts]
    found = found._replace(texts=restored_texts)
    if _MAY_BE_CUT.search(flat):
        found = _joined(found, flat, vocabulary)
    if places is not None:
        starts, ends = (
            [places[at] for at in found.starts],
            [places[at - 1] + 1 for at in found.ends],
        )
        found = found._replace(starts=starts, ends=ends)
    return _without_marks(found, text)


class _Plain(dict[int, str]):
    """Each character in its plain form, "" for an invisible one, kept once it was met."""

    def __init__(self) -> None:
        self.uneven: set[str] = set()  # those whose plain form is longer or shorter
        super().__init__()

    def __missing__(self, point: int) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        character = chr(point)
        plain = _plain(character)
        if len(plain) != 1:
            self.uneven.add(character)  # before another thread can meet it here
        self[point] = plain
        return plain


def _plain(character: str) -> str:
    if character.isspace():
        return "\n" if character == "\n" else " "
    if character in _APOSTROPHES:
        return _APOSTROPHE
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    plain = unicodedata.normalize("NFKD", character).casefold()
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    plain = "".join(_LOOK_ALIKES.get(mark, mark) for mark in plain)
    return plain.translate(TO_SIMPLIFIED)


_PLAIN = _Plain()


def _flat(text: str) -> tuple[str, Sequence[int] | None]:
    """The folded characters in a row, and the place of each in the original; None: the same."""
    if text.isascii():
        return text.lower(), None
    flat = text.translate(_PLAIN)
    if _PLAIN.uneven.isdisjoint(text):
        return flat, None
    places = [place for place, sign in enumerate(text) for _ in _PLAIN[ord(sign)]]
    return flat, places


def _split(flat: str) -> tuple[list[str], list[int], list[int]]:
    """The words and marks of folded text, and where each begins and ends in it."""
    pieces = _PIECE.findall(flat)
    ends = list(accumulate(map(len, pieces)))
    starts = [0, *ends][: len(ends)]
    said = [not piece.isspace() or piece == "\n" for piece in pieces]
    texts = [_MARKS.get(piece, piece) for piece in compress(pieces, said)]
    return texts, list(compress(starts, said)), list(compress(ends, said))


def _without_apostrophes(found: Folded) -> Folded:
    """An apostrophe between two words takes them apart ("you'll") or joins them ("don't")."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text, start, end in zip(found.texts, found.starts, found.ends, strict=True):
        if texts and texts[-1] == _APOSTROPHE and ends[-1] == start and text[0] in _BEGINS_JOIN:
            texts.pop(), ends.pop()
            begun = starts.pop()
            if text in _SPLITS:
                text = _SPLITS[text]
            elif ends and ends[-1] == begun and texts[-1][0] in _BEGINS_JOIN:
                text, start = texts.pop() + text, starts.pop()
                ends.pop()
        texts.append(text)
        starts.append(start)
        ends.append(end)
    return Folded(texts, starts, ends, found.whole)


@remembered
def _without_leet(written: str) -> str:
    return written.translate(_LEET)


def _restorations(written: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Words this one may stand for: digits for letters, and letters held down."""
    plain = written.translate(_LEET) if not _LEET_MARKS.isdisjoint(written) else written
    yield plain
    if "1" in written:
        yield written.replace("1", "l").translate(_LEET)
    if _HELD_DOWN.search(plain):
        yield vocabulary.unrepeated.get(squeeze(plain), plain)


def _joined(found: Folded, text: str, vocabulary: Vocabulary) -> Folded:
    """Join letters typed apart ("a r r e s t") and words cut by marks ("ar.rest")."""
    joined = Folded([], [], [], found.whole)
    seeker = _Seeker(found, text, vocabulary)
    place, size = 0, len(found.texts)
    while place < size:
        last, word = seeker.longest(place)
        joined.texts.append(word)
        joined.starts.append(found.starts[place])
        joined.ends.append(found.ends[last])
        place = last + 1
    return joined


class _Seeker:
    """Look for words of a vocabulary that were typed in pieces."""

    def __init__(self, found: Folded, text: str, vocabulary: Vocabulary) -> None:
        self._found, self._text, self._vocabulary = found, text, vocabulary
        self._letters = ["i" if w == SENTENCE else _without_leet(w) for w in found.texts]
        self._said = [w.isalnum() for w in found.texts]
        signs = zip(found.starts, self._said, strict=True)
        self._may_be_letters = [said or text[start] in _LEET_MARKS for start, said in signs]

    def longest(self, place: int) -> tuple[int, str]:
        """The last of the most pieces from here that make one word, and that word."""
        texts, starts, ends, _ = self._found
        first, letters = texts[place], self._letters[place]
        best = place, first
        beginnings, known = self._vocabulary.beginnings, self._vocabulary.words
        if first[0] not in _BEGINS_JOIN or letters not in beginnings or self._stands_alone(place):
            return best  # most words, Chinese, and most marks
        last, single = ends[place], len(first) == 1
        for step in range(place + 1, min(place + _MOST_PIECES, len(texts))):
            start, alone = starts[step], single and len(texts[step]) == 1
            if start > last and not (alone and start == last + 1):  # only letters typed apart
                break
            if self._may_be_letters[step]:
                longer = letters + self._letters[step]
                if longer in beginnings:
                    letters = longer
                    if len(letters) > 3 and letters in known:
                        best = step, letters
                elif self._said[step]:
                    break
                single = alone
            elif start == last and self._text[start] not in _JOINS_LETTERS:
                break
            last = ends[step]
        return best

    def _stands_alone(self, place: int) -> bool:
        """A longer word with a space after it begins no cut word."""
        end = self._found.ends[place]
        return len(self._found.texts[place]) > 1 and (
            end >= len(self._text) or self._text[end] in " \n,;:?"
        )


def _without_marks(found: Folded, text: str) -> Folded:
    """Leave out marks that are no pause, and any mark but a Chinese one between two characters."""
    texts = found.texts
    kept = [word.isalnum() or word in _PAUSES or not _LEET_MARKS.isdisjoint(word) for word in texts]
    if not text.isascii():
        for place, word in enumerate(texts):
            if word in _PAUSES and _is_between_characters(found, place, text):
                kept[place] = False
    if all(kept):
        return found
    starts, ends = compress(found.starts, kept), compress(found.ends, kept)
    return Folded(list(compress(texts, kept)), list(starts), list(ends), found.whole)


def _is_between_characters(found: Folded, place: int, text: str) -> bool:
    """Whether a mark that is no Chinese one stands between two Chinese characters."""
    texts = found.texts
    if not (0 < place < len(texts) - 1 and text[found.starts[place]].isascii()):
        return False
    return _is_han(texts[place - 1]) and _is_han(texts[place + 1])


def _is_han(word: str) -> bool:
    return "\u3400" <= word <= "\u9fff"
