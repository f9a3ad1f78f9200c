"""What figures are read out of what people write. The day is Monday 23 November 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from babel.numbers import get_currency_precision

from bot.nlu.figures import Reference, find_figures
from bot.nlu.figures.money import CODES
from tests.nlu.figures_reading import MONDAY, read


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("$50", 5000, "USD"),
        ("50$ is ok", 5000, "USD"),
        ("I can send $1,250.75", 125075, "USD"),
        ("50 bucks", 5000, "USD"),
        ("fifty dollars", 5000, "USD"),
        ("two hundred and fifty dollars", 25000, "USD"),
        ("20 dollars and 50 cents", 2050, "USD"),
        ("about a hundred bucks", 10000, "USD"),
        ("USD 75", 7500, "USD"),
        ("£40 monthly", 4000, "GBP"),
        ("500 pesos", 50000, None),
        ("C$30", 3000, "CAD"),
        ("$1.5k", 150000, "USD"),
        ("1.2k", 120000, None),
        ("2 grand", 200000, None),
        ("a hundred and a half", 15000, None),
        ("a couple hundred bucks", 20000, "USD"),
        ("thirteen dollars and forty-five cents", 1345, "USD"),
        ("USD115.5", 11550, "USD"),
        ("I'll pay 50 friday", 5000, None),
        ("I could find two grand", 200000, None),
        ("30 dolars insted?", 3000, "USD"),
        ("i can only go as high as 75", 7500, None),
        ("can I pay 50 a month", 5000, None),
        ("yes but 40", 4000, None),
        ("ill pay you 80 soon", 8000, None),
        ("i can swing 45ish a week", 4500, None),
        ("can I pay 50/mo", 5000, None),
        ("how about 80?", 8000, None),
        ("can I put 120 towards this today", 12000, None),
        ("oh sorry i meant 150", 15000, None),
        ("no, 60", 6000, None),
        ("40", 4000, None),
        ("thirty-five", 3500, None),
        ("i owe 12000", 1200000, None),
        ("actually 40 every two weeks", 40_00, None),
        ("honestly 35 a week", 35_00, None),
    ],
)
def test_a_sum_is_read_in_minor_units(text: str, minor: int, currency: str | None) -> None:
    assert read(text)["amount"] == [(minor, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "I have 2 kids and 3 jobs",
        "I'm 45 years old",
        "call me at 5",
        "option 2",
        "my number is 555-123-4567",
        "24/7",
        "what do I owe",
        "I was laid off 3 months ago",
        "someone else",
        "apt 4",
        "my 401k is empty",
        "123 main st",
        "5 de Mayo street",
        "the 1st time I hear of it",
        "one today",
        "my rate is 12.5%",
        "it was in 2023",
        "filed chapter 13",
        "nineteen ninety nine",
        "my lunch is 12.30 to 1",
        "07700 900142",
        "not 7-eleven",
        "you called me at 6 in the morning",
        "when i was 9",
        "it's 5pm",
        "call (555) 123-4567",
    ],
)
def test_a_number_that_is_no_money_is_not_taken_for_money(text: str) -> None:
    assert "amount" not in read(text)


def test_a_bare_dollar_is_the_accounts_own_dollar() -> None:
    canadian = Reference(MONDAY.now, MONDAY.zone, currency="CAD")
    assert read("$50 and 20 bucks", canadian)["amount"] == [(5000, "CAD"), (2000, "CAD")]
    assert read("500 pesos", Reference(MONDAY.now, currency="USD"))["amount"] == [(50000, "MXN")]
    in_mexico = Reference(MONDAY.now, "America/Mexico_City")
    assert read("$50", in_mexico)["amount"] == [(5000, None)]
    british = Reference(MONDAY.now, MONDAY.zone, currency="GBP")
    assert read("$50", british)["amount"] == [(5000, "USD")]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("half now", (1, 2)),
        ("I'll pay in full", (1, 1)),
        ("the whole amount", (1, 1)),
        ("a third of it", (1, 3)),
        ("two thirds", (2, 3)),
        ("50%", (1, 2)),
        ("25 percent", (1, 4)),
    ],
)
def test_a_share_of_what_is_owed(text: str, share: tuple[int, int]) -> None:
    assert read(text)["share"] == [share]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"),
        ("tmrw", "2026-11-24"),
        ("day after tomorrow", "2026-11-25"),
        ("friday", "2026-11-27"),
        ("by Fri.", "2026-11-27"),
        ("this friday", "2026-11-27"),
        ("next friday", "2026-12-04"),
        ("monday", "2026-11-30"),
        ("this monday", "2026-11-23"),
        ("the 15th", "2026-12-15"),
        ("on the 15", "2026-12-15"),
        ("the 25th", "2026-11-25"),
        ("15th of next month", "2026-12-15"),
        ("jan 5", "2027-01-05"),
        ("January 5th, 2028", "2028-01-05"),
        ("5 Jan", "2027-01-05"),
        ("15th of december", "2026-12-15"),
        ("1/15", "2027-01-15"),
        ("12/31/26", "2026-12-31"),
        ("2026-12-04", "2026-12-04"),
        ("in two weeks", "2026-12-07"),
        ("I need two more weeks", "2026-12-07"),
        ("another 10 days please", "2026-12-03"),
        ("could I have a month longer", "2026-12-23"),
        ("in 10 days", "2026-12-03"),
        ("in a month", "2026-12-23"),
        ("two weeks from monday", "2026-12-14"),
        ("a week from tomorrow", "2026-12-01"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of february", "2027-02-28"),
        ("end of the week", "2026-11-27"),
        ("the first of the month", "2026-12-01"),
        ("thanksgiving", "2026-11-26"),
        ("christmas eve", "2026-12-24"),
        ("new year's day", "2027-01-01"),
        ("black friday", "2026-11-27"),
        ("the fourth of july", "2027-07-04"),
        ("easter", "2027-03-28"),
        ("friday next week", "2026-12-04"),
        ("next week on tuesday", "2026-12-01"),
        ("the friday after next", "2026-12-11"),
        ("friday the 27th", "2026-11-27"),
        ("fri 27th", "2026-11-27"),
        ("the second of december", "2026-12-02"),
        ("the first friday of january", "2027-01-01"),
        ("by the first", "2026-12-01"),
        ("2 days after christmas", "2026-12-27"),
        ("in 3 business days", "2026-11-26"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("friday, dec 4th", "2026-12-04"),
        ("4-Dec-2026", "2026-12-04"),
        ("on 12.24", "2026-12-24"),
        ("monday two weeks from now", "2026-12-07"),
        ("the second friday", "2026-12-11"),
        ("may twenty one", "2027-05-21"),
    ],
)
def test_a_day_to_come(text: str, day: str) -> None:
    assert read(f"I'll pay {text}")["date"] == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I paid $50 on nov 3", "2026-11-03"),
        ("I already paid on the 20th", "2026-11-20"),
        ("it was sent friday", "2026-11-20"),
        ("nothing to eat since sunday", "2026-11-22"),
        ("I paid last wednesday", "2026-11-18"),
        ("1 month and 2 days ago", "2026-10-21"),
        ("yesterday", "2026-11-22"),
        ("two weeks ago", "2026-11-09"),
        ("I mailed it 12/20", "2025-12-20"),
    ],
)
def test_a_day_gone_by(text: str, day: str) -> None:
    assert read(text)["date"] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "feb 30",
        "13/13",
        "the 40th",
        "may I pay",
        "the sun is out",
        "i'm sat in the car",
        "july 4 1950",
        "happy new year",
        "the 12 month plan",
        "call me another day",
        "that is an extra month's rent",
    ],
)
def test_what_is_on_no_calendar_is_no_day(text: str) -> None:
    assert "date" not in read(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("next week", "2026-11-30", "2026-12-06"),
        ("later this month", "2026-11-23", "2026-11-30"),
        ("sometime in january", "2027-01-01", "2027-01-31"),
        ("this weekend", "2026-11-28", "2026-11-29"),
        ("after payday", None, None),
        ("when I get paid", None, None),
        ("when my check comes", None, None),
        ("soon", None, None),
        ("in a few days", None, None),
        ("a couple of weeks from now", None, None),
        ("the week after next", "2026-12-07", "2026-12-13"),
        ("next payday", None, None),
        ("mid december", "2026-12-11", "2026-12-20"),
        ("beginning of next month", "2026-12-01", "2026-12-10"),
        ("first week of january", "2027-01-01", "2027-01-07"),
        ("early next week", "2026-11-30", "2026-12-02"),
        ("friday the 28th", None, None),
        ("friday, dec 5", None, None),
        ("he died in june", "2026-06-01", "2026-06-30"),
    ],
)
def test_a_time_that_names_no_day(text: str, earliest: str | None, latest: str | None) -> None:
    ((words, *window),) = [tuple(value) for value in read(text)["vague_date"]]  # type: ignore[arg-type]
    assert str(words) in text
    assert window == [earliest, latest]
    assert "date" not in read(text)


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("50 a week", "weekly"),
        ("every friday", "weekly"),
        ("biweekly", "biweekly"),
        ("every two weeks", "biweekly"),
        ("every other friday", "biweekly"),
        ("twice a month", "semimonthly"),
        ("on the 1st and 15th", "semimonthly"),
        ("50 a month", "monthly"),
        ("$50/mo", "monthly"),
        ("each month", "monthly"),
    ],
)
def test_a_rhythm(text: str, frequency: str) -> None:
    assert read(text)["frequency"] == [frequency]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("6 payments", 6),
        ("six equal installments", 6),
        ("over three months", 3),
        ("split it in 4", 4),
        ("one payment", 1),
        ("for 12 weeks", 12),
    ],
)
def test_a_number_of_payments(text: str, count: int) -> None:
    assert read(text)["count"] == [count]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("90210 1985", {"postal_code": ["90210"], "birth_year": [1985]}),
        ("zip 10001-1234, born in 85", {"postal_code": ["10001-1234"], "birth_year": [1985]}),
        ("K1A 0B6 dob 03/04/1985", {"postal_code": ["K1A 0B6"], "birth_date": ["1985-03-04"]}),
        ("March 4, 1985", {"birth_date": ["1985-03-04"]}),
        ("3/4/85", {"birth_date": ["1985-03-04"]}),
        ("nineteen eighty five", {"birth_year": [1985]}),
        ("4 de marzo de 1985", {"birth_date": ["1985-03-04"]}),
        ("1985年3月4日", {"birth_date": ["1985-03-04"]}),
        ("00000 0000", {"postal_code": ["00000"], "birth_year": [0]}),
        ("conf # 998877", {"reference": ["998877"]}),
        ("account AC-10023", {"reference": ["AC-10023"]}),
    ],
)
def test_what_a_person_is_known_by(text: str, found: dict[str, list[object]]) -> None:
    assert read(text) == found


def test_the_day_is_that_of_the_speakers_own_zone() -> None:
    late = datetime(2026, 12, 31, 3, 30, tzinfo=UTC)
    assert read("tomorrow", Reference(late, "America/New_York"))["date"] == ["2026-12-31"]
    assert read("tomorrow", Reference(late, "Asia/Shanghai"))["date"] == ["2027-01-01"]


def test_a_whole_offer_is_read_in_one_go() -> None:
    assert read("half on friday, then 6 payments of $40 every two weeks from jan 5") == {
        "share": [(1, 2)],
        "date": ["2026-11-27", "2027-01-05"],
        "count": [6],
        "amount": [(4000, "USD")],
        "frequency": ["biweekly"],
    }


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("only after 6", ("18:00", None, None)),
        ("call me after 5pm", ("17:00", None, None)),
        ("after 9", ("09:00", None, None)),
        ("before noon", (None, "12:00", None)),
        ("not before 9", ("09:00", None, None)),
        ("not after 8pm", (None, "20:00", None)),
        ("between 9 and 5", ("09:00", "17:00", None)),
        ("evenings after 7", ("19:00", None, None)),
        ("not in the mornings", ("12:00", None, None)),
        ("after work", ("18:00", None, None)),
        ("weekends", (None, None, [5, 6])),
        ("not on weekends", (None, None, [0, 1, 2, 3, 4])),
        ("weekdays after 6", ("18:00", None, [0, 1, 2, 3, 4])),
        ("text me on mondays and fridays", (None, None, [0, 4])),
        ("mon wed fri after 4pm", ("16:00", None, [0, 2, 4])),
        ("saturdays before 11am", (None, "11:00", [5])),
        ("Monday to Friday only", (None, None, [0, 1, 2, 3, 4])),
        ("not on Sundays", (None, None, [0, 1, 2, 3, 4, 5])),
        ("weekdays no", (None, None, [5, 6])),
        ("no texts after 9 pm", (None, "21:00", None)),
        ("only text me between 10am and noon", ("10:00", "12:00", None)),
        ("no afternoons", ("12:00", "18:00", None)),
    ],
)
def test_when_somebody_wants_to_be_reached(text: str, window: tuple[object, ...]) -> None:
    assert read(text) == {"time_window": [window]}


@pytest.mark.parametrize(
    "text", ["good morning", "after 6 months", "this evening", "24/7", "after"]
)
def test_what_is_no_time_to_be_reached(text: str) -> None:
    assert "time_window" not in read(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jan 8 is my payday so then", {"date": ["2027-01-08"]}),
        ("soon, when I get paid", {"vague_date": [("soon, when I get paid", None, None)]}),
        (
            "half on friday and the rest when I get paid",
            {
                "share": [(1, 2), (1, 2)],
                "date": ["2026-11-27"],
                "vague_date": [("when I get paid", None, None)],
            },
        ),
    ],
)
def test_a_day_settles_the_vague_time_beside_it(text: str, found: dict[str, list[object]]) -> None:
    assert read(text) == found


def test_two_shares_go_with_two_days() -> None:
    assert read("half on the 1st, rest on the 15th") == {
        "share": [(1, 2), (1, 2)],
        "date": ["2026-12-01", "2026-12-15"],
    }


def test_the_place_says_whether_the_day_comes_first() -> None:
    def on(zone: str, day_first: bool | None = None) -> object:
        return read("I'll pay 5/12", Reference(MONDAY.now, zone, day_first=day_first))["date"]

    assert on("America/Chicago") == on("UTC") == on("Europe/London", False) == ["2027-05-12"]
    assert on("Europe/London") == on("Asia/Singapore") == on("Australia/Sydney") == ["2026-12-05"]
    assert on("America/Bogota") == on("America/Chicago", True) == ["2026-12-05"]


def test_midnight_and_the_change_of_clocks_move_no_day() -> None:
    """In New York 1 November 2026 has 25 hours and 14 March 2027 has 23."""
    for hour, day in ((3, "2026-11-01"), (5, "2026-11-02"), (28, "2026-11-02"), (29, "2026-11-03")):
        now = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hour)
        assert read("tomorrow", Reference(now, "America/New_York"))["date"] == [day], hour
    spring = Reference(datetime(2027, 3, 14, 6, 59, tzinfo=UTC), "America/New_York")
    assert read("in 1 day", spring)["date"] == ["2027-03-15"]


def test_money_has_the_decimals_that_the_ledger_gives_it() -> None:
    for code in CODES:
        (found,) = find_figures(f"{code} 7", MONDAY)
        assert found.value == {"minor": 7 * 10 ** get_currency_precision(code), "currency": code}
