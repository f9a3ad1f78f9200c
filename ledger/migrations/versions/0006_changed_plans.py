"""A plan may come out of another one: which, and how often it was changed and paused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    op.add_column("plan", sa.Column("replaces", sa.String(length=64), nullable=True))
    for counted in ("changes", "pauses"):
        op.add_column(
            "plan", sa.Column(counted, sa.Integer(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    """Take them away."""
    for name in ("pauses", "changes", "replaces"):
        op.drop_column("plan", name)
