"""``forbear outreach``: who is due a message today, and handing it to the one door."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.opening import Desk, open_desk
from bot.wording import Wording
from outreach import campaigns
from outreach.planner import Line, PlannedContact
from outreach.strategy import Strategy
from outreach.writing import Desk as WritingDesk


def run(*, send: bool, as_json: bool) -> int:
    """Print a line for every account looked at; with ``send``, queue what is due."""
    with open_desk() as desk:
        strategy = Strategy.load(desk.settings.policies_dir / "strategy.yaml")
        told = _queued(desk, strategy) if send else _planned(desk, strategy)
        _print_json(told) if as_json else _print_table(told, send=send)
    return 0


def writing_desk(desk: Desk) -> WritingDesk:
    """What outreach needs to write: the words, our addresses and fresh ids."""
    sender = desk.settings.sms_sender
    return WritingDesk(
        writer=Wording.load(desk.settings.policies_dir / "templates"),
        senders={"sms": sender} if sender else {},
        new_id=desk.new_id,
    )


def _planned(desk: Desk, strategy: Strategy) -> Iterator[dict[str, Any]]:
    with desk.db.reading() as session:
        for line in campaigns.plan(session, strategy=strategy, now=desk.clock()):
            yield _told(line)


def _queued(desk: Desk, strategy: Strategy) -> Iterator[dict[str, Any]]:
    done = campaigns.run(desk.db, strategy=strategy, now=desk.clock(), desk=writing_desk(desk))
    for outcome in done:
        planned = isinstance(outcome.line, PlannedContact)
        already = planned and not outcome.queued
        yield _told(outcome.line) | {"queued": outcome.queued, "already": already}


def _told(line: Line) -> dict[str, Any]:
    if isinstance(line, PlannedContact):
        return {
            "account": line.account.account_ref,
            "planned": True,
            "template": line.template,
            "channel": line.channel,
            "why": line.why,
        }
    return {"account": line.account.account_ref, "planned": False, "why": line.why}


def _print_json(told: Iterable[dict[str, Any]]) -> None:
    for line in told:
        print(json.dumps(line, ensure_ascii=False))


def _print_table(told: Iterable[dict[str, Any]], *, send: bool) -> None:
    table = Table("account", "message", "why", title="Outreach today")
    count: Counter[str] = Counter()
    for line in told:
        what = f"{line['template']} by {line['channel']}" if line["planned"] else "—"
        if line.get("already"):
            what += " (in the outbox already)"
        table.add_row(line["account"], what, line["why"])
        count["due" if line["planned"] else "left in peace"] += 1
        count["queued"] += bool(line.get("queued"))
    console = Console()
    console.print(table)
    console.print(f"{count['due']} due, {count['left in peace']} left in peace.")
    if send:
        console.print(f"{count['queued']} handed to the door; `forbear up` sends them when lawful.")
