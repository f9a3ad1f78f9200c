"""What must hold for every reply in every talk, whatever was said.

Reckoned from the ledger and the policy document, not from the code that writes replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from benchmarks.dialogue.house import House
from benchmarks.dialogue.speaking import Heard, Said, Speaker
from benchmarks.negotiations import beyond_policy
from benchmarks.reductions import beyond_reduction
from bot.nlu.figures.figure import Reference
from bot.nlu.figures.find import find_figures
from bot.sums import write_sum
from bot.wording import locale_of
from compliance.situation import Flag, Purpose
from ledger.accounts import breakdown
from ledger.database import Session
from ledger.deals import deal_of, is_deal
from ledger.money import Money
from ledger.offers_facts import facts_of
from ledger.offers_reductions import Charges
from ledger.offers_terms import Offer
from ledger.plans import Frequency
from ledger.situations import zone_of
from ledger.stops import flags_of, is_quarantined, is_stopped
from ledger.tables import (
    Account,
    Affordability,
    Conversation,
    Entry,
    Message,
    PaymentRequest,
    Plan,
    Promise,
)

_MONEY = re.compile(
    r"[$]\d[\d,.]* MXN|(?:US|MX|CN|NT|HK|R)?[$¥€£]\s?\d[\d,.]*\d|(?:US|MX|CN|NT|HK)?[$¥€£]\s?\d"
    r"|\b(?:USD|MXN|CNY|TWD|HKD|EUR)\s?\d[\d,.]*|\d[\d,.]*\s?(?:USD|MXN|CNY|TWD|HKD|pesos|元)"
)
_ECHOES = ("promise_ask_day", "promise_which_day", "again_promise_date")
_MAY_FOLLOW_A_STOP = (Purpose.OPT_OUT_CONFIRMATION, Purpose.OPT_IN_CONFIRMATION, Purpose.HELP)


@dataclass(frozen=True)
class Before:
    """How things stood when a step began."""

    answering: bool  # the assistant has the conversation, and may answer
    stopped: bool
    wrong: bool
    distressed: bool
    at: datetime


def look(house: House, speaker: Speaker) -> Before:
    """See how things stand."""
    with house.db.transaction() as session:
        talk = session.get_one(Conversation, speaker.conversation_id)
        stopped = is_stopped(session, speaker.channel, speaker.address)
        wrong = talk.right_party == "wrong" or is_quarantined(
            session, speaker.channel, speaker.address
        )
        return Before(
            answering=talk.owner == "bot" and talk.locked_at is None and not (stopped or wrong),
            stopped=stopped,
            wrong=wrong,
            distressed=_distressed(session, speaker),
            at=speaker.now,
        )


def broken(
    house: House, speaker: Speaker, before: Before, heard: Heard, *, wrote: bool
) -> list[str]:
    """Name every invariant that a step broke; ``wrote``: it was a message of theirs."""
    with house.db.transaction() as session:
        talk = session.get_one(Conversation, speaker.conversation_id)
        known = talk.right_party == "right"
        found = [*_silence(before, heard, wrote=wrote)]
        for said in heard.said:
            if not known:
                found += _tells_a_stranger(session, speaker, said)
            else:
                found += _wrong_figures(session, house, speaker, said, talk.language)
            found += _after_the_end(session, speaker, before, said)
        found += _beyond_policy(session, house, speaker, talk, since=before.at)
    return found


def _silence(before: Before, heard: Heard, *, wrote: bool) -> Iterator[str]:
    if wrote and before.answering and not heard.said:
        yield f"no answer ({'; '.join(heard.withheld) or 'nothing was written'})"
    if any(not said.text.strip() for said in heard.said):
        yield "an empty message"
    if any("sorry_person" in said.template for said in heard.said):
        yield "the dialogue failed: sorry_person"


def _tells_a_stranger(session: Session, speaker: Speaker, said: Said) -> Iterator[str]:
    if said.discloses_debt:
        yield f"disclosed before verification: {said.template}"
    if found := _MONEY.search(said.text):
        yield f"a figure before verification: {found.group()}"
    for account in _accounts(session, speaker):
        if account.product.casefold() in said.text.casefold():
            yield f"the product before verification: {account.product}"


def _wrong_figures(
    session: Session, house: House, speaker: Speaker, said: Said, language: str
) -> Iterator[str]:
    text = said.text
    held = {money for money in _held(session, house, speaker) if money.minor >= 0}
    for locale in {locale_of(language), "en_US"}:
        for money in sorted(held, key=lambda money: -money.minor):
            written = write_sum(money, locale)
            text = re.sub(rf"(?<![\d.,]){re.escape(written)}(?![\d]|[.,]\d)", "#", text)
    theirs = _named_by_them(session, speaker) if said.template.startswith(_ECHOES) else set()
    for found in _MONEY.finditer(text):
        if _digits(found.group()) not in theirs:
            yield f"a figure the ledger does not hold: {found.group()} in {said.template}"


def _named_by_them(session: Session, speaker: Speaker) -> set[str]:
    """Give the sums they named: a question about the day may repeat one."""
    words = session.query(Message.body).filter_by(
        conversation_id=speaker.conversation_id, direction="in"
    )
    reference = Reference(speaker.now, "UTC", language="en")
    amounts = (
        figure.value["minor"]
        for (body,) in words
        for figure in find_figures(body, reference)
        if figure.kind == "amount"
    )
    return {_digits(f"{minor / 100:.2f}") for minor in amounts}


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _held(session: Session, house: House, speaker: Speaker) -> Iterator[Money]:
    """Give every sum that the ledger or the policy has for this person, and their differences."""
    for account in _accounts(session, speaker):
        currency = account.currency
        yield from _of_account(session, account)
        limits = house.policy.limits_for(facts_of(session, account.id, today=_today(speaker)))
        yield limits.plan.smallest_instalment[currency]
        yield limits.promise.smallest[currency]
    for form in session.query(Affordability).filter(
        Affordability.conversation_id == speaker.conversation_id
    ):
        for minor in (form.income_minor, form.essentials_minor, form.manageable_minor):
            if minor:
                yield Money(minor, form.currency)


def _of_account(session: Session, account: Account) -> Iterator[Money]:
    parts, currency = breakdown(session, account.id), account.currency
    balance = parts.balance
    yield from (parts.principal, parts.interest, parts.fees, parts.paid, parts.waived, balance)
    if parts.adjusted.minor:
        yield Money(abs(parts.adjusted.minor), currency)
    for entry in session.query(Entry).filter(Entry.account_id == account.id):
        yield Money(abs(entry.minor), currency)
    for request in session.query(PaymentRequest).filter_by(account_id=account.id):
        yield Money(request.minor, currency)
        yield Money(abs(balance.minor - request.minor), currency)
    for promise in session.query(Promise).filter_by(account_id=account.id):
        yield from (Money(promise.minor, currency), Money(promise.off_minor, currency))
    for plan in session.query(Plan).filter_by(account_id=account.id):
        yield Money(plan.total_minor, currency)
        left = plan.total_minor
        for part in plan.instalments:
            yield from (Money(part.minor, currency), Money(left, currency))
            left -= part.minor


def _after_the_end(session: Session, speaker: Speaker, before: Before, said: Said) -> Iterator[str]:
    still = before.stopped and is_stopped(session, speaker.channel, speaker.address)
    if still and said.purpose not in _MAY_FOLLOW_A_STOP:
        yield f"written after a stop: {said.template}"
    if before.wrong:
        yield f"written to the wrong person: {said.template}"
    if before.distressed and said.discloses_debt:
        yield f"collection talk after distress: {said.template}"
    if not before.distressed and _distressed(session, speaker) and said.discloses_debt:
        yield f"collection talk in the answer to distress: {said.template}"


def _beyond_policy(
    session: Session, house: House, speaker: Speaker, talk: Conversation, *, since: datetime
) -> Iterator[str]:
    zone = zone_of(session, talk)
    today = speaker.now.astimezone(ZoneInfo(zone or "UTC")).date()
    for account in _accounts(session, speaker):
        for plan in session.query(Plan).filter_by(account_id=account.id, standing="proposed"):
            if plan.proposed_at > since and plan.replaces is None:
                yield from _plan_beyond(session, house, plan, account, today)
        for promise in session.query(Promise).filter_by(account_id=account.id, standing="proposed"):
            if promise.proposed_at > since:
                yield from _promise_beyond(session, house, promise, account, today)


def _plan_beyond(
    session: Session, house: House, plan: Plan, account: Account, today: date
) -> Iterator[str]:
    facts = facts_of(session, account.id, today=today)
    offer = Offer(
        frequency=Frequency(plan.frequency),
        instalments=tuple(
            (part.due_on, Money(part.minor, account.currency)) for part in plan.instalments
        ),
        reasons=(),
        limits=house.policy.limits_for(facts),
        policy_revision=plan.policy_revision,
    )
    for limit in beyond_policy(house.policy, offer, facts, today):
        yield f"a plan beyond policy: {limit}"


def _promise_beyond(
    session: Session, house: House, promise: Promise, account: Account, today: date
) -> Iterator[str]:
    facts = facts_of(session, account.id, today=today)
    if is_deal(promise):
        parts = breakdown(session, account.id)
        charges = Charges(parts.interest, parts.fees, parts.waived)
        deal = deal_of(promise, account.currency)
        for limit in beyond_reduction(house.policy, deal, facts, charges, today):
            yield f"beyond policy: {limit}"
        return
    limits = house.policy.limits_for(facts).promise
    if not 0 < promise.minor <= facts.balance.minor:
        yield f"a promise of {promise.minor}, more than is owed"
    if not today <= promise.due_on <= _later(today, limits.latest_days):
        yield f"a promise for {promise.due_on}, beyond policy"


def _later(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


def _today(speaker: Speaker) -> date:
    return speaker.now.date()


def _distressed(session: Session, speaker: Speaker) -> bool:
    return any(
        Flag.DISTRESS in flags_of(session, speaker.settled.debtor_id, account, speaker.now)
        for account in speaker.settled.account_ids
    )


def _accounts(session: Session, speaker: Speaker) -> Iterable[Account]:
    return [session.get_one(Account, account) for account in speaker.settled.account_ids]
