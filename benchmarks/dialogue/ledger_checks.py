"""What the ledger must hold when a talk is over: the ``then`` of a talk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from benchmarks.dialogue.speaking import Speaker
from ledger.accounts import balance
from ledger.agreements import live_agreement
from ledger.conversations import open_handover
from ledger.database import Session
from ledger.payments import open_requests
from ledger.stops import flags_of, is_quarantined, is_stopped
from ledger.tables import Conversation, Paper, Plan, Promise
from ledger.tasks import open_tasks


def differences(session: Session, speaker: Speaker, then: Mapping[str, Any]) -> Iterator[str]:
    """Say what is otherwise than ``then`` says; stops nobody spoke of are a difference too."""
    expected = {"stopped": False, "quarantined": False, **then}
    for name, wanted in expected.items():
        found = _CHECKS[name](session, speaker)
        if name in ("tasks", "documents", "flags"):
            if missing := set(wanted) - set(found):
                yield f"{name}: {sorted(missing)} is not among {sorted(found)}"
        elif name == "flag":
            if wanted not in found:
                yield f"flag: {wanted} is not among {sorted(found)}"
        elif name in ("balance", "link"):
            if found != wanted and not _same_sum(found, wanted):
                yield f"{name}: it is {found}, not {wanted}"
        elif found != wanted:
            yield f"{name}: it is {found}, not {wanted}"


def _same_sum(found: str | None, wanted: object) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return Decimal(found) == Decimal(str(wanted))


def _plan(session: Session, speaker: Speaker) -> list[int] | None:
    agreed = agreed_with(session, speaker)
    return [part.minor for part in agreed.instalments] if isinstance(agreed, Plan) else None


def _promise(session: Session, speaker: Speaker) -> list[Any] | None:
    agreed = agreed_with(session, speaker)
    return [agreed.minor, agreed.due_on.isoformat()] if isinstance(agreed, Promise) else None


def _agreed(session: Session, speaker: Speaker) -> str | None:
    agreed = agreed_with(session, speaker)
    if agreed is None:
        return None
    return "plan" if isinstance(agreed, Plan) else agreed.kind


def agreed_with(session: Session, speaker: Speaker) -> Plan | Promise | None:
    """Give the agreement in force on one of their accounts."""
    found = (live_agreement(session, account) for account in speaker.settled.account_ids)
    return next((agreed for agreed in found if agreed is not None), None)


def flags_now(session: Session, speaker: Speaker) -> list[str]:
    """Give the circumstances that stand."""
    return sorted(
        {
            flag.value
            for account in speaker.settled.account_ids
            for flag in flags_of(session, speaker.settled.debtor_id, account, speaker.now)
        }
    )


def handover_now(session: Session, speaker: Speaker) -> str | None:
    """Give the reason of the open handover."""
    handover = open_handover(session, speaker.conversation_id)
    return handover.reason if handover else None


def _documents(session: Session, speaker: Speaker) -> list[str]:
    papers = session.query(Paper).filter(Paper.conversation_id == speaker.conversation_id)
    return sorted({paper.kind for paper in papers})


def _tasks(session: Session, speaker: Speaker) -> list[str]:
    return sorted({t.kind for t in open_tasks(session, conversation_id=speaker.conversation_id)})


def _balance(session: Session, speaker: Speaker) -> str:
    owed = [balance(session, account) for account in speaker.settled.account_ids]
    return str(sum(owed[1:], start=owed[0]).decimal)


def _link(session: Session, speaker: Speaker) -> str | None:
    links = open_requests(session, speaker.settled.account_ids, now=speaker.now)
    return str(links[0].decimal) if links else None


def _talk(session: Session, speaker: Speaker) -> Conversation:
    return session.get_one(Conversation, speaker.conversation_id)


_CHECKS: Mapping[str, Callable[[Session, Speaker], Any]] = {
    "plan": _plan,
    "promise": _promise,
    "agreed": _agreed,
    "nothing_agreed": lambda session, speaker: agreed_with(session, speaker) is None,
    "flag": flags_now,
    "flags": flags_now,
    "no_flags": lambda session, speaker: not flags_now(session, speaker),
    "handover": handover_now,
    "no_handover": lambda session, speaker: handover_now(session, speaker) is None,
    "stopped": lambda session, s: is_stopped(session, s.channel, s.address),
    "quarantined": lambda session, s: is_quarantined(session, s.channel, s.address),
    "tasks": _tasks,
    "documents": _documents,
    "language": lambda session, speaker: _talk(session, speaker).language,
    "verified": lambda session, speaker: _talk(session, speaker).right_party == "right",
    "owner": lambda session, speaker: _talk(session, speaker).owner,
    "balance": _balance,
    "link": _link,
}
