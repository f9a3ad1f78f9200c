"""Hear a wish to stop, before any model does, in English, Spanish and Chinese.

A wish counts however it is put (12 CFR 1006.14(h)(1); 47 CFR 64.1200(a)(10): any reasonable
means): the carriers' words standing alone, and free wording. What only looks like one ("I'll stop
by Friday", "cancel my plan", "don't text me before nine") is left to the conversation.
Pure and linear in the length of the text; the language need not be known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.text.plain import LONGEST, clauses, plain, squeeze
from compliance.text.wordings.chinese import CHINESE
from compliance.text.wordings.english import ENGLISH
from compliance.text.wordings.shape import Wordings
from compliance.text.wordings.spanish import SPANISH

_LANGUAGES: tuple[Wordings, ...] = (ENGLISH, SPANISH, CHINESE)
_WORDS_THAT_ARE_NOT_STOP = frozenset(
    {"step", "shop", "slop", "swop", "top", "sop", "atop", "strop", "stow", "stoop", "spot", "sto"}
)
_PLEASE = re.compile(r"\b(?:please|pls|por favor)\b|请")
_AND = re.compile(r"\b(?:and|but|so|because|y|pero|porque)\b|而且|但是|所以|因为")
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_SENTENCE = 3  # words, or Chinese characters
_MARKS = re.compile(r"[|,\s]+")


@dataclass(frozen=True)
class OptOutMatch:
    """Where and how a wish to stop was heard."""

    exact: bool  # a word standing alone, which carriers obey too
    language: str  # "en", "es" or "zh"
    wording: str  # the word, or the name of the pattern; never the person's own sentence


def is_opt_out(text: str) -> OptOutMatch | None:
    """Say whether this message asks us to stop writing.

    >>> is_opt_out("STOP")
    OptOutMatch(exact=True, language='en', wording='stop')
    >>> is_opt_out("for the last time, quit texting me").exact
    False
    >>> is_opt_out("I'll stop by friday") is None
    True
    """
    message = plain(text)
    for words in _LANGUAGES:
        alone = _alone(message, words)
        if alone in words.out_words:
            return OptOutMatch(True, words.language, alone)
    if _is_one_slip_from_stop(message):
        return OptOutMatch(True, "en", "stop")
    for words in _LANGUAGES:
        if wording := _free_wording(message, words):
            return OptOutMatch(False, words.language, wording)
    return None


def says_more(text: str) -> bool:
    """Say whether a message that asks us to stop tells something else beside it.

    >>> says_more("my husband died and stop texting me"), says_more("please, stop texting me!!")
    (True, False)
    """
    pieces = [piece for part in clauses(plain(text)) for piece in _AND.split(part)]
    return any(_is_a_sentence(piece) and is_opt_out(piece) is None for piece in pieces)


def _is_a_sentence(piece: str) -> bool:
    return len(_UNIT.findall(piece)) >= _SENTENCE


def is_opt_in(text: str, *, stopped: bool = False) -> bool:
    """Say whether this message asks us to write again.

    START, UNSTOP and their like always do. A bare yes lifts a stop only where one stands
    (``stopped``); otherwise it is an answer to whatever was asked.

    >>> is_opt_in("Start"), is_opt_in("yes"), is_opt_in("yes", stopped=True)
    (True, False, True)
    """
    message = plain(text)
    return any(
        _alone(message, words) in words.in_words or (stopped and _bare(message) in words.yes_words)
        for words in _LANGUAGES
    )


def is_help(text: str) -> bool:
    """Say whether this message is the word HELP (or INFO, AYUDA, 帮助), politeness aside.

    >>> is_help("Help!"), is_help("can you help my brother")
    (True, False)
    """
    asked = _bare(_PLEASE.sub(" ", plain(text)))
    return any(asked in words.help_words for words in _LANGUAGES)


def says_wrong_number(text: str) -> bool:
    """Say whether the writer tells us that this is not the person we look for.

    >>> says_wrong_number("Sorry, wrong number"), says_wrong_number("I'm not sure")
    (True, False)
    """
    message = plain(text)
    return any(
        bool(words.wrong_number.search(words.not_a_wrong_number.sub(" ", message)))
        or any(
            not words.name_lookalike.search(found[0])
            for found in words.not_that_name.finditer(text[:LONGEST])
        )
        for words in _LANGUAGES
    )


def _bare(message: str) -> str:
    """Leave only words and single spaces."""
    return _MARKS.sub(" ", message).strip()


def _alone(message: str, words: Wordings) -> str:
    """What is left of a message, or of one clause, without politeness."""
    left = _bare(words.filler.sub(" ", _bare(message))) or _bare(message)
    if left in words.out_words or left in words.out_clauses or left in words.in_words:
        return left
    once = dict.fromkeys(squeeze(word) for word in left.split())
    return " ".join(once)


def _is_one_slip_from_stop(message: str) -> bool:
    """One word, and one keystroke (or two letters swapped) away from STOP."""
    word = squeeze(_bare(message))
    if " " in word or not word.isascii() or not 3 <= len(word) <= 5:
        return False
    if word in _WORDS_THAT_ARE_NOT_STOP or not word.isalpha():
        return False
    swapped = {"tsop", "sotp", "stpo"}
    dropped = {"stp", "sop", "top"} - _WORDS_THAT_ARE_NOT_STOP
    added = len(word) == 5 and any(word[:n] + word[n + 1 :] == "stop" for n in range(5))
    changed = len(word) == 4 and sum(a != b for a, b in zip(word, "stop", strict=True)) == 1
    return word in swapped | dropped or added or (changed and word[0] in "sadx")


def _free_wording(message: str, words: Wordings) -> str | None:
    """The name of the first pattern that expresses the wish in a sentence."""
    asked = words.quoted.sub(" ", message)
    for clause in clauses(asked):
        if _alone(clause, words) in words.out_clauses:
            return "clause"
    for name, pattern in words.patterns:
        for found in pattern.finditer(asked):
            if _is_meant(asked, name, found, words):
                return name
    return None


def _is_meant(message: str, name: str, found: re.Match[str], words: Wordings) -> bool:
    """Look at the words around a match: is it a wish to stop, or about something else?"""
    before, after = message[max(0, found.start() - 60) : found.start()], message[found.end() :]
    if words.not_if_followed.match(after):
        return False
    if words.meant_for_calls.search(found[0]) and words.other_channel.search(after):
        return False
    if name in words.speaks_for_itself or words.asks_it.search(before):
        return True
    return not words.not_if_preceded.search(before)
