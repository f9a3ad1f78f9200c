"""``forbear creditor``: how a creditor is reached and paid."""

from __future__ import annotations

from bot.commands.opening import open_desk
from ledger.creditors import describe_creditor


def run(name: str, *, phone: str | None, website: str | None, payment_methods: str | None) -> int:
    """Set what is given, and show what is on file now."""
    with open_desk() as desk, desk.db.transaction() as session:
        creditor = describe_creditor(
            session, name, phone=phone, website=website, payment_methods=payment_methods
        )
        print(f"{creditor.name}")
        print(f"  phone            {creditor.phone or 'not set'}")
        print(f"  website          {creditor.website or 'not set'}")
        print(f"  payment methods  {creditor.payment_methods or 'not set'}")
    return 0
