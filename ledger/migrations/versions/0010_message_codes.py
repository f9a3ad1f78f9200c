"""Codes by which somebody checks that a message came from us."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "message_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("company", sa.String(length=120), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=True),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_code_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_message_code")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("message_code")
