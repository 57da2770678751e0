"""What became of sizes that were taken."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "size_outcomes",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=100), nullable=False),
        sa.Column("size", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("happened_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.id"], name=op.f("fk_size_outcomes_shops"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop", "id", name=op.f("pk_size_outcomes")),
    )
    op.create_index("ix_size_outcomes_shop_happened", "size_outcomes", ["shop", "happened_ms"], unique=False)
    op.create_index("ix_size_outcomes_shop_sku", "size_outcomes", ["shop", "sku"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_size_outcomes_shop_sku", table_name="size_outcomes")
    op.drop_index("ix_size_outcomes_shop_happened", table_name="size_outcomes")
    op.drop_table("size_outcomes")
