import pytest

from signaling.messages import BuyerHello, GoingAway, Ping, Role, SendChat
from signaling.messages import Error as Refusal
from tests.static.site import Site
from tests.static.two_people import Person
from tests.support.chromium import People

pytestmark = pytest.mark.browser

CHAT = "driver.signaling.deliver({ type: 'send-chat', consultation: 'c1', id: 'line', text: 'hello' })"


async def online(people: People, site: Site) -> Person:
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.does("driver.signaling.start()")
    await buyer.sees("driver.signaling.status === 'online'")
    return buyer


async def test_the_first_frame_of_a_connection_is_the_hello(people: People, site: Site) -> None:
    await online(people, site)
    hello = await site.hears(BuyerHello)
    assert site.heard[0] == (Role.BUYER, hello)
    assert hello.token == "token"
    assert hello.resume is None


async def test_it_reconnects_by_itself_and_resumes(people: People, site: Site) -> None:
    buyer = await online(people, site)
    await site.hang_up(Role.BUYER)
    again = await site.hears(BuyerHello, count=2)
    assert again.resume == "resume-me"
    await buyer.sees("driver.signaling.status === 'online'")


async def test_a_reload_resumes_in_the_same_tab(people: People, site: Site) -> None:
    buyer = await online(people, site)
    first = await site.hears(BuyerHello)
    await buyer.load(site)
    await buyer.does("driver.signaling.start()")
    again = await site.hears(BuyerHello, count=2)
    assert (again.tab, again.resume) == (first.tab, "resume-me")


async def test_a_message_is_delivered_again_until_it_is_acknowledged(people: People, site: Site) -> None:
    buyer = await online(people, site)
    site.swallow = lambda _role, message: isinstance(message, SendChat)
    assert await buyer.does(CHAT)
    await site.hears(SendChat)
    site.swallow = lambda _role, _message: False
    await site.hang_up(Role.BUYER)
    await site.hears(SendChat, count=2)
    # Acknowledged now: a third connection brings no third copy before the ping that follows.
    await buyer.sees("driver.consultation.lines.length === 1")
    pings = len(site.messages(Ping))
    await site.hang_up(Role.BUYER)
    await site.hears(Ping, count=pings + 1)
    assert len(site.messages(SendChat)) == 2


async def test_while_offline_sending_is_refused_and_delivering_waits(people: People, site: Site) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    assert await buyer.does("driver.signaling.send({ type: 'leave' })") is False
    assert await buyer.does(CHAT) is True
    await buyer.does("driver.signaling.start()")
    assert (await site.hears(SendChat)).text == "hello"


async def test_a_superseded_page_stays_away(people: People, site: Site) -> None:
    buyer = await online(people, site)
    await site.hang_up(Role.BUYER, 4001)
    await buyer.sees("driver.signaling.status === 'superseded'")
    await buyer.does("dispatchEvent(new Event('online'))")
    assert await buyer.does("driver.signaling.status") == "superseded"
    # Only when it is told to take over again.
    await buyer.does("driver.signaling.start()")
    await buyer.sees("driver.signaling.status === 'online'")
    assert len(site.messages(BuyerHello)) == 2


async def test_a_refused_hello_is_not_repeated_and_says_why(people: People, site: Site) -> None:
    site.refuse_hello = Refusal(code="token-expired", detail="")
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.does("driver.signaling.start()")
    await buyer.sees("driver.signaling.status === 'refused'")
    assert await buyer.does("driver.signaling.refusal") == "token-expired"
    assert len(site.messages(BuyerHello)) == 1


async def test_a_resume_that_is_refused_falls_back_to_the_token_once(people: People, site: Site) -> None:
    buyer = await online(people, site)
    site.refuse_hello = Refusal(code="token-expired", detail="")
    await site.hang_up(Role.BUYER)
    await buyer.sees("driver.signaling.status === 'refused'")
    assert [hello.resume for hello in site.messages(BuyerHello)] == [None, "resume-me", None]


async def test_it_leaves_a_node_that_is_going_away(people: People, site: Site) -> None:
    buyer = await online(people, site)
    await site.say(Role.BUYER, GoingAway(retry_ms=0))
    await site.hears(BuyerHello, count=2)
    await buyer.sees("driver.signaling.status === 'online'")


async def test_a_socket_that_answers_no_ping_is_given_up(people: People, site: Site) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.page.clock.install()
    # A server that has died in the middle: it says nothing more at all.
    site.swallow = lambda _role, message: not isinstance(message, BuyerHello)
    await buyer.does("driver.signaling.start()")
    await buyer.sees("driver.consultation !== null")
    # The next ping goes out within 5 s and has 8 s to be answered; then a short back-off runs.
    await buyer.page.clock.run_for(14_000)
    await site.hears(BuyerHello, count=2)


