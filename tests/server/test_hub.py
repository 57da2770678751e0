"""Which of a client's connections stays."""

from types import SimpleNamespace
from typing import Any

from server.hub import Hub


class SlowBus:
    """A bus whose messages arrive when the test says so."""

    def __init__(self) -> None:
        self.receivers: list[Any] = []
        self.under_way: list[str] = []

    async def subscribe(self, _channel: str, receive: Any) -> None:
        self.receivers.append(receive)

    async def publish(self, _channel: str, text: str) -> bool:
        self.under_way.append(text)
        return True


def member(name: str, closed: list[str]) -> Any:
    connection = SimpleNamespace(id=name, send=lambda _: None, close=lambda *_: closed.append(name))
    return SimpleNamespace(shop="demo", client="buyer:bea", connection=connection, tab="tab-1", superseded=False)


async def test_the_newest_connection_stays_though_the_coming_of_those_before_is_told_late() -> None:
    bus, closed = SlowBus(), list[str]()
    hub = Hub(bus)  # type: ignore[arg-type]
    await hub.enter(member("first", closed))
    await hub.enter(member("second", closed))
    await hub.enter(member("third", closed))
    for text in bus.under_way:
        await bus.receivers[-1](text)
    assert closed == ["first", "second"]


async def test_a_connection_gives_way_to_a_newer_one_on_another_node() -> None:
    here, there, closed = SlowBus(), SlowBus(), list[str]()
    await Hub(here).enter(member("first", closed))  # type: ignore[arg-type]
    await Hub(there).enter(member("second", closed))  # type: ignore[arg-type]
    await here.receivers[0](there.under_way[0])
    assert closed == ["first"]
