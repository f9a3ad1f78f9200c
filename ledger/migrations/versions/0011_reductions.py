"""A promise may be a settlement, a waiver or an extension: what it takes off, how long it stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    op.add_column(
        "promise", sa.Column("kind", sa.String(length=12), nullable=False, server_default="promise")
    )
    op.add_column(
        "promise", sa.Column("off_minor", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("promise", sa.Column("open_until", sa.Date(), nullable=True))
    op.add_column("promise", sa.Column("policy_revision", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Take them away."""
    for name in ("policy_revision", "open_until", "off_minor", "kind"):
        op.drop_column("promise", name)
