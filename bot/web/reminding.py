"""The button that sends what is due today: the same run as ``forbear outreach run``."""

from __future__ import annotations

from collections import Counter

from bot.services import Services
from bot.web.refusals import BadRequest
from ledger.policy_file import PolicyFileError
from outreach.campaigns import TemplateMissing, run
from outreach.planner import NotPlanned
from outreach.strategy import Strategy
from outreach.writing import Desk


def send_reminders(services: Services) -> str:
    """Put today's reminders into the outbox; say how many, and why the others are left in peace."""
    settings = services.settings
    senders = {"sms": settings.sms_sender} if settings.sms_sender else {}
    desk = Desk(writer=services.wording, senders=senders, new_id=services.new_id)
    try:
        strategy = Strategy.load(settings.policies_dir / "strategy.yaml")
        outcomes = list(run(services.db, strategy=strategy, now=services.clock(), desk=desk))
    except (PolicyFileError, TemplateMissing) as error:
        raise BadRequest(str(error)) from None
    queued = sum(outcome.queued for outcome in outcomes)
    others = Counter(
        outcome.line.reason.value.replace("_", " ")
        for outcome in outcomes
        if isinstance(outcome.line, NotPlanned)
    )
    left = "; ".join(f"{reason}: {number}" for reason, number in others.most_common())
    messages = "1 message goes" if queued == 1 else f"{queued} messages go"
    return f"{messages} to the door." + (f" Left in peace: {left}." if left else "")
