"""Whom a word of consent was given to: the creditor, or who collects for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was kept before, it is not known."""
    op.add_column("consent", sa.Column("given_to", sa.String(length=10), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("consent", "given_to")
