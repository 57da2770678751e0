"""Accept → first frame on the buyer's screen, beside a plain WebRTC call that starts at the click.

Both in one run, in turns, in one Chromium on one machine (so that one clock counts), with the same fake camera already
open. The product: click on *accept* at the agent's console. Plain: a click that creates the connection and the offer.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Page

from server.records import Records
from tests.bench.figures import Figure
from tests.e2e.people import PHONE, Agent, Buyer, until
from tests.support.chromium import People, launched
from tests.support.meeting_place import meeting_place
from tests.support.node import free_port, make_config, run_node

RUNS = 9

# Notes the moments of the last click and of the first frame shown, in Unix milliseconds.
_WATCH = """
const now = () => performance.timeOrigin + performance.now();
addEventListener("click", () => { window.clickedAt = now(); }, true);
const request = HTMLVideoElement.prototype.requestVideoFrameCallback;
HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
  return request.call(this, (...frame) => { window.firstFrameAt ??= now(); callback(...frame); });
};
"""

_PLAIN_PAGE = """<!doctype html><title>Plain WebRTC</title><button id="call">call</button><video id="remote" autoplay
muted playsinline></video><script>
const role = location.hash.slice(1), remote = document.getElementById("remote");
const socket = new WebSocket(`ws://${location.host}/relay`);
let pc, camera;
const open = () => {
  pc = new RTCPeerConnection();
  pc.onicecandidate = ({ candidate }) => candidate && socket.send(JSON.stringify({ candidate }));
  pc.ontrack = ({ streams }) => { remote.srcObject = streams[0]; remote.requestVideoFrameCallback(() => {}); };
  if (camera) for (const track of camera.getTracks()) pc.addTrack(track, camera);
};
socket.onmessage = async ({ data }) => {
  const { description, candidate } = JSON.parse(data);
  if (candidate) return pc.addIceCandidate(candidate);
  if (description.type === "offer") open();
  await pc.setRemoteDescription(description);
  if (description.type === "offer") {
    await pc.setLocalDescription();
    socket.send(JSON.stringify({ description: pc.localDescription }));
  }
};
document.getElementById("call").onclick = async () => {
  open();
  await pc.setLocalDescription();
  socket.send(JSON.stringify({ description: pc.localDescription }));
};
const camera_ = { audio: true, video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } };
(async () => {
  if (role === "agent") camera = await navigator.mediaDevices.getUserMedia(camera_);
  if (socket.readyState !== 1) await new Promise((resolve) => { socket.onopen = resolve; });
  window.ready = true;
})();
</script>"""


async def measure() -> list[Figure]:
    """Milliseconds from click to frame, product and plain in turns."""
    ours: list[float] = []
    told: list[float] = []
    plain: list[float] = []
    async with launched(frames_per_second=30) as browser:
        for _ in range(RUNS):
            elapsed, own = await _product(browser)
            ours.append(elapsed)
            told.append(own)
            plain.append(await _plain(browser))
    return [
        Figure("accept → first frame, loopback", "ms", ours, "≤ 150 ms"),
        Figure("the same as the product itself states it", "ms", told),
        Figure("click → first frame, plain WebRTC", "ms", plain),
    ]


async def _product(browser: Browser) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        async with run_node(make_config(Path(folder))) as node:
            people = People(browser)
            agent = await Agent.enter(people, node)
            buyer = await Buyer.enter(people, node, viewport=PHONE)
            for person in (agent, buyer):
                await person.page.context.add_init_script(_WATCH)
            await agent.signs_in()
            await agent.goes_available()
            await buyer.arrive()
            await buyer.joins()
            await agent.is_rung()
            await agent.connected()
            await agent.at("accept").click()
            elapsed = await _elapsed(agent.page, buyer.page)
            own = await _own_figure(node.services.records)
            await people.leave()
    return elapsed, own


async def _own_figure(records: Records) -> float:
    async with asyncio.timeout(10):
        while True:
            items = (await records.history("demo")).items
            if items and items[0].accept_to_first_frame_ms is not None:
                return items[0].accept_to_first_frame_ms
            await asyncio.sleep(0.05)


async def _plain(browser: Browser) -> float:
    people = People(browser)
    port = free_port()
    async with meeting_place(_PLAIN_PAGE, ("127.0.0.1", port)):
        pages = []
        for role in ("agent", "buyer"):
            context = await people.context(viewport=PHONE)
            await context.add_init_script(_WATCH)
            page = await context.new_page()
            await page.goto(f"http://127.0.0.1:{port}/#{role}")
            await page.wait_for_function("window.ready")
            pages.append(page)
        agent, buyer = pages
        await agent.click("#call")
        elapsed = await _elapsed(agent, buyer)
    await people.leave()
    return elapsed


async def _elapsed(clicked: Page, shown: Page) -> float:
    await until(shown, "window.firstFrameAt")
    return float(await shown.evaluate("window.firstFrameAt")) - float(await clicked.evaluate("window.clickedAt"))
