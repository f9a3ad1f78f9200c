"""Simulated debtors: what each wants, how each reacts, and when each gives up.

A persona is a small state machine. It has things on its mind, said one after the other, and
reactions to what was asked last. Nothing in it looks into the ledger; whether its goal is met does.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

AGAIN = "(again)"  # the same wish in other words
PAYS = "(pays)"  # opens the link and pays

Reactions = tuple[tuple[str, str], ...]

# To the beginning of a template's name; "a|b" is one of both. The last question counts.
_USUAL: Reactions = (
    ("not_understood_person", "affirm"),
    ("not_understood", AGAIN),
    ("identity_no_match", ":proof"),
    ("ask_identity", ":proof"),
    ("again_identity", ":proof"),
    ("who_we_are_next", ":proof"),
    ("plan_declined", ":monthly"),
    ("plan_change_ask", ":monthly"),
    ("again_plan_wish", ":monthly"),
    ("plan_ask", ":monthly"),
    ("plan_offer", "affirm"),
    ("again_plan", "affirm"),
    ("plan_or_person", "affirm"),
    ("plan_floor", "affirm"),
    ("promise_ask_amount", ":sum"),
    ("promise_ask_both", ":sum"),
    ("again_promise_amount", ":sum"),
    ("promise_too_little", ":sum"),
    ("promise_ask_day", ":day"),
    ("promise_which_day", ":day"),
    ("promise_past_day", ":day"),
    ("promise_too_far", ":day"),
    ("again_promise_date", ":day"),
    ("promise_offer", "affirm"),
    ("promise_parts_offer", "affirm"),
    ("promise_too_much", "affirm"),
    ("again_promise", "affirm"),
    ("time_offer", ":day"),
    ("again_extension_day", ":day"),
    ("extension_offer", "affirm"),
    ("extension_latest", "affirm"),
    ("settlement_offer", "affirm"),
    ("waiver_offer", "affirm"),
    ("again_deal", "affirm"),
    ("pay_part_ask", ":sum"),
    ("pay_part_least", "affirm"),
    ("affordability_offer", "affirm"),
    ("again_affordability", "affirm"),
    ("afford_income", ":income"),
    ("afford_essentials", ":essentials"),
    ("afford_dependants", ":dependants"),
    ("afford_manageable", ":manageable"),
    ("which_account", "1"),
    ("again_account", "1"),
    ("which_language", AGAIN),
    ("stall_ask", ":day"),
    ("not_now_ask", ":day"),
)


@dataclass(frozen=True)
class Persona:
    """One kind of debtor."""

    name: str
    goal: str
    mind: tuple[str, ...]  # what they say of themselves, one after the other
    reacts: Reactions = ()  # before the usual ones
    once: Reactions = ()  # before these, and only the first time
    proves: float = 1.0  # how often a proof is right
    patience: int = 10  # messages
    usual: Reactions = _USUAL


PERSONAS = (
    Persona("ready", "paid", ("pay_now", "pay_now"), (("pay_link", PAYS),)),
    Persona(
        "forgetful",
        "agreed",
        ("ask_balance", "request_plan", "promise_to_pay"),
        once=(("plan_offer", "ask_due_date|ask_balance"), ("ask_identity", "ask_who_is_this")),
        proves=0.6,
        patience=14,
    ),
    Persona(
        "hostile",
        "left alone",
        ("abuse", "complain|threaten_legal|refuse_to_pay", "stop_contact", "stop_contact"),
        (("ask_identity", "abuse|refuse_to_pay"), ("boundary", "complain|stop_contact")),
    ),
    Persona(
        "broke",
        "eased",
        ("cannot_pay|report_hardship", "report_hardship", "request_plan"),
        patience=14,
    ),
    Persona("liar", "claim written down", ("already_paid", "already_paid", "promise_to_pay")),
    Persona(
        "confused",
        "knows the sum",
        ("ask_who_is_this", "suspect_scam|ask_is_bot", "out_of_scope", *2 * ("ask_balance",)),
        once=(("who_we_are", "suspect_scam|ask_is_bot"), ("ask_identity", "ask_help|ask_is_bot")),
        proves=0.8,
        patience=14,
    ),
    Persona(
        "third party",
        "nobody else's matter",
        ("third_party_reply|wrong_person", "ask_debt_details|ask_balance", "wrong_person"),
        (("ask_identity", "third_party_reply|wrong_person"), ("who_we_are", "third_party_reply")),
        usual=(("not_understood", AGAIN),),
    ),
    Persona("another bot", "comes to an end", (":auto",) * 12, usual=(), patience=12),
)  # fmt: skip


@dataclass
class Mind:
    """Where one debtor is in what they want to say."""

    persona: Persona
    chance: random.Random
    left: list[str] = field(default_factory=list)
    done_once: set[str] = field(default_factory=set)
    last: str = ""

    def __post_init__(self) -> None:
        """Begin at the beginning."""
        self.left = list(self.persona.mind)

    def next(self, templates: Sequence[str]) -> str | None:
        """Say what comes next: an intent, a ``:figure``, AGAIN, PAYS or words. None: gives up."""
        what = self._reaction(templates) or (self.left.pop(0) if self.left else None)
        if what is None:
            return None
        if what == AGAIN:
            return self.last
        self.last = self.chance.choice(what.split("|"))
        return self.last

    def _reaction(self, templates: Sequence[str]) -> str | None:
        for template in reversed(templates):
            for beginning, what in self.persona.once:
                if template.startswith(beginning) and beginning not in self.done_once:
                    self.done_once.add(beginning)
                    return what
            for beginning, what in (*self.persona.reacts, *self.persona.usual):
                if template.startswith(beginning):
                    return what
        return None
