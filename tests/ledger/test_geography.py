"""Where somebody may be: every zone a number or an address leaves open, none invented."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from ledger.geography import (
    country_of_number,
    known_countries,
    places_of_address,
    places_of_number,
    state_code,
    zones_of_country,
)


@pytest.mark.parametrize(
    ("number", "zones", "jurisdictions"),
    [
        ("+12125550100", ["America/New_York"], ("us", "us-ny")),
        ("+14155550123", ["America/Los_Angeles"], ("us", "us-ca")),
        ("+12085550123", ["America/Boise", "America/Los_Angeles"], ("us", "us-id")),
        ("+15095550123", ["America/Los_Angeles"], ("us", "us-wa")),
        ("+12025550123", ["America/New_York"], ("us", "us-dc")),
        ("+17875550123", ["America/Puerto_Rico"], ("us", "us-pr")),
        ("+16475550123", ["America/Toronto"], ("ca",)),
        ("+8613800138000", ["Asia/Shanghai"], ("cn",)),
        ("+442079460000", ["Europe/London"], ("gb",)),
        ("+447400123456", ["Europe/London"], ("gb",)),
    ],
)
def test_an_area_code_gives_its_zones_and_its_state(
    number: str, zones: list[str], jurisdictions: tuple[str, ...]
) -> None:
    places = places_of_number(number)
    assert set(zones) <= {place.zone for place in places}
    assert {place.jurisdictions for place in places} == {jurisdictions}
    assert {place.evidence for place in places} == {"area code"}


@pytest.mark.parametrize("number", ["+18005550100", "+15005550006", "chat:abc", "", "+1"])
def test_a_number_that_rings_anywhere_gives_no_place(number: str) -> None:
    assert places_of_number(number) == ()


def test_a_state_with_several_zones_gives_all_of_them() -> None:
    zones = [place.zone for place in places_of_address("US", "Tennessee", "37010")]
    assert zones == ["America/New_York", "America/Chicago"]
    assert [place.zone for place in places_of_address("us", "az")] == [
        "America/Phoenix",
        "America/Denver",
    ]


def test_new_york_city_is_known_by_its_postal_codes() -> None:
    (city,) = places_of_address("US", "NY", "11201")
    (upstate,) = places_of_address("US", "NY", "12207")
    assert city.jurisdictions == ("us", "us-ny", "us-ny-nyc")
    assert upstate.jurisdictions == ("us", "us-ny")


def test_the_united_states_without_a_state_is_no_place() -> None:
    assert places_of_address("US", None) == places_of_address("US", "Bavaria") == ()
    assert places_of_address(None, None) == ()


def test_all_of_china_is_on_beijing_time() -> None:
    (place,) = places_of_address("CN", "Xinjiang")
    assert (place.zone, place.jurisdictions) == ("Asia/Shanghai", ("cn",))


def test_a_country_with_many_zones_gives_them_all() -> None:
    assert len(places_of_address("MX", "Jalisco")) > 5
    assert zones_of_country("ZZ") == ()


def test_every_zone_we_may_name_exists() -> None:
    for code in sorted(known_countries()):
        for place in places_of_address(code, None):
            assert ZoneInfo(place.zone).key == place.zone
    for state in (f"{a}{b}" for a in "ACDFGHIKLMNOPRSTUVW" for b in "ACDEHIJKLMNORSTVXYZ"):
        for place in places_of_address("US", state):
            assert ZoneInfo(place.zone).key == place.zone


def test_fifty_states_the_capital_and_five_territories_are_known() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    known = [a + b for a in letters for b in letters if state_code(a + b)]
    assert len(known) == 56


def test_the_country_of_a_number() -> None:
    assert [country_of_number(number) for number in ("+12125550100", "+17875550123", "x")] == [
        "US",
        "US",
        None,
    ]
