from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from actions.local_help import HelpPolicy
from actions.rights_policy import RightsPolicy
from actions.services import Services
from ledger.accounts import book
from ledger.database import Database
from ledger.money import Money
from ledger.offers import OfferPolicy
from ledger.people import add_contact_point
from ledger.tables import Account, Creditor, Debtor
from tests.actions.talk import ROOT, Talk
from tests.databases import SqliteForTests

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
MAYA = "+12125550101"
SHOP = "+16175550111"
AGENCY = "+17045550112"
STRANGER = "+13035550199"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteForTests:
    return SqliteForTests(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def offers() -> OfferPolicy:
    return OfferPolicy.load(ROOT / "policies" / "offers.yaml")


@pytest.fixture
def services(
    sqlite_template: SqliteForTests, offers: OfferPolicy, tmp_path: Path
) -> Iterator[Services]:
    numbers = itertools.count(1)
    database = Database(sqlite_template.fresh(tmp_path))
    made = Services(
        db=database,
        offers=offers,
        help=HelpPolicy.load(ROOT / "policies" / "help.yaml"),
        rights=RightsPolicy.load(ROOT / "policies" / "rights.yaml"),
        new_id=lambda: f"id-{next(numbers):08}",
        collector="Harbor Recovery",
        public_url="https://bot.example.com",
        pays_by_link=True,
    )
    seed(made)
    yield made
    database.dispose()


@pytest.fixture
def talk(services: Services) -> Talk:
    """With Maya, who owes 613.42 to Harbor Home Credit, not verified yet."""
    return Talk(services, NOW, MAYA)


@pytest.fixture
def verified(talk: Talk) -> Talk:
    """With Maya, verified."""
    talk.hear("give_identity", "10025 1985")
    return talk


@pytest.fixture
def talk_with(services: Services) -> Callable[[str], Talk]:
    return lambda address: Talk(services, NOW, address)


def seed(services: Services) -> None:
    """Three people: a person, a business, and one whose debt is collected for another."""
    with services.db.transaction() as session:
        session.add_all(
            [
                Creditor(
                    id="harbor",
                    name="Harbor Home Credit",
                    phone="+1 212 555 0190",
                    website="harborhome.example",
                    payment_methods="online at harborhome.example/pay or by check",
                ),
                Creditor(id="northbank", name="Northbank Cards", phone="+1 704 555 0190"),
            ]
        )
        session.flush()
        for ref, kind, first, postal, born, phone in (
            ("maya", "person", "Maya", "10025", date(1985, 4, 12), MAYA),
            ("shop", "business", None, "02118", None, SHOP),
            ("terrence", "person", "Terrence", "28205", date(1981, 5, 17), AGENCY),
        ):
            session.add(
                Debtor(
                    id=ref,
                    ref=ref,
                    kind=kind,
                    first_name=first,
                    last_name="Brooks",
                    company="Silva Catering LLC" if kind == "business" else None,
                    postal_code=postal,
                    country="US",
                    birth_date=born,
                    language="en",
                )
            )
            session.flush()
            add_contact_point(
                session,
                debtor_id=ref,
                channel="sms",
                address=phone,
                now=NOW,
                new_id=services.new_id,
            )
        for ref, debtor, creditor, party, sums in (
            (
                "HH-1001",
                "maya",
                "harbor",
                "first",
                (("principal", 585_00), ("interest", 18_42), ("fee", 10_00)),
            ),
            ("HH-2001", "shop", "harbor", "first", (("principal", 3_400_00),)),
            ("NB-3001", "terrence", "northbank", "third", (("principal", 980_00),)),
        ):
            session.add(
                Account(
                    id=ref,
                    ref=ref,
                    creditor_id=creditor,
                    debtor_id=debtor,
                    collecting=party,
                    product="furniture loan",
                    currency="USD",
                    due_date=date(2026, 11, 20),
                    placed_at=NOW,
                )
            )
            session.flush()
            for kind, minor in sums:
                book(
                    session,
                    account_id=ref,
                    kind=kind,
                    money=Money(minor, "USD"),
                    booked_on=date(2026, 11, 20),
                    reference=f"opening {kind}",
                    now=NOW,
                    new_id=services.new_id,
                )
