"""What somebody in trouble told us about their money."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "affordability",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("consented_at", Instant(), nullable=False),
        sa.Column("consent_message", sa.String(length=120), nullable=False),
        sa.Column("answered", sa.JSON(), nullable=False),
        sa.Column("income_minor", sa.BigInteger(), nullable=True),
        sa.Column("essentials_minor", sa.BigInteger(), nullable=True),
        sa.Column("dependants", sa.Integer(), nullable=True),
        sa.Column("manageable_minor", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_affordability_debtor_id_debtor")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_affordability_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affordability")),
    )
    op.create_index(
        op.f("ix_affordability_debtor_id"), "affordability", ["debtor_id"], unique=False
    )
    op.create_index(
        op.f("ix_affordability_conversation_id"), "affordability", ["conversation_id"], unique=False
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("affordability")
