"""Written notices, look-ups of numbers, and whether an address is at work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the columns."""
    op.create_table(
        "written_notice",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("dispute_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_written_notice_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_notice")),
        sa.UniqueConstraint(
            "account_id", "kind", "sent_on", name=op.f("uq_written_notice_account_id_kind_sent_on")
        ),
    )
    op.create_index(
        op.f("ix_written_notice_account_id"), "written_notice", ["account_id"], unique=False
    )
    op.create_table(
        "number_lookup",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reassigned", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("address", "at", name=op.f("pk_number_lookup")),
    )
    op.add_column("contact_point", sa.Column("kind", sa.String(length=10), nullable=True))
    op.add_column("contact_point", sa.Column("employer_allows", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("contact_point", "employer_allows")
    op.drop_column("contact_point", "kind")
    op.drop_table("number_lookup")
    op.drop_table("written_notice")
