"""The ways in which a Chinese term is hidden: by sound, by initials, by a character of like sound.

The tables are data (``patterns/cloaks``). A hidden form of a term is a term of the same concept,
and of the concept ``cloak``: hiding a word is a signal in itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

CLOAK = "cloak"
_LONGEST = 5  # characters of a term that is looked for in every mixture
_FEWEST_SYLLABLES = 3  # two alone may be anything
_FEWEST_LETTERS = 6
_FEWEST_INITIALS = 4  # three letters stand for too much

_Form = tuple[str, ...]


def cloaked(
    table: Mapping[str, Any], terms: Mapping[str, set[_Form]]
) -> Iterator[tuple[str, set[_Form]]]:
    """Give each concept of the table with the hidden forms of its terms.

    A term is hidden only if the sound of each of its characters is in the table.
    """
    sounds: dict[str, str] = table["sounds"]
    alike: dict[str, str] = table["alike"]
    for concept in table["concepts"]:
        hidden: set[_Form] = set()
        for term in terms[concept]:
            if 1 < len(term) <= _LONGEST and all(character in sounds for character in term):
                hidden.update(_forms(term, sounds, alike))
        yield concept, hidden - terms[concept]


def _forms(term: _Form, sounds: Mapping[str, str], alike: Mapping[str, str]) -> Iterator[_Form]:
    spoken = [sounds[character] for character in term]
    for mixture in product(*zip(term, spoken, strict=True)):
        if len(term) >= _FEWEST_SYLLABLES or any(part in term for part in mixture):
            yield mixture
    if sum(map(len, spoken)) >= _FEWEST_LETTERS:  # shorter ones are words of other languages
        yield ("".join(spoken),)
    if len(term) >= _FEWEST_INITIALS:
        yield ("".join(sound[0] for sound in spoken),)
    for place, character in enumerate(term):
        for other in alike.get(character, ""):
            yield (*term[:place], other, *term[place + 1 :])
