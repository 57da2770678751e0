"""The size that was last advised in a consultation."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation_advice",
        sa.Column("consultation_id", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("runner_up", sa.Text(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("group", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("advised_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_advice_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_consultation_advice")),
    )


def downgrade() -> None:
    op.drop_table("consultation_advice")
