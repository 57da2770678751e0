"""Latency history, timelines, routes, alerts, webhooks and synthetic consultations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "latency_history",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=6), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("within_ms", sa.BigInteger(), nullable=False),
        sa.Column("late_ms", sa.BigInteger(), nullable=False),
        sa.Column("missing_ms", sa.BigInteger(), nullable=False),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "step", "at_ms", name=op.f("pk_latency_history")),
    )
    op.create_index("ix_latency_history_step_at", "latency_history", ["step", "at_ms"], unique=False)

    op.create_table(
        "consultation_timelines",
        sa.Column("consultation_id", sa.String(length=64), nullable=False),
        sa.Column("saved_ms", sa.BigInteger(), nullable=False),
        sa.Column("buyer_country", sa.String(length=2), nullable=False),
        sa.Column("agent_region", sa.String(length=64), nullable=False),
        sa.Column("buyer_browser", sa.String(length=40), nullable=False),
        sa.Column("agent_browser", sa.String(length=40), nullable=False),
        sa.Column("floor_ms", sa.Integer(), nullable=True),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_timelines_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_consultation_timelines")),
    )
    op.create_index("ix_consultation_timelines_saved", "consultation_timelines", ["saved_ms"], unique=False)

    op.create_table(
        "consultation_routes",
        sa.Column("consultation_id", sa.String(length=64), nullable=False),
        sa.Column("hour_ms", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.String(length=10), nullable=False),
        sa.Column("codec", sa.String(length=20), nullable=False),
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=40), nullable=False),
        sa.Column("floor_ms", sa.Integer(), nullable=True),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_routes_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", "hour_ms", "path", "codec", name=op.f("pk_consultation_routes")),
    )
    op.create_index("ix_consultation_routes_shop_hour", "consultation_routes", ["shop", "hour_ms"], unique=False)

    op.create_table(
        "burn_alerts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("open", sa.Integer(), nullable=True),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("resolved_ms", sa.BigInteger(), nullable=True),
        sa.Column("long", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("short", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("acknowledged_by", sa.String(length=200), nullable=True),
        sa.Column("acknowledged_ms", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_burn_alerts")),
        sa.UniqueConstraint("shop", "rule", "open", name=op.f("uq_burn_alerts_shop_rule_open")),
    )
    op.create_index("ix_burn_alerts_shop_since", "burn_alerts", ["shop", "since_ms"], unique=False)

    op.create_table(
        "alert_silences",
        sa.Column("shop", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("shop", "rule", name=op.f("pk_alert_silences")),
    )

    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("next_try_ms", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index("ix_webhook_deliveries_state_next", "webhook_deliveries", ["state", "next_try_ms"], unique=False)

    op.create_table(
        "probe_results",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("path", sa.String(length=10), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("within_target", sa.Boolean(), nullable=False),
        sa.Column("setup_ms", sa.Double(), nullable=True),
        sa.Column("p50_ms", sa.Double(), nullable=True),
        sa.Column("p95_ms", sa.Double(), nullable=True),
        sa.Column("bound_ms", sa.Double(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probe_results")),
    )
    op.create_index("ix_probe_results_at", "probe_results", ["at_ms"], unique=False)


def downgrade() -> None:
    op.drop_table("probe_results")
    op.drop_table("webhook_deliveries")
    op.drop_table("alert_silences")
    op.drop_table("burn_alerts")
    op.drop_table("consultation_routes")
    op.drop_table("consultation_timelines")
    op.drop_table("latency_history")
