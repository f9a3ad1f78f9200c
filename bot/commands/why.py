"""``forbear why``: may we write to this account, and if not, what says so and until when?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from bot.commands.opening import NO_ACCOUNT, Desk, open_desk
from bot.compose import situation_settings
from bot.errors import SettingsError
from compliance.decide import decide
from compliance.law import load_law
from compliance.situation import Channel, Purpose, Situation
from compliance.text.words import load_words
from compliance.verdict import Finding, Outcome, Verdict
from ledger.accounts import account_by_ref
from ledger.conversations import conversation_for
from ledger.database import Session
from ledger.situations import situation_for
from ledger.tables import Account, ContactPoint, Creditor, Message

NEUTRAL = "{creditor}: this is our automated assistant. Reply STOP to opt out."


def run(account_ref: str, *, channel: str, at: str | None, as_json: bool) -> int:
    """Print every rule's answer; 0 when we may write now, 2 when not."""
    with open_desk() as desk:
        moment = _instant(at) or desk.clock()
        with _trying(desk) as session:
            account = account_by_ref(session, account_ref)
            if account is None:
                raise SettingsError(NO_ACCOUNT)
            message = _sample(session, account, Channel(channel), moment, desk)
            situation = situation_for(
                session, message, now=moment, settings=situation_settings(desk.settings)
            )
        verdict = decide(situation, law=load_law(desk.settings.packs_dir), words=load_words())
    _print_json(situation, verdict) if as_json else _print_table(account_ref, situation, verdict)
    return 0 if verdict.outcome <= Outcome.AMEND else 2


@contextmanager
def _trying(desk: Desk) -> Iterator[Session]:
    """A session in which a message is imagined; nothing of it is kept."""
    with desk.db.transaction() as session:
        imagined = session.begin_nested()
        try:
            yield session
        finally:
            imagined.rollback()


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise SettingsError(f"--at {text!r} is not an instant. Write it as 2026-12-01T09:00-05:00.")
    return moment


def _sample(
    session: Session, account: Account, channel: Channel, moment: datetime, desk: Desk
) -> Message:
    """The plainest reminder, imagined: what the file says decides, not the words."""
    points = session.query(ContactPoint).filter_by(
        debtor_id=account.debtor_id, channel=channel.value
    )
    point = points.first()
    creditor = session.get(Creditor, account.creditor_id)
    address = point.address if point else ""
    conversation = conversation_for(
        session,
        channel=channel.value,
        address=address,
        our_address=desk.settings.sms_sender,
        now=moment,
        new_id=desk.new_id,
    )
    return Message(
        id="imagined",
        conversation_id=conversation.id,
        debtor_id=account.debtor_id,
        account_id=account.id,
        direction="out",
        channel=channel.value,
        address=address,
        sender=desk.settings.sms_sender,
        body=NEUTRAL.format(creditor=creditor.name if creditor else ""),
        purpose=Purpose.REMINDER.value,
        discloses_debt=True,
        state="pending",
        due_at=moment,
        created_at=moment,
    )


def _print_json(situation: Situation, verdict: Verdict) -> None:
    told: dict[str, Any] = {
        "at": situation.at.isoformat(),
        "outcome": verdict.outcome.word,
        "not_before": verdict.not_before.isoformat() if verdict.not_before else None,
        "places": [place.zone for place in situation.places],
        "jurisdictions": list(situation.jurisdictions),
        "findings": [_told(finding) for finding in verdict.findings],
        "packs": verdict.pack_revision,
    }
    print(json.dumps(told, ensure_ascii=False))


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "outcome": finding.outcome.word,
        "reason": finding.reason,
        "reference": finding.reference,
        "not_before": finding.not_before.isoformat() if finding.not_before else None,
    }


def _print_table(account_ref: str, situation: Situation, verdict: Verdict) -> None:
    console = Console()
    console.print(f"{account_ref}: [bold]{verdict.outcome.word}[/bold] at {situation.at:%F %T} UTC")
    for place in situation.places:
        local = situation.at.astimezone(ZoneInfo(place.zone))
        console.print(f"  {place.zone}: {local:%a %H:%M} ({place.evidence})")
    table = Table("answer", "rule", "why", "reference")
    for finding in sorted(verdict.findings, key=lambda f: -f.outcome):
        table.add_row(finding.outcome.word, finding.rule, finding.reason, finding.reference)
    console.print(table)
    if verdict.not_before:
        for zone in dict.fromkeys(place.zone for place in situation.places):
            local = verdict.not_before.astimezone(ZoneInfo(zone))
            console.print(f"Not before {local:%a %F %H:%M} in {zone}.")