async def test_a_socket_that_answers_is_kept(people: People, site: Site) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.page.clock.install()
    await buyer.does("driver.signaling.start()")
    for count in range(1, 6):
        await site.hears(Ping, count=count)
        await buyer.sees("driver.signaling.roundTripMs !== null")
        await buyer.does("driver.signaling.roundTripMs = null")
        await buyer.page.clock.run_for(5_000)
    assert len(site.messages(BuyerHello)) == 1


@pytest.mark.parametrize("doubt", ["driver.signaling.doubt()", "dispatchEvent(new Event('online'))"])
async def test_a_socket_in_doubt_is_given_up_much_sooner(people: People, site: Site, doubt: str) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.page.clock.install()
    await buyer.page.clock.pause_at("2040-01-01")
    site.swallow = lambda _role, message: not isinstance(message, BuyerHello)
    await buyer.does("driver.signaling.start()")
    await buyer.sees("driver.consultation !== null")
    await buyer.does(doubt)
    await buyer.page.clock.run_for(1_500)
    await site.hears(BuyerHello, count=2)


async def test_a_socket_in_doubt_that_answers_is_kept(people: People, site: Site) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.page.clock.install()
    await buyer.page.clock.pause_at("2040-01-01")
    await buyer.does("driver.signaling.start()")
    await buyer.sees("driver.signaling.roundTripMs !== null")
    await buyer.does(
        "window.changes = [];"
        "driver.signaling.addEventListener('status', ({ detail }) => changes.push(detail));"
        "driver.signaling.roundTripMs = null;"
        "driver.signaling.doubt();"
    )
    await buyer.sees("driver.signaling.roundTripMs !== null")
    await buyer.page.clock.run_for(1_500)
    assert await buyer.does("changes") == []


async def test_the_network_coming_back_ends_the_waiting(people: People, site: Site) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    # Its clock stands still: no back-off will ever end.
    await buyer.page.clock.install()
    await buyer.page.clock.pause_at("2040-01-01")
    await buyer.does("driver.signaling.start()")
    await site.hears(BuyerHello)
    await site.hang_up(Role.BUYER)
    await buyer.sees("driver.signaling.status === 'offline'")
    await buyer.does("dispatchEvent(new Event('online'))")
    await site.hears(BuyerHello, count=2)


async def test_a_hello_that_cannot_be_made_now_is_tried_again(people: People, site: Site) -> None:
    page = await people.page()
    await page.goto(site.url)
    await page.evaluate(
        "async () => {"
        "  const { SignalingClient } = await import('/static/modules/signaling-client.js');"
        "  let tries = 0;"
        "  const hello = async () => {"
        "    tries += 1;"
        "    if (tries === 1) throw new Error('no token now');"
        "    return { type: 'buyer-hello', tab: 'tab', token: 'token' };"
        "  };"
        "  window.client = new SignalingClient({ url: `ws://${location.host}/ws`, hello });"
        "  client.start();"
        "}"
    )
    await page.wait_for_function("client.status === 'online'", polling=50)
    assert len(site.messages(BuyerHello)) == 1


NOTE_SOCKETS = """
window.opened = [];
window.WebSocket = class extends WebSocket {
  constructor(...options) { super(...options); opened.push(new URL(this.url).pathname + new URL(this.url).search); }
};
"""

OPEN_EARLY = (
    "async (path) => {"
    "  const { openEarly } = await import('/static/modules/early-socket.js');"
    "  openEarly(new URL(path, location.href.replace('http', 'ws')));"
    "}"
)


async def opens_early(people: People, site: Site, path: str = "/ws") -> Person:
    """A buyer's page with a connection that was opened early; `opened` there holds where all its connections lead."""
    buyer = await Person.arrive(people, site, "buyer", NOTE_SOCKETS)
    await buyer.page.clock.install()
    await buyer.does(OPEN_EARLY, path)
    return buyer


async def test_a_client_speaks_over_the_connection_that_was_opened_early_and_then_over_its_own(
    people: People, site: Site
) -> None:
    buyer = await opens_early(people, site)
    await buyer.does("driver.signaling.start()")
    await site.hears(BuyerHello)
    assert await buyer.does("opened") == ["/ws"]
    await site.hang_up(Role.BUYER)
    await buyer.page.clock.run_for(2000)
    await site.hears(BuyerHello, count=2)
    assert await buyer.does("opened") == ["/ws", "/ws"]


async def test_an_early_connection_that_the_node_may_be_about_to_close_is_not_used(people: People, site: Site) -> None:
    buyer = await opens_early(people, site)
    await buyer.page.clock.fast_forward(6000)
    await buyer.does("driver.signaling.start()")
    await site.hears(BuyerHello)
    assert await buyer.does("opened") == ["/ws", "/ws"]


async def test_an_early_connection_to_elsewhere_is_not_used(people: People, site: Site) -> None:
    buyer = await opens_early(people, site, "/ws?elsewhere")
    await buyer.does("driver.signaling.start()")
    await site.hears(BuyerHello)
    assert await buyer.does("opened") == ["/ws?elsewhere", "/ws"]
