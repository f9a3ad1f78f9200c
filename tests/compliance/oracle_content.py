"""The second opinion on what a text must say, written from the citations like the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from compliance.situation import Situation
from tests.compliance.oracle_time import ANY, ELECTRONIC, THIRD, binds

# The parts of a sentence, in every language, that must stand in this order.
IN_FULL = (  # 12 CFR 1006.18(e)(1), (4)
    r"attempt(ing)? to collect a debt.*used for that purpose",
    r"cobrar una deuda.*para ese (fin|prop[oó]sito)",
    r"催收债务.*用于该目的",
    r"催收債務.*用於該目的",
)
IN_SHORT = (  # 12 CFR 1006.18(e)(2), (4)
    *IN_FULL,
    r"(this|message|communication) is from a debt collector",
    r"es de un cobrador de deudas",
    r"来自债务催收机构",
    r"來自債務催收機構",
)
WAY_OUT = (  # the word to send, and what it does
    r"reply stop to (opt out|end)",
    r"responda stop para (darse de baja|no recibir)",
    r"回复 ?stop ?退订",
    r"回覆 ?stop ?退訂",
)
WRITTEN = ELECTRONIC | {"letter"}


_CHINESE = r"[\u3400-\u9fff]"
_OF_MONEY = r"[$€£¥]|\bpay|\baccount|\bdebt|\bpag|\bcuenta|\bdeud|还款|还清|账|債|帳"


def unsaid(situation: Situation, text: str) -> list[str]:
    """Every sentence that a law wants in the text as it goes, and that is not there."""
    return list(_unsaid(situation, text))


def _unsaid(situation: Situation, text: str) -> Iterator[str]:
    purpose = situation.purpose.value
    if purpose == "opt_out_confirmation" and re.search(_OF_MONEY, text, re.IGNORECASE):
        yield "12 CFR 1006.14(h)(2)(i): a confirmation of the stop and nothing else"
    single_line = purpose.endswith("_confirmation") and not situation.discloses_debt
    if purpose != "opt_out_confirmation" and not single_line:
        yield from _way_out(situation, text)
    if situation.discloses_debt and purpose != "opt_out_confirmation":
        yield from _who_collects(situation, text)
        yield from _particulars(situation, text)


def _particulars(situation: Situation, text: str) -> Iterator[str]:
    """What a letter, a text and an e-mail that we begin show about who collects."""
    ours, answers = situation.imprint, situation.direction.value == "reply"
    ny = (situation.collector, ours.phone, ours.person, situation.creditor)
    dc = (situation.creditor, ours.phone, ours.email, ours.postal_address)
    for place, how, law, wanted in (
        ("us-ca", WRITTEN - {"chat"}, "Cal. Civ. Code 1788.11(f)", (ours.licence,)),
        ("us-dc", WRITTEN, "DC Code 28-3814", dc),
        ("us-ny", WRITTEN | {"voice"}, "NYC Admin. Code 20-493.2(a)", ny),
    ):
        if not (answers and place == "us-ny") and binds(situation, place, THIRD, how):
            yield from (f"{law}: {one}" for one in wanted if not one or one not in text)


def _way_out(situation: Situation, text: str) -> Iterator[str]:
    if situation.channel.value == "chat" and situation.direction.value == "reply":
        return  # opened by them; its page shows how to end it
    for place, who, law in (
        ("us", THIRD, "12 CFR 1006.6(e)"),
        ("us-dc", ANY, "DC Code 28-3814"),
        ("us-ny", ANY, "6 RCNY 5-77(b)(5)"),
    ):
        if binds(situation, place, who, ELECTRONIC) and not _says(text, WAY_OUT):
            yield f"{law}: every message says how to stop them"


def _who_collects(situation: Situation, text: str) -> Iterator[str]:
    if binds(situation, "us-dc", ANY, WRITTEN) and not _says(text, IN_FULL):
        yield "DC Code 28-3814: every written word says all of it"
    if not binds(situation, "us", THIRD, ELECTRONIC):
        return
    if situation.is_first_communication and not _says(text, IN_FULL):
        yield "12 CFR 1006.18(e)(1): the first communication says all of it"
    elif not _says(text, IN_SHORT) and not _said_just_now(situation):
        yield "12 CFR 1006.18(e)(2): each later one is from a debt collector"


def _said_just_now(situation: Situation) -> bool:
    """One chat is one communication while both are there."""
    at, told, wrote = situation.at, situation.told_in_talk_at, situation.last_inbound_at
    lately = timedelta(minutes=15)
    return (
        situation.channel.value == "chat"
        and situation.direction.value == "reply"
        and told is not None
        and timedelta() <= at - told <= lately
        and (wrote is None or at - wrote <= lately)
    )


def _says(text: str, sentences: tuple[str, ...]) -> bool:
    """12 CFR 1006.18(e)(4): in the language of the rest, told here by the script it begins in."""
    chinese = re.search(_CHINESE, text[:20]) is not None
    return any(
        re.search(sentence, text, re.IGNORECASE | re.DOTALL)
        for sentence in sentences
        if chinese == (re.search(_CHINESE, sentence) is not None)
    )
