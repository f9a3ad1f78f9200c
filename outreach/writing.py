"""Turn what outreach wants to say into a message in the outbox, in the person's language.

Whoever knows the words is passed in; no sentence stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from compliance.situation import Purpose
from ledger.conversations import conversation_for, find_conversation
from ledger.database import Session
from ledger.ids import NewId
from ledger.outgoing import Draft, enqueue
from ledger.portfolio_view import AccountView, today_in
from ledger.tables import Conversation
from ledger.values import Value

STALE_AFTER = timedelta(days=3)  # a message held longer says what may not be so any more
A_QUIET_DAY = timedelta(days=1)  # without a word from them before the subject may be changed


class Writer(Protocol):
    """Renders approved templates. ``bot.wording.Wording`` is one."""

    def names(self) -> Collection[str]:
        """Give the names of all templates."""

    def render(self, template: str, values: Mapping[str, Value], locale: str, /) -> str:
        """Give the words of a template in a language."""

    def purpose(self, template: str, /) -> Purpose:
        """Tell what the template is for."""

    def discloses_debt(self, template: str, /) -> bool:
        """Tell whether the words say, or let one guess, that there is a debt."""


@dataclass(frozen=True)
class Desk:
    """What is needed to write: the words, our addresses by channel, and fresh ids."""

    writer: Writer
    senders: Mapping[str, str]
    new_id: NewId


@dataclass(frozen=True)
class Letter:
    """One message to one person about one account."""

    key: str
    view: AccountView
    channel: str
    template: str
    values: Mapping[str, Value]
    why: str
    due_at: datetime
    last_day: date | None = None  # after it the message makes no sense
    goes_with_balance: bool = True  # another balance makes it wrong


def post(session: Session, desk: Desk, letter: Letter, *, now: datetime) -> bool:
    """Put a message into the outbox; ``False`` when its key was there before."""
    view = letter.view
    conversation = talk_with(session, desk, view, letter.channel, now=now)
    values = {**standing_values(view, today_in(view.zones, now)), **letter.values}
    draft = Draft(
        id=letter.key,
        conversation_id=conversation.id,
        text=desk.writer.render(letter.template, values, view.language),
        purpose=desk.writer.purpose(letter.template),
        due_at=letter.due_at,
        template=letter.template,
        account_id=view.account_id,
        why=letter.why[:300],
        expires_at=_expires_at(letter),
        discloses_debt=desk.writer.discloses_debt(letter.template),
        balance_minor=view.balance.minor if letter.goes_with_balance else None,
    )
    return enqueue(session, draft, now=now)


def talk_with(
    session: Session, desk: Desk, view: AccountView, channel: str, *, now: datetime
) -> Conversation:
    """Give the conversation in which the account's person is written to on a channel.

    Its subject becomes this account, unless they have just been talking about another.
    """
    address = view.addresses[channel]
    known = find_conversation(session, channel=channel, address=address)
    conversation = conversation_for(
        session,
        channel=channel,
        address=address,
        our_address=None if known and known.our_address else desk.senders.get(channel),
        now=now,
        new_id=desk.new_id,
    )
    heard = conversation.last_inbound_at
    quiet = heard is None or heard + A_QUIET_DAY < now
    if conversation.debtor_id == view.debtor_id and (quiet or conversation.account_id is None):
        conversation.account_id = view.account_id
    return conversation


def standing_values(view: AccountView, today: date) -> dict[str, Value]:
    """Give what every message of ours may name."""
    return {
        "name": view.name,
        "creditor": view.creditor,
        "balance": view.balance,
        "due_on": view.due_date,
        "days_past_due": max(0, (today - view.due_date).days),
    }


def instant_on(day: date, at: time, zones: Collection[str]) -> datetime:
    """Give the instant at which it is ``at`` on a day in all of these zones; UTC if none."""
    return max(
        datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
        for zone in zones or ["UTC"]
    )


def _expires_at(letter: Letter) -> datetime:
    stale_at = letter.due_at + STALE_AFTER
    if letter.last_day is None:
        return stale_at
    midnight = letter.last_day + timedelta(days=1)
    ends = (
        datetime.combine(midnight, time(), tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
        for zone in letter.view.zones or ["UTC"]
    )
    return min(stale_at, *ends)
