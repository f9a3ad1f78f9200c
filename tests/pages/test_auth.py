from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.services import Services
from ledger.tables import Event, Staff
from tests.pages.conftest import Somebody, StandingClock, token_of
from tests.pages.given import PASSWORD, Seeded

Arrive = Callable[[], Somebody]


def try_password(somebody: Somebody, login: str, password: str) -> tuple[int, str]:
    token = token_of(somebody.http.get("/login").text)
    answer = somebody.http.post(
        "/login",
        data={"login": login, "password": password, "csrf": token},
        follow_redirects=False,
    )
    return answer.status_code, answer.text


def test_whoever_looks_without_a_login_is_led_to_it_and_back(
    visitor: Arrive, seeded: Seeded
) -> None:
    somebody = visitor()
    asked = somebody.http.get("/review/findings", follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/login?next=/review/findings")

    page = somebody.http.get(asked.headers["location"]).text
    entered = somebody.http.post(
        "/login",
        data={
            "login": "robin",
            "password": PASSWORD,
            "csrf": token_of(page),
            "next": "/review/findings",
        },
        follow_redirects=False,
    )

    assert entered.headers["location"] == "/review/findings"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_login_never_leads_to_somebody_elses_site(
    visitor: Arrive, seeded: Seeded, elsewhere: str
) -> None:
    somebody = visitor()
    page = somebody.http.get("/login", params={"next": elsewhere}).text
    answer = somebody.http.post(
        "/login",
        data={"login": "robin", "password": PASSWORD, "csrf": token_of(page), "next": elsewhere},
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/review"


@pytest.mark.parametrize(
    ("login", "opens", "closed"),
    [("casey", "/coach", "/review"), ("robin", "/review", "/coach")],
)
def test_a_role_opens_its_own_rooms_and_no_other(
    visitor: Arrive, seeded: Seeded, login: str, opens: str, closed: str
) -> None:
    somebody = visitor().log_in(login)

    assert somebody.http.get(opens).status_code == 200
    refused = somebody.http.get(closed)

    assert refused.status_code == 403
    assert "This room is not open to you" in refused.text


def test_a_manager_may_enter_every_room(visitor: Arrive, seeded: Seeded) -> None:
    somebody = visitor().log_in("morgan")
    for room in ("/coach", "/review", "/review/findings"):
        assert somebody.http.get(room).status_code == 200


def test_an_unknown_login_and_a_wrong_password_get_the_same_answer(
    visitor: Arrive, seeded: Seeded
) -> None:
    somebody = visitor()
    known = try_password(somebody, "casey", "not the password")
    unknown = try_password(somebody, "nobody", "not the password")

    assert known[0] == unknown[0] == 401
    assert "do not belong together" in known[1]
    assert "do not belong together" in unknown[1]


def test_who_guesses_too_often_waits_a_quarter_of_an_hour(
    visitor: Arrive, seeded: Seeded, clock: StandingClock
) -> None:
    somebody = visitor()
    for _ in range(5):
        assert try_password(somebody, "casey", "a wrong password")[0] == 401

    status, page = try_password(somebody, "casey", PASSWORD)
    assert status == 429
    assert "Wait a quarter of an hour" in page
    assert try_password(somebody, "jordan", PASSWORD)[0] == 303  # others may go on

    clock.now += timedelta(minutes=15, seconds=1)
    assert try_password(somebody, "casey", PASSWORD)[0] == 303


def test_the_count_of_refused_logins_names_nobody(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    try_password(visitor(), "casey", "a wrong password")

    with services.db.reading() as session:
        written = [
            f"{event.subject} {event.detail}"
            for event in session.query(Event).filter(Event.kind == "login_refused")
        ]

    assert len(written) == 3
    assert not any("casey" in line or "127.0.0.1" in line for line in written)


def test_a_login_ends_by_itself_after_a_working_day(
    visitor: Arrive, seeded: Seeded, clock: StandingClock
) -> None:
    somebody = visitor().log_in("casey")
    clock.now += timedelta(hours=12, seconds=1)

    assert somebody.http.get("/coach", follow_redirects=False).status_code == 303
    answer = somebody.http.get("/coach/api/inbox")
    assert (answer.status_code, answer.json()["error"]) == (
        401,
        "Your login has ended. Log in again.",
    )


def test_logging_out_ends_the_login_everywhere_it_was_copied_to(
    visitor: Arrive, seeded: Seeded
) -> None:
    somebody, thief = visitor().log_in("casey"), visitor()
    thief.http.cookies.update(somebody.http.cookies)
    assert thief.http.get("/coach").status_code == 200

    token = token_of(somebody.see("/coach"))
    somebody.http.post("/logout", data={"csrf": token})

    assert thief.http.get("/coach", follow_redirects=False).status_code == 303


def test_somebody_who_left_is_out_at_once(
    visitor: Arrive, seeded: Seeded, services: Services
) -> None:
    somebody = visitor().log_in("casey")
    with services.db.transaction() as session:
        session.query(Staff).filter(Staff.login == "casey").one().active = False

    assert somebody.http.get("/coach", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("form", "/logout"),
        ("form", "/coach/conversations/{talk}/take"),
        ("form", "/coach/conversations/{talk}/give-back"),
        ("form", "/coach/conversations/{talk}/send"),
        ("form", "/review/search"),
        ("json", "/coach/api/check"),
    ],
)
def test_no_form_works_without_the_token_of_its_login(
    visitor: Arrive, seeded: Seeded, method: str, address: str
) -> None:
    somebody = visitor().log_in("morgan")
    address = address.format(talk=seeded.talk)
    if method == "json":
        draft = {"conversation_id": seeded.talk, "text": "x"}
        answer = somebody.http.post(address, json=draft, headers={"X-CSRF-Token": "guessed"})
    else:
        answer = somebody.http.post(address, data={"csrf": "guessed", "text": "x", "key": "0" * 32})

    assert answer.status_code == 403
    assert "earlier login" in answer.text


def test_the_login_form_needs_the_token_its_browser_was_given(
    visitor: Arrive, seeded: Seeded
) -> None:
    answer = visitor().http.post(
        "/login", data={"login": "casey", "password": PASSWORD, "csrf": "guessed"}
    )
    assert answer.status_code == 403


def test_the_cookie_of_a_login_is_out_of_reach_of_scripts_and_other_sites(
    visitor: Arrive, seeded: Seeded
) -> None:
    http = visitor().http
    page = http.get("/login").text
    answer = http.post(
        "/login",
        data={"login": "casey", "password": PASSWORD, "csrf": token_of(page)},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie  # the tests' house is reached by http


@pytest.mark.parametrize("address", ["/", "/login", "/static/base.css", "/static/nothing.css"])
def test_every_page_forbids_frames_sniffing_and_scripts_inside(
    visitor: Arrive, address: str
) -> None:
    headers = visitor().http.get(address).headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_files_of_the_pages_are_the_only_files_that_can_be_had(visitor: Arrive) -> None:
    http = visitor().http
    assert http.get("/static/base.css").headers["content-type"].startswith("text/css")
    for wanted in ("..%2Fgate.py", "../gate.py", "base.html", ".", "%2e%2e"):
        assert http.get(f"/static/{wanted}").status_code == 404
