"""Puts the node together: services opened in order and closed in reverse, one `make_app(services)` over them."""

import asyncio
import contextlib
import gc
import importlib.util
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, Final, cast

import structlog
from aiohttp import WSCloseCode, web
from redis.exceptions import RedisError

from server import auth, openapi, operations, pages, problems, security
from server.camera import CameraInvitations
from server.camera import routes as camera_routes
from server.config import Config
from server.database import Database, prepare
from server.echo import EchoPeers
from server.echo import routes as echo_routes
from server.goods import routes as goods_routes
from server.hub import Hub
from server.latency import Archive, LatencyKeeper, LatencyRecorder, Metrics
from server.matchmaker import Matchmaker
from server.monitor import Monitor
from server.monitor import routes as monitor_routes
from server.node_clock import node_clock
from server.policy import ReturnRules
from server.policy import routes as policy_routes
from server.probe import ProbeGate, ProbeGauges, ProbeSchedule, open_probe_shop
from server.rate_limit import RateLimiter
from server.records import Records
from server.records import routes as records_routes
from server.redis import SharedClock, open_redis
from server.services import SERVICES, Services
from server.shop import Catalogue, StaffDirectory, demo
from server.shop import routes as shop_routes
from server.sizing import BuyerMeasurements, ConsultationAdvice, Outcomes, SizeCharts
from server.sizing import routes as sizing_routes
from server.stills import Stills
from server.stills import routes as stills_routes
from server.summary import Mailer, Summaries
from server.summary import routes as summary_routes
from server.summary_parts import summary_parts
from server.sweeper import Sweeper
from server.vision import Vision
from server.vision import routes as vision_routes
from server.webhooks import Deliverer
from server.webhooks import routes as webhook_routes
from server.websocket import websocket
from signaling.bus import Bus
from signaling.messages import GoingAway

log = structlog.get_logger()

SHUTDOWN_S: Final = 5
"""How long a stopping node lets requests finish."""

FLUSH_S: Final = 5
"""How long a stopping node waits for the database to take the last records."""


def make_app(services: Services, made_pages: pages.Pages | None = None) -> web.Application:
    """The whole node as an aiohttp application over opened services. Raises `AssetsMissing`.

    `made_pages`: those of another node of the same process, which need not be made twice.
    """
    app = web.Application(
        client_max_size=security.MAX_BODY_BYTES,
        middlewares=[problems.problems, security.same_origin],
    )
    app[SERVICES] = services
    app.add_routes([web.get("/ws", websocket), *operations.routes()])
    for feature in (
        auth,
        shop_routes,
        sizing_routes,
        policy_routes,
        goods_routes,
        records_routes,
        monitor_routes,
        echo_routes,
        stills_routes,
        summary_routes,
        webhook_routes,
        vision_routes,
        camera_routes,
        openapi,
    ):
        app.add_routes(feature.routes(services))
    app.add_routes(pages.routes(services, made_pages))
    app.on_response_prepare.append(security.add_headers)
    app.on_shutdown.append(_drain)
    return app


async def serve(config: Config, stop: asyncio.Event) -> None:
    """Run a node until `stop` is set. Raises `StartError`, `DatabaseUnavailable`, `OSError` when the port is taken."""
    await prepare(config.database_url)
    async with open_services(config) as services:
        if config.demo:
            await demo.seed_demo(services.db, config)
        runner = web.AppRunner(make_app(services), handle_signals=False, access_log=None, shutdown_timeout=SHUTDOWN_S)
        await runner.setup()
        try:
            await web.TCPSite(runner, config.host, config.port).start()
            spare_collector()
            log.info("ready", node=config.node_id, url=config.public_url)
            async with _probing(services):
                if config.demo:
                    print(await demo.welcome_text(config, services.staff), flush=True)  # noqa: T201 - for who ran it
                await stop.wait()
        finally:
            await runner.cleanup()


@contextlib.asynccontextmanager
async def _probing(services: Services) -> AsyncIterator[None]:
    """Probe by the clock while the context lasts, where that is configured. In the demo, one may probe by hand too."""
    config = services.config
    if config.demo or config.probe_every_s:
        await open_probe_shop(services.db, config)
    if not config.probe_every_s:
        yield
        return
    gauges = ProbeGauges(services.recorder.metrics.registry)
    task = _start(
        "probes", ProbeSchedule(config, services.redis, [gauges.record, services.monitor.probes.record_finding]).run()
    )
    try:
        yield
    finally:
        await _end(task)


def spare_collector() -> None:
    """Take what the start has made out of the garbage collector's sight: it lives as long as the node does.

    Measured: with 500 live consultations, walking it again and again took more than a fifth of the node's CPU.
    """
    gc.collect()
    gc.freeze()


