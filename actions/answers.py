"""Words that answer our question whatever else they might be taken for."""

from __future__ import annotations

import re

from actions.turn import Turn

_ALL_OF_IT = re.compile(
    r"\b(?:all of it|the (?:whole|entire|full)|whole (?:thing|balance|amount|lot)|in full"
    r"|full (?:balance|amount)|everything|pay(?:ing)? it off|clear it|todo|completo)\b"
    r"|全部|全额|全額|一次付清",
    re.IGNORECASE,
)
_LITTLE = 4  # words; a longer sentence says more than "all of it"


def says_all_of_it(words: str) -> bool:
    """Whether somebody names the whole balance without a figure.

    >>> says_all_of_it("the whole thing"), says_all_of_it("all of you")
    (True, False)
    """
    return _ALL_OF_IT.search(words) is not None


def is_bare_sum(turn: Turn) -> bool:
    """Whether this is the short answer "all of it" to the question how much.

    Without its question the classifier may take it for despair.
    """
    return (
        turn.verified
        and turn.awaiting == "promise_amount"
        and says_all_of_it(turn.text)
        and len(turn.text.split()) <= _LITTLE
    )
