"""Sign what a browser holds for us: the link of a letter, and the thread of a conversation."""

from __future__ import annotations

from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

_LINK_SECONDS = 60 * 24 * 3600  # a letter is answered within two months, or anew
_CONVERSATION_SECONDS = 7 * 24 * 3600


class Signer:
    """Makes and reads signed tokens. They hold opaque ids only, and prove no identity."""

    def __init__(self, secret: str) -> None:
        """All gateways of one house share the secret."""
        self._links = URLSafeTimedSerializer(secret, salt="forbear.chat.link")
        self._conversations = URLSafeTimedSerializer(secret, salt="forbear.chat.conversation")

    def link_token(self, debtor_id: str) -> str:
        """The ``k`` of a link ``/chat?k=…`` that a letter carries."""
        return str(self._links.dumps(debtor_id))

    def debtor_of(self, token: str) -> str | None:
        """Whose letter a link came from; None for a forged or an old one."""
        return _read(self._links, token, _LINK_SECONDS)

    def conversation_token(self, conversation_id: str) -> str:
        """What a browser shows to take a conversation up again."""
        return str(self._conversations.dumps(conversation_id))

    def conversation_of(self, token: str) -> str | None:
        """Which conversation a browser may take up; None for a forged or an old token."""
        return _read(self._conversations, token, _CONVERSATION_SECONDS)


def _read(serializer: URLSafeTimedSerializer, token: Any, seconds: int) -> str | None:
    if not isinstance(token, str) or len(token) > 500:
        return None
    try:
        value = serializer.loads(token, max_age=seconds)
    except BadSignature:
        return None
    return value if isinstance(value, str) else None
