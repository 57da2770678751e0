import pytest

from signaling.messages import (
    Accept,
    End,
    FirstFrame,
    LatencyReport,
    PeerDescription,
    Purpose,
    Role,
    SendChat,
    SetMedia,
)
from signaling.messages import Error as Refusal
from tests.static.site import Site
from tests.static.two_people import Person, ring
from tests.support.chromium import People

pytestmark = pytest.mark.browser

WITHOUT_DEVICES = """() => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('none', 'NotFoundError'); };
}"""

SEES_FRAMES = "driver.received().then(({ frames }) => frames >= 10)"
SCALE = "driver.consultation.peer.pc.getSenders()[1].getParameters().encodings[0].scaleResolutionDownBy"
HEARS_SOUND = "driver.received().then(({ energy }) => energy > 0.001)"


async def accepted(people: People, site: Site) -> tuple[Person, Person]:
    """A consultation in which the agent shows a light picture."""
    buyer, agent = await ring(people, site)
    await agent.does("barcode.replaceCamera()")
    await agent.does("driver.media.setCamera(true)")
    await agent.does("driver.consultation.accept()")
    await buyer.sees("driver.consultation.view.state === 'active'")
    return buyer, agent


async def test_picture_and_sound_arrive_at_both_sides_once_the_agent_accepts(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    for person in (buyer, agent):
        await person.does("driver.media.setCamera(true)")
        await person.does("driver.media.setMicrophone(true)")
    await agent.does("driver.consultation.accept()")
    for person in (buyer, agent):
        await person.sees(SEES_FRAMES)
        await person.sees(HEARS_SOUND)


async def test_while_it_rings_they_connect_without_a_track_and_nothing_flows(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    for person in (buyer, agent):
        await person.does("driver.media.setCamera(true)")
        assert await person.does("driver.consultation.peer.pc.getSenders().every(({ track }) => track === null)")
        assert await person.does("driver.consultation.peer.channel.readyState") == "open"
        assert (await person.does("driver.received()"))["frames"] == 0


async def test_accepting_needs_no_further_negotiation(people: People, site: Site) -> None:
    buyer, _agent = await accepted(people, site)
    await buyer.sees(SEES_FRAMES)
    assert len(site.messages(PeerDescription)) == 2


async def test_tracks_share_no_stream_so_that_sound_cannot_hold_the_picture_back(people: People, site: Site) -> None:
    await ring(people, site)
    for description in site.messages(PeerDescription):
        streams = [line for line in description.description.sdp.splitlines() if line.startswith("a=msid:")]
        assert streams
        assert all(line.startswith("a=msid:- ") for line in streams)


async def test_a_buyer_without_camera_and_microphone_watches_and_types(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site, connected=False)
    await buyer.does(WITHOUT_DEVICES)
    await buyer.does("Promise.all([driver.consultation.setCamera(true), driver.consultation.setMicrophone(true)])")
    problems = await buyer.does("driver.events.problem")
    assert sorted((problem["device"], problem["code"]) for problem in problems) == [
        ("camera", "absent"),
        ("microphone", "absent"),
    ]
    await agent.does("barcode.replaceCamera()")
    await agent.does("Promise.all([driver.media.setCamera(true), driver.media.setMicrophone(true)])")
    await agent.does("driver.consultation.accept()")
    await buyer.sees(SEES_FRAMES)
    await buyer.sees(HEARS_SOUND)
    assert await buyer.does("driver.consultation.sendChat('in red, please')")
    await agent.sees("driver.consultation.lines.some(({ text }) => text === 'in red, please')")


async def test_the_buyer_sees_nothing_before_the_consultation_is_active(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    site.swallow = lambda _role, message: isinstance(message, Accept)
    await agent.does("barcode.replaceCamera()")
    await agent.does("driver.media.setCamera(true)")
    await agent.does("driver.consultation.accept()")
    # The frames are there already...
    await buyer.sees(SEES_FRAMES)
    assert await buyer.does("[driver.video.dataset.picture, getComputedStyle(driver.video).opacity]") == ["off", "0"]
    # ... and on screen once the server says so.
    await site.change(state="active")
    await buyer.sees("driver.video.dataset.picture === 'on' && getComputedStyle(driver.video).opacity === '1'")


async def test_the_time_from_accept_to_the_first_frame_is_reported_once(people: People, site: Site) -> None:
    _buyer, agent = await accepted(people, site)
    first = await site.hears(FirstFrame)
    assert first.elapsed_ms > 0
    assert first.bound_ms < first.elapsed_ms
    # Two reports later it still is the only one.
    await site.hears(LatencyReport, Role.BUYER, count=2)
    assert site.messages(FirstFrame) == [first]
    assert await agent.does("driver.events['first-frame'].length") == 1


async def test_the_picture_grows_once_the_buyer_has_seen_the_first_small_one(people: People, site: Site) -> None:
    await site.change(purpose=Purpose.SHOWING)
    buyer, agent = await accepted(people, site)
    await site.hears(FirstFrame)
    await agent.sees(f"{SCALE} === 1")
    height = await agent.does("driver.media.tracks.video.getSettings().height")
    assert height > 240, "the test's picture must be larger than the first one"
    await buyer.sees(f"driver.video.videoHeight === {height}")


@pytest.mark.parametrize(
    ("purpose", "small"),
    [
        (Purpose.SHOWING, True),
        (Purpose.TRY_ON, False),
        (Purpose.USAGE, False),
    ],
)
async def test_only_a_picture_that_keeps_its_resolution_begins_small(
    people: People, site: Site, purpose: Purpose, small: bool
) -> None:
    await site.change(purpose=purpose)
    _buyer, agent = await ring(people, site)
    assert await agent.does(f"{SCALE} > 1") is small


async def test_an_agent_who_sees_no_picture_is_told_how_late_the_buyer_sees_his(people: People, site: Site) -> None:
    buyer, agent = await accepted(people, site)
    await agent.sees("driver.consultation.latency.kind === 'measured'")
    told = await agent.does("driver.consultation.latency")
    assert told["side"] == "there"
    assert told["ms"] > 0
    assert told["boundMs"] > 0
    # With a picture to see, its own latency is what counts.
    await buyer.does("driver.media.setCamera(true)")
    await agent.sees("driver.consultation.latency.kind === 'measured' && driver.consultation.latency.side === 'here'")


async def test_the_buyer_reports_the_latency_of_the_agents_picture(people: People, site: Site) -> None:
    buyer, _agent = await accepted(people, site)
    await buyer.sees("driver.consultation.latency.kind === 'measured'")
    latency = await buyer.does("driver.consultation.latency")
    assert latency["ms"] > 0
    assert latency["boundMs"] > 0
    assert latency["level"] in ("good", "fair", "poor")
    # The window in which measuring began is still labelled by what came before.
    report = await site.hears_of(LatencyReport, Role.BUYER, lambda m: m.window.kind == "measured")
    window = report.window
    assert window.path == "direct"
    assert sum(window.buckets) > 0
    assert (window.width, window.height) != (0, 0)
    for stage in (window.stages.capture_encode, window.stages.network, window.stages.decode_render):
        assert stage.frames > 0


async def test_an_agent_who_looks_at_a_buyer_without_camera_reports_that_no_picture_is_due(
    people: People, site: Site
) -> None:
    await accepted(people, site)
    report = await site.hears(LatencyReport, Role.AGENT)
    assert report.window.kind == "off"


async def test_a_camera_that_goes_off_is_told_and_its_last_picture_is_not_left_standing(
    people: People, site: Site
) -> None:
    buyer, agent = await accepted(people, site)
    await buyer.sees("driver.video.dataset.picture === 'on'")
    await agent.does("driver.consultation.setCamera(false)")
    await buyer.sees("driver.video.dataset.picture === 'off'")
    await buyer.sees("driver.consultation.latency.kind === 'off'")
    assert site.messages(SetMedia, Role.AGENT)[-1].media.camera is False


async def test_a_camera_switched_in_the_call_is_seen_at_the_other_side(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    await agent.does("driver.media.setCamera(true)")
    await agent.does("driver.media.chooseCamera(driver.media.state.cameras.at(-1).deviceId)")
    await agent.does("driver.consultation.accept()")
    await buyer.sees(SEES_FRAMES)
    before = await agent.does("driver.media.tracks.video.id")
    await agent.does("driver.consultation.switchCamera()")
    sent = "driver.consultation.peer.pc.getSenders().find(({ track }) => track?.kind === 'video').track.id"
    assert await agent.does(sent) != before
    frames = (await buyer.does("driver.received()"))["frames"]
    await buyer.sees(f"driver.received().then(({{ frames }}) => frames > {frames + 5})")


async def test_chat_reaches_both_sides_in_the_same_order(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site, connected=False)
    await buyer.does("driver.consultation.sendChat('one')")
    await agent.sees("driver.consultation.lines.length === 1")
    await agent.does("driver.consultation.sendChat('two')")
    for person in (buyer, agent):
        await person.sees("driver.consultation.lines.filter(({ pending }) => !pending).length === 2")
        assert await person.does("driver.consultation.lines.map(({ text }) => text)") == ["one", "two"]


async def test_a_line_that_the_server_refuses_is_given_back_to_its_writer(people: People, site: Site) -> None:
    buyer, _agent = await ring(people, site, connected=False)
    site.swallow = lambda _role, message: isinstance(message, SendChat)
    await buyer.does("driver.consultation.sendChat('too late')")
    await site.hears(SendChat)
    await site.say(Role.BUYER, Refusal(code="consultation-ended", detail="", of="send-chat"))
    await buyer.sees("driver.events.problem.length === 1")
    assert await buyer.does("driver.events.problem") == [{"code": "undeliverable", "text": "too late"}]
    assert await buyer.does("driver.consultation.lines") == []


async def test_after_end_nothing_more_is_sent_or_shown_even_when_the_server_is_away(people: People, site: Site) -> None:
    buyer, agent = await accepted(people, site)
    await buyer.sees(SEES_FRAMES)
    await agent.does("driver.signaling.stop()")
    await agent.does("driver.consultation.end()")
    await agent.sees("driver.consultation.peer.pc.getSenders().every(({ track }) => track === null)")
    # The server hears of it as soon as it can be reached.
    await agent.does("driver.signaling.start()")
    await site.hears(End)
    await buyer.sees("driver.consultation.view.state === 'ended'")
    assert await buyer.does("driver.video.dataset.picture") == "off"


async def test_closing_frees_everything_and_may_be_repeated(people: People, site: Site) -> None:
    _buyer, agent = await accepted(people, site)
    await agent.does("window.pc = driver.consultation.peer.pc")
    await agent.does("driver.consultation.close()")
    await agent.does("driver.consultation.close()")
    assert await agent.does("pc.connectionState") == "closed"
    assert await agent.does("driver.video.srcObject") is None
    # The camera was opened by the page, and is the page's to close.
    assert await agent.does("driver.media.state.camera") is True


async def test_where_the_browser_wants_a_click_before_sound_the_page_is_told_and_resumes(
    people: People, site: Site
) -> None:
    buyer, agent = await ring(people, site)
    # Script that a test runs counts as a click, so the browser's own rule would never say no.
    await buyer.does(
        "() => {"
        "  const play = HTMLMediaElement.prototype.play;"
        "  window.clicked = false;"
        "  HTMLMediaElement.prototype.play = async function () {"
        "    if (!clicked && !this.muted) throw new DOMException('click first', 'NotAllowedError');"
        "    await play.call(this);"
        "  };"
        "}"
    )
    await agent.does("driver.media.setMicrophone(true)")
    await agent.does("driver.consultation.accept()")
    await buyer.sees("driver.events.problem.some(({ code }) => code === 'tap-to-play')")
    await buyer.does("window.clicked = true; driver.consultation.resume()")
    await buyer.sees("driver.events.solved.some(({ code }) => code === 'tap-to-play')")
