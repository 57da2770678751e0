"""For those who run the service: /healthz, /readyz, /metrics."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError

from server.probe import PROBE_SHOP
from server.redis import ping
from server.services import SERVICES
from signaling.errors import ServiceUnavailable
from signaling.waiting_room import shops


async def healthz(request: web.Request) -> web.Response:
    """The process answers. Says nothing of what it depends on, so that an outage restarts nobody."""
    return web.json_response({"status": "ok", "node": request.app[SERVICES].config.node_id})


async def readyz(request: web.Request) -> web.Response:
    """200 while this node can serve new clients; 503 while it stops, or without Redis or the database."""
    services = request.app[SERVICES]
    checks = {"accepting": not services.hub.draining}
    try:
        await ping(services.redis)
        checks["redis"] = True
    except RedisError:
        checks["redis"] = False
    try:
        await services.db.ping()
        checks["database"] = True
    except ServiceUnavailable:
        checks["database"] = False
    ready = all(checks.values())
    return web.json_response({"ready": ready, "checks": checks}, status=200 if ready else 503)


async def metrics(request: web.Request) -> web.Response:
    """Prometheus exposition of this node."""
    services = request.app[SERVICES]
    kept = services.recorder.metrics
    kept.connections.set(len(services.hub))
    try:
        live = waiting = on_duty = 0
        for shop in set(await shops(services.redis)) - {PROBE_SHOP}:
            live += await services.recorder.store.count_live(shop)
            census = await services.matchmaker.room(shop).census()
            waiting += census[0]
            on_duty += census[1]
        kept.live.set(live)
        kept.waiting.set(waiting)
        kept.on_duty.set(on_duty)
        kept.redis_up.set(1)
        kept.budget_left.set(await services.monitor.least_left())
    except RedisError:
        kept.redis_up.set(0)
    return web.Response(body=generate_latest(kept.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def routes() -> list[web.RouteDef]:
    """The routes of this module."""
    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]
