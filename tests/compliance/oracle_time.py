"""The second opinion on the moment: hours, days and counts, from the citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import holidays

from compliance.situation import Contact, Situation

THIRD, ANY = {"third"}, {"first", "third"}
ELECTRONIC, PHONE = {"sms", "email", "chat"}, {"sms", "voice"}
TALK = ELECTRONIC | {"voice"}
EVERY = TALK | {"letter"}

# where, who, how, from, to ("+" the minute itself is too early), on whose clock
HOURS = (
    ("*", ANY, TALK, "08:00+", "21:00", "all"),  # our own: Reg F's for everybody
    ("us", THIRD, TALK, "08:00+", "21:00", "all"),  # 12 CFR 1006.6(b)(1)(i)
    ("us", ANY, PHONE, "08:00", "21:00", "all"),  # 47 CFR 64.1200(c)(1)
    ("us-ca", {"first"}, TALK, "08:00+", "21:00", "all"),  # Civ. Code 1788.17
    ("us-co", THIRD, TALK, "08:00+", "21:00", "all"),  # CRS 5-16-105
    ("us-ct", ANY, PHONE, "09:00", "20:00", "all"),  # Conn. Gen. Stat. 42-288a
    ("us-dc", ANY, PHONE, "08:00", "21:00", "America/New_York"),  # DC Code 28-3814
    ("us-fl", ANY, PHONE, "08:00", "21:00", "area code"),  # Fla. Stat. 559.72(17)
    ("us-fl", ANY, PHONE, "08:00", "20:00", "all"),  # Fla. Stat. 501.616(6)
    ("us-ma", ANY, TALK, "08:00", "21:00", "all"),  # 940 CMR 7.05(3)(e)
    ("us-md", ANY, PHONE, "08:00", "20:00", "all"),
    ("us-ok", ANY, PHONE, "08:00", "20:00", "all"),
    ("us-wa", ANY, PHONE, "08:00", "20:00", "all"),  # RCW 80.36.390
    ("us-wa", THIRD, TALK, "07:30", "21:00", "all"),  # RCW 19.16.250(13)
    ("us-wv", ANY, {"voice"}, "08:00+", "21:00", "all"),  # W. Va. Code 46A-2-125
    ("cn", ANY, TALK, "08:00", "22:00", "all"),  # GB/T 45251-2025 §5.3
    ("tw", ANY, TALK, "07:00", "22:00", "all"),
    ("in", ANY, PHONE, "08:00", "19:00", "all"),  # RBI 2022-08-12
    ("ph", ANY, TALK, "06:00", "22:00", "all"),  # SEC MC 18-2019
    ("mx", ANY, PHONE, "07:00", "22:00", "all"),  # CONDUSEF
)

# where, who, most, days, per debt, which channels, only answered calls
# Where the law spares answers, or counts only what the collector initiates, they are not counted.
COUNTS = (
    ("*", ANY, 1, 1, False, {"sms", "email"}, False),  # our own
    ("*", ANY, 3, 7, False, {"sms", "email"}, False),
    ("us", THIRD, 7, 7, True, {"voice"}, False),  # 12 CFR 1006.14(b)(2)(i)(A)
    ("us", THIRD, 1, 7, True, {"voice"}, True),  # (B): none within seven days of a talk
    ("us-ma", ANY, 2, 7, True, PHONE, False),  # 940 CMR 7.04(1)(f)
    ("us-ny", ANY, 3, 7, True, EVERY, False),  # 6 RCNY 5-77(b)
    ("us-dc", ANY, 4, 7, True, {"voice"}, False),
    ("us-dc", ANY, 1, 7, True, {"voice"}, True),
    ("us-dc", ANY, 5, 7, True, ELECTRONIC, False),
    ("us-wa", THIRD, 3, 7, False, EVERY, False),  # RCW 19.16.250(13)
    ("us-wv", ANY, 30, 7, False, {"voice"}, False),
    ("us-wv", ANY, 10, 7, False, {"voice"}, True),
    ("us-fl", ANY, 3, 1, False, PHONE, False),
    ("us-ok", ANY, 3, 1, False, PHONE, False),
    ("us-md", ANY, 3, 1, False, PHONE, False),
    ("cn", ANY, 3, 1, False, {"voice"}, True),  # GB/T 45251-2025 §5.3
    ("cn", ANY, 6, 1, False, {"voice"}, False),  # 中银协 2026-01-30
    ("au", ANY, 3, 7, False, {"sms", "voice", "email"}, False),  # RG 96
    ("au", ANY, 10, 31, False, {"sms", "voice", "email"}, False),
)
# These count whatever is sent: no exception for an answer stands in them.
COUNTS_ANSWERS = (
    ("us-dc", ELECTRONIC),  # DC Code 28-3814: messages, cumulatively
    ("au", {"sms", "voice", "email"}),  # RG 96
    ("cn", {"voice"}),  # 中银协 2026-01-30: a dial is a dial
)
# These count days of the calendar, and the day of a contact is the first: where, how many at most.
BY_DATE = {
    ("us", 7),  # 12 CFR 1006.14(b)(2): seven consecutive days
    ("us", 1),  # the day of the conversation is day one
    ("cn", 3),  # GB/T 45251-2025 §5.3: a day
    ("cn", 6),  # 中银协 2026-01-30: 当天, on that day
}
EACH_NUMBER = {("cn", 6)}  # 同一联系方式: one and the same way to reach them


def where(situation: Situation) -> set[str]:
    """Every jurisdiction named, with the states' countries."""
    named = {*situation.jurisdictions, *(j for p in situation.places for j in p.jurisdictions)}
    return named | {name.partition("-")[0] for name in named} | {"*"}


