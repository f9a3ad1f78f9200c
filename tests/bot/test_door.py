from __future__ import annotations

from compliance.situation import Purpose
from compliance.verdict import Outcome
from ledger.conversations import conversation_for, receive
from ledger.tables import DecisionRecord, Message
from tests.bot.house import OURS, PHONE, House


def preview(house: House, text: str) -> Outcome:
    """What the real law says of a draft to somebody who has just proved who they are."""
    now = house.clock()
    with house.db.transaction() as session:
        conversation = conversation_for(
            session, channel="sms", address=PHONE, our_address=OURS, now=now,
            new_id=house.services.new_id,
        )  # fmt: skip
        conversation.right_party, conversation.account_id = "right", "account-1"
        receive(
            session, conversation=conversation, message_id="SM1", body="what do I owe?", media=(),
            now=now, answer=False,
        )  # fmt: skip
    house.clock.move(seconds=30)
    with house.db.reading() as session:
        return house.services.door.preview(
            session,
            conversation=session.merge(conversation, load=False),
            text=text,
            purpose=Purpose.COLLECTOR,
            written_by="staff-1",
            now=house.clock(),
        ).outcome


def test_a_draft_is_judged_by_the_law_and_leaves_no_trace(house):
    house.debtor()

    threatening = preview(house, "Pay today or you will be arrested. The police are on their way.")

    assert threatening >= Outcome.REFER
    assert house.rows(DecisionRecord) == []
    assert [m for m in house.rows(Message) if m.direction == "out"] == []
