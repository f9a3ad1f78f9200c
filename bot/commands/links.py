"""``forbear chat-link``: the address that stands in a letter."""

from __future__ import annotations

from bot.commands.opening import NO_ACCOUNT, Desk, open_desk
from bot.errors import SettingsError
from bot.links import Signer
from ledger.accounts import account_by_ref
from ledger.message_codes import make_code
from ledger.tables import Account, Creditor


def run(account_ref: str, *, with_code: bool) -> int:
    """Print the signed link; it proves where it came from, not who follows it.

    The code proves the letter: at ``/verify``, or sent to us as a message.
    """
    with open_desk() as desk:
        if desk.settings.secret is None:
            raise SettingsError("FORBEAR_SECRET is not set, so nothing can be signed. Set it.")
        with desk.db.reading() as session:
            account = account_by_ref(session, account_ref)
        if account is None:
            raise SettingsError(NO_ACCOUNT)
        signer = Signer(desk.settings.secret.get_secret_value())
        print(f"{desk.settings.public_url}/chat?k={signer.link_token(account.debtor_id)}")
        if with_code:
            print(_code(desk, account))
    return 0


def _code(desk: Desk, account: Account) -> str:
    with desk.db.transaction() as session:
        creditor = session.get_one(Creditor, account.creditor_id)
        ours = desk.settings.collector if account.collecting == "third" else None
        return make_code(
            session,
            kind="letter",
            company=ours or creditor.name,
            conversation_id=None,
            now=desk.clock(),
            new_id=desk.new_id,
        )
