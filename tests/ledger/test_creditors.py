"""What a person may be told about whom they owe."""

from __future__ import annotations

import pytest

from ledger.creditors import describe_creditor
from ledger.errors import NotFound
from ledger.tables import Creditor


def test_what_is_not_given_stays_as_it_was(db):
    with db.transaction() as session:
        session.add(Creditor(id="c-1", name="Harbor", phone="+12125550198"))
    with db.transaction() as session:
        describe_creditor(session, "Harbor", website="https://harbor.example")

    with db.reading() as session:
        creditor = session.get_one(Creditor, "c-1")
        assert creditor.phone == "+12125550198"
        assert creditor.website == "https://harbor.example"


def test_an_unknown_creditor_is_named_in_a_sentence(db):
    with db.transaction() as session, pytest.raises(NotFound, match="Import an account of theirs"):
        describe_creditor(session, "Nobody", phone="1")
