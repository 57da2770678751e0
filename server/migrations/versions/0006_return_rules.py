"""What shops grant to who returns goods."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_rules",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("who_pays", sa.String(length=10), nullable=False),
        sa.Column("exclusions", sa.JSON(), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.id"], name=op.f("fk_return_rules_shops"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop", "category", "country", name=op.f("pk_return_rules")),
    )


def downgrade() -> None:
    op.drop_table("return_rules")
