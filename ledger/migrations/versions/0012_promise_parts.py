"""A promise may have several parts: which one they belong to, and what comes before each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    op.add_column("promise", sa.Column("part_of", sa.String(length=64), nullable=True))
    op.add_column(
        "promise", sa.Column("before_minor", sa.BigInteger(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_column("promise", "before_minor")
    op.drop_column("promise", "part_of")
