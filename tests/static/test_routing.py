"""Media that are led over a relay and back, in real browsers over real relays."""

import itertools
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from server.ice import ice_servers
from signaling.messages import IceServer
from tests.static.modules import run
from tests.static.site import Site
from tests.static.two_people import Person, ring
from tests.support.chromium import People
from tests.support.node import make_config
from tests.support.turn import SECRET, coturn

pytestmark = [pytest.mark.alone, pytest.mark.browser, pytest.mark.turn]

RANK = "{ rankCandidates } from media/candidate-rank.js"
IN_USE = "{ relayInUse } from media/relay-in-use.js"

RELAYED = """driver.consultation.peer.pc.getStats().then((report) => {
  const transport = [...report.values()].find(({ type }) => type === 'transport');
  const pair = report.get(transport.selectedCandidatePairId);
  return report.get(pair[`${end}CandidateId`]).candidateType === 'relay';
})"""
# Every pair of candidates and every state, for when the way is not the one that it should be.
WAYS = """driver.consultation.peer.pc.getStats().then((report) => {
  const said = ({ candidateType, address, port, priority }) => `${candidateType} ${address}:${port} ${priority}`;
  const pairs = [...report.values()].filter(({ type }) => type === 'candidate-pair');
  const { signalingState, iceConnectionState, iceGatheringState } = driver.consultation.peer.pc;
  return JSON.stringify({
    states: [signalingState, iceConnectionState, iceGatheringState],
    selected: [...report.values()].find(({ type }) => type === 'transport').selectedCandidatePairId,
    pairs: pairs.map(({ id, state, nominated, localCandidateId: local, remoteCandidateId: remote }) =>
      [id, state, nominated, said(report.get(local)), said(report.get(remote))]),
  });
})"""
FRAMES = "driver.received().then(({ frames }) => frames)"

# As Chromium says them: its own address, the same as others see it, a relay's.
HOST = "candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host generation 0 ufrag aXbY network-id 1 network-cost 10"
SEEN = "candidate:2 1 udp 1686052607 198.51.100.1 50001 typ srflx raddr 192.0.2.1 rport 50000 generation 0"
RELAY = "candidate:3 1 udp 41885439 203.0.113.1 60000 typ relay raddr 198.51.100.1 rport 50001 generation 0"
LEAST_OWN = 100 << 24
"""Nothing that a browser says of an address of its own device is worth less."""
LEAST_RELAY = 31774 << 8
"""What Chromium says of a relay over TLS: type preference 0, a local preference."""


def relays(folder: Path, **ports: int) -> list[IceServer]:
    """TURN servers of this machine, by region, with a credential."""
    urls = tuple(f"{region}=turn:127.0.0.1:{port}?transport=udp" for region, port in ports.items())
    config = make_config(folder, "redis://localhost", turn_urls=urls, turn_secret=SECRET)
    return ice_servers(config, "somebody", int(time.time()))


async def leads(person: Person, end: str, *, over_a_relay: bool) -> None:
    """Wait until the `local` or `remote` candidate of the selected pair is a relay's, or none is."""
    try:
        await person.sees(f"([end, wanted]) => {RELAYED}.then((relayed) => relayed === wanted)", [end, over_a_relay])
    except AssertionError as error:
        raise AssertionError(f"{error}; its ways were {await person.does(WAYS)}") from None


async def more_frames(person: Person) -> None:
    """Wait until frames go on arriving."""
    now = await person.does(FRAMES)
    await person.sees(f"{FRAMES}.then((frames) => frames > {now} + 5)")


async def showing(people: People, site: Site) -> tuple[Person, Person]:
    """A consultation in which the buyer sees the agent's light picture."""
    buyer, agent = await ring(people, site)
    await agent.does("barcode.replaceCamera()")
    await agent.does("driver.media.setCamera(true)")
    await agent.does("driver.consultation.accept()")
    await more_frames(buyer)
    return buyer, agent


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[int]:
    async with coturn(tmp_path) as port:
        yield port


