from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from coach.desk import send, settle_referred, take_over
from coach.drafts import Checked, Rules, answered_message, check_draft
from compliance.law import load_law
from compliance.situation import Direction, Flag
from compliance.text.debt import speaks_of_debt
from compliance.text.words import load_words
from compliance.verdict import Outcome
from ledger.conversations import proved, receive
from ledger.database import Database, Session
from ledger.errors import NotFound
from ledger.ids import NewId
from ledger.records import verify_chain
from ledger.situations import SituationSettings
from ledger.stops import record_flag
from ledger.tables import Account, Conversation, DecisionRecord, Message
from tests.ledger.given import a_debtor, a_talk, an_account, waiting

KIND = "Thank you for writing. I am Casey at Acme Energy and I will help. Reply STOP to opt out."
THREAT = "Pay today or you will be arrested."


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(load_law(), load_words(), SituationSettings())


def a_verified_talk(session: Session, new_id: NewId, now: datetime) -> Conversation:
    """Ana proved who she is and has just asked something."""
    debtor = a_debtor(session, new_id)
    account = an_account(session, new_id, debtor)
    talk = a_talk(session, new_id)
    proved(session, conversation_id=talk.id, debtor_id=debtor.id, account_id=account.id, now=now)
    receive(session, conversation=talk, message_id="in-1", body="Can you help?", media=[], now=now)
    return talk


def check(
    session: Session,
    talk: Conversation,
    text: str,
    now: datetime,
    rules: Rules,
    *,
    free_of_debt: bool = False,
) -> Checked:
    return check_draft(
        session,
        conversation_id=talk.id,
        text=text,
        written_by="casey",
        now=now,
        rules=rules,
        free_of_debt=free_of_debt,
    )


def test_a_draft_is_judged_with_the_facts_of_its_conversation_and_leaves_no_trace(
    db: Database, new_id: NewId, now: datetime, rules: Rules
) -> None:
    with db.transaction() as session:
        talk = a_verified_talk(session, new_id, now)

    with db.reading() as session:
        threat, kind = (check(session, talk, text, now, rules) for text in (THREAT, KIND))
        rows = session.query(Message).count(), session.query(DecisionRecord).count()

    assert threat.verdict.outcome is Outcome.FORBID
    assert kind.verdict.outcome <= Outcome.AMEND
    assert kind.situation.direction is Direction.REPLY
    assert kind.situation.creditor == "Acme Energy"
    assert rows == (1, 0)


