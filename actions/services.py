"""What the actions stand on, put together in one place."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from actions.local_help import HelpPolicy
from actions.rights_policy import RightsPolicy
from compliance.law import Law, load_law
from ledger.complaints import ComplaintPolicy
from ledger.database import Database
from ledger.offers import OfferPolicy

ROOT = Path(__file__).resolve().parent.parent


@cache
def _complaints(policies: Path) -> ComplaintPolicy:
    return ComplaintPolicy.load(policies / "complaints.yaml")


@dataclass(frozen=True)
class Services:
    """The ledger, the limits of what may be offered, our own name, and our address."""

    db: Database
    offers: OfferPolicy
    new_id: Callable[[], str]
    help: HelpPolicy
    rights: RightsPolicy
    collector: str | None  # our name where we collect for others; None: creditors collect
    public_url: str = "http://127.0.0.1:8000"  # what our links begin with
    pays_by_link: bool = False
    verify_page: str | None = None  # where codes are checked, on our own site
    complaints: ComplaintPolicy = field(default_factory=lambda: _complaints(ROOT / "policies"))
    law: Law = field(default_factory=cache(load_law))


def compose(environment: Mapping[str, str] | None = None) -> Services:
    """Build the services from the environment (``.env.example`` explains each name).

    Raises:
        DatabaseUnusable: ``FORBEAR_DATABASE_URL`` is no address of a database.
        PolicyFileError: a file in ``policies/`` cannot be used.
    """
    given = os.environ if environment is None else environment
    policies = Path(given.get("FORBEAR_POLICIES_DIR") or ROOT / "policies")
    return Services(
        db=Database(given.get("FORBEAR_DATABASE_URL") or "sqlite:///var/forbear.db"),
        offers=OfferPolicy.load(policies / "offers.yaml"),
        help=HelpPolicy.load(policies / "help.yaml"),
        rights=RightsPolicy.load(policies / "rights.yaml"),
        new_id=lambda: uuid.uuid4().hex,
        collector=given.get("FORBEAR_COLLECTOR") or None,
        public_url=(given.get("FORBEAR_PUBLIC_URL") or Services.public_url).rstrip("/"),
        pays_by_link=_pays_by_link(given),
        verify_page=_verify_page(given),
        complaints=_complaints(policies),
    )


def _pays_by_link(given: Mapping[str, str]) -> bool:
    """``forbear up`` says who takes payments; started alone, Stripe's key says it."""
    told = given.get("FORBEAR_PAYMENTS")
    return told not in (None, "", "none") or bool(given.get("STRIPE_SECRET_KEY"))


def _verify_page(given: Mapping[str, str]) -> str | None:
    """Give the page as people type it, without its scheme."""
    page = given.get("FORBEAR_VERIFY_PAGE")
    public = given.get("FORBEAR_PUBLIC_URL")
    page = page or (f"{public.rstrip('/')}/verify" if public else None)
    return page.removeprefix("https://").removeprefix("http://") if page else None
