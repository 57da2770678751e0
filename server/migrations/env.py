"""Runs migrations on the connection that `server.database` hands over.

With the `alembic` command (to write a new migration) there is none: the database of the environment is used.
"""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from server.config import load_config
from server.database import Base, run_on
from server.latency import models as latency
from server.monitor import models as monitor
from server.policy import models as policy
from server.records import models as records
from server.shop import models as shop
from server.sizing import models as sizing
from server.stills import models as stills
from server.summary import models as summary
from server.vision import models as vision
from server.webhooks import models as webhooks

# Importing a feature's models is what registers its tables.
for registered in (
    shop.ShopRow,
    records.ConsultationRow,
    latency.TimelineRow,
    monitor.ProbeRow,
    stills.StillRow,
    policy.ReturnRuleRow,
    sizing.SizeChartRow,
    webhooks.DeliveryRow,
    summary.SummaryRow,
    vision.ColourCardRow,
):
    assert registered.metadata is Base.metadata


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter most things in place.
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


connection: Connection | None = context.config.attributes.get("connection")
if connection is None:
    asyncio.run(run_on(load_config(os.environ, demo=True).database_url, migrate))
else:
    migrate(connection)
