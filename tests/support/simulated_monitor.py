"""A stand-in for the service behind the monitor: the real page and real messages with simulated figures in them."""

import random
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import msgspec
from aiohttp import WSMsgType, web

from server.auth import ShopName, SignedIn
from server.monitor.routes import Acknowledgement, HistoryQuery, RouteQuery, Silence
from server.rest import json_response, read_body, read_query
from server.security import content_security_policy
from signaling.messages import (
    SUBPROTOCOL,
    AlertNote,
    BurnAlert,
    ErrorBudget,
    LatencyMinute,
    LiveChange,
    LiveConsultation,
    MonitorHello,
    MonitorState,
    MonitorUpdate,
    Ping,
    Pong,
    ProbeResult,
    ServerMessage,
    ShopView,
    Welcome,
    decode_client_message,
    encode,
)
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS
from tests.support import simulated_latency as simulated
from tests.support.node import make_config
from tests.support.pages import made_pages
from tests.support.simulated_timeline import timeline

NOW_MS: Final = 1_795_600_800_000
"""When the simulated figures are from, for tests that want the same every day."""


class SimulatedMonitor:
    """Serves the monitor's page on a free port while its context lasts, to a supervisor who is signed in.

    `live`, `minutes`, `budget`, `alerts`, `probes` are what a monitor that connects is told; `update()` tells those who
    are connected what has changed. `asked` holds the REST paths that the page has asked for.
    """

    def __init__(self, *, now_ms: int = NOW_MS, live: int = 0) -> None:
        self.now_ms = now_ms
        self.live: list[LiveConsultation] = simulated.live(live, now_ms)
        self.minutes: list[LatencyMinute] = simulated.minutes(now_ms)
        self.budget: ErrorBudget | None = simulated.budget()
        self.alerts: list[BurnAlert] = []
        self.probes: list[ProbeResult] = simulated.probes(now_ms)
        self.waiting = 1
        self.on_duty = 6
        self.asked: list[str] = []
        self.url = ""
        self._sockets: list[web.WebSocketResponse] = []
        self._pages = made_pages()
        self._rng = random.Random(11)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(
            [
                web.get("/monitor", self._page),
                web.get("/ws", self._websocket),
                web.get("/api/v1/session", self._session),
                web.get("/api/v1/consultations", self._consultations),
                web.get("/api/v1/monitor/overview", self._overview),
                web.get("/api/v1/monitor/history", self._history),
                web.get("/api/v1/monitor/routes", self._routes),
                web.get("/api/v1/monitor/consultations/{id}", self._timeline),
                web.get("/api/v1/monitor/alerts", self._alerts),
                web.post("/api/v1/monitor/alerts/{id}/acknowledgement", self._acknowledge),
                web.post("/api/v1/monitor/alerts/{id}/silence", self._silence),
                web.delete("/api/v1/monitor/alerts/{id}/silence", self._unsilence),
                *self._pages.routes(),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/monitor"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self._sockets):
            await socket.close()
        await self._runner.cleanup()

    # --- what is told ---------------------------------------------------------------------------------------------

    async def update(self, **changes: Any) -> None:
        """Tell every monitor; `changes` are fields of `MonitorUpdate`. Without `now_ms` it is a second later."""
        self.now_ms = changes.pop("now_ms", self.now_ms + 1000)
        message = MonitorUpdate(now_ms=self.now_ms, waiting=self.waiting, agents_on_duty=self.on_duty, **changes)
        await self._tell(message)

    async def update_figures(self, ids: Sequence[str]) -> None:
        """Tell new simulated figures of these consultations."""
        await self.update(
            figures=[LiveChange(id=i, to_buyer=simulated.live_figures(self.now_ms, self._rng)) for i in ids],
            minutes=[simulated.minute(self.now_ms // 60_000 * 60_000)],
        )

    async def _tell(self, message: ServerMessage) -> None:
        for socket in list(self._sockets):
            await socket.send_str(encode(message))

    async def _websocket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=[SUBPROTOCOL])
        await socket.prepare(request)
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            match decode_client_message(frame.data):
                case MonitorHello():
                    await socket.send_str(encode(self._welcome()))
                    await socket.send_str(encode(self._state()))
                    self._sockets.append(socket)
                case Ping(sent_ms=sent_ms):
                    await socket.send_str(
                        encode(Pong(sent_ms=sent_ms, server_ms=self.now_ms, clock_ms=self.now_ms, node="n1"))
                    )
        if socket in self._sockets:
            self._sockets.remove(socket)
        return socket

    def _welcome(self) -> Welcome:
        return Welcome(
            role="monitor",
            client="monitor:1",
            name="Mei Lin",
            shop=ShopView(id="simulated", name="Simulated shop"),
            target_ms=TARGET_MS,
            good_ms=GOOD_MS,
            histogram_edges_ms=list(HISTOGRAM_EDGES_MS),
            lease_ms=15000,
            now_ms=self.now_ms,
        )

    def _state(self) -> MonitorState:
        return MonitorState(
            now_ms=self.now_ms,
            live=self.live,
            minutes=self.minutes,
            waiting=self.waiting,
            agents_on_duty=self.on_duty,
            budget=self.budget,
            alerts=self.alerts,
            probes=self.probes,
        )

    # --- over HTTP ------------------------------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.Response:
        page = self._pages.page("monitor.html")
        config = make_config(Path(), port=request.url.port)
        policy = content_security_policy(config, script_hashes=[page.script_hash])
        return web.Response(text=page.text, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def _session(self, _request: web.Request) -> web.Response:
        shop = ShopName(id="simulated", name="Simulated shop")
        return json_response(
            SignedIn(
                id="mei", name="Mei Lin", username="mei", role="supervisor", languages=("en", "zh"), purposes=(),
                categories=(), time_zone="Asia/Shanghai", shop=shop,
            )
        )  # fmt: skip

    async def _consultations(self, _request: web.Request) -> web.Response:
        return json_response({"items": simulated.past(self.now_ms), "next_cursor": None})

    async def _overview(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        assert self.budget is not None
        return json_response(simulated.overview(self.now_ms, self.budget))

    async def _history(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        query = read_query(request, HistoryQuery)
        assert query.from_ms is not None
        assert query.to_ms is not None
        return json_response(simulated.history(query.step, query.from_ms, query.to_ms))

    async def _routes(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        query = read_query(request, RouteQuery)
        return json_response(simulated.routes(query.by, query.from_ms or 0, query.to_ms or 0))

    async def _timeline(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        return json_response(timeline(request.match_info["id"], self.now_ms - 3_600_000))

    async def _alerts(self, _request: web.Request) -> web.Response:
        past = msgspec.structs.replace(simulated.alert(self.now_ms - 9_000_000), resolved_ms=self.now_ms - 7_000_000)
        return json_response({"budget": self.budget, "firing": self.alerts, "past": [past]})

    async def _acknowledge(self, request: web.Request) -> web.Response:
        body = await read_body(request, Acknowledgement)
        note = AlertNote(by="Mei Lin", at_ms=self.now_ms, reason=body.reason)
        await self._note(request.match_info["id"], acknowledged=note)
        return json_response(self.alerts[0])

    async def _silence(self, request: web.Request) -> web.Response:
        body = await read_body(request, Silence)
        note = AlertNote(by="Mei Lin", at_ms=self.now_ms, reason=body.reason, until_ms=body.until_ms)
        await self._note(request.match_info["id"], silenced=note)
        return await self._alerts(request)

    async def _unsilence(self, request: web.Request) -> web.Response:
        await self._note(request.match_info["id"], silenced=None)
        return await self._alerts(request)

    async def _note(self, rule: str, **notes: AlertNote | None) -> None:
        self.alerts = [msgspec.structs.replace(alert, **notes) if alert.id == rule else alert for alert in self.alerts]
        await self.update(alerts=self.alerts)
