"""Every template, and values with which it can be written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot.wording import Wording
from ledger.money import Money
from ledger.values import AccountLine, AccountList, Hours, Parts, Words

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "policies" / "templates"
WORDING = Wording.load(FOLDER, strict=True)
NAMES = sorted(WORDING.names())

PLAN = [(date(2026, month, 4), Money(50_00, "USD")) for month in range(1, 13)]
PLAN.append((date(2027, 1, 4), Money(13_42, "USD")))
SUM, DAY = Money(613_42, "USD"), date(2026, 12, 4)
VALUES: dict[str, Any] = {
    "name": "Maya Brooks",
    "number": "988",
    "nearby": "211",
    "emergency": "911",
    "company": "Harbor Home Credit",
    "creditor": "Harbor Home Credit",
    "phone": "+1 212 555 0190",
    "website": "harborhome.example",
    "methods": "online at harborhome.example/pay or by check",
    "reference": "HH-1001",
    "page": "harborhome.example/verify",
    "code": "7K3M-9QXT",
    "product": "furniture loan",
    "ending": "1001",
    "currency": "USD",
    "frequency": "monthly",
    "count": 13,
    "plan": PLAN,
    "hours": Hours("18:30", "20:00", (0, 1, 2, 3, 4)),
    "accounts": AccountList(
        (
            AccountLine("Harbor Home Credit", "furniture loan", "1001", SUM),
            AccountLine("Harbor Home Credit", "store card", "1002", Money(88_00, "USD")),
        )
    ),
    "parts": Parts((("principal", SUM), ("interest", SUM), ("fees", SUM))),
    "added": Parts((("interest", SUM), ("fees", SUM))),
    "ways": Words(("sms", "voice", "email")),
    "charges": PLAN[:2],
    "payments": PLAN[:2],
    **dict.fromkeys(
        (
            "balance",
            "itemized",
            "principal",
            "interest",
            "fees",
            "credited",
            "money",
            "amount",
            "total",
            "off",
        ),
        SUM,
    ),
    "minimum": Money(25_00, "USD"),
    "left": Money(488_42, "USD"),
    "until": date(2026, 12, 4),
    "link": f"https://bot.harborhome.example/pay/{'4f' * 16}",
    **dict.fromkeys("day due_on itemized_on first_on last_on paid_on latest".split(), DAY),
}
GATEWAY = "sorry_person media_received stop_confirmed start_confirmed help_text".split()
PAYMENTS = "payment_came payment_came_all payment_came_over".split()
OUTREACH = (
    "reminder_before_due reminder_due_today reminder_past_due_1 reminder_past_due_2 write_again "
    "promise_broken promise_kept settlement_kept waiver_kept deal_void "
    "instalment_soon instalment_missed plan_completed"
).split()
