"""Anybody can check whether a message came from us, and learns nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.services import Services
from ledger.message_codes import make_code
from tests.pages.conftest import Somebody, StandingClock
from tests.pages.given import Seeded

Arrive = Callable[[], Somebody]


@pytest.fixture
def code(services: Services, seeded: Seeded) -> str:
    with services.db.transaction() as session:
        return make_code(
            session, kind="message", company="Acme Energy", conversation_id=seeded.talk,
            now=services.clock(), new_id=services.new_id,
        )  # fmt: skip


def entered(somebody: Somebody, code: str, lang: str = "en") -> tuple[int, str]:
    answer = somebody.http.post(f"/verify?lang={lang}", data={"code": code})
    return answer.status_code, answer.text


def test_a_code_of_ours_says_whose_name_and_when_and_nothing_more(
    visitor: Arrive, code: str
) -> None:
    status, page = entered(visitor(), code.lower())
    assert status == 200
    assert "in the name of Acme Energy, on Dec 1, 2026, 5:00:00 PM UTC" in page
    assert not re.search(r"Ana|Diaz|debt|owe|balance|account|613|\+1", page)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "en nombre de Acme Energy"),
        ("zh-Hans", "以 Acme Energy 的名义"),
        ("zh-Hant", "以 Acme Energy 的名義"),
    ],
)
def test_the_answer_comes_in_the_language_of_the_page(
    visitor: Arrive, code: str, lang: str, said: str
) -> None:
    assert said in entered(visitor(), code, lang)[1]


def test_the_browser_says_in_which_language(visitor: Arrive) -> None:
    page = visitor().http.get("/verify", headers={"Accept-Language": "fr,es-MX;q=0.8"}).text
    assert '<html lang="es">' in page
    assert "Comprobar un mensaje" in page


def test_an_unknown_and_an_old_code_sound_the_same(
    visitor: Arrive, code: str, clock: StandingClock
) -> None:
    somebody = visitor()
    unknown = entered(somebody, "2222-AAAA")
    clock.now = clock.now.replace(day=5)
    old = entered(somebody, code)
    assert unknown == old
    assert "We have no message with this code" in old[1]


def test_what_is_no_code_is_said_to_be_none_and_kept_in_the_field(visitor: Arrive) -> None:
    status, page = entered(visitor(), '"><script>')
    assert status == 422
    assert "does not look like a code" in page
    assert "<script>" not in page


def test_who_guesses_is_slowed_down(visitor: Arrive) -> None:
    somebody = visitor()
    statuses = [entered(somebody, "2222-AAAA")[0] for _ in range(12)]
    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429


def test_the_address_of_the_page_never_holds_the_code(visitor: Arrive, code: str) -> None:
    answer = visitor().http.post("/verify", data={"code": code})
    assert code not in str(answer.url)
    assert answer.headers["cache-control"] == "no-store"
