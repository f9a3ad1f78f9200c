"""A stranger proves nothing and learns nothing; the right party is known by two facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from ledger.database import Database
from ledger.ids import NewId
from ledger.people import (
    add_contact_point,
    debtors_by_address,
    display_name,
    greeting_name,
    names_of,
    prove_identity,
)
from ledger.tables import Debtor
from tests.ledger.given import ANA, NOW, a_debtor, an_account


def test_postal_code_and_birth_year_prove_who_somebody_is(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        proved = prove_identity(
            session, debtor_ids=[ana.id], postal_code="10001-1234", birth_year=1980
        )
        by_date = prove_identity(
            session, debtor_ids=[ana.id], postal_code=" 10001", birth_date=date(1980, 5, 6)
        )
    assert proved == by_date == ana.id


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"postal_code": "10001"},
        {"birth_year": 1980},
        {"postal_code": "10002", "birth_year": 1980},
        {"postal_code": "10001", "birth_year": 1981},
        {"postal_code": "", "birth_year": 1980},
        {"postal_code": "100", "birth_year": 1980},
        {"last_name": "Diaz", "birth_year": 1980},
    ],
)
def test_anything_less_proves_nothing(db: Database, new_id: NewId, said: dict[str, Any]) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        assert prove_identity(session, debtor_ids=[ana.id], **said) is None


def test_facts_the_file_does_not_have_prove_nobody(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        blank = a_debtor(session, new_id, postal_code=None, birth_date=None)
        assert prove_identity(session, debtor_ids=[blank.id], postal_code="") is None
        assert prove_identity(session, debtor_ids=[blank.id], postal_code="-") is None


def test_where_there_are_no_postal_codes_the_reference_stands_in(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ka_ming = a_debtor(session, new_id, postal_code=None, country="HK")
        account = an_account(session, new_id, ka_ming)
        said = {"debtor_ids": [ka_ming.id], "birth_year": 1980}
        assert prove_identity(session, **said, account_ref=account.ref) == ka_ming.id
        assert prove_identity(session, **said) is None
        assert prove_identity(session, **said, account_ref="another") is None
        assert prove_identity(session, debtor_ids=[ka_ming.id], account_ref=account.ref) is None


def test_right_facts_without_an_address_or_a_reference_prove_nobody(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        assert prove_identity(session, postal_code="10001", birth_year=1980) is None


def test_two_people_of_one_household_are_told_apart_by_their_birth_year(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        leo = a_debtor(session, new_id, ref="D-2", birth_date=date(1978, 1, 1))
        both = [ana.id, leo.id]
        assert prove_identity(session, debtor_ids=both, postal_code="10001", birth_year=1978) == (
            leo.id
        )
        leo.birth_date = date(1980, 9, 9)
        assert (
            prove_identity(session, debtor_ids=both, postal_code="10001", birth_year=1980) is None
        )


def test_a_stranger_with_the_account_reference_still_needs_the_facts(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        an_account(session, new_id, ana, ref="A-77")
        right = prove_identity(session, account_ref="A-77", postal_code="10001", birth_year=1980)
        wrong = prove_identity(session, account_ref="A-77", postal_code="10001", birth_year=1990)
    assert (right, wrong) == (ana.id, None)


def test_a_business_proves_itself_by_postal_code_and_account_reference(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        shop = a_debtor(session, new_id, kind="business", company="Corner Shop", birth_date=None)
        an_account(session, new_id, shop, ref="A-77")
        assert prove_identity(session, account_ref="a 77", postal_code="10001") is None
        assert prove_identity(session, account_ref="A-77", postal_code="10001") == shop.id
        assert prove_identity(session, debtor_ids=[shop.id], postal_code="10001") is None


def test_the_same_questions_are_asked_whether_or_not_somebody_exists(
    db: Database, new_id: NewId
) -> None:
    asked: list[str] = []
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        ana_id = ana.id
        an_account(session, new_id, ana, ref="A-1")
    event.listen(
        db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]), named=False
    )
    with db.transaction() as session:
        session.connection()
        asked.clear()
        prove_identity(session, debtor_ids=[ana_id], account_ref="A-1", postal_code="x")
        for_somebody = list(asked)
        asked.clear()
        prove_identity(session, debtor_ids=["none"], account_ref="none", postal_code="x")
        assert asked == for_somebody


def test_everybody_at_an_address_is_found_once(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        leo = a_debtor(session, new_id, ref="D-2")
        again = add_contact_point(
            session, debtor_id=leo.id, channel="sms", address=ANA, now=NOW, new_id=new_id
        )
        assert not again
        assert debtors_by_address(session, "sms", ANA) == [ana, leo]
        assert debtors_by_address(session, "email", ANA) == []


def test_a_business_is_greeted_by_its_company() -> None:
    person = Debtor(kind="person", first_name="Ana", last_name="Diaz")
    shop = Debtor(kind="business", company="Corner Shop", last_name="Diaz")
    assert (display_name(person), display_name(shop)) == ("Ana Diaz", "Corner Shop")
    assert names_of(shop) == ("Diaz", "Corner Shop")


@pytest.mark.parametrize(
    ("names", "whole", "greeted"),
    [
        ({"first_name": "Maya", "last_name": "Brooks"}, "Maya Brooks", "Maya"),
        ({"first_name": "María José", "last_name": "Peña"}, "María José Peña", "María José"),
        ({"first_name": "小明", "last_name": "王"}, "王小明", "王小明"),
        ({"first_name": None, "last_name": "Brooks"}, "Brooks", "Brooks"),
        ({"kind": "business", "company": "Silva LLC"}, "Silva LLC", "Silva LLC"),
    ],
)
def test_a_name_is_written_in_the_order_of_its_script(
    names: dict[str, str], whole: str, greeted: str
) -> None:
    debtor = Debtor(**{"kind": "person", "company": None, "first_name": None, **names})
    assert display_name(debtor) == whole
    assert greeting_name(debtor) == greeted
