"""The second opinion on answers to what somebody wrote, from the citations.

An answer is spared much that binds what we begin: consent, most counts, the hour while they are
there. It is spared neither the circumstances of the person, nor a stop, nor the law on strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from compliance.situation import Situation
from tests.compliance.oracle import (
    RECEIPTS,
    SILENCE,
    before_the_notice,
    carried,
    confirms_a_stop,
    reassigned,
    violations,
)
from tests.compliance.oracle_time import inconvenient, too_often, where

# What keeps the debt even out of an answer; the others stop what collectors say, however asked.
NOT_EVEN_ASKED = ("cease", "represented", "bankruptcy", "deceased", "minor", "time_barred")


def unlawful_answer(situation: Situation) -> list[str]:
    """Everything wrong with an answer to what they wrote."""
    found = [
        *under_flags(situation),
        *after_a_stop(situation),
        *by_a_refused_way(situation),
        *to_a_stranger(situation),
        *carried(situation),
        *reassigned(situation),
    ]
    wrote = situation.last_inbound_at
    chat = situation.channel.value == "chat"
    if not _lately(situation) and not (chat and wrote is None):
        return [*found, *violations(situation)]  # it answers nothing: a contact we begin
    if situation.discloses_debt:
        found += before_the_notice(situation)
        found += too_often(situation, answering=True)
    if wrote is None or chat:
        return found
    most = 1 if _reg_f(situation) else 3  # comment 6(b)(1)-2; our own for others
    if not _promptly(situation) or situation.replies_since_inbound >= most:
        found += inconvenient(situation)
    return found


def under_flags(situation: Situation) -> Iterator[str]:
    """What may not be said even to somebody who asks, because of what has happened to them."""
    purpose, flags = situation.purpose.value, situation.flags
    if flags is None:
        yield "the file could not be read"
    for flag in (flag.value for flag in flags or ()):
        if flag == "breathing_space" and "gb" in where(situation):
            silent = situation.discloses_debt or purpose in ("reminder", "notice")
        elif purpose == "reminder":  # it answers nothing
            silent = flag in SILENCE
        elif purpose == "notice":
            silent = flag in SILENCE and flag not in RECEIPTS
        elif purpose == "collector":  # 15 USC 1692g(b): a demand is one, whenever it is written
            silent = flag in SILENCE and situation.discloses_debt
        else:
            silent = flag in NOT_EVEN_ASKED and situation.discloses_debt
        if silent:
            yield f"{flag}: not even in an answer"


def after_a_stop(situation: Situation) -> Iterator[str]:
    """12 CFR 1006.14(h)(2): one confirmation; and one answer, if they wrote again later."""
    if situation.purpose.value == "opt_out_confirmation":
        if not confirms_a_stop(situation):
            yield "47 CFR 64.1200(a)(12): not a single prompt confirmation"
        return
    if situation.opted_out is None:
        yield "we do not know whether they said stop"
    if situation.opted_out:
        stop, wrote = situation.consent, situation.last_inbound_at
        again = stop is not None and not stop.given and wrote is not None and wrote > stop.at
        if not again or not _promptly(situation) or situation.replies_since_inbound > 0:
            yield "12 CFR 1006.14(h): they said stop"


def by_a_refused_way(situation: Situation) -> Iterator[str]:
    """12 CFR 1006.14(h)(2)(ii): once, if they wrote by it; FCA CONC 7.9.4R."""
    once = _reg_f(situation) or "gb" in where(situation)
    most = 1 if once else 3
    if situation.channel in situation.refused and not (
        _promptly(situation) and situation.replies_since_inbound < most
    ):
        yield "12 CFR 1006.14(h)(1): they asked us not to use this way"


def to_a_stranger(situation: Situation) -> Iterator[str]:
    """Who would learn of a debt that is not theirs."""
    single_line = confirms_a_stop(situation) and not situation.discloses_debt
    if situation.recipient is not None and situation.recipient.value not in ("debtor", "guarantor"):
        yield "15 USC 1692c(b): to somebody who does not owe"
    if situation.quarantined is not False and not single_line:
        yield "a wrong number"
    who = None if situation.right_party is None else situation.right_party.value
    if who == "wrong" and not single_line:
        yield "CONC 7.5.2R: a wrong person"
    if situation.discloses_debt and who != "right":
        yield "12 CFR 1006.6(d): the debt told to somebody who has not shown who they are"


def _lately(situation: Situation) -> bool:
    wrote = situation.last_inbound_at
    return wrote is not None and timedelta() <= situation.at - wrote <= timedelta(days=1)


def _promptly(situation: Situation) -> bool:
    """They are still there: fifteen minutes, or a chat that they opened."""
    wrote = situation.last_inbound_at
    if wrote is None:
        return situation.channel.value == "chat"
    return timedelta() <= situation.at - wrote <= timedelta(minutes=15)


def _reg_f(situation: Situation) -> bool:
    third = situation.collecting is None or situation.collecting.value == "third"
    return third and "us" in where(situation)
