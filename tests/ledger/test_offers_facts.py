"""What a policy looks at is what the ledger has, on the person's own day."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.errors import NotFound
from ledger.money import Money
from ledger.offers import AccountFacts
from ledger.offers_facts import facts_of
from ledger.tables import Plan, Promise
from tests.ledger.given import a_debtor, an_account


def test_the_facts_of_an_account_with_a_history(db, now, new_id):
    with db.transaction() as session:
        debtor = a_debtor(session, new_id, kind="business", company="Diaz Bakery")
        account = an_account(
            session, new_id, debtor, minor=613_42, collecting="third", due_date=date(2026, 12, 4)
        )
        for number, standing in enumerate(["broken", "kept", "broken", "open"]):
            session.add(
                Promise(
                    id=f"promise {number}",
                    account_id=account.id,
                    minor=1,
                    due_on=date(2026, 11, 1),
                    standing=standing,
                    proposed_at=now,
                )
            )
        session.add(
            Plan(
                id="plan",
                account_id=account.id,
                standing="defaulted",
                frequency="monthly",
                total_minor=1,
                policy_revision="r",
                proposed_at=now,
            )
        )

    with db.reading() as session:
        facts = facts_of(session, account.id, today=date(2026, 12, 1))

    assert facts == AccountFacts(
        balance=Money(613_42, "USD"),
        days_past_due=-3,
        segment="business",
        party="third",
        broken_promises=2,
        defaulted_plans=1,
    )


def test_an_unknown_account_has_no_facts(db):
    with db.reading() as session, pytest.raises(NotFound):
        facts_of(session, "nobody's", today=date(2026, 12, 1))
