from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ledger.database import Database
from review.findings import Period, count_findings, list_findings
from tests.review.given import a_finding, a_record


def test_objections_are_counted_by_what_they_are_about(db: Database, now: datetime) -> None:
    hours, threat = a_finding("hours", "hold"), a_finding("legal_action_threat", "forbid")
    with db.transaction() as session:
        a_record(session, at=now, findings=[hours, threat], outcome="forbid")
        a_record(session, at=now, findings=[hours], outcome="hold")
        a_record(session, at=now, findings=[a_finding("hours", "permit")], outcome="permit")

    with db.reading() as session:
        counted = count_findings(session, Period())

    assert counted == {("hours", "hold"): 2, ("legal_action_threat", "forbid"): 1}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), 1),
        (None, date(2026, 11, 30), 0),
        (date(2026, 12, 2), None, 0),
        (None, date.max, 1),
    ],
)
def test_a_period_includes_its_first_and_its_last_day(
    db: Database, now: datetime, since: date | None, until: date | None, found: int
) -> None:
    with db.transaction() as session:
        a_record(session, at=now, findings=[a_finding("hours", "hold")], outcome="hold")

    with db.reading() as session:
        assert sum(count_findings(session, Period(since, until)).values()) == found


def test_a_hold_beside_a_threat_is_found_when_one_asks_for_holds(
    db: Database, now: datetime
) -> None:
    both = [a_finding("hours", "hold"), a_finding("violence", "forbid", quote="or else")]
    with db.transaction() as session:
        a_record(session, at=now, findings=both, outcome="forbid", conversation_id="talk")

    with db.reading() as session:
        (hold,) = list_findings(session, Period(), outcome="hold").rows
        (threat,) = list_findings(session, Period(), category="violence").rows

    assert (hold.category, hold.conversation_id) == ("hours", "talk")
    assert (threat.quote, threat.reason) == ("or else", "because of violence")


def test_a_long_list_is_read_page_by_page_newest_first_and_nothing_twice(
    db: Database, now: datetime
) -> None:
    with db.transaction() as session:
        for number in range(7):
            at = now + timedelta(minutes=number)
            a_record(session, at=at, findings=[a_finding("hours", "hold")], outcome="hold")

    seen: list[int] = []
    older: int | None = None
    with db.reading() as session:
        while True:
            page = list_findings(session, Period(), size=3, before=older)
            seen += [row.record_seq for row in page.rows]
            older = page.older
            if older is None:
                break

    assert len(seen) == 7
    assert seen == sorted(seen, reverse=True)
