"""How far a consultation's latency may lie from the truth."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consultation_latency", sa.Column("bound_ms", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("consultation_latency", "bound_ms")
