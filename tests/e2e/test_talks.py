"""What a person and the ledger see, through every real process."""

from __future__ import annotations

import re

import httpx

from tests.e2e.house import House, Phone, wait_until


def remind(house: House) -> None:
    import os
    import subprocess
    import sys

    from tests.e2e.house import OURS, ROOT

    subprocess.run(
        [sys.executable, "-m", "bot", "outreach", "run", "--json"],
        cwd=ROOT,
        env={
            **os.environ,
            "FORBEAR_DATA_DIR": str(house.data),
            "FORBEAR_DATABASE_URL": "",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": (house.data / "standin-token").read_text(),
            "TWILIO_FROM": OURS,
        },
        check=True,
        capture_output=True,
    )


def test_a_payment_by_link_is_booked_once_thanked_for_and_receipted(house: House):
    walter = Phone(house, "+19545550109")
    walter.seen = len(walter.received())
    walter.says("send me the link to pay", "ZIP code")
    told = walter.says("33130 1966", "681.00", "/pay/")
    link = re.search(r"http://\S+/pay/\w+", told)
    assert link is not None

    for _ in range(2):
        assert "This is paid" in httpx.post(link[0], follow_redirects=True, timeout=20).text

    walter.hears("got your $681.00", "Nothing is left to pay")
    booked = house.ask_ledger(
        "select e.minor from entry e join account a on a.id = e.account_id "
        "where a.ref = 'HH-1009' and e.kind = 'payment'"
    )
    assert booked == [(-68100,)]
    receipt = re.search(r"http://\S+/papers/\w+", walter.says("receipt please", "/papers/"))
    assert receipt is not None
    assert httpx.get(receipt[0], timeout=20).content.startswith(b"%PDF-")


def test_a_reminder_becomes_a_plan_the_ledger_holds(house: House, maya: Phone):
    remind(house)
    reminder = maya.hears("Harbor Home Credit", "STOP")
    assert "613.42" not in reminder

    told = maya.says("who is this?", "Harbor Home Credit")
    assert "613.42" not in told
    maya.says("what do i owe", "ZIP code")
    maya.says("10025 1985", "613.42")
    maya.says("can I pay 50 a month", "50.00")
    offer = maya.says("could we do 40 every two weeks instead", "40.00")
    assert re.search(r"13\.42", offer)
    maya.says("yes", "40.00")

    (plan,) = house.ask_ledger(
        "select p.id, p.frequency, p.total_minor from plan p join account a on a.id = p.account_id "
        "where a.ref = 'HH-1001' and p.standing = 'active'"
    )
    parts = house.ask_ledger(
        "select minor, due_on from instalment where plan_id = :id order by number", id=plan[0]
    )
    assert plan[1:] == ("biweekly", 61342)
    assert [minor for minor, _ in parts] == [4000] * 15 + [1342]


def test_a_stranger_learns_nothing_not_even_that_there_is_a_debt(house: House):
    stranger = Phone(house, "+12125550177")

    answer = stranger.says("how much do I owe you", "")

    assert not re.search(r"\$|owe|debt|balance|past due", answer, re.IGNORECASE)


def test_stop_in_three_languages_silences_before_the_next_message_and_start_restores(house: House):
    for number, stop, confirmed in (
        ("+12075550107", "please stop texting me", "no more"),
        ("+16025550106", "ya no me manden mensajes", "no"),
        ("+14155550103", "请不要再发短信给我了", "不"),
    ):
        phone = Phone(house, number)
        phone.seen = len(phone.received())
        phone.says(stop, confirmed)
        phone.write("what do i owe")
        phone.hears_nothing()
        phone.says("START", "")


def test_wrong_number_is_silenced_at_once(house: House):
    phone = Phone(house, "+18085550105")
    phone.seen = len(phone.received())

    phone.says("wrong number, there is no noelani here", "")

    assert house.ask_ledger("select 1 from quarantine where address = :n", n=phone.number)
    phone.write("hello?")
    phone.hears_nothing()


def test_every_answer_was_judged_and_recorded_before_it_was_sent(house: House, maya: Phone):
    unrecorded = house.ask_ledger(
        "select m.id from message m left join decision_record d on d.id = m.decision_id "
        "where m.direction = 'out' and m.state in ('accepted','sent','delivered') "
        "and d.id is null"
    )
    assert unrecorded == []


def test_a_forged_webhook_is_refused_and_nothing_of_it_is_kept(house: House):
    form = {"MessageSid": "SM" + "f" * 32, "From": "+12125550101", "To": "+1", "Body": "evil"}

    for headers in ({}, {"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJl"}):
        answer = httpx.post(f"{house.url}/twilio/inbound", data=form, headers=headers)
        assert answer.status_code == 403

    assert house.ask_ledger("select 1 from message where id like '%ffffffff%'") == []


def test_the_house_says_that_it_is_well(house: House):
    assert httpx.get(f"{house.url}/healthz").status_code == 200
    ready = wait_until(lambda: httpx.get(f"{house.url}/readyz"), what="readiness")
    assert ready.status_code == 200, ready.text
