"""People, accounts and conversations to begin a test with."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ledger.accounts import book
from ledger.conversations import conversation_for
from ledger.database import Session
from ledger.ids import NewId
from ledger.money import Money
from ledger.outgoing import Draft, enqueue
from ledger.people import add_contact_point
from ledger.tables import Account, Conversation, Creditor, Debtor

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
ANA = "+12125550100"
OURS = "+15005550006"


def a_debtor(
    session: Session, new_id: NewId, *, ref: str = "D-1", phone: str | None = ANA, **facts: object
) -> Debtor:
    known: dict[str, object] = {
        "kind": "person",
        "first_name": "Ana",
        "last_name": "Diaz",
        "postal_code": "10001",
        "region": "NY",
        "country": "US",
        "birth_date": date(1980, 5, 6),
        "language": "en",
    }
    debtor = Debtor(id=f"debtor {ref}", ref=ref, **{**known, **facts})
    session.add(debtor)
    session.flush()
    if phone is not None:
        add_contact_point(
            session, debtor_id=debtor.id, channel="sms", address=phone, now=NOW, new_id=new_id
        )
    return debtor


def an_account(
    session: Session,
    new_id: NewId,
    debtor: Debtor,
    *,
    ref: str = "A-1",
    minor: int = 100_00,
    collecting: str = "first",
    due_date: date = date(2026, 11, 1),
) -> Account:
    if session.get(Creditor, "creditor") is None:
        session.add(Creditor(id="creditor", name="Acme Energy"))
        session.flush()
    account = Account(
        id=f"account {ref}",
        ref=ref,
        creditor_id="creditor",
        debtor_id=debtor.id,
        collecting=collecting,
        product="loan",
        currency="USD",
        due_date=due_date,
        placed_at=NOW,
    )
    session.add(account)
    session.flush()
    book(
        session,
        account_id=account.id,
        kind="principal",
        money=Money(minor, "USD"),
        booked_on=date(2026, 10, 1),
        reference="opening principal",
        now=NOW,
        new_id=new_id,
    )
    return account


def a_talk(
    session: Session,
    new_id: NewId,
    *,
    address: str = ANA,
    ours: str | None = OURS,
    channel: str = "sms",
) -> Conversation:
    return conversation_for(
        session, channel=channel, address=address, our_address=ours, now=NOW, new_id=new_id
    )


def waiting(
    session: Session,
    talk: Conversation,
    key: str,
    *,
    purpose: str = "reminder",
    due_at: datetime = NOW,
    **more: object,
) -> None:
    draft = Draft(
        id=key,
        conversation_id=talk.id,
        text="Words.",
        purpose=purpose,
        due_at=due_at,
        **more,  # type: ignore[arg-type]
    )
    assert enqueue(session, draft, now=NOW)
