"""Where a number or an address may be: IANA zones and jurisdictions, never fewer than the truth.

A state that has several zones gives all of them, because its name alone does not tell which.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import phonenumbers
from phonenumbers import PhoneNumberType, geocoder, timezone

from compliance.situation import Place

_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)

# code: (name, zones). Zones as of tzdata's zone1970.tab and 49 CFR part 71; a small district on
# another clock counts as well (Navajo Nation in Arizona, West Wendover in Nevada).
_STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "AL": ("Alabama", (_CENTRAL,)),
    "AK": ("Alaska", ("America/Anchorage", "America/Adak")),
    "AZ": ("Arizona", ("America/Phoenix", _MOUNTAIN)),
    "AR": ("Arkansas", (_CENTRAL,)),
    "CA": ("California", (_PACIFIC,)),
    "CO": ("Colorado", (_MOUNTAIN,)),
    "CT": ("Connecticut", (_EAST,)),
    "DE": ("Delaware", (_EAST,)),
    "DC": ("District of Columbia", (_EAST,)),
    "FL": ("Florida", (_EAST, _CENTRAL)),
    "GA": ("Georgia", (_EAST,)),
    "HI": ("Hawaii", ("Pacific/Honolulu",)),
    "ID": ("Idaho", ("America/Boise", _PACIFIC)),
    "IL": ("Illinois", (_CENTRAL,)),
    "IN": ("Indiana", ("America/Indiana/Indianapolis", _CENTRAL)),
    "IA": ("Iowa", (_CENTRAL,)),
    "KS": ("Kansas", (_CENTRAL, _MOUNTAIN)),
    "KY": ("Kentucky", (_EAST, _CENTRAL)),
    "LA": ("Louisiana", (_CENTRAL,)),
    "ME": ("Maine", (_EAST,)),
    "MD": ("Maryland", (_EAST,)),
    "MA": ("Massachusetts", (_EAST,)),
    "MI": ("Michigan", ("America/Detroit", "America/Menominee")),
    "MN": ("Minnesota", (_CENTRAL,)),
    "MS": ("Mississippi", (_CENTRAL,)),
    "MO": ("Missouri", (_CENTRAL,)),
    "MT": ("Montana", (_MOUNTAIN,)),
    "NE": ("Nebraska", (_CENTRAL, _MOUNTAIN)),
    "NV": ("Nevada", (_PACIFIC, _MOUNTAIN)),
    "NH": ("New Hampshire", (_EAST,)),
    "NJ": ("New Jersey", (_EAST,)),
    "NM": ("New Mexico", (_MOUNTAIN,)),
    "NY": ("New York", (_EAST,)),
    "NC": ("North Carolina", (_EAST,)),
    "ND": ("North Dakota", (_CENTRAL, _MOUNTAIN)),
    "OH": ("Ohio", (_EAST,)),
    "OK": ("Oklahoma", (_CENTRAL,)),
    "OR": ("Oregon", (_PACIFIC, "America/Boise")),
    "PA": ("Pennsylvania", (_EAST,)),
    "RI": ("Rhode Island", (_EAST,)),
    "SC": ("South Carolina", (_EAST,)),
    "SD": ("South Dakota", (_CENTRAL, _MOUNTAIN)),
    "TN": ("Tennessee", (_EAST, _CENTRAL)),
    "TX": ("Texas", (_CENTRAL, _MOUNTAIN)),
    "UT": ("Utah", (_MOUNTAIN,)),
    "VT": ("Vermont", (_EAST,)),
    "VA": ("Virginia", (_EAST,)),
    "WA": ("Washington", (_PACIFIC,)),
    "WV": ("West Virginia", (_EAST,)),
    "WI": ("Wisconsin", (_CENTRAL,)),
    "WY": ("Wyoming", (_MOUNTAIN,)),
    "PR": ("Puerto Rico", ("America/Puerto_Rico",)),
    "VI": ("U.S. Virgin Islands", ("America/St_Thomas",)),
    "GU": ("Guam", ("Pacific/Guam",)),
    "AS": ("American Samoa", ("Pacific/Pago_Pago",)),
    "MP": ("Northern Mariana Islands", ("Pacific/Saipan",)),
}
_TERRITORIES = frozenset({"PR", "VI", "GU", "AS", "MP"})
_ONE_LEGAL_ZONE = {"CN": ("Asia/Shanghai",)}  # Beijing time is the law in all of China
_NOWHERE = frozenset({"Etc/Unknown"})
_NEW_YORK_CITY = frozenset(
    {"100", "101", "102", "103", "104", "110", "111", "112", "113", "114", "116"}
)


def places_of_number(number: str) -> tuple[Place, ...]:
    """Give where a telephone number (E.164) may ring; nothing for one that says no place.

    >>> places_of_number("+12085550123")[0].jurisdictions
    ('us', 'us-id')
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ()
    country = phonenumbers.region_code_for_number(parsed)
    if country is None or not phonenumbers.is_number_geographical(parsed):
        return _places_of_mobile(parsed, country)
    return _places(parsed, country)


