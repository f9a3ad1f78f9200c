"""The tables of the ledger, by the room they belong to."""

from ledger.tables.base import Base, Instant
from ledger.tables.care import Affordability
from ledger.tables.debts import Account, Dispute, Entry, Instalment, Plan, Promise
from ledger.tables.notices import NumberLookup, WrittenNotice
from ledger.tables.payments import Paper, PaymentRequest, ProviderEvent, Upload
from ledger.tables.people import (
    Circumstance,
    ConsentEntry,
    ContactPoint,
    Creditor,
    Debtor,
    Quarantine,
    Stop,
)
from ledger.tables.requests import ContactPreference, MessageCode, Task
from ledger.tables.talk import ActionRun, Conversation, Delivery, Handover, Message, Turn
from ledger.tables.work import (
    DecisionRecord,
    Event,
    Followup,
    Sender,
    Setting,
    Staff,
    StaffSession,
)

__all__ = [
    "Account",
    "ActionRun",
    "Affordability",
    "Base",
    "Circumstance",
    "ConsentEntry",
    "ContactPoint",
    "ContactPreference",
    "Conversation",
    "Creditor",
    "Debtor",
    "DecisionRecord",
    "Delivery",
    "Dispute",
    "Entry",
    "Event",
    "Followup",
    "Handover",
    "Instalment",
    "Instant",
    "Message",
    "MessageCode",
    "NumberLookup",
    "Paper",
    "PaymentRequest",
    "Plan",
    "Promise",
    "ProviderEvent",
    "Quarantine",
    "Sender",
    "Setting",
    "Staff",
    "StaffSession",
    "Stop",
    "Task",
    "Turn",
    "Upload",
    "WrittenNotice",
]
