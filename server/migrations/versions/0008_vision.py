"""Garment measurements, colour corrections, measured colour cards."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "garment_measures",
        sa.Column("consultation_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("cm", sa.Double(), nullable=False),
        sa.Column("error_cm", sa.Double(), nullable=False),
        sa.Column("still_id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("measured_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_garment_measures_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", "name", name=op.f("pk_garment_measures")),
    )
    op.create_table(
        "colour_corrections",
        sa.Column("consultation_id", sa.String(length=64), nullable=False),
        sa.Column("correction", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("corrected_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_colour_corrections_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_colour_corrections")),
    )
    op.create_table(
        "colour_cards",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("lab", sa.JSON(), nullable=False),
        sa.Column("saved_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", name=op.f("pk_colour_cards")),
    )


def downgrade() -> None:
    op.drop_table("colour_cards")
    op.drop_table("colour_corrections")
    op.drop_table("garment_measures")
