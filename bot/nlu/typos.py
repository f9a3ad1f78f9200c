"""Misspell a message the way a thumb does, so that the classifier has seen it before."""

from __future__ import annotations

import random

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, letter in enumerate(row)
}


def misspell(text: str, random_source: random.Random) -> str:
    """Drop, double, swap or mistype one letter for every twelve, at least one.

    Words written without Latin letters are left as they are: they are not typed letter by letter.

    >>> misspell("2026", random.Random(1))
    '2026'
    """
    letters = [i for i, character in enumerate(text) if character.lower() in _NEIGHBOURS]
    if len(letters) < 4:
        return text
    characters = list(text)
    for place in random_source.sample(letters, max(1, len(letters) // 12)):
        characters[place] = _slip(characters, place, random_source)
    return "".join(characters)


def _slip(characters: list[str], place: int, random_source: random.Random) -> str:
    """Say what stands at ``place`` after one slip; a swap also changes the place after it."""
    letter = characters[place]
    kind = random_source.randrange(4)
    if kind == 0:
        return ""
    if kind == 1:
        return letter * 2
    if kind == 2 and place + 1 < len(characters):
        after, characters[place + 1] = characters[place + 1], letter
        return after
    return random_source.choice(_NEIGHBOURS[letter.lower()])
