"""Where two pages without the product meet, to be measured beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web


@asynccontextmanager
async def meeting_place(page: str, *addresses: tuple[str, int]) -> AsyncIterator[None]:
    """Serve an HTML page at hosts and ports, and pass on what one page says over `/relay` to all others."""
    sockets: list[web.WebSocketResponse] = []

    async def show(_: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    async def relay(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        sockets.append(ws)
        async for frame in ws:
            if frame.type is WSMsgType.TEXT:
                for other in sockets:
                    if other is not ws and not other.closed:
                        await other.send_str(frame.data)
        return ws

    app = web.Application()
    app.add_routes([web.get("/", show), web.get("/relay", relay)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        for host, port in addresses:
            await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()
