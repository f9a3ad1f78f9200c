"""One turn of a talk as an action sees it: who, what was said, what is open, what we answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.figures import Figures
from actions.heard import Heard
from actions.services import Services
from ledger.accounts import balance, open_accounts
from ledger.database import Session
from ledger.money import Money
from ledger.tables import Account, Conversation, Creditor, Debtor, Message
from ledger.values import Value, Words, encode

OUR_NAME = "our office"


@dataclass
class Turn:
    """The state an action reads, and the replies and slots it leaves behind."""

    services: Services
    session: Session
    conversation: Conversation
    message: Message
    now: datetime
    today: date  # on the person's own calendar
    zone: ZoneInfo
    intent: str | None
    slots: Mapping[str, Any]
    figures: Figures
    entities: Sequence[Mapping[str, Any]]
    wishes: tuple[Heard, ...] = ()  # all that the message holds, where it holds several
    stopped: bool = False  # this very message asks for silence
    asked_before: bool = False  # an action before us in this turn has set what is awaited
    account_chosen: bool = False  # this very message says which account is meant
    proved_now: bool = False  # this very message proved who they are
    over: bool = False  # the message is answered; no step of its rule may follow
    serves_later: bool = False  # what was wished before is served behind this, if the proof holds
    wished_in: str | None = None  # the turn whose wish is served now that they have proved it
    replies: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)

    # what was said and is remembered

    @property
    def id(self) -> str:
        """The id of the inbound message, which is the turn's."""
        return self.message.id

    @property
    def text(self) -> str:
        """The person's words as stored, unmasked."""
        return self.message.body

    @property
    def own_words(self) -> str | None:
        """The words of the wish that is served; a proof of identity is not kept twice."""
        if not self.proved_now:
            return self.text
        if self.wished_in in (None, self.id):
            return None
        return self.session.query(Message.body).filter(Message.id == self.wished_in).scalar()

    @property
    def words(self) -> str:
        """The words of the wish that is served, also where the proof came in a later message."""
        return self.own_words or self.text

    @property
    def source(self) -> str:
        """Where a fact learnt in this turn comes from."""
        return f"message {self.id}"[:120]

    def slot(self, name: str) -> Any:
        """Read a slot as this turn has left it so far."""
        return self.changed.get(name, self.slots.get(name))

    @property
    def awaiting(self) -> str | None:
        """What we asked last and have no answer to."""
        asked = self.slot("awaiting")
        return asked if isinstance(asked, str) else None

    # what to answer

    def say(self, template: str, **values: Value) -> None:
        """Answer with a template; its values stay in the ledger, Rasa sees a number."""
        self.replies.append({"template": template, "values": encode(values)})

    def set_slot(self, name: str, value: Any) -> None:
        """Remember something for the next turn."""
        self.changed[name] = value

    def await_(self, what: str | None) -> None:
        """Note what we have just asked; ``None``: nothing is open."""
        self.set_slot("awaiting", what)

    def also_wants(self, level: int) -> bool:
        """Whether another wish of this level of precedence is served beside this one."""
        return self.serves_later or any(
            wish.level == level and wish.intent != self.intent for wish in self.wishes
        )

    # who, and about what

    @property
    def verified(self) -> bool:
        """Whether we know that we speak with the right party."""
        return self.conversation.right_party == "right" and self.conversation.debtor_id is not None

    @property
    def debtor(self) -> Debtor | None:
        """The person on file at this address: believed before, known after verification."""
        known = self.conversation.debtor_id
        return None if known is None else self.session.get(Debtor, known)

    def open_accounts(self) -> list[Account]:
        """The accounts with something left to pay, the earliest due first."""
        if self.conversation.debtor_id is None:
            return []
        accounts = open_accounts(self.session, self.conversation.debtor_id)
        return sorted(accounts, key=lambda account: (account.due_date, account.ref))

    @property
    def account(self) -> Account | None:
        """The account in focus, or the earliest due."""
        if self.conversation.account_id is not None:
            return self.session.get(Account, self.conversation.account_id)
        return next(iter(self.open_accounts()), None)

    def balance(self, account: Account) -> Money:
        """What is left to pay, from the ledger."""
        return balance(self.session, account.id)

    def creditor(self, account: Account | None) -> Creditor | None:
        """To whom it is owed."""
        return None if account is None else self.session.get(Creditor, account.creditor_id)

    @property
    def company(self) -> str:
        """The name we speak under: the creditor's own, or the collector's where one collects."""
        account = self.account
        creditor = self.creditor(account)
        if account is None or creditor is None or account.collecting == "third":
            return self.services.collector or OUR_NAME
        return creditor.name

    @property
    def speaker(self) -> str | Words:
        """The same to be said to the person: in their language, where we have no name."""
        return Words(("our_office",)) if self.company == OUR_NAME else self.company
