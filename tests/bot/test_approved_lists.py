"""A list within an approved text is still an approved text, alone and behind another answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.screening import house_words
from bot.wording import LOCALES, Wording
from ledger.money import Money
from ledger.values import AccountLine, AccountList

POLICIES = Path(__file__).parent.parent.parent / "policies"
WORDING = Wording.load(POLICIES / "templates", strict=True)
WORDS = house_words(POLICIES, WORDING)
TWO = AccountList((
    AccountLine("Harbor Home Credit", "furniture loan", "1001", Money(613_42, "USD")),
    AccountLine("Northbank Cards", "credit card", "3001", Money(980_00, "USD")),
))  # fmt: skip


@pytest.mark.parametrize("locale", sorted(LOCALES))
@pytest.mark.parametrize("template", ["which_account", "again_account"])
def test_the_accounts_to_choose_from_need_no_person(template: str, locale: str):
    text = WORDING.render(template, {"accounts": TWO}, locale)
    thanks = WORDING.render("thanks", {}, locale)
    assert WORDS.screen(text, locale) == ()
    assert WORDS.screen(f"{thanks}\n\n{text}", locale) == ()
