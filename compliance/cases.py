"""Worked cases: sentences about what a pack allows, beside the pack, run by the tests.

A case file is ``packs/<jurisdiction>/cases/<subject>.yaml``: a mapping with ``reach`` (whom the
pack binds, by which channels, since when), ``given`` (facts for all its cases) and ``cases`` (each
``name``, ``given``, ``expect``; with ``texts`` it is a case for each text). What a case does not
say is as on an ordinary day: see :func:`ordinary`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from compliance.errors import PackError
from compliance.pack import EVERYWHERE, read_yaml
from compliance.situation import (
    AddressKind,
    Channel,
    Collecting,
    Consent,
    Contact,
    DeclaredWindow,
    Direction,
    Flag,
    Imprint,
    Notice,
    NumberCheck,
    Place,
    Purpose,
    Recipient,
    RightParty,
    Situation,
)

_NOTICES = ("validation", "agency", "transfer", "medical", "ownership")
_FACTS = frozenset(f.name for f in fields(Situation)) | {"zones", "minutes_since_inbound"}


@dataclass(frozen=True)
class Case:
    """One worked case of one pack."""

    pack: str
    name: str
    situation: Situation
    outcome: str
    not_before: datetime | None = None
    rule: str | None = None  # whose finding is meant, if not the pack's own
    adds: str | None = None  # what the door puts before or after the text
    category: str | None = None
    says: str | None = None  # stands in the reason


@dataclass(frozen=True)
class Reach:
    """Whom a pack is meant to bind, by which channels, and from which days: told a second time."""

    channels: frozenset[Channel]
    collecting: frozenset[Collecting]
    since: tuple[date, ...]  # the first days of its values
    others: Mapping[str, tuple[date, ...]]  # by parameter, where they differ

    def days(self, parameter: str) -> tuple[date, ...]:
        """The first day of every value of a parameter, in order."""
        return self.others.get(parameter, self.since)


def ordinary(jurisdiction: str = "us") -> Situation:
    """A first-party reminder by text on a Monday morning in New York, with nothing against it."""
    at = datetime(2026, 11, 16, 15, tzinfo=UTC)
    here = () if jurisdiction in EVERYWHERE else (jurisdiction,)
    return Situation(
        at=at,
        channel=Channel.SMS,
        direction=Direction.OUTBOUND,
        purpose=Purpose.REMINDER,
        collecting=Collecting.FIRST,
        text="Acme: a payment of $50.00 is due on 2026-12-01. Reply STOP to opt out.",
        language="en",
        address_country="US",
        sender_provider="embedded",
        places=(Place("America/New_York", here or ("us",), "address"),),
        jurisdictions=here or ("us",),
        right_party=RightParty.RIGHT,
        flags=frozenset(),
        opted_out=False,
        quarantined=False,
        consent=Consent(Channel.SMS, True, at - timedelta(days=20), "web form",
                        given_to=Collecting.THIRD),
        is_first_communication=False,
        creditor="Acme",
        collector="Fairway",
        account="account-1",
        written_notice_sent_on=date(2026, 7, 1),
        notices=tuple(Notice(kind, date(2026, 7, 1)) for kind in _NOTICES),
        first_communication_on=date(2026, 7, 1),
        validation_ends_on=date(2026, 8, 10),
        address="address-1",
        address_kind=AddressKind.OWN,
        recipient=Recipient.DEBTOR,
        opted_out_elsewhere=False,
        product="furniture loan",
        imprint=Imprint("Dana Reyes", "+1 212 555 0198", "post@fairway.example",
                        "PO Box 7, Albany NY 12201", "10-4711"),
        registered_in=frozenset({jurisdiction}),
    )  # fmt: skip


def read_cases(packs_dir: Path, pack_id: str) -> Iterator[Case]:
    """Read the worked cases of a pack; a pack without a file has none.

    Raises:
        PackError: a case uses a fact we do not know, or has no name or expectation.
    """
    jurisdiction, subject = pack_id.split("/")
    path = packs_dir / jurisdiction / "cases" / f"{subject}.yaml"
    if not path.exists():
        return
    raw = read_yaml(path)
    for case in _each(raw["cases"]):
        given = {**raw.get("given", {}), **case.get("given", {})}
        if "places" in case.get("given", {}):
            given.pop("zones", None)
        if unknown := sorted(set(given) - _FACTS):
            raise PackError(f"{path}: '{case['name']}' uses {unknown}, which are no facts of a "
                            f"situation. See compliance/situation.py.")  # fmt: skip
        expected = case["expect"]
        expected = {"outcome": expected} if isinstance(expected, str) else expected
        yield Case(
            pack_id,
            case["name"],
            situation_of(given, ordinary(jurisdiction)),
            expected["outcome"],
            expected.get("not_before"),
            expected.get("rule"),
            expected.get("adds"),
            expected.get("category"),
            expected.get("says"),
        )


def _each(cases: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every case; one with ``texts`` is a case for each of them."""
    for case in cases:
        for text in case.get("texts", [None]):
            given = case.get("given", {})
            if text is not None:
                yield {**case, "name": f"{case['name']}: {text}", "given": {**given, "text": text}}
            else:
                yield case


