"""A program asks the compliance question over HTTP and gets the answer of the command."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Somebody, token_of
from tests.pages.given import Seeded

Arrive = Callable[[], Somebody]
THREAT = "Pay today or you will be arrested."


def test_words_are_judged_for_whoever_works_here(visitor: Arrive, seeded: Seeded) -> None:
    casey = visitor().log_in("casey")
    token = {"X-CSRF-Token": token_of(casey.see("/coach"))}

    one = casey.http.post("/api/check", json={"id": 1, "text": THREAT}, headers=token)
    two = casey.http.post(
        "/api/check", json=[{"id": n, "text": THREAT} for n in "ab"], headers=token
    )
    bad = casey.http.post("/api/check", json={"text": THREAT, "mood": "bad"}, headers=token)

    assert one.json()["outcome"] == "forbid"
    assert one.json()["findings"][0]["category"] == "arrest_prosecution"
    assert [(each["id"], each["outcome"]) for each in two.json()] == [
        ("a", "forbid"),
        ("b", "forbid"),
    ]
    assert (bad.status_code, "has no 'mood'" in bad.json()["error"]) == (400, True)


def test_without_a_login_or_its_token_nothing_is_judged(visitor: Arrive, seeded: Seeded) -> None:
    stranger, casey = visitor(), visitor().log_in("casey")

    assert stranger.http.post("/api/check", json={"text": THREAT}).status_code == 401
    assert casey.http.post("/api/check", json={"text": THREAT}).status_code == 403
