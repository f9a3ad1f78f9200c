"""Whatever is said, whenever: figures are plain, in bounds, and read back to the cent."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.figures import Figure, Reference, find_figures
from tests.nlu.figures_reading import MONDAY, read

SAID = st.text(alphabet=st.sampled_from("0123456789$/-., abcdefghmnoprstuvwxy'#%£"), max_size=60)
WORDS = st.lists(
    st.sampled_from(
        "pay 50 $20 half in two weeks friday next month the 15th jan 31 2/29 every other and a "
        "hundred 1985 90210 of from first end 6 payments split 0 00 1.5k % - / ago el viernes "
        "mañana quincena mil pesos mitad después de las 6 fin mes cada 周五 下个月 十号 两百块 "
        "分三期 每月 一半 后 前 底 半 月 八点 以后 聽日 31 2 12".split(" ")
    ),
    max_size=12,
).flatmap(lambda words: st.sampled_from([" ", ""]).map(lambda gap: gap.join(words)))


@given(st.one_of(st.text(max_size=80), SAID, WORDS), st.datetimes(timezones=st.just(UTC)))
def test_any_text_at_any_time_gives_plain_figures_that_do_not_overlap(
    text: str, now: datetime
) -> None:
    if not 1950 < now.year < 2200:
        now = now.replace(year=2028, day=min(now.day, 28))
    figures = find_figures(text, Reference(now, "America/Los_Angeles"))
    assert json.loads(json.dumps([f.value for f in figures])) == [f.value for f in figures]
    for before, after in pairwise(figures):
        assert before.end <= after.start
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    assert all(is_sound(f) for f in figures)
    assert find_figures(text, Reference(now, "America/Los_Angeles")) == figures


def is_sound(figure: Figure) -> bool:
    if figure.kind == "date":
        return isinstance(figure.value, str) and bool(date.fromisoformat(figure.value))
    if figure.kind == "amount":
        assert isinstance(figure.value, dict)
        return isinstance(figure.value["minor"], int) and figure.value["minor"] >= 0
    return True


@given(st.integers(min_value=1, max_value=9_999_999))
def test_every_sum_written_with_its_sign_is_read_to_the_cent(minor: int) -> None:
    assert read(f"I can pay ${minor / 100:,.2f} now")["amount"] == [(minor, "USD")]


@given(st.dates(date(2026, 11, 24), date(2027, 11, 22)))
def test_every_day_of_the_coming_year_is_found_again(day: date) -> None:
    for written in (f"{day:%B} {day.day}", f"{day.month}/{day.day}", f"{day:%d %b %Y}"):
        assert read(f"I will pay on {written}")["date"] == [day.isoformat()], written


@given(st.integers(min_value=0, max_value=400))
def test_a_weekday_is_always_within_the_next_seven_days(offset: int) -> None:
    now = MONDAY.now + timedelta(days=offset)
    (found,) = read("on thursday", Reference(now, "UTC"))["date"]
    assert isinstance(found, str)
    assert 1 <= (date.fromisoformat(found) - now.date()).days <= 7


@pytest.mark.parametrize(
    "rant",
    [
        "i can not pay 50 a ",
        "no puedo pagar mil y dos mil el ",
        "我下个月一千五百还不了每周两次",
        "1",
        "12 a b ",
        "mon, tue and ",
        "lunes, martes y ",
        "周一、周二",
        "1/2/",
        "+1 (2) 3-4 ",
        "十",
    ],
)
def test_a_long_rant_is_read_in_a_blink(rant: str) -> None:
    started = process_time()
    find_figures(rant * 3000, MONDAY)
    assert process_time() - started < 1
