"""How people want to be reached, and what people at work must do because they were asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "contact_preference",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_contact_preference_debtor_id_debtor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_preference")),
    )
    op.create_index(
        op.f("ix_contact_preference_debtor_id"), "contact_preference", ["debtor_id"], unique=False
    )
    op.create_index(
        "ix_contact_preference_channel_address",
        "contact_preference",
        ["channel", "address"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=True),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_task_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_task_debtor_id_debtor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("reference", name=op.f("uq_task_reference")),
    )
    for column in ("conversation_id", "debtor_id"):
        op.create_index(op.f(f"ix_task_{column}"), "task", [column], unique=False)
    op.create_index("ix_task_closed_at_due_at", "task", ["closed_at", "due_at"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_table("task")
    op.drop_table("contact_preference")