def run(config: Config) -> None:
    """Run a node until SIGINT or SIGTERM. Raises as `serve`."""

    async def until_signal() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stop.set)
        await serve(config, stop)

    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(until_signal())


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Uvloop halves the cost of a message (measured: 36 against 85 µs a round trip). It is not made for Windows."""
    if importlib.util.find_spec("uvloop") is None:
        return None
    return cast(Callable[[], asyncio.AbstractEventLoop], importlib.import_module("uvloop").new_event_loop)


@contextlib.asynccontextmanager
async def open_services(config: Config) -> AsyncIterator[Services]:
    """Open everything a node needs, and its tasks. Raises `StartError`, `DatabaseUnavailable`."""
    async with contextlib.AsyncExitStack() as stack:
        redis = await stack.enter_async_context(open_redis(config.redis_url, config.data_dir))
        db = await Database.open(config.database_url)
        stack.push_async_callback(db.close)
        clock = SharedClock(redis)
        await clock.sync()
        catalogue = Catalogue(db)
        kept = Records(db)
        bus = Bus(redis)
        stack.push_async_callback(bus.close)
        hub = Hub(bus)
        recorder = LatencyRecorder(redis, kept, Archive(db), Metrics(config.latency_objective), clock.now_ms)
        stills = Stills(db, config.data_dir / "stills", hub, clock.now_ms, kept_days=config.stills_kept_days)
        rules = ReturnRules(db)
        vision = Vision(db, stills, hub, clock.now_ms)
        advice = ConsultationAdvice(db, clock.now_ms)
        parts = summary_parts(rules, stills, vision, advice)
        summaries = Summaries(db, config, catalogue, kept, parts, clock.now_ms)
        matchmaker = Matchmaker(config, redis, clock, hub, catalogue, kept, recorder, ended=summaries.keep)
        stack.push_async_callback(matchmaker.flush, FLUSH_S)
        sweeper = Sweeper(config, redis, hub, matchmaker)
        keeper = LatencyKeeper(
            redis,
            recorder,
            matchmaker.room,
            clock.now_ms,
            timeline_days=config.timeline_days,
            history_days=config.history_days,
        )
        stack.push_async_callback(keeper.stop)
        deliverer = Deliverer(db, config, catalogue, clock.now_ms)
        monitor = Monitor(
            config, redis, db, kept, recorder, matchmaker.room, clock.now_ms, announce=deliverer.tells_operator
        )
        for name, work in (
            ("bus", bus.run()),
            ("clock", clock.run()),
            ("sweeper", sweeper.run()),
            ("latency", keeper.run()),
            ("monitor", monitor.run()),
            ("webhooks", deliverer.run()),
            ("summaries", summaries.run()),
            ("stills", stills.run()),
        ):
            stack.push_async_callback(_end, _start(name, work))
        echoes = EchoPeers()
        stack.push_async_callback(echoes.close)
        size_outcomes = Outcomes(db)
        stack.push_async_callback(size_outcomes.close)
        yield Services(
            config=config,
            db=db,
            catalogue=catalogue,
            return_rules=rules,
            staff=StaffDirectory(db, config),
            records=kept,
            redis=redis,
            clock=clock,
            node_clock=node_clock(config.clock_error_ms),
            limiter=RateLimiter(redis),
            recorder=recorder,
            keeper=keeper,
            hub=hub,
            matchmaker=matchmaker,
            monitor=monitor,
            probe_gate=ProbeGate(redis),
            echoes=echoes,
            stills=stills,
            summaries=summaries,
            mailer=Mailer(config),
            vision=vision,
            sweeper=sweeper,
            size_charts=SizeCharts(db),
            measurements=BuyerMeasurements(db),
            size_outcomes=size_outcomes,
            consultation_advice=advice,
            cameras=CameraInvitations(redis, clock.now_ms),
        )


def _start(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Run for as long as the node; should it ever end by an error, say so loudly."""

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.critical("task_died", task=task.get_name(), exc_info=error)

    task = asyncio.create_task(work, name=name)
    task.add_done_callback(ended)
    return task


async def _end(task: asyncio.Task[None]) -> None:
    # Asked again each second: `asyncio.wait_for`, which redis-py writes with, can swallow a cancellation (Python 3.11).
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=1)


async def _drain(app: web.Application) -> None:
    """Stop being a node, in steps, so that no consultation is dropped."""
    services = app[SERVICES]
    # 1. No new sockets, and leases are no longer cut short: the clients are about to come back elsewhere.
    services.hub.draining = True
    members = list(services.hub)
    # 2. A whole lease's time to come back, whatever was left of the old one.
    with contextlib.suppress(RedisError):
        for shop_id, clients in services.hub.clients().items():
            await services.matchmaker.room(shop_id).renew(clients)
    # 3. Tell them, then close; media between the two people goes on meanwhile.
    for member in members:
        member.connection.send(GoingAway())
        member.connection.close(WSCloseCode.SERVICE_RESTART, "going away")
