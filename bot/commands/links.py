"""``forbear chat-link``: the address that stands in a letter."""

from __future__ import annotations

from bot.commands.opening import NO_ACCOUNT, open_desk
from bot.errors import SettingsError
from bot.links import Signer
from ledger.accounts import account_by_ref


def run(account_ref: str) -> int:
    """Print the signed link; it proves where it came from, not who follows it."""
    with open_desk() as desk:
        if desk.settings.secret is None:
            raise SettingsError("FORBEAR_SECRET is not set, so nothing can be signed. Set it.")
        with desk.db.reading() as session:
            account = account_by_ref(session, account_ref)
        if account is None:
            raise SettingsError(NO_ACCOUNT)
        signer = Signer(desk.settings.secret.get_secret_value())
        print(f"{desk.settings.public_url}/chat?k={signer.link_token(account.debtor_id)}")
    return 0
