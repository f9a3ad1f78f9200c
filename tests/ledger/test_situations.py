"""The facts around a message are gathered as they are, and what is missing stays missing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from compliance.codec import to_json
from compliance.situation import AddressKind, Collecting, Direction, Flag, Purpose, RightParty
from ledger.conversations import receive
from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.outgoing import SendOutcome, claim, mark_sending, settle
from ledger.people import add_contact_point
from ledger.situations import SituationSettings, candidate_places, situation_for, zone_of
from ledger.stops import lift, quarantine, record_flag, stop
from ledger.tables import ConsentEntry, ContactPoint, Message
from tests.ledger.given import ANA, NOW, a_debtor, a_talk, an_account, waiting

SETTINGS = SituationSettings(collector="Fair Agency")
LEASE = timedelta(seconds=60)


def the(session: Session, key: str) -> Message:
    return session.query(Message).filter_by(id=key).one()


def send(session: Session, key: str, *, after: int = 0) -> None:
    message = claim(session, now=NOW + timedelta(seconds=after), lease=LEASE)
    assert message is not None
    assert message.id == key
    assert mark_sending(session, key, now=NOW, lease=LEASE)
    settle(session, key, outcome=SendOutcome.ACCEPTED, provider_sid=f"SM{key}", now=NOW)


def test_a_reminder_carries_every_fact_the_law_may_ask_for(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id, region="California", postal_code="94110")
        account = an_account(session, new_id, ana, collecting="third")
        session.add(
            ConsentEntry(
                id="c", debtor_id=ana.id, channel="sms", address=ANA, status="given", at=NOW,
                source="form", given_to="third",
            )
        )  # fmt: skip
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1", account_id=account.id)
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert (found.at, found.direction, found.purpose) == (
        NOW,
        Direction.OUTBOUND,
        Purpose.REMINDER,
    )
    assert found.collecting is Collecting.THIRD
    assert (found.creditor, found.collector) == ("Acme Energy", "Fair Agency")
    assert {place.zone for place in found.places} == {"America/New_York", "America/Los_Angeles"}
    assert set(found.jurisdictions) == {"us", "us-ca", "us-ny"}
    assert (found.address_country, found.sender_provider) == ("US", "twilio")
    assert found.right_party is RightParty.UNVERIFIED
    assert (found.flags, found.opted_out, found.quarantined) == (frozenset(), False, False)
    assert found.consent is not None
    assert (found.consent.given, found.consent.given_to) == (True, Collecting.THIRD)
    assert found.is_first_communication is True
    assert (found.contacts, found.last_inbound_at) == ((), None)
    assert found.account == account.id


def test_a_stranger_has_no_file_and_only_the_place_of_the_number(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id, address="+14155550123")
        receive(session, conversation=talk, message_id="in", body="who is this?", media=(), now=NOW)
        waiting(session, talk, "m1", purpose="answer", in_reply_to="in")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert (found.collecting, found.creditor, found.consent) == (None, None, None)
    assert found.flags == frozenset()
    assert [place.zone for place in found.places] == ["America/Los_Angeles"]
    assert found.direction is Direction.REPLY
    assert found.last_inbound_at == NOW


def test_while_we_do_not_know_who_writes_everybody_at_the_number_counts(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        leo = a_debtor(session, new_id, ref="D-2", region="TX")
        record_flag(
            session, debtor_id=leo.id, account_id=None, flag=Flag.REPRESENTED, source="import",
            note=None, now=NOW, new_id=new_id,
        )  # fmt: skip
        talk = a_talk(session, new_id)
        assert talk.debtor_id is None
        waiting(session, talk, "m1", purpose="answer")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert found.flags == frozenset({Flag.REPRESENTED})
    assert {"us-ny", "us-tx"} <= set(found.jurisdictions)


def test_a_second_number_is_a_place_too(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id, region=None)
        add_contact_point(
            session, debtor_id=ana.id, channel="sms", address="+13035550100", now=NOW,
            new_id=new_id,
        )  # fmt: skip
        waiting(session, a_talk(session, new_id), "m1")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert {place.zone for place in found.places} == {"America/New_York", "America/Denver"}


def test_what_they_said_comes_first_and_nonsense_is_no_zone(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id, stated_zone="America/Denver")
        talk = a_talk(session, new_id)
        assert zone_of(session, talk) == "America/Denver"
        ana.stated_zone = "Mars/Olympus"
        assert [place.evidence for place in candidate_places(ana, [ANA])] == [
            "address",
            "area code",
        ]
        assert zone_of(session, talk) == "America/New_York"


def test_stop_quarantine_and_withdrawn_consent_are_seen(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        talk = a_talk(session, new_id)
        said: dict[str, Any] = {"channel": "sms", "address": ANA, "now": NOW, "new_id": new_id}
        stop(session, source="word", message_id=None, **said)
        waiting(session, talk, "m1")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
        assert found.opted_out is True
        assert found.consent is not None
        assert not found.consent.given
        lift(session, source="word", **{**said, "now": NOW + timedelta(minutes=1)})
        quarantine(session, reason="wrong number", **said)
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert (found.opted_out, found.quarantined) == (False, True)
    assert found.consent is not None
    assert found.consent.given
    assert found.right_party is RightParty.WRONG


def test_a_file_with_a_word_we_do_not_know_counts_as_unread(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id, declared_windows=[{"weekdays": "?"}])
        waiting(session, a_talk(session, new_id), "m1")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert found.flags is None


def test_declared_times_are_given(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        window = {"weekdays": [0, 1], "opens": "09:00", "closes": "17:00"}
        a_debtor(session, new_id, declared_windows=[window])
        waiting(session, a_talk(session, new_id), "m1")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert [(one.weekdays, one.opens) for one in found.declared] == [((0, 1), "09:00")]


def test_earlier_messages_are_counted_and_parts_of_one_answer_are_one_reply(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        account = an_account(session, new_id, ana)
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1", account_id=account.id)
        send(session, "m1")
        receive(session, conversation=talk, message_id="in", body="hi", media=(), now=NOW)
        waiting(session, talk, "in/1", purpose="answer", in_reply_to="in")
        send(session, "in/1", after=1)
        waiting(session, talk, "in/2", purpose="answer", in_reply_to="in")
        second = situation_for(session, the(session, "in/2"), now=NOW, settings=SETTINGS)
        waiting(session, talk, "m2", account_id=account.id)
        later = situation_for(session, the(session, "m2"), now=NOW, settings=SETTINGS)
        far = NOW + timedelta(days=40)
        long_after = situation_for(session, the(session, "m2"), now=far, settings=SETTINGS)
    assert second.replies_since_inbound == 0
    assert later.replies_since_inbound == 1
    assert [contact.direction for contact in later.contacts] == [
        Direction.OUTBOUND,
        Direction.REPLY,
    ]
    assert [contact.asked_for for contact in later.contacts] == [False, True]
    assert later.is_first_communication is False
    assert later.told_in_talk_at == NOW
    assert long_after.contacts == ()


def test_a_message_that_told_nothing_of_the_debt_is_no_first_communication(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1", account_id=account.id, discloses_debt=False)
        send(session, "m1")
        waiting(session, talk, "m2", account_id=account.id)
        second = situation_for(session, the(session, "m2"), now=NOW, settings=SETTINGS)
    assert (second.is_first_communication, second.told_in_talk_at) == (True, None)
    assert second.first_communication_on == NOW.date()  # what falls due by days falls due sooner


def test_a_message_that_never_arrived_has_told_them_nothing(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1", account_id=account.id)
        send(session, "m1")
        the(session, "m1").state = "undelivered"
        waiting(session, talk, "m2", account_id=account.id)
        second = situation_for(session, the(session, "m2"), now=NOW, settings=SETTINGS)
    assert second.is_first_communication is True


def test_what_another_conversation_told_was_not_said_in_this_one(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, ana := a_debtor(session, new_id))
        waiting(session, a_talk(session, new_id), "m1", account_id=account.id)
        send(session, "m1")
        chat = a_talk(session, new_id, channel="chat", address="tab-1")
        chat.debtor_id = ana.id
        waiting(session, chat, "m2", account_id=account.id, purpose="answer")
        second = situation_for(session, the(session, "m2"), now=NOW, settings=SETTINGS)
    assert (second.is_first_communication, second.told_in_talk_at) == (False, None)


def test_a_draft_that_is_not_stored_is_judged_and_stays_unstored(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id, birth_date=date(1990, 1, 1))
        talk = a_talk(session, new_id)
        draft = Message(
            id="draft", conversation_id=talk.id, debtor_id=ana.id, direction="out",
            channel="sms", address=ANA, body="Hello", purpose="collector", state="pending",
            discloses_debt=True, due_at=NOW, created_at=NOW,
        )  # fmt: skip
        found = situation_for(session, draft, now=NOW, settings=SETTINGS)
    assert found.text == "Hello"
    with db.reading() as session:
        assert session.query(Message).count() == 0


def test_a_stop_is_the_latest_word_even_of_a_stranger(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        stop(
            session, channel="sms", address=ANA, source="word", message_id=None, now=NOW,
            new_id=new_id,
        )  # fmt: skip
        waiting(session, talk, "m1", purpose="answer")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert found.consent is not None
    assert (found.consent.given, found.consent.at) == (False, NOW)


def test_contacts_tell_which_were_to_the_same_number_and_never_the_number(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        account = an_account(session, new_id, ana)
        mobile, second = a_talk(session, new_id), "+13035550100"
        for channel in ("sms", "voice"):
            add_contact_point(
                session, debtor_id=ana.id, channel=channel, address=second, now=NOW, new_id=new_id
            )
        for place, talk in enumerate([mobile, a_talk(session, new_id, address=second), mobile]):
            waiting(session, talk, f"m{place}", account_id=account.id)
            send(session, f"m{place}", after=place)
        by_voice = a_talk(session, new_id, address=second, channel="voice")
        waiting(session, by_voice, "call", account_id=account.id)
        found = situation_for(session, the(session, "call"), now=NOW, settings=SETTINGS)
    assert [contact.address for contact in found.contacts] == [
        "address-2",
        "address-1",
        "address-2",
    ]
    assert found.address == "address-1"  # a telephone is one address, called or written to
    told = json.dumps(to_json(found.contacts)) + str(found.address)
    assert "5550100" not in told


def test_an_address_we_do_not_have_has_no_name(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        waiting(session, a_talk(session, new_id, address=""), "m1")
        found = situation_for(session, the(session, "m1"), now=NOW, settings=SETTINGS)
    assert found.address is None


def test_who_shares_a_number_is_counted_over_all_their_own_addresses(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana, leo = a_debtor(session, new_id), a_debtor(session, new_id, ref="D-2")
        hers, his = (an_account(session, new_id, one, ref=one.ref) for one in (ana, leo))
        for who, mail in ((ana, "ana@example.com"), (leo, "leo@example.com")):
            add_contact_point(
                session, debtor_id=who.id, channel="email", address=mail, now=NOW, new_id=new_id
            )
        shared = a_talk(session, new_id)
        by_mail = a_talk(session, new_id, address="ana@example.com", channel="email")
        to_him = a_talk(session, new_id, address="leo@example.com", channel="email")
        assert (shared.debtor_id, by_mail.debtor_id) == (None, ana.id)
        said: list[tuple[str, Any, str | None]] = [
            ("mail", by_mail, hers.id), ("his", to_him, his.id), ("text", shared, hers.id),
            ("nobody's", shared, None),
        ]  # fmt: skip
        for after, (key, talk, account) in enumerate(said):
            waiting(session, talk, key, account_id=account)
            send(session, key, after=after)
        waiting(session, shared, "next text", account_id=hers.id)
        waiting(session, by_mail, "next mail", account_id=hers.id)
        text, mail = (
            situation_for(session, the(session, key), now=NOW, settings=SETTINGS)
            for key in ("next text", "next mail")
        )
    assert [contact.channel for contact in text.contacts] == ["email", "sms", "sms"]
    assert [contact.channel for contact in mail.contacts] == ["email", "sms", "sms"]
    assert [contact.account for contact in mail.contacts] == [hers.id, hers.id, None]


def test_contacts_tell_where_they_were_as_far_as_the_file_does(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        point = session.query(ContactPoint).filter_by(debtor_id=ana.id).one()
        talk = a_talk(session, new_id)
        page = a_talk(session, new_id, address="chat:1", channel="chat")
        page.debtor_id = ana.id
        for after, (key, where) in enumerate([("m1", talk), ("c1", page)]):
            waiting(session, where, key)
            send(session, key, after=after)
        waiting(session, talk, "m2")
        unknown = situation_for(session, the(session, "m2"), now=NOW, settings=SETTINGS)
        point.kind = "work"
        session.flush()
        known = situation_for(session, the(session, "m2"), now=NOW, settings=SETTINGS)
    assert [contact.address_kind for contact in unknown.contacts] == [None, AddressKind.OWN]
    assert [contact.address_kind for contact in known.contacts] == [
        AddressKind.WORK,
        AddressKind.OWN,
    ]
