"""A second camera on a running node: invited by the agent, joined by one page, relayed to both, removed, over."""

import msgspec

from server.camera import invitations
from server.camera.routes import INVITATIONS_PER_MINUTE
from signaling.messages import (
    AgentState,
    BuyerState,
    CameraHello,
    CameraSignal,
    CameraState,
    Candidate,
    Description,
    End,
    Error,
    Join,
    Purpose,
    RelayedCameraSignal,
    RemoveCamera,
    Role,
    Welcome,
)
from tests.support.node import Client, Node, open_socket
from tests.support.pair import Pair, ring


async def invited(pair: Pair) -> str:
    """The token of an invitation."""
    status, invitation = await pair.ask("POST", "camera", pair.as_agent, json={})
    assert status == 200, invitation
    token: str = invitation["url"].split("#")[1]
    return token


async def hello(node: Node, token: str, tab: str = "phone") -> Client:
    """A page that has said hello, whatever the answer is."""
    client = await open_socket(node)
    await client.send(CameraHello(tab=tab, token=token))
    return client


async def joined(pair: Pair, tab: str = "phone") -> tuple[Client, CameraState]:
    """A second camera that is in the consultation, as both know."""
    client = await hello(pair.node, await invited(pair), tab)
    assert (await client.until(Welcome)).role == "camera"
    state = await client.until(CameraState)
    await pair.buyer.until(BuyerState, lambda told: camera_of(told) == state.camera)
    await pair.agent.until(AgentState, lambda told: camera_of(told) == state.camera)
    return client, state


def camera_of(state: BuyerState | AgentState) -> str | None:
    """The second camera that this side knows of."""
    return state.consultation.camera if state.consultation else None


async def refused(client: Client) -> str:
    """The code of a hello that was refused for good."""
    error = await client.until(Error)
    assert await client.closed() == 4002
    return error.code


async def test_the_agent_gets_a_code_for_the_phone_and_the_buyer_does_not(pair: Pair) -> None:
    _, invitation = await pair.ask("POST", "camera", pair.as_agent, json={})
    assert invitation["url"].startswith(f"{pair.node.url}/camera#")
    assert invitation["qr"].startswith("data:image/svg+xml")
    now_ms = pair.node.services.clock.now_ms()
    assert 0 < invitation["expires_ms"] - now_ms <= invitations.INVITATION_S * 1000
    assert await pair.refused("POST", "camera", pair.as_buyer, json={}) == (403, "not-your-consultation")


async def test_a_phone_joins_and_what_it_says_reaches_the_one_it_is_for(pair: Pair) -> None:
    camera, state = await joined(pair)
    assert state.phase == "live"
    offer = Description(type="offer", sdp="v=0\r\n")
    for role, person in ((Role.BUYER, pair.buyer), (Role.AGENT, pair.agent)):
        said = CameraSignal(consultation=pair.id, camera=state.camera, link="l-1")
        await camera.send(msgspec.structs.replace(said, to=role, description=offer))
        heard = await person.until(RelayedCameraSignal)
        assert (heard.link, heard.of, heard.description) == ("l-1", None, offer)
        await person.send(msgspec.structs.replace(said, candidate=Candidate(candidate="")))
        answered = await camera.until(RelayedCameraSignal)
        assert (answered.of, answered.candidate) == (role, Candidate(candidate=""))


async def test_an_invitation_is_good_for_one_page_which_may_come_back(pair: Pair) -> None:
    token = await invited(pair)
    first = await hello(pair.node, token)
    state = await first.until(CameraState)
    assert await refused(await hello(pair.node, token, tab="somebody-else")) == "camera-link-used"
    again = await (await hello(pair.node, token)).until(CameraState)
    assert (again.phase, again.camera) == ("live", state.camera)
    assert await first.closed() == 4001


async def test_an_invitation_that_is_too_old_or_made_up_is_refused(pair: Pair) -> None:
    assert await refused(await hello(pair.node, "made-up")) == "camera-link-expired"
    token = await invited(pair)
    # What time does to it.
    for key in await pair.node.services.redis.keys("vc:camera:*"):
        await pair.node.services.redis.delete(key)
    assert await refused(await hello(pair.node, token)) == "camera-link-expired"


async def test_another_phone_takes_the_place_of_the_first(pair: Pair) -> None:
    first, _ = await joined(pair)
    _, state = await joined(pair, tab="another-phone")
    assert (await first.until(CameraState, lambda told: told.phase == "removed")).camera != state.camera
    assert state.phase == "live"


async def test_the_agent_takes_a_camera_out_and_it_stays_out(pair: Pair) -> None:
    token = await invited(pair)
    camera = await hello(pair.node, token)
    state = await camera.until(CameraState)
    await pair.agent.send(RemoveCamera(consultation=pair.id, camera=state.camera))
    await camera.until(CameraState, lambda told: told.phase == "removed")
    await pair.buyer.until(BuyerState, lambda told: camera_of(told) is None)
    assert (await (await hello(pair.node, token)).until(CameraState)).phase == "removed"


async def test_a_phone_takes_itself_out(pair: Pair) -> None:
    camera, state = await joined(pair)
    await camera.send(RemoveCamera(consultation=pair.id, camera=state.camera))
    await camera.until(CameraState, lambda told: told.phase == "removed")
    await pair.agent.until(AgentState, lambda told: camera_of(told) is None)


async def test_at_the_end_the_camera_is_told_and_nobody_can_join_any_more(pair: Pair) -> None:
    token = await invited(pair)
    camera, _ = await joined(pair)
    await pair.end()
    await camera.until(CameraState, lambda told: told.phase == "ended")
    assert await refused(await hello(pair.node, token, tab="late")) == "consultation-ended"
    assert await pair.refused("POST", "camera", pair.as_agent, json={}) == (409, "consultation-ended")


async def test_nobody_is_invited_while_it_rings(node: Node) -> None:
    ringing = await ring(node)
    assert await ringing.refused("POST", "camera", ringing.as_agent, json={}) == (403, "not-your-consultation")


async def test_a_camera_may_do_nothing_but_what_is_its_own(pair: Pair) -> None:
    camera, state = await joined(pair)
    strange = CameraSignal(consultation="another", camera=state.camera, link="l", to=Role.BUYER)
    for message in (
        End(consultation=pair.id),
        Join(product="dress-linen-midi", purpose=Purpose.SIZING, language="en"),
        strange,
        CameraSignal(consultation=pair.id, camera=state.camera, link="l"),
        RemoveCamera(consultation=pair.id, camera="another"),
    ):
        await camera.send(message)
        assert (await camera.until(Error)).code == "invalid-message"


async def test_signals_of_a_removed_camera_reach_nobody(pair: Pair) -> None:
    first, old = await joined(pair)
    _, new = await joined(pair, tab="another-phone")
    await first.send(CameraSignal(consultation=pair.id, camera=old.camera, link="l-1", to=Role.BUYER))
    # What the buyer says to the old one goes nowhere either, and is no error: he will hear of the change.
    await pair.buyer.send(CameraSignal(consultation=pair.id, camera=old.camera, link="l-1"))
    await pair.buyer.send(RemoveCamera(consultation=pair.id, camera=new.camera))
    assert (await pair.buyer.until(Error)).of == "remove-camera"
    assert not [told for told in pair.buyer.seen if isinstance(told, RelayedCameraSignal)]


async def test_invitations_have_a_limit(pair: Pair) -> None:
    for _ in range(INVITATIONS_PER_MINUTE):
        await invited(pair)
    assert await pair.refused("POST", "camera", pair.as_agent, json={}) == (429, "rate-limited")
