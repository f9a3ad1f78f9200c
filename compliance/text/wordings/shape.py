"""What one language brings to reading wishes to stop."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Wordings:
    """The words and patterns of one language, on plain text (see ``compliance.text.plain``)."""

    language: str
    out_words: frozenset[str]  # a whole message, politeness aside
    out_clauses: frozenset[str]  # a whole clause, whatever stands around it
    filler: re.Pattern[str]  # politeness and filling, taken away before comparing
    in_words: frozenset[str]
    yes_words: frozenset[str]  # lift a stop only where one stands
    help_words: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    quoted: re.Pattern[str]  # talk about stopping, not a wish to: taken away first
    not_if_followed: re.Pattern[str]
    not_if_preceded: re.Pattern[str]
    asks_it: re.Pattern[str]  # questions that are wishes, in spite of ``not_if_preceded``
    speaks_for_itself: frozenset[str]  # patterns that need no look at the words before
    other_channel: re.Pattern[str]  # "… text me instead"
    meant_for_calls: re.Pattern[str]
    wrong_number: re.Pattern[str]
    not_a_wrong_number: re.Pattern[str]
    not_that_name: re.Pattern[str]  # on the original text: names begin with a capital
    name_lookalike: re.Pattern[str]
