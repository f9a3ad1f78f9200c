"""Notices, numbers and addresses at work are known to whoever decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from compliance.situation import AddressKind, Notice, Recipient
from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.notices import UnknownNotice, record_lookup, record_notice
from ledger.people import add_contact_point
from ledger.situations import SituationSettings, situation_for
from ledger.stops import stop
from ledger.tables import ContactPoint, Message
from tests.ledger.given import ANA, NOW, a_debtor, a_talk, an_account, waiting

SETTINGS = SituationSettings(licences={"us-ny": "NYC 2012345"})


def facts(session: Session, new_id: NewId, **over: object):
    message = session.query(Message).filter_by(id="m1").one()
    return situation_for(session, message, now=NOW, settings=SETTINGS)


def test_a_notice_is_known_and_its_last_day_to_dispute(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id), collecting="third")
        waiting(session, a_talk(session, new_id), "m1", account_id=account.id)
        before = facts(session, new_id)
        for kind, until in (("validation", date(2026, 12, 24)), ("collection", None)):
            said = {"account_id": account.id, "kind": kind, "sent_on": date(2026, 11, 2),
                    "source": "import", "now": NOW, "new_id": new_id}  # fmt: skip
            assert record_notice(session, dispute_until=until, **said)
            assert not record_notice(session, dispute_until=until, **said)
        after = facts(session, new_id)
    assert (before.notices, before.written_notice_sent_on) == ((), None)
    assert Notice("validation", date(2026, 11, 2)) in after.notices
    assert after.written_notice_sent_on == date(2026, 11, 2)
    assert after.validation_ends_on == date(2026, 12, 24)
    assert after.product == account.product
    assert after.imprint.licence == "NYC 2012345"
    assert after.recipient is Recipient.DEBTOR


def test_a_kind_of_notice_nobody_knows_is_refused(db: Database, new_id: NewId) -> None:
    with db.transaction() as session, pytest.raises(UnknownNotice, match="Use one of"):
        record_notice(
            session, account_id="a", kind="postcard", sent_on=NOW.date(), source="x", now=NOW,
            new_id=new_id,
        )  # fmt: skip


def test_the_last_look_up_of_a_number_counts(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        waiting(session, a_talk(session, new_id), "m1")
        assert facts(session, new_id).number_check is None
        earlier = NOW - timedelta(days=3)
        record_lookup(session, address=ANA, reassigned=True, source="rnd", at=earlier)
        record_lookup(session, address=ANA, reassigned=False, source="rnd", at=NOW)
        check = facts(session, new_id).number_check
    assert check is not None
    assert (check.at, check.reassigned) == (NOW, False)


def test_an_address_at_work_and_a_stop_elsewhere_are_seen(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        add_contact_point(
            session, debtor_id=ana.id, channel="sms", address="+13035550100", now=NOW,
            new_id=new_id,
        )  # fmt: skip
        waiting(session, a_talk(session, new_id), "m1")
        assert facts(session, new_id).address_kind is None
        assert facts(session, new_id).opted_out_elsewhere is False
        point = session.query(ContactPoint).filter_by(address=ANA).one()
        point.kind, point.employer_allows = "work", False
        said = {"channel": "sms", "source": "word", "message_id": None, "now": NOW}
        stop(session, address="+13035550100", new_id=new_id, **said)
        found = facts(session, new_id)
    assert (found.address_kind, found.employer_allows) == (AddressKind.WORK, False)
    assert found.opted_out_elsewhere is True