def binds(situation: Situation, place: str, who: set[str], channels: set[str]) -> bool:
    collecting = situation.collecting
    return (
        place in where(situation)
        and situation.channel.value in channels
        and (collecting is None or collecting.value in who)
    )


def seconds(local: datetime) -> float:
    return local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6


def of(clock: str) -> int:
    hours, minutes = clock.rstrip("+").split(":")
    return int(hours) * 3600 + int(minutes) * 60


def clocks(situation: Situation, whose: str) -> list[datetime]:
    """The wall clocks a law looks at."""
    if "/" in whose:
        return [situation.at.astimezone(ZoneInfo(whose))]
    places = list(situation.places)
    if whose == "area code":
        places = [p for p in places if p.evidence == "area code"] or places
    return [situation.at.astimezone(ZoneInfo(p.zone)) for p in places]


def inconvenient(situation: Situation) -> Iterator[str]:
    """Hours, days and declared times that a law calls inconvenient."""
    for place, who, channels, opens, closes, whose in HOURS:
        if not binds(situation, place, who, channels):
            continue
        for local in clocks(situation, whose):
            now = seconds(local)
            early = now <= of(opens) if opens.endswith("+") else now < of(opens)
            if early or now >= of(closes):
                yield f"{place}: {local:%a %H:%M:%S} is outside {opens}-{closes}"
    yield from days_off(situation)
    if situation.channel.value != "letter":
        yield from declared(situation)


def days_off(situation: Situation) -> Iterator[str]:
    for local in clocks(situation, "all"):
        if binds(situation, "mx", ANY, PHONE) and (
            local.weekday() >= 5 or local.date() in holidays.country_holidays("MX")
        ):
            yield "mx: no weekend and no holiday"
        if binds(situation, "us-tx", ANY, PHONE):
            opens = 12 if local.weekday() == 6 else 9  # SB 140
            if not opens * 3600 <= seconds(local) < 21 * 3600:
                yield "us-tx: outside the hours of SB 140"
        if binds(situation, "au", ANY, PHONE):
            opens = 9.0 if local.weekday() >= 5 else 7.5  # RG 96
            if not opens * 3600 <= seconds(local) < 21 * 3600:
                yield "au: outside the hours of RG 96"
            if local.date() in holidays.country_holidays("AU"):
                yield "au: a national holiday"


def declared(situation: Situation) -> Iterator[str]:
    """12 CFR 1006.6(b)(1), comment 1: what they said is inconvenient is."""
    for local in clocks(situation, "all"):
        minute = int(seconds(local) // 60)
        for window in situation.declared:
            opens, closes = of(window.opens) // 60, of(window.closes) // 60
            today, yesterday = local.weekday(), (local.weekday() - 1) % 7
            if opens < closes:
                quiet = today in window.weekdays and opens <= minute < closes
            else:
                quiet = (today in window.weekdays and minute >= opens) or (
                    yesterday in window.weekdays and minute < closes
                )
            if quiet:
                yield f"declared inconvenient: {window}"


def too_often(situation: Situation, *, answering: bool = False) -> Iterator[str]:
    """One contact more than a law allows, on top of those that were."""
    for place, who, most, days, per_debt, channels, answered in COUNTS:
        every = (place, channels) in COUNTS_ANSWERS and not answered
        if not binds(situation, place, who, channels) or (answering and not every):
            continue
        made = [
            c
            for c in situation.contacts
            if c.at <= situation.at
            and (
                _we_sent(c)
                if every
                else _they_rang(c, place, answered) or (_we_began(c) and not c.asked_for)
            )
            and c.channel.value in channels
            and not (answered and c.connected is False)
            and (
                not per_debt
                or c.account == situation.account
                or None in (c.account, situation.account)
            )
            and not (
                (place, most) in EACH_NUMBER
                and c.address != situation.address
                and None not in (c.address, situation.address)
            )
        ]
        for reckoned, lately in periods(situation, days, by_date=(place, most) in BY_DATE):
            count = sum(lately(c) for c in made)
            if count + 1 > most:
                yield f"{place}: {count} of {most} in {days} {reckoned}"


def periods(
    situation: Situation, days: int, *, by_date: bool
) -> list[tuple[str, Callable[[Contact], bool]]]:
    """Whether a contact lies in the last days: on the date of each clock, or to the second."""
    if not by_date:
        since = situation.at - timedelta(days=days)
        return [("times 24 hours", lambda c: c.at > since)]
    return [
        (f"dates in {place.zone}", partial(_dated_within, days, situation.at, ZoneInfo(place.zone)))
        for place in situation.places
    ]


def _dated_within(days: int, now: datetime, where_they_are: ZoneInfo, contact: Contact) -> bool:
    today, then = now.astimezone(where_they_are).date(), contact.at.astimezone(where_they_are)
    return (today - then.date()).days < days


def _we_began(contact: Contact) -> bool:
    return contact.direction.value == "outbound"


def _we_sent(contact: Contact) -> bool:
    """Asked for or not; a call that is a reply is one that they made."""
    return contact.direction.value == "outbound" or contact.channel.value != "voice"


def _they_rang(contact: Contact, place: str, answered: bool) -> bool:
    """Comment 14(b)(2)(i)-1.ii: a talk that they began starts the seven days too."""
    return place == "us" and answered and contact.direction.value == "reply"


def timed(situation: Situation) -> list[str]:
    """What is wrong with the moment, for a contact that we begin."""
    return [*inconvenient(situation), *too_often(situation)]