def _places_of_mobile(parsed: phonenumbers.PhoneNumber, country: str | None) -> tuple[Place, ...]:
    mobile = phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE
    return _places(parsed, country) if country is not None and mobile else ()


def _places(parsed: phonenumbers.PhoneNumber, country: str) -> tuple[Place, ...]:
    jurisdictions: tuple[str, ...] = (country.lower(),)
    if country == "US" or country in _TERRITORIES:
        state = country if country in _TERRITORIES else _state_of_number(parsed)
        jurisdictions = ("us",) if state is None else ("us", f"us-{state.lower()}")
    zones = timezone.time_zones_for_number(parsed)
    return tuple(Place(zone, jurisdictions, "area code") for zone in zones if zone not in _NOWHERE)


def country_of_number(number: str) -> str | None:
    """Give the country of a telephone number as its ISO code, territories as "US"."""
    try:
        country = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None
    return "US" if country in _TERRITORIES else country


def _state_of_number(parsed: phonenumbers.PhoneNumber) -> str | None:
    """Read the state from the English description: "San Francisco, CA", or "Washington State"."""
    described = (
        geocoder.country_name_for_number(parsed, "en"),
        geocoder.description_for_number(parsed, "en"),
    )
    place = described[1].removesuffix(" State")
    if place == described[0] or not place:
        return None
    return state_code(place.rpartition(", ")[2]) or state_code(place)


def state_code(text: str) -> str | None:
    """Give the two letters of a US state or territory from its name or its letters.

    >>> state_code("california"), state_code(" tx "), state_code("Bavaria")
    ('CA', 'TX', None)
    """
    plain = text.strip()
    if plain.upper() in _STATES:
        return plain.upper()
    return _codes_by_name().get(plain.casefold())


@cache
def _codes_by_name() -> dict[str, str]:
    names = {name.casefold(): code for code, (name, _) in _STATES.items()}
    return names | {"washington d.c.": "DC", "washington dc": "DC", "virgin islands": "VI"}


def places_of_address(
    country: str | None, region: str | None, postal_code: str | None = None
) -> tuple[Place, ...]:
    """Give where an address may be; nothing for the United States without a state.

    >>> [place.zone for place in places_of_address("US", "Tennessee")]
    ['America/New_York', 'America/Chicago']
    """
    code = (country or "").strip().upper()
    if code == "US" or code in _TERRITORIES:
        state = code if code in _TERRITORIES else state_code(region or "")
        return () if state is None else _places_of_state(state, postal_code or "")
    return tuple(Place(zone, (code.lower(),), "address") for zone in zones_of_country(code))


def _places_of_state(state: str, postal_code: str) -> tuple[Place, ...]:
    jurisdictions: tuple[str, ...] = ("us", f"us-{state.lower()}")
    if state == "NY" and postal_code.strip()[:3] in _NEW_YORK_CITY:
        jurisdictions += ("us-ny-nyc",)
    return tuple(Place(zone, jurisdictions, "address") for zone in _STATES[state][1])


@cache
def zones_of_country(code: str) -> tuple[str, ...]:
    """Give every IANA zone of a country outside the United States, from tzdata's zone.tab."""
    if code in _ONE_LEGAL_ZONE:
        return _ONE_LEGAL_ZONE[code]
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return tuple(row[2] for row in rows if row[0] == code)


@cache
def known_countries() -> frozenset[str]:
    """Give every ISO 3166 country code of two letters."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line[:2] for line in table.splitlines() if line and line[0] != "#")
