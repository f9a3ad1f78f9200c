"""Which account is it about? Asked with a short numbered list, only where it matters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.figures import Figures
from actions.gate import Wishes
from actions.heard import PROTECTING
from actions.turn import Turn
from ledger.agreements import live_agreement, proposed
from ledger.tables import Account
from ledger.values import AccountLine, AccountList

_SHOWN = 4  # the last signs of an account's number are enough to know it by
_LONGEST = 40  # signs; a choice is short, a longer message says something of its own
_ORDINALS = (
    ("first", "1st", "one", "primera", "primero", "uno", "una", "第一", "一"),
    ("second", "2nd", "two", "segunda", "segundo", "dos", "第二", "二", "两", "兩"),
    ("third", "3rd", "three", "tercera", "tercero", "tres", "第三", "三"),
    ("fourth", "4th", "four", "cuarta", "cuarto", "cuatro", "第四", "四"),
    ("fifth", "5th", "five", "quinta", "quinto", "cinco", "第五", "五"),
)
_LAST = re.compile(r"\b(?:last|[uú]ltim[ao])\b|最后|最後", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d$.,])(\d{1,2})(?![\d.,])")
_OTHER = re.compile(
    r"\b(?:the|my|la|el|mi) (?:other|otra|otro)(?: one| account| debt| cuenta| deuda)?\b"
    r"|另一个|另一個|另外一个|另外一個|其他账户|其他帳戶|别的账户|別的帳戶",
    re.IGNORECASE,
)
_OTHER_WORDS = frozenset({"other", "otra", "otro", "其他", "另一个", "另一個"})
_OF_WHAT_IS_AGREED = frozenset(
    {"action_change_plan", "action_cancel_plan", "action_tell_plan_status"}
)
_COMMON = frozenset(
    "account bank card cards credit debt home loan loans the financial finance company group "
    "services tarjeta banco cuenta crédito credito préstamo prestamo".split()
)


@dataclass(frozen=True)
class Choice:
    """One open account, and to whom it is owed."""

    account: Account
    creditor: str

    @property
    def words(self) -> frozenset[str]:
        """The words it may be called by."""
        return frozenset(_words(f"{self.creditor} {self.account.product}"))


def account_is_clear(turn: Turn, action: str) -> bool:
    """Whether it is clear which account is meant; if not, ask, and keep the wish.

    What they name wins; then what the talk is about; then what is on the table, or agreed.
    """
    choices = _choices(turn)
    if turn.account_chosen:
        return True
    if len(choices) < 2:
        _focus(turn, choices[0] if choices else None)
        return True
    meant = _named(turn.text, choices) or _other(turn, choices)
    if meant is None and turn.conversation.account_id not in {one.account.id for one in choices}:
        meant = _settled(turn, choices, action)
        if meant is None:
            wish = {"action": action, "entities": [dict(e) for e in turn.entities]}
            turn.set_slot("wish", wish)
            ask_which(turn, "which_account")
            return False
    _focus(turn, meant)
    return True


def ask_which(turn: Turn, template: str) -> None:
    """Ask which account, with all that are open."""
    lines = [
        AccountLine(
            one.creditor, one.account.product, one.account.ref[-_SHOWN:], turn.balance(one.account)
        )
        for one in _choices(turn)
    ]
    turn.await_("account")
    turn.say(template, accounts=AccountList(tuple(lines)))


def is_choice(turn: Turn) -> bool:
    """Whether this message, whatever it is taken for, says which account is meant."""
    if not turn.verified or turn.intent in PROTECTING or len(turn.text) > _LONGEST:
        return False
    if turn.awaiting == "account":
        return _chosen(turn, _choices(turn)) is not None
    return _is_other_word(turn.text) and len(_choices(turn)) > 1


def choose(turn: Turn, wishes: Wishes) -> None:
    """Take the choice, and serve what was wished before it."""
    choices, asked = _choices(turn), turn.awaiting == "account"
    chosen = _chosen(turn, choices) if asked else _other(turn, choices)
    if chosen is None:
        turn.set_slot("wish", None)
        ask_which(turn, "which_account")
        return
    _focus(turn, chosen)
    wish = turn.slot("wish") if asked else None
    turn.await_(None)
    turn.set_slot("wish", None)
    kept = wish if isinstance(wish, dict) else {}
    turn.entities = list(kept.get("entities") or ())
    turn.figures = Figures.read(turn.entities)
    wishes.get(str(kept.get("action")), wishes["action_tell_balance"])(turn)


def _chosen(turn: Turn, choices: list[Choice]) -> Choice | None:
    """Find the account that an answer to the numbered list means."""
    text = turn.text.casefold()
    number = _NUMBER.search(text)
    if number is not None and 1 <= int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1]
    endings = [one for one in choices if one.account.ref[-_SHOWN:].casefold() in text]
    if len(endings) == 1:
        return endings[0]
    named = _named(text, choices) or _by_words(text, choices, frozenset()) or _other(turn, choices)
    if named is not None:
        return named
    if _LAST.search(text):
        return choices[-1]
    said = set(re.findall(r"[^\W\d_]+|\d+[a-z]+", text))
    for names, choice in zip(_ORDINALS, choices, strict=False):
        if said & set(names) or any(name in text for name in names if not name.isascii()):
            return choice
    return None


def _named(words: str, choices: list[Choice]) -> Choice | None:
    """Find the one account whose creditor or product is named, in words that others lack."""
    text = words.casefold()
    whole = [one for one in choices if one.account.product.casefold() in text]
    return whole[0] if len(whole) == 1 else _by_words(text, choices, _COMMON)


def _by_words(text: str, choices: list[Choice], common: frozenset[str]) -> Choice | None:
    said = _words(text) - common
    found = [
        one
        for one in choices
        if said & one.words.difference(*(other.words for other in choices if other is not one))
    ]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", text.casefold()))


def _is_other_word(words: str) -> bool:
    plain = words.strip(" .!?。").casefold()
    return plain in _OTHER_WORDS or _OTHER.fullmatch(plain) is not None


def _other(turn: Turn, choices: list[Choice]) -> Choice | None:
    """Find the one account that the talk is not about, if they say "the other"."""
    if not (_OTHER.search(turn.text) or _is_other_word(turn.text)):
        return None
    others = [one for one in choices if one.account.id != turn.conversation.account_id]
    return others[0] if len(others) == 1 else None


def _settled(turn: Turn, choices: list[Choice], action: str) -> Choice | None:
    """Find the account with something on the table; or the only one with something agreed."""
    on_table = proposed(turn.session, turn.conversation.id)
    if on_table is not None:
        return next((one for one in choices if one.account.id == on_table.account_id), None)
    if action not in _OF_WHAT_IS_AGREED:
        return None
    agreed = [one for one in choices if live_agreement(turn.session, one.account.id) is not None]
    return agreed[0] if len(agreed) == 1 else None


def _choices(turn: Turn) -> list[Choice]:
    found = []
    for account in turn.open_accounts():
        creditor = turn.creditor(account)
        found.append(Choice(account, creditor.name if creditor else turn.company))
    return found


def _focus(turn: Turn, choice: Choice | None) -> None:
    if choice is not None:
        turn.conversation.account_id = choice.account.id
        turn.account_chosen = True
