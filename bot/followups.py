"""Keep what was agreed in view: begin follow-ups of new promises and plans, and do their steps."""

from __future__ import annotations

import time

import structlog

from bot.services import Services
from ledger.offers_policy import OfferPolicy
from outreach.advance import Rules, enrol, step
from outreach.bounces import undo_bounced
from outreach.strategy import Strategy
from outreach.writing import Desk

_ENROL_EVERY = 10.0  # seconds


class FollowupRunner:
    """Does one due step at a time."""

    def __init__(self, services: Services) -> None:
        """Read the policies.

        Raises:
            PolicyError: one of them cannot be used.
        """
        self._services = services
        policies = services.settings.policies_dir
        self._rules = Rules(
            OfferPolicy.load(policies / "offers.yaml"), Strategy.load(policies / "strategy.yaml")
        )
        sender = services.settings.sms_sender
        self._desk = Desk(services.wording, {"sms": sender} if sender else {}, services.new_id)
        self._enrolled_at = float("-inf")
        self._log = structlog.get_logger("followups")

    def run_next(self) -> bool:
        """Do the step that has been due longest. False: none is due."""
        now = self._services.clock()
        if time.monotonic() - self._enrolled_at > _ENROL_EVERY:
            with self._services.db.transaction() as session:
                begun = enrol(session, rules=self._rules, now=now)
                undo_bounced(session, strategy=self._rules.strategy, desk=self._desk, now=now)
            self._enrolled_at = time.monotonic()
            if begun:
                self._log.info("follow-ups begun", count=begun)
        done = step(self._services.db, rules=self._rules, desk=self._desk, now=now)
        if done is None:
            return False
        self._log.info(
            "follow-up done",
            reference=done.followup_id,
            action=done.step,
            outcome="parked" if done.parked else done.standing or "waits",
        )
        return True
