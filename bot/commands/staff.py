"""``forbear staff add``: give somebody a login."""

from __future__ import annotations

import secrets

from bot.commands.opening import open_desk
from bot.errors import SettingsError
from ledger.staff import add_staff

ROLES = ("collector", "reviewer", "manager")


def add(login: str, *, name: str, roles: list[str]) -> int:
    """Add them, and print a first password that is shown this once."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise SettingsError(f"There is no role {unknown[0]!r}. Choose from: {', '.join(ROLES)}.")
    password = secrets.token_urlsafe(12)
    with open_desk() as desk, desk.db.transaction() as session:
        add_staff(
            session, login=login, name=name, password=password, roles=roles, new_id=desk.new_id
        )
    print(f"{login} may log in with the password {password}\nIt is not kept anywhere else.")
    return 0
