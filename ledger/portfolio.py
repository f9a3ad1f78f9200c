"""The portfolio as a planner sees it: what is so of each account, read in batches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from compliance.situation import Flag, Purpose
from ledger.accounts import balances
from ledger.later import WRITE_AGAIN
from ledger.people import display_name
from ledger.portfolio_view import AccountView, Occurrence, today_in
from ledger.situations import candidate_places
from ledger.tables import (
    Account,
    Circumstance,
    ContactPoint,
    Conversation,
    Creditor,
    Debtor,
    Followup,
    Message,
    Plan,
    Promise,
    Quarantine,
    Stop,
)

_REMINDER = re.compile(r"(reminder/.+/[0-9]{8}/[a-z0-9_]+)(?:/[0-9]+)?")
_WE_BEGAN = (Purpose.REMINDER, Purpose.COLLECTOR)


def open_views(session: Session, *, now: datetime, debtors: int = 500) -> Iterator[AccountView]:
    """Give every account that is not closed, grouped by debtor, holding one batch at a time."""
    after = ""
    while batch := debtors_after(session, after, limit=debtors):
        yield from views_of(session, batch, now=now)
        after = batch[-1]


def debtors_after(session: Session, after: str, *, limit: int) -> list[str]:
    """Give the ids of the next debtors, in order, who have an account that is not closed."""
    return list(
        session.scalars(
            select(Account.debtor_id)
            .where(Account.closed_at.is_(None), Account.debtor_id > after)
            .distinct()
            .order_by(Account.debtor_id)
            .limit(limit)
        )
    )


def views_of(session: Session, debtor_ids: Sequence[str], *, now: datetime) -> list[AccountView]:
    """Give the accounts of these debtors that are not closed, grouped by debtor."""
    rows = session.execute(
        select(Account, Debtor, Creditor.name)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Creditor, Creditor.id == Account.creditor_id)
        .where(Account.debtor_id.in_(debtor_ids), Account.closed_at.is_(None))
        .order_by(Account.debtor_id, Account.due_date, Account.id)
    ).all()
    batch = _Batch(session, [account.id for account, _, _ in rows], debtor_ids, now)
    return [batch.view(account, debtor, creditor) for account, debtor, creditor in rows]


class _Batch:
    """What the other tables say of some debtors, each asked once."""

    def __init__(
        self, session: Session, accounts: list[str], debtors: Sequence[str], now: datetime
    ) -> None:
        self.balances = balances(session, accounts)
        self.agreements = _agreements(session, accounts)
        self.flags = _flags(session, debtors, now)
        self.with_person = _with_person(session, debtors)
        self.waiting = _waiting(session, debtors)
        self.addresses = _addresses(session, debtors)
        self.silent = _silent(session, self.addresses)
        self.written = _written(session, accounts, debtors)

    def view(self, account: Account, debtor: Debtor, creditor: str) -> AccountView:
        usable, silenced = self._reach(debtor.id)
        known = [address for _, address in self.addresses[debtor.id]]
        zones = tuple(dict.fromkeys(place.zone for place in candidate_places(debtor, known)))
        dates = [on for on, _ in self.written.by_debtor[debtor.id]]
        return AccountView(
            account_id=account.id,
            account_ref=account.ref,
            debtor_id=debtor.id,
            creditor=creditor,
            party=account.collecting,
            kind=debtor.kind,
            name=display_name(debtor),
            language=debtor.language,
            balance=self.balances[account.id],
            due_date=account.due_date,
            zones=zones,
            agreement=self.agreements.get(account.id),
            flags=frozenset(
                flag for flag, on in self.flags[debtor.id] if on is None or on == account.id
            ),
            with_person=debtor.id in self.with_person,
            asked_to_wait=debtor.id in self.waiting,
            addresses=usable,
            silenced=silenced,
            occurrences=_occurrences(self.written.by_account[account.id], zones),
            last_written_on=today_in(zones, max(dates)) if dates else None,
        )

    def _reach(self, debtor_id: str) -> tuple[dict[str, str], frozenset[str]]:
        usable: dict[str, str] = {}
        for channel, address in self.addresses[debtor_id]:
            if (channel, address) not in self.silent:
                usable.setdefault(channel, address)
        channels = {channel for channel, _ in self.addresses[debtor_id]}
        return usable, frozenset(channels - set(usable))


def _agreements(session: Session, accounts: list[str]) -> dict[str, str]:
    plans = select(Plan.account_id).where(Plan.account_id.in_(accounts), Plan.standing == "active")
    promises = select(Promise.account_id).where(
        Promise.account_id.in_(accounts), Promise.standing == "open"
    )
    found = dict.fromkeys(session.scalars(promises), "promise")
    return found | dict.fromkeys(session.scalars(plans), "plan")


def _flags(
    session: Session, debtors: Sequence[str], now: datetime
) -> defaultdict[str, list[tuple[Flag, str | None]]]:
    found: defaultdict[str, list[tuple[Flag, str | None]]] = defaultdict(list)
    for debtor_id, account_id, kind in session.execute(
        select(Circumstance.debtor_id, Circumstance.account_id, Circumstance.kind).where(
            Circumstance.debtor_id.in_(debtors),
            Circumstance.since <= now,
            or_(Circumstance.until.is_(None), Circumstance.until > now),
        )
    ):
        found[debtor_id].append((Flag(kind), account_id))
    return found


def _with_person(session: Session, debtors: Sequence[str]) -> set[str | None]:
    return set(
        session.scalars(
            select(Conversation.debtor_id).where(
                Conversation.debtor_id.in_(debtors), Conversation.owner == "person"
            )
        )
    )


def _waiting(session: Session, debtors: Sequence[str]) -> set[str]:
    return set(
        session.scalars(
            select(Followup.debtor_id).where(
                Followup.debtor_id.in_(debtors),
                Followup.kind == WRITE_AGAIN,
                Followup.state == "pending",
            )
        )
    )


def _addresses(session: Session, debtors: Sequence[str]) -> defaultdict[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for debtor_id, channel, address in session.execute(
        select(ContactPoint.debtor_id, ContactPoint.channel, ContactPoint.address)
        .where(ContactPoint.debtor_id.in_(debtors))
        .order_by(ContactPoint.added_at, ContactPoint.id)
    ):
        found[debtor_id].append((channel, address))
    return found


def _silent(session: Session, known: Mapping[str, list[tuple[str, str]]]) -> set[tuple[str, str]]:
    addresses = sorted({address for points in known.values() for _, address in points})
    stopped = select(Stop.channel, Stop.address).where(
        Stop.address.in_(addresses), Stop.lifted_at.is_(None)
    )
    quarantined = select(Quarantine.channel, Quarantine.address).where(
        Quarantine.address.in_(addresses)
    )
    return {(channel, address) for channel, address in session.execute(stopped)} | {
        (channel, address) for channel, address in session.execute(quarantined)
    }


@dataclass
class _Written:
    """What we began to write: by account (instant, key, cancelled) and by debtor."""

    by_account: defaultdict[str, list[tuple[datetime, str, bool]]]
    by_debtor: defaultdict[str, list[tuple[datetime, str]]]


def _written(session: Session, accounts: list[str], debtors: Sequence[str]) -> _Written:
    found = _Written(defaultdict(list), defaultdict(list))
    rows = session.execute(
        select(
            Message.id, Message.account_id, Message.debtor_id, Message.state, Message.created_at
        ).where(
            or_(Message.account_id.in_(accounts), Message.debtor_id.in_(debtors)),
            Message.direction == "out",
            Message.purpose.in_(_WE_BEGAN),
        )
    )
    for key, account_id, debtor_id, state, at in rows:
        if account_id:
            found.by_account[account_id].append((at, key, state == "cancelled"))
        if debtor_id and state != "cancelled":
            found.by_debtor[debtor_id].append((at, key))
    return found


def _occurrences(
    written: list[tuple[datetime, str, bool]], zones: Sequence[str]
) -> dict[str, Occurrence]:
    by_key: defaultdict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    for at, key, cancelled in written:
        if match := _REMINDER.fullmatch(key):
            by_key[match[1]].append((at, cancelled))
    return {
        key: Occurrence(
            written_on=today_in(zones, max(at for at, _ in tries)),
            cancelled=sum(cancelled for _, cancelled in tries),
            open_again=all(cancelled for _, cancelled in tries),
        )
        for key, tries in by_key.items()
    }
