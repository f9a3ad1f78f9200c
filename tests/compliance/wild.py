"""Random people, places, instants and histories, all from one seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from compliance.cases import ordinary
from compliance.situation import (
    AddressKind,
    Channel,
    Collecting,
    Consent,
    Contact,
    DeclaredWindow,
    Direction,
    Flag,
    NumberCheck,
    Place,
    Purpose,
    Recipient,
    RightParty,
    Situation,
)

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and "Etc/" not in zone)
CHANGING = ("America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata",
            "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham", "America/Asuncion",
            "Africa/Casablanca", "Europe/London", "America/Los_Angeles", "Asia/Shanghai",
            "America/Mexico_City", "Australia/Sydney", "Asia/Taipei", "Asia/Manila")  # fmt: skip
LAWS = ("us", "us-ca", "us-co", "us-ct", "us-dc", "us-fl", "us-ma", "us-md", "us-nc", "us-nv",
        "us-ny", "us-ok", "us-tx", "us-wa", "us-wv", "us-or", "cn", "tw", "in", "ph", "mx", "gb",
        "hk", "sg", "au", "es", "br")  # fmt: skip
TEXTS = (
    ordinary().text,
    "A payment of $50.00 is due.",
    "Acme: please pay now. Reply STOP to opt out.",
    "Fairway: about your account. Reply STOP to opt out.",
    "Fairway: $5.00 is due. This is not from a debt collector. There is no opt out.",
    "您的还款日快到了。",
    "You will get no more messages from us here. To hear from us again, reply START.",
)
FIRST, LAST = datetime(2026, 10, 1, tzinfo=UTC), datetime(2029, 4, 1, tzinfo=UTC)


def wild(dice: Random) -> Situation:
    """One situation; about half of its facts are as on an ordinary day."""
    at = _instant(dice)
    laws = tuple(dict.fromkeys(dice.choices(LAWS, k=dice.choice((1, 1, 1, 2, 3)))))
    start = ordinary(laws[0])
    channel = dice.choice((Channel.SMS, Channel.SMS, *Channel))
    reply = dice.random() < 0.3
    situation = replace(
        start,
        at=at,
        channel=channel,
        direction=Direction.REPLY if reply else Direction.OUTBOUND,
        purpose=dice.choice((Purpose.REMINDER, Purpose.REMINDER, *Purpose)),
        collecting=dice.choice((*Collecting, *Collecting, *Collecting, None)),
        text=dice.choice(TEXTS),
        places=_places(dice, laws),
        jurisdictions=laws,
        consent=_consent(dice, channel, at),
        contacts=_history(dice, at, channel),
        discloses_debt=dice.random() < 0.8,
        registered_in=frozenset(laws),
        language=dice.choice(("en", "es", "zh-Hans", "zh-Hant")),
        last_inbound_at=at - timedelta(minutes=dice.choice((1, 4, 6, 14, 16, 700, 1500)))
        if reply or dice.random() < 0.2
        else None,
        told_in_talk_at=at - timedelta(minutes=dice.choice((1, 14, 16, 2000)))
        if reply and dice.random() < 0.5
        else None,
        replies_since_inbound=dice.choice((0, 0, 0, 1, 2, 3, 5)),
    )
    return _harder(dice, situation)


def crowded(dice: Random, place: str) -> Situation:
    """A call, after so many calls that the counts of a place are nearly full or just over.

    Half the time nobody answered: one answered call would hide the count of all.
    """
    situation, unanswered = wild(dice), dice.random() < 0.5
    made = [
        replace(one, at=situation.at - timedelta(minutes=30 * dice.randrange(days * 48)))
        for days in (dice.choice((1, 2)), dice.choice((7, 8, 9)))
        for one in _history(dice, situation.at, Channel.VOICE, some=dice.randrange(10))
    ]
    if unanswered:
        made = [replace(one, connected=False, direction=Direction.OUTBOUND) for one in made]
    return replace(
        situation,
        channel=Channel.VOICE,
        direction=Direction.OUTBOUND,
        collecting=Collecting.THIRD,
        account="account-1",
        places=_places(dice, (place,)),
        jurisdictions=(place,),
        contacts=tuple(sorted(made, key=lambda c: c.at)),
    )


def _instant(dice: Random) -> datetime:
    """Any second; often one near a full or half hour of some clock, or near a change of clocks."""
    at = FIRST + timedelta(seconds=dice.randrange(int((LAST - FIRST).total_seconds())))
    if dice.random() < 0.5:
        local = at.astimezone(ZoneInfo(dice.choice(CHANGING)))
        near = local.replace(minute=dice.choice((0, 30)), second=0, microsecond=0,
                             hour=dice.choice((0, 2, 7, 8, 9, 12, 19, 20, 21, 22)))  # fmt: skip
        at = near.astimezone(UTC) + timedelta(seconds=dice.choice((-1, 0, 0, 1)))
    return at


def _places(dice: Random, laws: tuple[str, ...]) -> tuple[Place, ...]:
    zones = [
        dice.choice(CHANGING if dice.random() < 0.6 else ZONES)
        for _ in range(dice.choice((1, 1, 2, 3)))
    ]
    evidence = ("area code", "address", "stated")
    return tuple(Place(zone, laws, dice.choice(evidence)) for zone in dict.fromkeys(zones))


def _consent(dice: Random, channel: Channel, at: datetime) -> Consent:
    """Mostly given, to the collector and for this way; now and then dated wrongly."""
    return Consent(
        channel=channel if dice.random() < 0.9 else dice.choice(tuple(Channel)),
        given=dice.random() < 0.95,
        at=at - _days(dice, 90) if dice.random() < 0.98 else at + _days(dice, 90),
        source="form",
        given_to=dice.choice((*[Collecting.THIRD] * 6, Collecting.FIRST, None)),
    )


def _days(dice: Random, most: int) -> timedelta:
    return timedelta(hours=dice.randrange(most * 24))


def _history(
    dice: Random, at: datetime, channel: Channel, some: int | None = None
) -> tuple[Contact, ...]:
    """Of a month, a week, or crowded into two days; now and then all by this very channel."""
    days, only = dice.choice((31, 31, 8, 2)), some is not None or dice.random() < 0.3
    made = [
        Contact(
            at=at - timedelta(hours=dice.randrange(days * 24)),
            channel=channel if only else dice.choice(tuple(Channel)),
            direction=Direction.OUTBOUND if dice.random() < 0.8 else Direction.REPLY,
            account=dice.choice(("account-1", "account-1", "account-2", None)),
            connected=dice.choice((True, False, None)),
            asked_for=dice.random() < 0.1,
            address_kind=dice.choice((None, None, AddressKind.OWN, AddressKind.WORK)),
            address=dice.choice(("address-1", "address-1", "address-2", None)),
        )
        for _ in range(dice.choice((0, 0, 0, 1, 2, 5, 12, 40)) if some is None else some)
    ]
    return tuple(sorted(made, key=lambda c: c.at))


def _harder(dice: Random, situation: Situation) -> Situation:
    """Change a few facts for the worse, each seldom."""
    at = situation.at
    changes: dict[str, object] = {
        "flags": frozenset(dice.choices(tuple(Flag), k=dice.choice((1, 2)))),
        "opted_out": dice.choice((True, None)),
        "refused": frozenset(dice.sample(tuple(Channel), 2)),
        "quarantined": dice.choice((True, None)),
        "right_party": dice.choice((RightParty.UNVERIFIED, RightParty.WRONG, None)),
        "recipient": dice.choice((*Recipient, None)),
        "address": dice.choice(("address-2", None)),
        "address_kind": dice.choice((AddressKind.WORK, AddressKind.OTHER, None)),
        "employer_allows": dice.choice((True, False)),
        "number_check": NumberCheck(at - _days(dice, 90), dice.random() < 0.5),
        "consent": dice.choice((None, Consent(Channel.SMS, False, at - _days(dice, 30), "text"))),
        "declared": (
            DeclaredWindow(
                tuple(dice.sample(range(7), dice.choice((1, 3, 7)))),
                f"{dice.randrange(24):02}:{dice.choice((0, 15, 30, 59)):02}",
                f"{dice.randrange(24):02}:{dice.choice((0, 15, 30, 59)):02}",
            ),
        ),
        "sender_provider": dice.choice(("twilio", None)),
        "written_notice_sent_on": dice.choice((None, date(2029, 1, 1))),
        "validation_ends_on": dice.choice((None, at.date(), at.date() + timedelta(days=20))),
        "notices": (),
        "is_first_communication": dice.choice((True, None)),
        "opted_out_elsewhere": dice.choice((True, None)),
        "places": (),
        "registered_in": frozenset(),
    }
    chosen = [name for name in changes if dice.random() < 0.06]
    return replace(situation, **{name: changes[name] for name in chosen})
