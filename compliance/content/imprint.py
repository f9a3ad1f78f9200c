"""Say what a place wants said about the sender: a name, a number to call, a licence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.content.additions import (
    Ruling,
    folded,
    in_language,
    joined,
    language_of,
    says_one_thing,
)
from compliance.law import Law
from compliance.pack import Pack
from compliance.situation import Direction, Situation
from compliance.verdict import Category, Finding, Outcome

LINES = "house/imprint_lines"
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:元|€)|\b\d[\d,]*\.\d{2}\b")


def check_imprint(situation: Situation, law: Law) -> Iterator[Ruling]:
    """Add what must be said and is not; what we do not know goes to a person.

    NYC Admin. Code 20-493.2(a), DC Code 28-3814, 940 CMR 7.04(1), Cal. Civ. Code 1788.11(f) and
    their like. An amount is never added: figures come from the ledger alone.
    """
    for pack in law.binding("imprint", situation):
        yield _judge(situation, law, pack)


def _judge(situation: Situation, law: Law, pack: Pack) -> Ruling:
    day = situation.at.date()
    wanted = pack.on("must_say", day)

    def finding(outcome: Outcome, reason: str) -> Finding:
        return Finding(pack.id, Category.MISSING_IDENTITY, outcome, reason, wanted.reference)

    answered = situation.direction is Direction.REPLY and not pack.settings.get("answers_too")
    if says_one_thing(situation) or answered:
        return Ruling(finding(Outcome.PERMIT, "an answer in a talk that began with it"))
    if not situation.discloses_debt:
        return Ruling(finding(Outcome.PERMIT, "the text conveys nothing about a debt"))
    missing = [item for item in wanted.value if not _is_said(item, situation)]
    if not missing:
        return Ruling(finding(Outcome.PERMIT, "the text says what it must about the sender"))
    unknown = [item for item in missing if not _value(item, situation)]
    if unknown:
        names = ", ".join(item.replace("_", " ") for item in unknown)
        reason = f"the text must say, and we do not know: {names}"
        return Ruling(finding(pack.outcome_when_unsure, reason))
    lines = law.packs[LINES]
    said = [
        in_language(lines.on(item, day).value, language_of(situation)).format(
            _value(item, situation)
        )
        for item in missing
    ]
    names = ", ".join(item.replace("_", " ") for item in missing)
    return Ruling(finding(Outcome.AMEND, f"the text must say: {names}; added"), suffix=joined(said))


def _value(item: str, situation: Situation) -> str | None:
    if item in {"creditor", "collector"}:
        return situation.creditor if item == "creditor" else situation.collector
    if item == "amount":
        return None
    value: str | None = getattr(situation.imprint, item)
    return value


def _is_said(item: str, situation: Situation) -> bool:
    if item == "amount":
        return _MONEY.search(situation.text) is not None
    value = _value(item, situation)
    if not value:
        return False
    if item == "phone":
        return _digits(value) in _digits(situation.text)
    return folded(value) in folded(situation.text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
