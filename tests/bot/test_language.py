"""What the law wants said is said in the language of the talk (12 CFR 1006.18(e)(4))."""

from __future__ import annotations

import pytest

from bot.inbound import Inbound, take_in
from compliance.situation import Purpose
from compliance.verdict import Outcome
from ledger.tables import Message
from tests.bot.house import OURS, PHONE, House


@pytest.mark.parametrize(
    ("wrote", "text", "line"),
    [
        ("hello, who is this", "Harbor Home Credit: a question about your account.", "to opt out"),
        (
            "hola, ¿quién es?",
            "Harbor Home Credit: una pregunta sobre su cuenta.",
            "darse de baja",
        ),
        ("请问你们是谁", "Harbor Home Credit：关于您的账户。", "退订"),
        ("請問你們是誰", "Harbor Home Credit：關於您的帳戶。", "退訂"),
    ],
)
def test_the_way_out_is_said_in_the_language_they_write(
    house: House, wrote: str, text: str, line: str
):
    house.debtor()
    with house.db.transaction() as session:
        inbound = Inbound("SM1", "sms", PHONE, OURS, wrote)
        take_in(session, house.services, inbound, now=house.clock())
    house.clock.move(days=2)
    draft = Message(
        id="draft", conversation_id=house.conversation().id, debtor_id="debtor-1",
        account_id="account-1", direction="out", channel="sms", address=PHONE, sender=OURS,
        body=text, media=[], purpose=Purpose.COLLECTOR.value, discloses_debt=False,
        state="pending", due_at=house.clock(), created_at=house.clock(),
    )  # fmt: skip
    with house.db.reading() as session:
        verdict = house.services.door.judge(session, draft, now=house.clock())[1]
    assert verdict.outcome is Outcome.AMEND, verdict.objections
    assert line in verdict.text
