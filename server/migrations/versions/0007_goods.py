"""Variants of products, summaries, and the log of webhooks.

Revision ID: 0006
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("products", sa.Column("variants", sa.JSON(), server_default="[]", nullable=False))

    for name, length, default in (("shop", 64, ""), ("kind", 60, ""), ("receiver", 10, "operator")):
        op.add_column(
            "webhook_deliveries", sa.Column(name, sa.String(length=length), server_default=default, nullable=False)
        )
    op.create_index("ix_webhook_deliveries_shop_created", "webhook_deliveries", ["shop", "created_ms"], unique=False)
    op.create_table(
        "webhook_attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("delivery_id", sa.String(length=64), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["webhook_deliveries.id"],
            name=op.f("fk_webhook_attempts_delivery_id_webhook_deliveries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_attempts")),
    )
    op.create_index("ix_webhook_attempts_delivery", "webhook_attempts", ["delivery_id"], unique=False)

    op.create_table(
        "summaries",
        sa.Column("consultation_id", sa.String(length=64), nullable=False),
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("ended_ms", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_summaries_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_summaries")),
    )
    op.create_index("ix_summaries_told_ended", "summaries", ["told", "ended_ms"], unique=False)


def downgrade() -> None:
    op.drop_table("summaries")
    op.drop_table("webhook_attempts")
    op.drop_index("ix_webhook_deliveries_shop_created", "webhook_deliveries")
    for name in ("receiver", "kind", "shop"):
        op.drop_column("webhook_deliveries", name)
    op.drop_column("products", "variants")
