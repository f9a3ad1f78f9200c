"""What a person may keep: a receipt, the letter that all is paid, a copy of the talk."""

from __future__ import annotations

import re
from datetime import date

from actions.base import DisclosingAction
from actions.payments import latest_payment
from actions.turn import Turn
from ledger.money import Money
from ledger.papers import issue_paper
from ledger.tables import Account, Paper

_LETTER = re.compile(
    r"paid.in.full|pay.?off letter|payoff|zero.balance|clearance|letter|closed account"
    r"|\bcarta\b|finiquito|libre de (?:deuda|adeudo)|no adeudo|constancia|saldad[oa]|liquidad[oa]"
    r"|结清|結清|清偿|清償|还清证明|還清證明|付清证明|付清證明",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"\btranscripts?\b|\brecord of (?:this|our|the|my)"
    r"|(?:copy|log|record|history) of (?:this|our|the|my|these) "
    r"(?:\w+ )?(?:chat|talk|texts?|messages?|conversation)"
    r"|(?:chat|conversation|message) (?:history|log|record)"
    r"|(?:copia|registro|historial) de (?:est[ae]|la|nuestr[ao]s?|los|mis) "
    r"(?:chat|conversaci[oó]n|mensajes|plática|platica|charla)"
    r"|(?:聊天|对话|對話|消息|訊息|短信|簡訊|通话|通話)(?:的)?(?:记录|記錄|紀錄|副本)",
    re.IGNORECASE,
)


class SendReceipt(DisclosingAction):
    """Answer ``request_receipt``: the paper that the words ask for."""

    action_name = "action_send_receipt"
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Give a copy of the talk, the letter, or the receipt of the latest payment."""
        if _COPY.search(turn.text):
            send_copy(turn)
        elif _LETTER.search(turn.text):
            _send_letter(turn, _account_asked_about(turn))
        else:
            _send_receipt(turn)


class SendCopy(DisclosingAction):
    """Answer the word RECORD."""

    action_name = "action_send_copy"
    leads_on = True

    def serve(self, turn: Turn) -> None:
        """Give the copy of this conversation."""
        send_copy(turn)


def send_copy(turn: Turn) -> None:
    """Give the link to everything said here."""
    paper = give_paper(turn, "record", turn.conversation.id)
    turn.say("record_link", link=link_to(turn, paper), until=until(turn, paper))


def link_to(turn: Turn, paper: Paper) -> str:
    """Write the address of a paper."""
    return f"{turn.services.public_url}/papers/{paper.token}"


def _send_receipt(turn: Turn) -> None:
    found = latest_payment(turn, since=None)
    if found is None:
        turn.say("receipt_none")
        return
    account, entry = found
    paper = give_paper(turn, "receipt", entry.id)
    turn.say(
        "receipt_link",
        money=Money(-entry.minor, account.currency),
        creditor=_creditor(turn, account),
        paid_on=entry.booked_on,
        link=link_to(turn, paper),
        until=until(turn, paper),
    )
    if turn.balance(account).minor <= 0:
        _send_letter(turn, account)


def _send_letter(turn: Turn, account: Account | None) -> None:
    if account is None:
        turn.say("receipt_none")
    elif turn.balance(account).minor > 0:
        turn.say("letter_not_yet", creditor=_creditor(turn, account), balance=turn.balance(account))
    else:
        paper = give_paper(turn, "letter", account.id)
        turn.say(
            "letter_link",
            creditor=_creditor(turn, account),
            link=link_to(turn, paper),
            until=until(turn, paper),
        )


def _account_asked_about(turn: Turn) -> Account | None:
    """Give the account in focus, or the one that was paid last: a paid one is open no more."""
    if turn.account is not None:
        return turn.account
    found = latest_payment(turn, since=None)
    return None if found is None else found[0]


def give_paper(turn: Turn, kind: str, subject: str) -> Paper:
    """Let the ledger make a paper for this conversation."""
    return issue_paper(
        turn.session,
        kind=kind,
        subject=subject,
        conversation_id=turn.conversation.id,
        now=turn.now,
        new_id=turn.services.new_id,
    )


def until(turn: Turn, paper: Paper) -> date:
    """Give the last day on which the link works, on the person's calendar."""
    return turn.today + (paper.expires_at.date() - turn.now.date())


def _creditor(turn: Turn, account: Account) -> str:
    creditor = turn.creditor(account)
    return creditor.name if creditor else turn.company
