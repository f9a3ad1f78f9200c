"""The cash desk: open a checkout for a request, and bring what a provider tells into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

import structlog

from bot.metrics import ALERTS, PAYMENTS
from bot.payments.port import Checkout, Order, Provider, ProviderDown, State
from bot.people import tell_a_person
from bot.services import Services
from bot.writing import write
from compliance.situation import Purpose
from ledger.checkouts import claim_look_up, forget_checkout, note_checkout
from ledger.database import Session
from ledger.deals import is_being_kept
from ledger.money import Money
from ledger.payments import (
    Outcome,
    Standing,
    Taken,
    Told,
    request_by_token,
    standing_of,
    take_payment,
)
from ledger.situations import zone_of
from ledger.tables import Account, Conversation, Creditor, PaymentRequest


@dataclass(frozen=True)
class Slip:
    """A request as its page shows it."""

    standing: Standing
    id: str
    token: str
    attempt: int
    money: Money
    creditor: str
    language: str
    checkout: Checkout | None  # one that was opened before
    conversation_id: str | None
    pending: bool = False  # done at the provider, and the money still on its way


class CashDesk:
    """What the payment page and the webhooks stand on."""

    def __init__(self, services: Services, provider: Provider):
        """One provider serves all."""
        self._services = services
        self.provider = provider
        self._log = structlog.get_logger("payments")

    def slip(self, token: str) -> Slip | None:
        """Read the request behind a link; a checkout that was paid meanwhile is booked first."""
        slip = self._read(token)
        if slip is None or slip.checkout is None or slip.standing is not Standing.PAYABLE:
            return slip
        try:
            seen = self.provider.look_up(slip.checkout.ref)
        except ProviderDown as error:
            self._log.warning("checkout not looked up", reason=str(error))
            return slip
        if seen.state is not State.COMPLETE:
            return slip
        self.take(seen.told)
        slip = self._read(token)
        payable = slip is not None and slip.standing is Standing.PAYABLE
        return replace(slip, pending=True) if slip is not None and payable else slip

    def checkout(self, slip: Slip) -> Checkout:
        """Open the checkout of a payable request, or give the one that is still open.

        Raises:
            ProviderDown: the provider does not answer.
        """
        known = slip.checkout
        if known is not None:
            if self.provider.look_up(known.ref).state is not State.EXPIRED:
                return known
            with self._services.db.transaction() as session:
                forget_checkout(session, slip.id, ref=known.ref)
            slip = self._read(slip.token) or slip
        return slip.checkout or self._open(slip)

    def hear(self, body: bytes, headers: Mapping[str, str]) -> Taken:
        """Take in a webhook.

        Raises:
            NotSigned, Unreadable: nothing of it was used.
        """
        return self.take(self.provider.read_event(body, headers))

    def take(self, told: Told) -> Taken:
        """Book what was told, and tell the person, in one transaction."""
        services, now = self._services, self._services.clock()
        with services.db.transaction() as session:
            taken = take_payment(
                session,
                told,
                paid_on=_day_of(session, told, services),
                now=now,
                new_id=services.new_id,
            )
            self._follow(session, taken)
        PAYMENTS.labels(told.provider, taken.outcome.value).inc()
        self._log.info("payment told of", kind=told.kind, outcome=taken.outcome.value)
        return taken

    def look_after_next(self) -> bool:
        """Ask the provider about one checkout whose webhook may be lost. False: none is due."""
        now = self._services.clock()
        with self._services.db.transaction() as session:
            claimed = claim_look_up(session, provider=self.provider.name, now=now)
        if claimed is None:
            return False
        request_id, ref = claimed
        try:
            seen = self.provider.look_up(ref)
        except ProviderDown as error:
            self._log.warning("checkout not looked up", reason=str(error))
            return True
        if seen.state is State.COMPLETE:
            self.take(seen.told)
        elif seen.state is State.EXPIRED:
            with self._services.db.transaction() as session:
                forget_checkout(session, request_id, ref=ref)
        return True

    def _open(self, slip: Slip) -> Checkout:
        made = self.provider.create(
            Order(
                request_id=slip.id,
                key=f"{slip.id}-{slip.attempt}",
                money=slip.money,
                creditor=slip.creditor,
                language=slip.language,
                back_url=f"{self._services.settings.public_url}/pay/{slip.token}",
            )
        )
        with self._services.db.transaction() as session:
            note_checkout(
                session,
                slip.id,
                attempt=slip.attempt,
                provider=self.provider.name,
                ref=made.ref,
                url=made.url,
                now=self._services.clock(),
            )
        return made

    def _read(self, token: str) -> Slip | None:
        with self._services.db.reading() as session:
            request = request_by_token(session, token)
            if request is None:
                return None
            standing = standing_of(session, request, now=self._services.clock())
            return _slip(session, request, standing, self.provider.name)

    def _follow(self, session: Session, taken: Taken) -> None:
        """Thank the person, and show a person at work what does not fit."""
        request = taken.request
        trouble = _trouble(taken)
        if trouble is not None:
            ALERTS.labels(f"payment_{trouble}").inc()
        if request is None or request.conversation_id is None:
            return
        now = self._services.clock()
        conversation = session.get_one(Conversation, request.conversation_id)
        # A settlement is thanked for when what it takes off is booked, a moment later.
        settles = is_being_kept(session, request.account_id, today=now.date())
        if taken.entry is not None and taken.left is not None and not settles:
            self._thank(session, taken, conversation)
        if trouble is not None:
            tell_a_person(
                session,
                self._services,
                conversation_id=conversation.id,
                reason=f"payment_{trouble}",
                now=now,
            )

    def _thank(self, session: Session, taken: Taken, conversation: Conversation) -> None:
        assert taken.request is not None
        assert taken.entry is not None
        assert taken.left is not None
        account = session.get_one(Account, taken.request.account_id)
        write(
            session,
            self._services,
            conversation=conversation,
            key=f"payment/{taken.entry.id}",
            template=_thanks(taken.left),
            purpose=Purpose.NOTICE,
            locale=conversation.language,
            in_reply_to=None,
            now=self._services.clock(),
            values={
                "money": Money(-taken.entry.minor, account.currency),
                "creditor": session.get_one(Creditor, account.creditor_id).name,
                "balance": taken.left,
            },
            why="their payment came",
            account_id=account.id,
        )


def _thanks(left: Money) -> str:
    if left.minor > 0:
        return "payment_came"
    return "payment_came_all" if left.minor == 0 else "payment_came_over"


def _trouble(taken: Taken) -> str | None:
    if taken.outcome in (Outcome.UNKNOWN, Outcome.CURRENCY):
        return taken.outcome.value
    if taken.outcome is not Outcome.BOOKED:
        return None
    if taken.left is not None and taken.left.minor < 0:
        return "too_much"
    return "differs" if taken.differs else None


def _slip(session: Session, request: PaymentRequest, standing: Standing, provider: str) -> Slip:
    account = session.get_one(Account, request.account_id)
    talk = session.get(Conversation, request.conversation_id) if request.conversation_id else None
    known = None
    if request.provider == provider and request.checkout_ref and request.checkout_url:
        known = Checkout(request.checkout_ref, request.checkout_url)
    return Slip(
        standing=standing,
        id=request.id,
        token=request.token,
        attempt=request.attempt,
        money=Money(request.minor, request.currency),
        creditor=session.get_one(Creditor, account.creditor_id).name,
        language=talk.language if talk else "en",
        checkout=known,
        conversation_id=request.conversation_id,
    )


def _day_of(session: Session, told: Told, services: Services) -> date:
    """The day on the person's own calendar: that is the day they paid."""
    request = session.get(PaymentRequest, told.request_id) if told.request_id else None
    talk = session.get(Conversation, request.conversation_id or "") if request else None
    zone = zone_of(session, talk) if talk else None
    return services.clock().astimezone(ZoneInfo(zone or "UTC")).date()
