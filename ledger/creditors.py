"""Creditors: what a person may be told about whom they owe."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.errors import NotFound
from ledger.tables import Creditor


def describe_creditor(
    session: Session,
    name: str,
    *,
    phone: str | None = None,
    website: str | None = None,
    payment_methods: str | None = None,
) -> Creditor:
    """Set what is given and leave the rest; raise ``NotFound`` if no account names them yet."""
    creditor = session.scalars(select(Creditor).where(Creditor.name == name)).first()
    if creditor is None:
        raise NotFound(f"There is no creditor {name!r}. Import an account of theirs first.")
    creditor.phone = phone or creditor.phone
    creditor.website = website or creditor.website
    creditor.payment_methods = payment_methods or creditor.payment_methods
    session.flush()
    return creditor
