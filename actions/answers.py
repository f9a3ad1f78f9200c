"""Words that answer our question whatever else they might be taken for."""

from __future__ import annotations

import re

from actions.call_times import corrects_call
from actions.figures import Figures
from actions.form import answers_the_form
from actions.representative import names_a_representative
from actions.telling import passes
from actions.turn import Turn
from ledger.agreements import proposed
from ledger.tables import Plan

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
# A yes that stands by itself at the beginning; "ok" and "bueno" may only be an "I see".
_YES = re.compile(
    r"^\W*(?:yes|yep|yeah|sure|s[ií]|claro(?: que s[ií])?|correcto|de acuerdo|acepto|as[ií] es)"
    r"(?:\s*[,.;:!]|\s+(?:please|thank|por favor|gracias|muchas|much[ií]simas|mil)\b)"
    r"|^\W*(?:可以|行|对|對|是|同意|没错|沒錯|没问题|沒問題)[的吧啊呀了]?\s*"
    r"(?:[，,。！!、\s]|就|[谢謝]|多[谢謝]|感[谢謝])",
    re.IGNORECASE,
)
# In Chinese, thanks behind "good" take what was offered; more words may take it back.
_YES_THANKS = re.compile(
    r"^\W*(?:[嗯恩]\W*)?好[的啊呀吧滴嘞噢哦]?\W*(?:非常|十分|太)?"
    r"(?:[谢謝]{1,2}|多[谢謝]|感[谢謝恩]|唔該晒?|[麻辛][烦煩苦])[您你了啦啊哦喔呀哈晒們们]*\W*$"
)
_BUT = re.compile(r"[?？]|\b(?:but|pero)\b|不[过過]|但|[吗嗎]", re.IGNORECASE)
_AGREES = {  # what a yes does, by what we had asked
    "plan": "action_accept_plan",
    "promise": "action_confirm_promise",
    "deal": "action_accept_deal",
    "cancel": "action_end_agreement",
    "affordability": "action_ask_affordability",
    "person": "action_hand_over",
}
_WONT_SAY = frozenset({"refuse_to_pay", "stall", "nlu_fallback", "out_of_scope"})
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
    if turn.awaiting == "identity" and turn.intent in _WONT_SAY and passes(turn.text):
        return "action_decline_identity"
    if not turn.verified:
        return None
    if turn.intent == "thank" and says_yes(turn.text):
        return _AGREES.get(turn.awaiting or "")
    if turn.intent == "cannot_pay" and _names_less_than_offered(turn):
        return "action_counter_offer"  # "80 a month, more I do not have"
    if not _is_short(turn.text):
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


def says_yes(words: str) -> bool:
    """Whether somebody begins with a plain yes and takes nothing of it back.

    >>> says_yes("好的，谢谢"), says_yes("谢谢"), says_yes("好的，谢谢，我再想想")
    (True, False, False)

    >>> says_yes("sí, muchas gracias"), says_yes("ok, gracias"), says_yes("yes, but 300")
    (True, False, False)
    >>> says_yes("行，就3424"), says_yes("行不行")
    (True, False)
    """
    plain = _YES.match(words) or _YES_THANKS.match(words)
    return plain is not None and _BUT.search(words) is None


def wish_in(figures: Figures) -> str | None:
    """Name the action for figures alone: a sum with a rhythm is a plan, with a day a promise."""
    if not (figures.amounts or figures.share):
        return None
    if figures.frequency or figures.count:
        return "action_offer_plan"
    return "action_take_promise" if figures.on else None


def _names_less_than_offered(turn: Turn) -> bool:
    """Whether they name a sum that is smaller than the instalments of the plan on the table."""
    if turn.awaiting != "plan":
        return False
    plan = proposed(turn.session, turn.conversation.id)
    return isinstance(plan, Plan) and any(
        minor < plan.instalments[0].minor for minor, _ in turn.figures.amounts
    )


def _figure_we_asked_for(turn: Turn) -> str | None:
    figures = turn.figures
    parted = figures.share or figures.frequency or figures.count
    if figures.any and not parted and says_yes(turn.text):
        agreed = {"plan", "promise", "deal"} & {turn.awaiting}
        if agreed:
            return _AGREES[agreed.pop()]  # which looks whether the figure is what was offered
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