def test_words_answer_only_while_the_last_word_was_theirs(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        talk = a_verified_talk(session, new_id, now)
        assert answered_message(session, talk.id) == "in-1"
        waiting(session, talk, "ours", purpose="collector")
        assert answered_message(session, talk.id) is None
        session.query(Message).filter(Message.id == "ours").one().state = "cancelled"
        assert answered_message(session, talk.id) == "in-1"


def test_a_draft_of_a_conversation_that_never_was_cannot_be_judged(
    db: Database, now: datetime, rules: Rules
) -> None:
    with db.reading() as session, pytest.raises(NotFound):
        check_draft(
            session, conversation_id="none", text=KIND, written_by="casey", now=now, rules=rules
        )


LOOKING = "Hello, we are looking into it and will write to you soon. Reply STOP to opt out."


def test_under_a_dispute_words_that_are_free_of_the_debt_may_go(
    db: Database, new_id: NewId, now: datetime, rules: Rules
) -> None:
    with db.transaction() as session:
        talk = a_verified_talk(session, new_id, now)
        assert talk.debtor_id is not None
        record_flag(
            session, debtor_id=talk.debtor_id, account_id=talk.account_id, flag=Flag.DISPUTE,
            source="in-1", note=None, now=now, new_id=new_id,
        )  # fmt: skip
        as_ever = check(session, talk, LOOKING, now, rules)
        free = check(session, talk, LOOKING, now, rules, free_of_debt=True)
        account = session.get_one(Account, talk.account_id)
        told = [
            check(session, talk, f"{LOOKING} {more}", now, rules, free_of_debt=True)
            for more in ("Your balance is open.", "It is $50.", f"About {account.ref}.")
        ]
        sent = send(
            session, conversation_id=talk.id, key="a", text=LOOKING, checked=free,
            staff_id="casey", now=now, new_id=new_id,
        )  # fmt: skip
        message = session.query(Message).filter(Message.direction == "out").one()

    assert as_ever.verdict.outcome >= Outcome.REFER
    assert free.verdict.outcome <= Outcome.AMEND
    assert (sent.enqueued, message.discloses_debt) == (True, False)
    assert [one.speaks for one in (as_ever, free, *told)] == [
        None, None, "balance", "$50", account.ref
    ]  # fmt: skip
    assert all(one.situation.discloses_debt for one in (as_ever, *told))
    assert all(one.verdict.outcome >= Outcome.REFER for one in told)


@pytest.mark.parametrize(
    "words",
    [
        "You still owe it", "pagará el lunes", "su adeudo", "您的欠款", "還款日快到了",
        "What is outstanding must be sorted by Friday.", "Can you send it by Friday?",
        "Your file is still open.", "Please use the link: https://acme.example/p", "a d e b t",
        "We have not received anything.", "You are three months behind.", "We need it by Friday.",
        "Cuándo puede arreglar lo pendiente?", "No hemos recibido nada.", "Puede transferir hoy?",
        "请尽快处理之前说的事。", "请今天转账。", "我们没有收到。", "今天可以吗？",
        "Ang utang mo po.", "Your ассount", "About May 1001", "Thanks 💰",
        "bal\u200bance", "ＢＡＬＡＮＣＥ", "613.42 by Friday", "son 1.250 en total", "ref HH-1001",
    ],
)  # fmt: skip
def test_what_speaks_of_the_debt_is_not_taken_for_free_of_it(words: str) -> None:
    assert speaks_of_debt(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        "We are looking into it and will write by December 4.", "Lo estamos revisando.",
        "Gracias por escribirnos. Lo estamos revisando y le responderemos pronto.",
        "Sentimos mucho su pérdida.", "您好，我們已收到您的來信，同事正在調查，會盡快回覆您。",
        "We’re sorry for your loss. You do not need to do anything.",
        "我们正在核实，会尽快回复您。", "Thank you for telling us. How are you today?",
    ],
)  # fmt: skip
def test_what_says_nothing_of_it_is_taken_so(words: str) -> None:
    assert speaks_of_debt(words) is None


def test_what_may_go_is_enqueued_once_and_what_may_not_is_on_record(
    db: Database, new_id: NewId, now: datetime, rules: Rules
) -> None:
    with db.transaction() as session:
        talk = a_verified_talk(session, new_id, now)
        results = [
            send(
                session,
                conversation_id=talk.id,
                key="a",
                text=text,
                checked=check(session, talk, text, now, rules),
                staff_id="casey",
                now=now,
                new_id=new_id,
            )
            for text in (THREAT, KIND, KIND)
        ]

    with db.reading() as session:
        (sent,) = session.query(Message).filter(Message.direction == "out")
        records = session.query(DecisionRecord).order_by(DecisionRecord.seq).all()
        assert (sent.body, sent.written_by, sent.in_reply_to) == (KIND, "casey", "in-1")
        assert [record.outcome for record in records] == ["forbid"]
        assert verify_chain(records).intact
    assert [(one.enqueued, one.refused) for one in results] == [
        (False, True),
        (True, False),
        (False, False),
    ]


def test_a_conversation_is_taken_from_a_colleague_only_when_that_is_meant(
    db: Database, new_id: NewId, now: datetime
) -> None:
    def taken(staff_id: str, seen_with: str | None) -> bool:
        with db.transaction() as session:
            return take_over(
                session,
                conversation_id=talk.id,
                staff_id=staff_id,
                seen_with=seen_with,
                now=now,
                new_id=new_id,
            )

    with db.transaction() as session:
        talk = a_talk(session, new_id)

    assert taken("casey", None)  # nobody waited: it is taken out of the bot's hands
    assert taken("casey", None)  # and stays where it is
    assert not taken("jordan", None)
    assert not taken("jordan", "robin")
    assert taken("jordan", "casey")
    with db.reading() as session:
        assert session.get_one(Conversation, talk.id).owner == "person"


def test_a_message_of_another_conversation_cannot_be_decided_about(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        other = a_talk(session, new_id, address="+12125550177")
        waiting(session, other, "m-1")
        message = session.query(Message).filter(Message.id == "m-1").one()
        message.state = "referred"
        session.flush()

        for conversation_id, decided in ((talk.id, False), (other.id, True)):
            assert decided == settle_referred(
                session,
                conversation_id=conversation_id,
                seq=message.seq,
                let_go=False,
                staff_id="casey",
                now=now + timedelta(minutes=1),
            )
