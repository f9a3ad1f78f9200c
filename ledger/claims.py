"""Where people say they are now: it counts for the hours and laws before anybody has checked it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from compliance.situation import Place
from ledger.geography import places_of_address, places_of_number
from ledger.tables import Debtor, Task

CONTACT_CHANGE = "contact_change"


def claimed_places(
    session: Session, people: Iterable[Debtor], conversation_id: str | None = None
) -> tuple[Place, ...]:
    """Give the places of the numbers and addresses they told us and nobody has decided on yet.

    More places only make us stricter, so it does no harm that the claim is not proved.
    """
    session.flush()
    ids = [person.id for person in people]
    open_claims = session.scalars(
        select(Task.detail).where(
            Task.kind == CONTACT_CHANGE,
            Task.closed_at.is_(None),
            or_(Task.debtor_id.in_(ids), Task.conversation_id == conversation_id),
        )
    )
    found: list[Place] = []
    for claim in open_claims:
        if claim.get("phone"):
            found += places_of_number(claim["phone"])
        if claim.get("region") or claim.get("country"):
            found += places_of_address(claim.get("country"), claim.get("region"), claim.get("zip"))
    return tuple(dict.fromkeys(found))
