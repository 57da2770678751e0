"""Size charts, brands, and measurements that buyers let the shop keep."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("products", sa.Column("brand", sa.String(length=100), nullable=True))
    op.create_table(
        "size_charts",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("chart", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("updated_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.id"], name=op.f("fk_size_charts_shops"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop", "scope", "key", name=op.f("pk_size_charts")),
    )
    op.create_table(
        "buyer_measurements",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("buyer_id", sa.String(length=64), nullable=False),
        sa.Column("body_cm", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("fit", sa.String(length=10), nullable=False),
        sa.Column("consented_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.id"], name=op.f("fk_buyer_measurements_shops"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop", "buyer_id", name=op.f("pk_buyer_measurements")),
    )


def downgrade() -> None:
    op.drop_table("buyer_measurements")
    op.drop_table("size_charts")
    op.drop_column("products", "brand")
