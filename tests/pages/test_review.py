from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.services import Services
from ledger.tables import Conversation, Delivery, Message
from ledger.tasks import close_task, open_task
from tests.ledger.given import ANA
from tests.pages.conftest import Somebody, token_of
from tests.pages.given import ASKED, Seeded
from tests.review.given import a_finding, a_record

Arrive = Callable[[], Somebody]


@pytest.fixture
def judged(services: Services, seeded: Seeded) -> Seeded:
    """A reminder that was held at night and later delivered, and a draft that was refused."""
    now = services.clock()
    with services.db.transaction() as session:
        session.add(
            Message(
                id="m-1",
                conversation_id=seeded.talk,
                direction="out",
                channel="sms",
                address=ANA,
                body="Your instalment is due on Friday.",
                purpose="reminder",
                template="reminder_due_today",
                state="delivered",
                why="Due today.",
                due_at=now,
                created_at=now,
                provider_sid="SM-1",
                segments=1,
                encoding="GSM-7",
            )
        )
        session.add(Delivery(provider_sid="SM-1", status="delivered", at=now))
        a_record(
            session,
            at=now,
            outcome="hold",
            message_id="m-1",
            conversation_id=seeded.talk,
            findings=[a_finding("hours", "hold"), a_finding("consent", "permit")],
        )
        a_record(
            session,
            at=now,
            outcome="forbid",
            conversation_id=seeded.talk,
            findings=[a_finding("violence", "forbid", quote="or else")],
        )
    return seeded


def search(somebody: Somebody, **fields: str) -> tuple[str, str]:
    """Search as the form does; give the address one lands on, and the page."""
    token = token_of(somebody.see("/review"))
    answer = somebody.http.post("/review/search", data={"csrf": token, **fields})
    assert answer.status_code == 200, answer.text
    return str(answer.url), answer.text


def number_found(page: str) -> int:
    found = re.search(r'role="status">(\d+) conversation', page)
    assert found
    return int(found[1])


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"q": "diaz"}, 1),
        ({"q": "person please help"}, 1),
        ({"q": "nothing like it"}, 0),
        ({"outcome": "hold"}, 1),
        ({"outcome": "refer"}, 0),
        ({"category": "violence", "channel": "sms"}, 1),
        ({"since": "2026-12-02"}, 0),
        ({"since": "2026-12-01", "until": "2026-12-01"}, 1),
    ],
)
def test_a_reviewer_finds_a_conversation(
    visitor: Arrive, judged: Seeded, asked: dict[str, str], number: int
) -> None:
    _, page = search(visitor().log_in("robin"), **asked)
    assert number_found(page) == number


def test_the_words_of_a_search_never_stand_in_an_address(visitor: Arrive, judged: Seeded) -> None:
    somebody = visitor().log_in("robin")

    address, page = search(somebody, q=ANA, outcome="hold")

    assert number_found(page) == 1
    assert ANA[-4:] not in address
    assert "outcome=hold" in address
    assert number_found(somebody.see(address)) == 1  # coming back to it finds the same


def test_a_search_is_not_left_to_the_next_person_at_the_browser(
    visitor: Arrive, judged: Seeded
) -> None:
    somebody = visitor().log_in("robin")
    address, _ = search(somebody, q="diaz")
    somebody.http.post("/logout", data={"csrf": token_of(somebody.see("/review"))})
    somebody.log_in("morgan")

    page = somebody.see(address)

    assert 'value="diaz"' not in page


@pytest.mark.parametrize(
    "nonsense", ["outcome=maybe", "category=x", "since=yesterday", "channel=fax"]
)
def test_a_search_that_makes_no_sense_is_refused_in_a_sentence(
    visitor: Arrive, seeded: Seeded, nonsense: str
) -> None:
    answer = visitor().log_in("robin").http.get(f"/review?{nonsense}")
    assert answer.status_code == 400
    assert "Go back" in answer.text or "Choose from" in answer.text or "Write it as" in answer.text


def test_a_transcript_shows_each_verdict_its_reasons_and_its_record(
    visitor: Arrive, judged: Seeded
) -> None:
    page = visitor().log_in("robin").see(f"/review/conversations/{judged.talk}")

    for told in (
        ASKED,
        "Forbear, a reminder",
        "Due today.",
        "delivered at",
        "Not yet",
        "Because of hours.",
        "house policy 1",
        "1 rule had nothing against it",
        "Drafts the door refused",
        "or else",
    ):
        assert told in page, told
    assert len(re.findall(r"[0-9a-f]{64}", page)) == 2


def test_the_findings_are_counted_listed_and_lead_to_their_record(
    visitor: Arrive, judged: Seeded
) -> None:
    somebody = visitor().log_in("robin")
    page = somebody.see("/review/findings")
    assert "Time of day" in page
    assert "Because of violence." in page

    narrowed = somebody.see("/review/findings?category=violence")
    listed = narrowed[narrowed.index("Each of them") :]
    assert "Because of violence." in listed
    assert "Because of hours." not in listed

    link = re.search(r'href="(/review/conversations/[^"#]+)#(r\d+)"', listed)
    assert link
    assert f'id="{link[2]}"' in somebody.see(link[1])


def test_a_reviewer_only_reads(visitor: Arrive, judged: Seeded) -> None:
    somebody = visitor().log_in("robin")
    page = somebody.see(f"/review/conversations/{judged.talk}")
    assert re.findall(r'<form[^>]*action="([^"]+)"', page) == ["/logout"]


def test_a_complaint_is_there_with_its_number_and_day_and_is_late_when_nobody_answered(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    with services.db.transaction() as session:
        task = open_task(
            session, session.get_one(Conversation, seeded.talk), kind="complaint",
            message_id="m", words="your collector was rude", now=services.clock(),
            new_id=services.new_id, due_at=services.clock() - timedelta(hours=1),
            reference="C-7K3M9Q",
        )  # fmt: skip
        task_id = task.id
    page = visitor().log_in("robin").see("/review/complaints")
    for told in ("C-7K3M9Q", "Ana Diaz", "your collector was rude", ">late<", "open"):
        assert told in page

    with services.db.transaction() as session:
        assert close_task(session, task_id, outcome="done", staff_id=None, now=services.clock())
    assert "answered" in visitor().log_in("robin").see("/review/complaints")


def test_a_collector_does_not_read_the_list_of_complaints(visitor: Arrive, seeded: Seeded) -> None:
    assert visitor().log_in("casey").http.get("/review/complaints").status_code == 403
