"""Texts that a person has approved: recognise them when filled in, and measure how far others are.

A blank of a template (``{amount}``) stands for a short piece of text without the end of a
sentence. What stands in the blanks is still screened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_BLANK = re.compile(r"\{[^{}]*\}")
_HEAD = 12  # characters before a template's first blank that choose the templates to try
_GRAM = 3
_INSIDE = r"[.](?=\S)|(?<=[ap]\.m)[.]|(?<=[ap])[.](?= m[.])"  # points that end no sentence: p. m.
_FILL = rf"((?:[^.!?。！？\n]|{_INSIDE}){{1,120}}?)"
_LIST_FILL = rf"((?:[^.!?。！？]|{_INSIDE}){{1,2000}}?)"  # every payment of a plan with its date
_PARAGRAPHS = re.compile(r"\n\s*\n")  # several answers of one turn are joined by an empty line


class Approved:
    """What has been approved, in every locale."""

    def __init__(self, templates: Iterable[str]) -> None:
        """Take the texts, blanks and all."""
        self._patterns: dict[str, list[re.Pattern[str]]] = {}
        texts = [" ".join(text.split()) for text in templates]
        for text in texts:
            fixed = _BLANK.split(text)[0][:_HEAD]
            self._patterns.setdefault(fixed, []).append(_pattern(text))
        self._shapes, self._columns = _shapes(texts)

    def fillings(self, text: str) -> list[str] | None:
        """What stands in the blanks of an approved text, or of several; None if it is not one."""
        whole = self._fillings_of(text)
        paragraphs = _PARAGRAPHS.split(text)
        if whole is not None or len(paragraphs) == 1:
            return whole
        found: list[str] = []
        for paragraph in paragraphs:
            some = self._fillings_of(paragraph)
            if some is None:
                return None
            found += some
        return found

    def _fillings_of(self, text: str) -> list[str] | None:
        plain = " ".join(text.split())
        for size in range(_HEAD + 1):
            for pattern in self._patterns.get(plain[:size], ()):
                if match := pattern.fullmatch(plain):
                    return list(match.groups())
        return None

    def distance(self, text: str) -> float:
        """How unlike every approved text this is: 0 the same, 1 nothing in common.

        The cosine of runs of three characters, figures set aside.
        """
        if not len(self._shapes):
            return 1.0
        columns = [c for gram in _grams(text) if (c := self._columns.get(gram)) is not None]
        size = max(1, len(_grams(text)))
        alike = self._shapes[:, columns].sum(axis=1) / np.sqrt(size)
        return float(max(0.0, 1.0 - alike.max(initial=0.0)))


def _pattern(text: str) -> re.Pattern[str]:
    blanks = [_LIST_FILL if ":list" in blank else _FILL for blank in _BLANK.findall(text)]
    parts = [re.escape(part) for part in _BLANK.split(text)]
    return re.compile("".join(part + fill for part, fill in zip(parts, [*blanks, ""], strict=True)))


def _grams(text: str) -> set[str]:
    plain = re.sub(r"[\d\s.,$€£¥]+", " ", _BLANK.sub(" ", text).casefold())
    return {plain[i : i + _GRAM] for i in range(max(1, len(plain) - _GRAM + 1))}


def _shapes(texts: Sequence[str]) -> tuple[NDArray[np.float32], dict[str, int]]:
    """One row of unit length for each text over the grams of all."""
    grams = [_grams(text) for text in texts]
    columns = {gram: place for place, gram in enumerate(sorted(set().union(*grams)))}
    shapes = np.zeros((len(texts), len(columns)), dtype=np.float32)
    for row, some in enumerate(grams):
        shapes[row, [columns[gram] for gram in some]] = 1 / np.sqrt(len(some))
    return shapes, columns
