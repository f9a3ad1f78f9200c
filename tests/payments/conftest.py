"""A house with a payment provider, and Ana, who owes a hundred dollars and asked for a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

import httpx
import pytest

from bot.app import create_app
from bot.payments.sandbox import Sandbox
from bot.payments.stripe_checkout import StripeCheckout
from bot.services import Services
from ledger.accounts import balance
from ledger.money import Money
from ledger.payments import request_by_token, request_payment
from ledger.tables import Entry, Message
from tests.bot.servers import serving
from tests.ledger.given import a_debtor, a_talk, an_account
from tests.pages.conftest import clock, house, new_id, port, settings, sqlite_template
from tests.pages.conftest import services as plain
from tests.payments.stripe_standin import SECRET_KEY, WEBHOOK_SECRET, StripeStandin

__all__ = ["clock", "house", "new_id", "plain", "port", "settings", "sqlite_template"]


@dataclass
class Shop:
    """One house with one provider, and the browser of whoever holds the link."""

    services: Services
    http: httpx.Client
    talk: str

    def link(self, minor: int = 50_00) -> str:
        """The path of a link for a sum."""
        with self.services.db.transaction() as session:
            request = request_payment(
                session,
                account_id="account A-1",
                conversation_id=self.talk,
                money=Money(minor, "USD"),
                kind="part",
                now=self.services.clock(),
                new_id=self.services.new_id,
            )
            return f"/pay/{request.token}"

    def request_id(self, link: str) -> str:
        with self.services.db.reading() as session:
            request = request_by_token(session, link.rsplit("/", 1)[1])
            assert request is not None
            return request.id

    def left(self) -> int:
        with self.services.db.transaction() as session:
            return balance(session, "account A-1").minor

    def payments(self) -> list[tuple[int, str]]:
        with self.services.db.reading() as session:
            rows = session.query(Entry).filter(Entry.kind == "payment").order_by(Entry.id)
            return [(-row.minor, row.reference) for row in rows]

    def written(self) -> list[str]:
        """The templates of what was put into the outbox."""
        with self.services.db.reading() as session:
            rows = session.query(Message).filter(Message.direction == "out").order_by(Message.seq)
            return [str(row.template) for row in rows]


@pytest.fixture
def standin() -> StripeStandin:
    return StripeStandin()


@pytest.fixture
def stripe_api(standin: StripeStandin) -> Iterator[str]:
    with serving(standin.app()) as address:
        yield address


@pytest.fixture
def open_shop(plain: Services, port: int) -> Iterator[Callable[[Services], Shop]]:
    """Serve a house; the address is the one its links begin with."""
    closing = ExitStack()

    def opened(services: Services) -> Shop:
        with services.db.transaction() as session:
            an_account(session, services.new_id, a_debtor(session, services.new_id))
            talk = a_talk(session, services.new_id)
            talk.right_party = "right"
        address = closing.enter_context(serving(create_app(services), port))
        http = closing.enter_context(httpx.Client(base_url=address, timeout=20))
        return Shop(services, http, talk.id)

    with closing:
        yield opened


@pytest.fixture
def sandbox_shop(open_shop: Callable[[Services], Shop], plain: Services) -> Shop:
    return open_shop(replace(plain, provider=Sandbox("a secret for the tests only", plain.clock)))


@pytest.fixture
def stripe_shop(
    open_shop: Callable[[Services], Shop], plain: Services, stripe_api: str
) -> Iterator[Shop]:
    provider = StripeCheckout(
        secret_key=SECRET_KEY, webhook_secret=WEBHOOK_SECRET, api_base=stripe_api
    )
    yield open_shop(replace(plain, provider=provider))
    provider.close()
