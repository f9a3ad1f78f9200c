"""Who works here gets in with their password, for a while, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.settings import get, put
from ledger.staff import (
    StaffError,
    add_staff,
    authenticate,
    close_session,
    dismiss,
    open_session,
    session_of,
)
from ledger.tables import Setting, Staff, StaffSession
from tests.ledger.given import NOW

PASSWORD = "a long enough one"
HOURS = timedelta(hours=8)


def robin(session: Session, new_id: NewId, **more: bool) -> Staff:
    return add_staff(
        session, login="Robin", name="Robin Reyes", password=PASSWORD, roles=["reviewer"],
        new_id=new_id, **more,
    )  # fmt: skip


def test_login_and_password_let_in_and_nothing_else_does(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        staff = robin(session, new_id)
        assert authenticate(session, login=" robin ", password=PASSWORD) is staff
        assert authenticate(session, login="robin", password="wrong") is None
        assert authenticate(session, login="nobody", password="nobody") is None
        assert PASSWORD not in staff.password_hash
        assert staff.password_hash.startswith("$argon2id$")


def test_a_demo_login_opens_nothing_outside_the_demo(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        robin(session, new_id, is_demo=True)
        assert authenticate(session, login="robin", password=PASSWORD) is not None
        assert authenticate(session, login="robin", password=PASSWORD, demo_allowed=False) is None


def test_adding_a_known_login_changes_its_password(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        robin(session, new_id)
        add_staff(
            session, login="robin", name="R", password="another long one", roles=["manager"],
            new_id=new_id,
        )  # fmt: skip
        assert session.query(Staff).count() == 1
        assert authenticate(session, login="robin", password=PASSWORD) is None


@pytest.mark.parametrize(
    ("password", "roles", "says"),
    [("short", ["manager"], "10 characters"), (PASSWORD, [], "roles"), (PASSWORD, ["x"], "roles")],
)
def test_a_login_that_cannot_be_is_refused(
    db: Database, new_id: NewId, password: str, roles: list[str], says: str
) -> None:
    with db.transaction() as session, pytest.raises(StaffError, match=says):
        add_staff(session, login="r", name="R", password=password, roles=roles, new_id=new_id)


def test_a_session_lasts_its_time_and_its_token_is_kept_nowhere(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        staff = robin(session, new_id)
        opened = open_session(session, staff_id=staff.id, now=NOW, lasts=HOURS)
        assert session.query(StaffSession).one().token_hash != opened.token
    with db.reading() as session:
        found = session_of(session, opened.token, now=NOW + HOURS / 2)
        assert found is not None
        assert (found.staff.name, found.csrf) == ("Robin Reyes", opened.csrf)
        assert session_of(session, opened.token, now=NOW + HOURS) is None
        assert session_of(session, "guess", now=NOW) is None


def test_log_out_and_dismissal_end_access_at_once(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        staff = robin(session, new_id)
        first = open_session(session, staff_id=staff.id, now=NOW, lasts=HOURS)
        second = open_session(session, staff_id=staff.id, now=NOW, lasts=HOURS)
        close_session(session, first.token)
        assert session_of(session, first.token, now=NOW) is None
        assert session_of(session, second.token, now=NOW) is not None
        dismiss(session, staff_id=staff.id, now=NOW)
        assert session_of(session, second.token, now=NOW) is None
        assert authenticate(session, login="robin", password=PASSWORD) is None


def test_expired_sessions_are_cleared_away(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        staff = robin(session, new_id)
        open_session(session, staff_id=staff.id, now=NOW, lasts=HOURS)
        open_session(session, staff_id=staff.id, now=NOW + 2 * HOURS, lasts=HOURS)
        assert session.query(StaffSession).count() == 1


def test_a_setting_is_shared_and_counts_its_changes(db: Database) -> None:
    with db.transaction() as session:
        assert get(session, "clock_offset_seconds") is None
        put(session, "clock_offset_seconds", "0")
        put(session, "clock_offset_seconds", "60")
    with db.reading() as session:
        assert get(session, "clock_offset_seconds") == "60"
        assert session.get_one(Setting, "clock_offset_seconds").revision == 2
