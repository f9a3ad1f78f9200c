"""Everything a rule may look at, frozen at one instant.

``None`` means *we do not know*; a rule that needs the fact answers "a person decides".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Channel(StrEnum):
    """A way to reach somebody."""

    SMS = "sms"
    CHAT = "chat"
    EMAIL = "email"
    VOICE = "voice"
    LETTER = "letter"


class Collecting(StrEnum):
    """Who collects: the creditor itself, or somebody for it."""

    FIRST = "first"
    THIRD = "third"


class Direction(StrEnum):
    """Whether we begin, or answer words that just came in."""

    OUTBOUND = "outbound"
    REPLY = "reply"


class Purpose(StrEnum):
    """Why a message is written."""

    REMINDER = "reminder"  # the strategy asked for it
    ANSWER = "answer"  # the bot answers the person
    COLLECTOR = "collector"  # a person at work wrote it
    OPT_OUT_CONFIRMATION = "opt_out_confirmation"  # the single line after STOP
    OPT_IN_CONFIRMATION = "opt_in_confirmation"  # the single line after START
    HELP = "help"  # the answer to HELP
    NOTICE = "notice"  # a receipt, a confirmation of something the person agreed to


class RightParty(StrEnum):
    """Whom we believe to be speaking with."""

    UNVERIFIED = "unverified"
    RIGHT = "right"
    WRONG = "wrong"


class Flag(StrEnum):
    """A standing circumstance of a person or an account that changes what we may do."""

    CEASE = "cease"  # asked in writing to stop, or refuses to pay
    REPRESENTED = "represented"  # an attorney acts for them
    BANKRUPTCY = "bankruptcy"
    DECEASED = "deceased"
    MINOR = "minor"
    DISPUTE = "dispute"  # collection holds until verified
    FRAUD = "fraud"  # says somebody else made the debt
    HARDSHIP = "hardship"  # collection pauses, a person is told
    DISTRESS = "distress"  # care first, a person at once
    SERVICEMEMBER = "servicemember"
    TIME_BARRED = "time_barred"
    BREATHING_SPACE = "breathing_space"


class AddressKind(StrEnum):
    """Whose an address is, as far as laws ask."""

    OWN = "own"  # their home, their mobile, an address they gave
    WORK = "work"  # where they are employed, or given by the employer
    OTHER = "other"


class Recipient(StrEnum):
    """Who a message is written to."""

    DEBTOR = "debtor"
    GUARANTOR = "guarantor"
    SPOUSE = "spouse"
    GUARDIAN = "guardian"  # of a minor, or appointed by a court
    REPRESENTATIVE = "representative"  # executor, administrator, confirmed successor
    ATTORNEY = "attorney"
    EMPLOYER = "employer"
    OTHER = "other"  # family, friends, neighbours, contacts of an app


@dataclass(frozen=True)
class Notice:
    """A written notice that was sent, and on which day."""

    kind: str  # "collection", "validation", "agency", "transfer", "medical", "ownership"
    sent_on: date


@dataclass(frozen=True)
class NumberCheck:
    """What the reassigned-numbers database answered about a number."""

    at: datetime
    reassigned: bool


@dataclass(frozen=True)
class Imprint:
    """What a message may have to say about the sender; ``None`` is not known."""

    person: str | None = None  # a natural person, or the name they always use
    phone: str | None = None  # answered by a person
    email: str | None = None
    postal_address: str | None = None
    licence: str | None = None  # as it must be shown


@dataclass(frozen=True)
class Place:
    """Somewhere the person may be, and why we think so."""

    zone: str  # IANA name
    jurisdictions: tuple[str, ...] = ()  # e.g. ("us", "us-ma")
    evidence: str = ""  # "area code", "address", "stated", "account file"


@dataclass(frozen=True)
class Contact:
    """One past contact or attempt, for counting."""

    at: datetime
    channel: Channel
    direction: Direction
    account: str | None = None  # opaque account id
    connected: bool | None = None  # calls: did somebody answer
    asked_for: bool = False  # the person asked for it
    address_kind: AddressKind | None = None
    address: str | None = None  # which address of theirs, by an opaque name; never the number


@dataclass(frozen=True)
class Consent:
    """Leave to use one address on one channel, or its withdrawal."""

    channel: Channel
    given: bool
    at: datetime
    source: str
    given_to: Collecting | None = None  # the creditor, or who collects for it; None: not known


@dataclass(frozen=True)
class DeclaredWindow:
    """A time the person told us is inconvenient, on their own clock ("HH:MM")."""

    weekdays: tuple[int, ...]  # Monday is 0
    opens: str  # the inconvenient time begins
    closes: str  # and ends; before ``opens`` means it crosses midnight


@dataclass(frozen=True)
class Situation:
    """One message about to be sent (or judged), and all the facts around it."""

    at: datetime  # aware UTC
    channel: Channel
    direction: Direction
    purpose: Purpose
    collecting: Collecting | None
    text: str
    language: str | None  # "en", "es", "zh-Hans", "zh-Hant"
    address_country: str | None = None  # ISO code of the number or address, "US"
    sender_provider: str | None = None  # "twilio", "embedded"; None for chat and letters
    provider_approved: bool = False  # the operator holds the provider's written approval
    places: tuple[Place, ...] = ()  # every place the person may be
    jurisdictions: tuple[str, ...] = ()  # union of the places' and any named outright
    right_party: RightParty | None = None
    flags: frozenset[Flag] | None = None  # None: the file could not be read
    opted_out: bool | None = None  # of this address or channel
    quarantined: bool | None = None  # somebody said this address is not the person's
    consent: Consent | None = None  # the latest word on this address and channel
    last_inbound_at: datetime | None = None  # they last wrote from this address
    replies_since_inbound: int = 0  # what we have sent since then
    contacts: tuple[Contact, ...] = ()  # history, newest last, at least 31 days
    declared: tuple[DeclaredWindow, ...] = ()
    refused: frozenset[Channel] = frozenset()  # ways they asked us not to use
    is_first_communication: bool | None = None  # nothing that told of this debt has gone before
    told_in_talk_at: datetime | None = None  # this same conversation last told of this debt
    validation_ends_on: date | None = None
    discloses_debt: bool = True  # the text tells that there is a debt, or could
    creditor: str | None = None  # the name that must stand in the message
    collector: str | None = None
    account: str | None = None  # opaque account id
    written_notice_sent_on: date | None = None  # the mailed notice some places ask for first
    notices: tuple[Notice, ...] = ()  # other written notices, by kind
    first_communication_on: date | None = None
    address: str | None = None  # this address, by the opaque name that ``contacts`` have for it
    address_kind: AddressKind | None = None
    employer_allows: bool | None = None  # contact at work, where the address is there
    recipient: Recipient | None = None
    debtor_lost: bool | None = None  # cannot be reached by any means, died or is incapacitated
    number_check: NumberCheck | None = None
    opted_out_elsewhere: bool | None = None  # of another number or matter of ours
    product: str | None = None  # what the debt is for
    imprint: Imprint = Imprint()
    registered_in: frozenset[str] = frozenset()  # jurisdictions whose licence we hold
