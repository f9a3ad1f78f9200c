"""Words that answer our question whatever else they might be taken for."""

from __future__ import annotations

import re

from actions.call_times import corrects_call
from actions.form import answers_the_form
from actions.representative import names_a_representative
from actions.turn import Turn

_ALL_OF_IT = re.compile(
    r"\b(?:all of it|the (?:whole|entire|full)|whole (?:thing|balance|amount|lot)|in full"
    r"|full (?:balance|amount)|everything|pay(?:ing)? it off|clear it|todo|completo)\b"
    r"|全部|全额|全額|一次付清",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"\b(?:skip|paus\w+|take a break|miss (?:this|a|one|the next)|sit (?:this|one) out"
    r"|salt(?:ar|arme|eme|o)|omitir|pausar|brincar\w*)\b"
    r"|跳过|跳過|暂停|暫停|停一期|停一个月|停一個月|缓一期|緩一期",
    re.IGNORECASE,
)
_NOT_TO_END = re.compile(
    r"\b(?:(?:do not|don['’]?t|not to) (?:cancel|end|stop)"
    r"|no (?:lo |la )?(?:cancel[eo]s?|termin[eo]s?|anul[eo]s?))\b|[别別不][要用]?取消",
    re.IGNORECASE,
)
_KEEP = re.compile(
    r"\b(?:keep(?:ing)?|leave it|stay(?:ing)? (?:on|with|in)|mant[eé]n\w*|d[eé]j[ae]\w*"
    r"|conserv\w+)\b|保留|留着|留著",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:cancel\w*|end|stop|quit"
    r"|(?:do not|don['’]?t|can['’]?t|cannot|no longer|not) (?:want to )?(?:keep|stay)"
    r"|termin\w+|anul\w+|no (?:quiero |puedo )?(?:seguir|mantener\w*))\b"
    r"|取消|[结結]束|[终終]止|不[想能再]?[留保]",
    re.IGNORECASE,
)
_COPY_WORDS = frozenset({"record", "registro", "记录", "記錄", "紀錄"})
_LITTLE = 4  # words; a longer sentence says more than "all of it"
_LITTLE_CHINESE = 9  # signs
# What a bare figure may be taken for. Words that protect somebody are not among them.
_ABOUT_PAYING = frozenset(
    {
        "nlu_fallback",
        "out_of_scope",
        "promise_to_pay",
        "pay_now",
        "pay_partial",
        "request_plan",
        "counter_offer",
        "change_plan",
        "request_extension",
        "request_settlement",
        "give_identity",
        "update_contact",
        "ask_due_date",
        "request_callback",
        "set_contact_preference",
        "not_now",
        "stall",
    }
)


def says_all_of_it(words: str) -> bool:
    """Whether somebody names the whole balance without a figure.

    >>> says_all_of_it("the whole thing"), says_all_of_it("all of you")
    (True, False)
    """
    return _ALL_OF_IT.search(words) is not None


def asks_to_skip(words: str) -> bool:
    """Whether somebody wants to leave one instalment out.

    >>> asks_to_skip("can I skip this month"), asks_to_skip("can I pay on the 5th")
    (True, False)
    """
    return _SKIP.search(words) is not None


def keeps_it(words: str) -> bool:
    """Whether somebody who is asked if something shall end says to keep it.

    >>> keeps_it("nvm keep the plan"), keeps_it("dont cancel it"), keeps_it("i can't keep it")
    (True, True, False)
    """
    if _NOT_TO_END.search(words):
        return True
    return _KEEP.search(words) is not None and _END.search(words) is None


def is_copy_word(words: str) -> bool:
    """Whether this is the one word that asks for a copy of the talk, whatever it is taken for.

    >>> is_copy_word(" Record. "), is_copy_word("off the record")
    (True, False)
    """
    return words.strip(" .!。！\"'").casefold() in _COPY_WORDS


def bare_answer(turn: Turn) -> str | None:
    """Name the action that a few words are the answer for, because of what we had just asked.

    Without its question the classifier may take "all of it" for despair, "skip" for a no, and
    "december 20" for the wish to change a plan.
    """
    if answers_the_form(turn):
        return "action_ask_affordability"
    if names_a_representative(turn):
        return "action_keep_representative"
    if corrects_call(turn):
        return "action_request_callback"
    if not turn.verified or not _is_short(turn.text):
        return None
    match turn.awaiting:
        case "promise_amount" if says_all_of_it(turn.text):
            return "action_take_promise"
        case "pay_part" if says_all_of_it(turn.text):
            return "action_pay_part"
        case "plan_wish" if asks_to_skip(turn.text):
            return "action_change_plan"
    if turn.intent in _ABOUT_PAYING:
        return _figure_we_asked_for(turn)
    return None


def _figure_we_asked_for(turn: Turn) -> str | None:
    figures = turn.figures
    match turn.awaiting:
        case "plan" | "plan_wish" if figures.any and not (figures.amounts and figures.on):
            return "action_counter_offer"  # a sum with its day may be a promise instead
        case "promise" if figures.any:
            return "action_take_promise"
        case "promise_amount" if figures.amounts or figures.share:
            return "action_take_promise"
        case "pay_part" if figures.amounts or figures.share:
            return "action_pay_part"
        case "promise_date" if figures.on:
            return "action_take_promise"
        case "deal" if figures.any:
            return "action_counter_deal"
        case "extension_day" if figures.on:
            return "action_offer_time"
    return None


def _is_short(words: str) -> bool:
    """Whether it is a few words; Chinese, which sets no spaces, is counted by its signs."""
    signs = sum("\u4e00" <= sign <= "\u9fff" for sign in words)
    return len(words.split()) <= _LITTLE and signs <= _LITTLE_CHINESE
