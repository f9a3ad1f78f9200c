"""Put the ledger's facts on paper, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date, format_datetime

from bot.papers.sheet import Sheet
from bot.sums import write_sum
from bot.wording import locale_of
from ledger.money import Money
from ledger.papers import Copy, Letter, PromiseSlip, Receipt, Said
from ledger.proofs import Proof

TEXTS = Path(__file__).parent / "texts.yaml"


@dataclass(frozen=True)
class Pen:
    """Who writes, in which language, and on whose clock."""

    company: str
    language: str
    zone: str
    now: datetime

    @property
    def says(self) -> Mapping[str, str]:
        """The words of papers in this language, or in English."""
        texts = _texts()
        return texts.get(self.language, texts["en"])

    def money(self, money: Money) -> str:
        """Write a sum."""
        return write_sum(money, locale_of(self.language))

    def day(self, on: date) -> str:
        """Write a date with its month in letters."""
        return format_date(on, "long", locale=locale_of(self.language))

    @property
    def today(self) -> str:
        """Today, on the person's calendar."""
        return self.day(self.now.astimezone(ZoneInfo(self.zone)).date())

    def moment(self, at: datetime) -> str:
        """Write an instant on the person's clock."""
        there = at.astimezone(ZoneInfo(self.zone))
        return format_datetime(there, "medium", locale=locale_of(self.language))

    def sheet(self, title: str) -> Sheet:
        """Begin a paper."""
        return Sheet(title=title, language=self.language, author=self.company, at=self.now)


def receipt_pdf(receipt: Receipt, pen: Pen) -> bytes:
    """Write a receipt."""
    says = pen.says
    sheet = pen.sheet(says["receipt"])
    sheet.facts(
        [
            (says["from"], receipt.payer),
            (says["to"], receipt.creditor),
            (says["account"], says["ending"].format(ending=receipt.ending)),
            (says["amount"], pen.money(receipt.money)),
            (says["paid_on"], pen.day(receipt.paid_on)),
            (says["number"], receipt.number),
        ]
    )
    template = "left" if receipt.left.minor > 0 else "nothing_left"
    sheet.paragraph(says[template].format(today=pen.today, left=pen.money(receipt.left)))
    sheet.small(says["keep"])
    return sheet.finished()


def letter_pdf(letter: Letter, pen: Pen) -> bytes:
    """Write the letter that nothing is left to pay."""
    says = pen.says
    sheet = pen.sheet(says["settled" if letter.given_up else "paid_in_full"])
    sheet.small(pen.today)
    sheet.paragraph(says["dear"].format(name=letter.payer))
    sheet.facts(
        [
            (says["creditor"], letter.creditor),
            (says["product"], letter.product),
            (says["account"], says["ending"].format(ending=letter.ending)),
        ]
    )
    body = "settled_body" if letter.given_up else "paid_in_full_body"
    sheet.paragraph(says[body].format(creditor=letter.creditor, today=pen.today))
    sheet.small(says["keep"])
    return sheet.finished()


def proof_pdf(proof: Proof, pen: Pen) -> bytes:
    """Write what an account is made of, for whoever asked for proof of it."""
    says = pen.says
    sheet = pen.sheet(says["proof"])
    sheet.small(pen.today)
    sheet.paragraph(says["dear"].format(name=proof.debtor))
    rows = [
        (says["creditor"], proof.creditor),
        (says["product"], proof.product),
        (says["account"], says["ending"].format(ending=proof.ending)),
    ]
    if proof.opened_on is not None:
        rows.append((says["opened_on"], pen.day(proof.opened_on)))
    if proof.itemized is not None:
        since = proof.itemized
        rows += [
            (says["sum_on"].format(day=pen.day(since.day)), pen.money(since.balance)),
            (says["interest_since"], pen.money(since.interest)),
            (says["fees_since"], pen.money(since.fees)),
            (says["credited_since"], pen.money(since.credited)),
        ]
    sheet.facts([*rows, (says["sum_on"].format(day=pen.today), pen.money(proof.balance))])
    sheet.paragraph(says["proof_hold"])
    sheet.small(says["keep"])
    return sheet.finished()


def record_pdf(copy: Copy, pen: Pen) -> bytes:
    """Write the copy of a talk."""
    says = pen.says
    sheet = pen.sheet(says["record"])
    sheet.small(says["record_of"].format(today=pen.today, zone=pen.zone))
    for line in copy.lines:
        sheet.small(f"{pen.moment(line.at)} · {_author(line, says)}")
        sheet.paragraph(_words(line, says))
    return sheet.finished()


def promise_facts(slip: PromiseSlip, pen: Pen) -> list[tuple[str, str]]:
    """Give what the page of a promise shows."""
    says = pen.says
    rows = [
        (says["to"], slip.creditor),
        (says["amount"], pen.money(slip.money)),
        (says["by"], pen.day(slip.due_on)),
        *([(says["taken_off"], pen.money(slip.off))] if slip.off.minor > 0 else []),
        (says["agreed"], pen.moment(slip.agreed_at)),
    ]
    return rows if slip.words is None else [*rows, (says["own_words"], slip.words)]


def _author(line: Said, says: Mapping[str, str]) -> str:
    if line.theirs:
        return says["you"]
    return says["person"] if line.by_person else says["machine"]


def _words(line: Said, says: Mapping[str, str]) -> str:
    return line.text.strip() or says["file" if line.files else "empty"]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    texts: Mapping[str, Mapping[str, str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return texts
