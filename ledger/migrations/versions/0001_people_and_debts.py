"""People, accounts and what was agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "creditor",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("payment_methods", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creditor")),
        sa.UniqueConstraint("name", name=op.f("uq_creditor_name")),
    )
    op.create_table(
        "debtor",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=True),
        sa.Column("last_name", sa.String(length=80), nullable=True),
        sa.Column("company", sa.String(length=160), nullable=True),
        sa.Column("industry", sa.String(length=80), nullable=True),
        sa.Column("credit_grade", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("region", sa.String(length=100), nullable=True),
        sa.Column("postal_code", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("stated_zone", sa.String(length=60), nullable=True),
        sa.Column("declared_windows", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debtor")),
        sa.UniqueConstraint("ref", name=op.f("uq_debtor_ref")),
    )
    op.create_table(
        "quarantine",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("address", "channel", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "stop",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("lifted_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
    )
    op.create_index("ix_stop_address_channel", "stop", ["address", "channel"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("creditor_id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=False),
        sa.Column("collecting", sa.String(length=5), nullable=False),
        sa.Column("product", sa.String(length=80), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("itemization_date", sa.Date(), nullable=True),
        sa.Column("placed_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["creditor_id"], ["creditor.id"], name=op.f("fk_account_creditor_id_creditor")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_account_debtor_id_debtor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("creditor_id", "ref", name=op.f("uq_account_creditor_id_ref")),
    )
    op.create_index(op.f("ix_account_debtor_id"), "account", ["debtor_id"], unique=False)
    op.create_index(op.f("ix_account_due_date"), "account", ["due_date"], unique=False)
    op.create_index(op.f("ix_account_ref"), "account", ["ref"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_consent_debtor_id_debtor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint(
            "debtor_id",
            "channel",
            "address",
            "at",
            "status",
            name=op.f("uq_consent_debtor_id_channel_address_at_status"),
        ),
    )
    op.create_index(op.f("ix_consent_address"), "consent", ["address"], unique=False)
    op.create_index(op.f("ix_consent_debtor_id"), "consent", ["debtor_id"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_contact_point_debtor_id_debtor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sa.UniqueConstraint(
            "debtor_id",
            "channel",
            "address",
            name=op.f("uq_contact_point_debtor_id_channel_address"),
        ),
    )
    op.create_index(op.f("ix_contact_point_address"), "contact_point", ["address"], unique=False)
    op.create_index(
        op.f("ix_contact_point_debtor_id"), "contact_point", ["debtor_id"], unique=False
    )
    op.create_table(
        "circumstance",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("debtor_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_circumstance_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtor.id"], name=op.f("fk_circumstance_debtor_id_debtor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circumstance")),
    )
    op.create_index(op.f("ix_circumstance_debtor_id"), "circumstance", ["debtor_id"], unique=False)
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_entry_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("account_id", "reference", name=op.f("uq_entry_account_id_reference")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("entry")
    op.drop_table("circumstance")
    op.drop_table("contact_point")
    op.drop_table("consent")
    op.drop_table("account")
    op.drop_table("stop")
    op.drop_table("quarantine")
    op.drop_table("debtor")
    op.drop_table("creditor")