def read_reach(packs_dir: Path, pack_id: str) -> Reach | None:
    """Read what a pack's case file tells of its reach; ``None`` where it tells nothing."""
    jurisdiction, subject = pack_id.split("/")
    path = packs_dir / jurisdiction / "cases" / f"{subject}.yaml"
    raw = read_yaml(path).get("reach") if path.exists() else None
    if raw is None:
        return None
    return Reach(
        frozenset(Channel(name) for name in raw["channels"]),
        frozenset(Collecting(name) for name in raw["collecting"]),
        tuple(raw["since"]),
        {name: tuple(days) for name, days in raw.get("others", {}).items()},
    )


def situation_of(given: Mapping[str, Any], start: Situation) -> Situation:
    """An ordinary situation changed by the facts given."""
    changes = {name: _fact(name, value) for name, value in given.items() if hasattr(start, name)}
    situation = replace(start, **changes)
    if "zones" in given:
        laws = situation.jurisdictions
        places = tuple(Place(name, laws, "address") for name in given["zones"])
        situation = replace(situation, places=places)
    if situation.consent is not None and "channel" not in (given.get("consent") or {}):
        for_this_way = replace(situation.consent, channel=situation.channel)
        situation = replace(situation, consent=for_this_way)
    if (minutes := given.get("minutes_since_inbound")) is not None:
        wrote = situation.at - timedelta(minutes=minutes)
        situation = replace(situation, last_inbound_at=wrote, direction=Direction.REPLY)
    if isinstance(contacts := given.get("contacts"), list):
        past = tuple(c for entry in contacts for c in _contacts(entry, situation))
        situation = replace(situation, contacts=past)
    return situation


def _fact(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _WORDS_OF:
        return _WORDS_OF[name](value)
    if name == "flags":
        return frozenset(Flag(flag) for flag in value)
    if name == "places":
        return tuple(Place(p["zone"], tuple(p.get("jurisdictions", ())), p.get("evidence", ""))
                     for p in value)  # fmt: skip
    if name == "declared":
        return tuple(DeclaredWindow(tuple(d["weekdays"]), d["opens"], d["closes"]) for d in value)
    if name == "notices":
        return tuple(Notice(n["kind"], n["sent_on"]) for n in value)
    if name == "number_check":
        return NumberCheck(value["at"], value["reassigned"])
    if name == "imprint":
        return Imprint(**value)
    if name == "registered_in":
        return frozenset(value)
    if name == "refused":
        return frozenset(Channel(way) for way in value)
    if name == "consent":
        given_at: datetime = value["at"]
        to = value.get("given_to", Collecting.THIRD)
        return Consent(Channel(value.get("channel", "sms")), value["given"], given_at,
                       value.get("source", "web form"), Collecting(to) if to else None)  # fmt: skip
    if isinstance(value, datetime | date | str | bool | int):
        return value
    return tuple(value)


_WORDS_OF: Mapping[str, Any] = {
    "channel": Channel,
    "direction": Direction,
    "purpose": Purpose,
    "collecting": Collecting,
    "right_party": RightParty,
    "address_kind": AddressKind,
    "recipient": Recipient,
}


def _contacts(entry: Mapping[str, Any], situation: Situation) -> Iterator[Contact]:
    """One line of history: ``{hours_ago, channel, times?, connected?, account?, address?, …}``."""
    for _ in range(entry.get("times", 1)):
        yield Contact(
            at=situation.at - timedelta(hours=entry["hours_ago"]),
            channel=Channel(entry.get("channel", "sms")),
            direction=Direction(entry.get("direction", "outbound")),
            account=entry.get("account", situation.account),
            connected=entry.get("connected"),
            asked_for=entry.get("asked_for", False),
            address_kind=AddressKind(kind) if (kind := entry.get("address_kind")) else None,
            address=entry.get("address", situation.address),
        )
