"""A slow second opinion, written from the citations and not from our code or packs.

It reads nothing but :class:`Situation`. Each rule is a sentence of a law as the law puts it; what
is not forbidden by any of them is none of its business. Hours and counts are in ``oracle_time``,
answers in ``oracle_answers``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from compliance.situation import Consent, Situation
from tests.compliance.oracle_time import (
    ANY,
    ELECTRONIC,
    EVERY,
    PHONE,
    THIRD,
    binds,
    timed,
    where,
)

SILENCE = {  # what these stop, where we begin
    "cease": "15 USC 1692c(c)",
    "represented": "15 USC 1692c(a)(2)",
    "bankruptcy": "11 USC 362(a)(6)",
    "deceased": "the person has died",
    "minor": "a child",
    "dispute": "15 USC 1692g(b)",
    "fraud": "a disputed debt",
    "servicemember": "50 USC 3901",
    "time_barred": "12 CFR 1006.26(b)",
}


def standing(situation: Situation) -> Iterator[str]:
    """What is wrong whatever the hour, for a contact that we begin."""
    flags = situation.flags
    if flags is None:
        yield "the file could not be read"
    for flag in flags or ():
        notice = situation.purpose.value == "notice"
        if situation.purpose.value == "opt_out_confirmation" and not situation.discloses_debt:
            continue
        if flag.value in SILENCE and not (notice and flag.value in RECEIPTS):
            yield f"{flag.value}: {SILENCE[flag.value]}"
        if flag.value == "breathing_space" and "gb" in where(situation):
            yield "SI 2020/1311: no contact for payment"
    if situation.opted_out is not False and not confirms_a_stop(situation):
        yield "12 CFR 1006.14(h): they said stop, or we do not know"
    yield from carried(situation)


def carried(situation: Situation) -> Iterator[str]:
    """Twilio's errors 30460 and 30863."""
    by_it = situation.sender_provider == "twilio" and situation.channel.value == "sms"
    if (
        by_it
        and situation.collecting is not None
        and situation.collecting.value == "third"
        and not situation.provider_approved
        and (situation.address_country or "US") in ("US", "CA")
    ):
        yield "the carrier refuses third-party collection"


RECEIPTS = {"dispute", "fraud", "servicemember", "time_barred"}


def confirms_a_stop(situation: Situation) -> bool:
    """47 CFR 64.1200(a)(12): once, within five minutes."""
    wrote = situation.last_inbound_at
    return (
        situation.purpose.value == "opt_out_confirmation"
        and wrote is not None
        and timedelta() <= situation.at - wrote <= timedelta(minutes=5)
        and situation.replies_since_inbound == 0
    )


def others(situation: Situation) -> Iterator[str]:
    """Whom it would tell of a debt, and where."""
    if situation.recipient is not None and situation.recipient.value not in ("debtor", "guarantor"):
        yield "15 USC 1692c(b): to somebody who does not owe"
    wrong = situation.right_party is not None and situation.right_party.value == "wrong"
    if wrong and not (confirms_a_stop(situation) and not situation.discloses_debt):
        yield "CONC 7.5.2R: a wrong person"
    single_line = confirms_a_stop(situation) and not situation.discloses_debt
    if situation.quarantined is not False and not single_line:
        yield "an address that is somebody else's, or may be"
    if (
        situation.address_kind is not None
        and situation.address_kind.value == "work"
        and situation.employer_allows is not True
    ):
        yield "15 USC 1692c(a)(3): at work"
    yield from reassigned(situation)


def reassigned(situation: Situation) -> Iterator[str]:
    """The database says the number has a new owner, and nobody wrote from it since."""
    if situation.number_check is not None and situation.number_check.reassigned:
        wrote = situation.last_inbound_at
        if not (wrote and wrote > situation.number_check.at) and binds(situation, "us", ANY, PHONE):
            yield "47 CFR 64.1200(m): the number has a new owner"


def leave(situation: Situation) -> Iterator[str]:
    """Whether we may use this address at all."""
    consent = situation.consent
    taken_back = consent is not None and not consent.given
    if taken_back and binds(situation, "us", ANY, {"sms"}):
        yield "47 USC 227(b): consent was taken back"
    own = consent is not None and _is_ours(consent, situation)
    known = [situation.last_inbound_at] if _wrote_before(situation) else []
    if binds(situation, "us", THIRD, {"email"}) and not taken_back and not known and not own:
        yield "12 CFR 1006.6(d)(4)(i): neither their own e-mail nor consent given to the collector"
    if binds(situation, "us", THIRD, {"sms"}):
        known += [consent.at] if consent and own else []
        if known and situation.number_check and not situation.number_check.reassigned:
            known.append(situation.number_check.at)
        if not known or situation.at - max(known) > timedelta(days=60):
            yield "12 CFR 1006.6(d)(5): nothing of the last sixty days"
    yield from before_the_notice(situation)


def _validated(situation: Situation) -> bool:
    """Sent, or not due: with a weekend in them, five business days are a week."""
    day, began = situation.at.date(), situation.first_communication_on
    sent = any(n.kind == "validation" and n.sent_on <= day for n in situation.notices)
    confirms = situation.purpose.value in ("opt_out_confirmation", "opt_in_confirmation", "help")
    not_due = began is not None and day <= began + timedelta(days=7)
    return sent or confirms or situation.is_first_communication is True or not_due


def _wrote_before(situation: Situation) -> bool:
    return situation.last_inbound_at is not None and situation.last_inbound_at <= situation.at


def _is_ours(consent: Consent, situation: Situation) -> bool:
    """12 CFR 1006.6(d)(4)(i), (d)(5)(ii): given to the collector, for this way, and by now."""
    return (
        consent.given
        and consent.channel is situation.channel
        and consent.at <= situation.at
        and consent.given_to is not None
        and consent.given_to.value == "third"
    )


def unvalidated(situation: Situation) -> Iterator[str]:
    """940 CMR 7.08: a creditor that sent no validation begins nothing more; it may answer."""
    if binds(situation, "us-ma", {"first"}, EVERY) and not _validated(situation):
        yield "940 CMR 7.08: no validation within five business days"


def before_the_notice(situation: Situation) -> Iterator[str]:
    """DC Code 28-3814: no electronic message before the mailed notice, and none spared."""
    if binds(situation, "us-dc", THIRD, ELECTRONIC):
        sent = situation.written_notice_sent_on
        if sent is None or sent > situation.at.date():
            yield "DC Code 28-3814: no mailed notice"


def violations(situation: Situation) -> list[str]:
    """Everything wrong with a contact that we begin, by any law this oracle knows."""
    return [
        *timed(situation),
        *standing(situation),
        *others(situation),
        *leave(situation),
        *unvalidated(situation),
    ]