async def test_media_leave_a_direct_way_that_works_for_the_relay_and_come_back(
    people: People, site: Site, relay: int, tmp_path: Path
) -> None:
    site.preset(ice_servers=relays(tmp_path, near=relay))
    buyer, agent = await showing(people, site)
    for person in (buyer, agent):
        await leads(person, "local", over_a_relay=False)

    await buyer.does("driver.consultation.peer.takeRelay('near')")
    await leads(buyer, "local", over_a_relay=True)
    await leads(agent, "remote", over_a_relay=True)
    assert await buyer.does("driver.consultation.peer.relayInUse()") == "near"
    await more_frames(buyer)

    await buyer.does("driver.consultation.peer.takeRelay(null)")
    for person, end in ((buyer, "local"), (agent, "remote")):
        await leads(person, end, over_a_relay=False)
    assert await buyer.does("driver.consultation.peer.relayInUse()") is None
    await more_frames(buyer)

    assert site.view.generation == 1
    for person in (buyer, agent):
        assert [change["state"] for change in await person.does("driver.events.connection")] == ["connected"]


async def ranked(bench: Page, text: str, changes: int, *, polite: bool = True, relayed: bool = False) -> Any:
    script = "return rankCandidates(...argument);"
    return await run(bench, RANK, script, [text, {"polite": polite, "changes": changes, "relayed": relayed}])


async def priorities(bench: Page, changes: int, *, polite: bool = True, relayed: bool = False) -> list[int]:
    text = f"a={HOST}\r\na={SEEN}\r\na={RELAY}\r\n"
    said = await ranked(bench, text, changes, polite=polite, relayed=relayed)
    return [int(line.split()[3]) for line in said.splitlines()]


async def test_what_the_impolite_side_has_never_makes_a_direct_way_better_than_a_relay(bench: Page) -> None:
    said = [await priorities(bench, changes, polite=False) for changes in (0, 1, 2, 100_000)]
    assert all(LEAST_RELAY > host > seen > relay > 0 for host, seen, relay in said)
    assert [min(later) > max(earlier) for earlier, later in itertools.pairwise(said)] == [True] * 3


async def test_before_any_change_the_polite_sides_own_addresses_are_worth_less_than_any_of_the_others(
    bench: Page,
) -> None:
    host, seen, relay = await priorities(bench, 0)
    assert LEAST_OWN > host > seen > relay == 41885439


async def test_after_a_change_what_is_wanted_is_worth_more_than_what_was(bench: Page) -> None:
    host, seen, relay = await priorities(bench, 2)
    _, _, wanted = await priorities(bench, 1, relayed=True)
    assert 2**31 > host > seen > wanted > 126 << 24
    assert relay == 41885439


async def test_more_changes_than_there_is_room_for_make_no_candidate_that_is_none(bench: Page) -> None:
    assert all(0 < priority < 2**31 for priority in await priorities(bench, 100_000, relayed=True))


async def test_nothing_but_the_priority_is_said_otherwise(bench: Page) -> None:
    said = await ranked(bench, f"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\na={HOST}\r\n", 3)
    assert re.sub(r"(udp) \d+", r"\1 2122260223", said) == f"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\na={HOST}\r\n"
    assert await ranked(bench, "", 3) == ""


@pytest.mark.parametrize(
    ("candidate", "region"),
    [
        ({"candidateType": "relay", "url": "turn:eu.example:3478?transport=udp"}, "eu"),
        ({"candidateType": "relay", "url": "turns:us.example:5349?transport=tcp"}, "us"),
        ({"candidateType": "relay", "url": "turn:[2001:db8::1]:3479?transport=udp"}, "v6"),
        ({"candidateType": "relay", "url": "turn:elsewhere.example:3478?transport=udp"}, None),
        ({"candidateType": "relay"}, "eu"),
        ({"candidateType": "host"}, None),
    ],
)
async def test_the_relay_in_use_is_known_by_its_address(
    bench: Page, candidate: dict[str, str], region: str | None
) -> None:
    script = """
    const report = new Map([
      ['T', { type: 'transport', selectedCandidatePairId: 'P' }],
      ['P', { type: 'candidate-pair', localCandidateId: 'L' }],
      ['L', argument],
    ]);
    const servers = [
      { region: 'eu', urls: ['turn:eu.example'] },
      { region: 'us', urls: ['turn:us.example:80?transport=tcp', 'turns:us.example'] },
      { region: 'v6', urls: ['turn:[2001:db8::1]:3479'] },
    ];
    return relayInUse(report, servers, 'eu');
    """
    assert await run(bench, IN_USE, script, candidate) == region
