from __future__ import annotations

from datetime import date, datetime

from coach.facts import facts_about, facts_for
from compliance.situation import Flag
from ledger.agreements import agree_plan, propose_plan, propose_promise
from ledger.database import Database
from ledger.ids import NewId
from ledger.money import Money
from ledger.stops import record_flag, stop
from tests.ledger.given import ANA, a_debtor, a_talk, an_account

PARTS = [(date(2026, 12, 4), Money(50_00, "USD")), (date(2027, 1, 4), Money(50_00, "USD"))]


def test_a_colleague_sees_what_is_owed_agreed_and_to_be_minded(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        debtor = a_debtor(session, new_id)
        account = an_account(session, new_id, debtor)
        talk = a_talk(session, new_id)
        plan = propose_plan(
            session,
            account_id=account.id,
            conversation_id=talk.id,
            frequency="monthly",
            instalments=PARTS,
            policy_revision="1",
            now=now,
            new_id=new_id,
        )
        agree_plan(session, plan.id, now)
        record_flag(
            session,
            debtor_id=debtor.id,
            account_id=None,
            flag=Flag.HARDSHIP,
            source="message in",
            note=None,
            now=now,
            new_id=new_id,
        )
        stop(
            session,
            channel="sms",
            address=ANA,
            source="word",
            message_id=None,
            now=now,
            new_id=new_id,
        )

    with db.reading() as session:
        facts = facts_for(session, talk, now=now)

    (owed,) = facts.accounts
    (agreed,) = owed.agreed
    assert owed.sums.balance == Money(100_00, "USD")
    assert (owed.creditor, owed.days_past_due) == ("Acme Energy", 30)
    assert (agreed.kind, agreed.standing, len(agreed.parts)) == ("plan", "active", 2)
    assert [(entry.kind, entry.money.minor) for entry in owed.entries] == [("principal", 100_00)]
    assert facts.flags == ("hardship",)
    assert facts.stopped
    assert {f"{local:%H:%M}" for local in facts.local_times} == {"10:00"}


def test_what_was_offered_is_told_apart_from_what_was_agreed(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        talk = a_talk(session, new_id)
        propose_promise(
            session,
            account_id=account.id,
            conversation_id=talk.id,
            money=Money(20_00, "USD"),
            due_on=date(2026, 12, 4),
            words="friday",
            now=now,
            new_id=new_id,
        )

    with db.reading() as session:
        (owed,) = facts_for(session, talk, now=now).accounts

    assert [(one.kind, one.standing) for one in owed.agreed] == [("promise", "proposed")]


def test_of_a_stranger_we_know_nothing(db: Database, new_id: NewId, now: datetime) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id, address="chat:1", ours=None, channel="chat")

    with db.reading() as session:
        facts = facts_for(session, talk, now=now)

    assert (facts.name, facts.accounts, facts.flags, facts.local_times) == (None, (), (), ())


def test_a_person_we_never_spoke_with_can_be_looked_at_too(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        debtor = a_debtor(session, new_id)
        an_account(session, new_id, debtor)

    with db.reading() as session:
        facts = facts_about(session, debtor, None, channel="sms", address=ANA, now=now)

    assert (facts.name, len(facts.accounts), facts.conversation_id) == ("Ana Diaz", 1, None)
