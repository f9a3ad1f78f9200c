"""Read a promise of several parts: "half on the 1st, the rest on the 15th"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from actions.figures import Figures
from actions.turn import Turn
from ledger.money import Money
from ledger.plans import months_later
from ledger.tables import Account

_NOW = re.compile(
    r"\b(?:now|today|right away|hoy|ahora(?: mismo)?|ya)\b|今天|现在|現在|马上|馬上", re.IGNORECASE
)
_REST = re.compile(
    r"\b(?:the (?:rest|remainder)|what'?s left|el resto|lo (?:dem[aá]s|restante)"
    r"|lo que (?:falt|qued|rest)\w+)\b|剩下|其余|其餘|余下|餘下|剩余|剩餘",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:and|each|both|y|cada)\b|[和跟与與各]|&", re.IGNORECASE)


def names_parts(turn: Turn, account: Account) -> bool:
    """Whether the words name several days, each with its sum."""
    balance = turn.balance(account)
    return bool(read_parts(turn.entities, turn.words, balance=balance, today=turn.today))


def read_parts(
    entities: Sequence[Mapping[str, Any]], words: str, *, balance: Money, today: date
) -> list[tuple[date, Money]]:
    """Pair the sums with their days, in the order they were said; empty if it is one part.

    A day before the one in front of it is meant a month later. Together the parts are never
    more than the balance.
    """
    sums = [money for money in (_sum(entity, balance) for entity in entities) if money]
    days = [day for day in (_day(entity) for entity in entities) if day]
    if len(days) == len(sums) - 1 and _NOW.search(words):
        days.insert(0, today)
    if len(days) == len(sums) + 1 and _REST.search(words):
        sums.append(balance)  # more than is left is taken off below
    elif len(sums) == 1 and _EACH.search(words):
        sums *= len(days)  # "100 on the 1st and the 15th"
    if len(days) < 2 or len(sums) != len(days):
        return []
    for number, (before, day) in enumerate(pairwise(days), start=1):
        if day <= before:
            days[number] = months_later(day, 1)
    return _within(list(zip(days, sums, strict=True)), balance)


def _within(parts: list[tuple[date, Money]], balance: Money) -> list[tuple[date, Money]]:
    left, fitting = balance, []
    for day, money in parts:
        part = min(money, left)
        if part.minor > 0:
            fitting.append((day, part))
            left = left - part
    in_order = all(before < day for (before, _), (day, _) in pairwise(fitting))
    return fitting if len(fitting) > 1 and in_order else []


def _sum(entity: Mapping[str, Any], balance: Money) -> Money | None:
    figures = Figures.read([entity])
    return figures.money(balance.currency) or figures.share_of(balance)


def _day(entity: Mapping[str, Any]) -> date | None:
    return Figures.read([entity]).on
