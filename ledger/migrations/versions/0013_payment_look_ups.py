"""When a payment provider was last asked about a checkout."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("payment_request", sa.Column("looked_up_at", Instant(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("payment_request", "looked_up_at")
