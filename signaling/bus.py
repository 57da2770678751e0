"""Carries a message to whichever node holds the client: one Redis pub/sub channel a client.

Nothing is kept for those who are not there: state is re-sent on reconnect, messages are not replayed.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

Receive = Callable[[str], Awaitable[None]]

log = structlog.get_logger()


class Bus:
    """This node's end of the bus. Owns one subscriber connection, re-made for as long as the bus is open.

    The client must not have a `health_check_interval`: redis-py would read the connection in `subscribe` while `run`
    reads it too.
    """

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._pubsub = redis.pubsub(ignore_subscribe_messages=True)
        self._receivers: dict[str, Receive] = {}
        self._some = asyncio.Event()

    async def run(self) -> None:
        """Deliver what arrives until cancelled. A lost Redis is waited for; redis-py subscribes again by itself."""
        while True:
            await self._some.wait()
            try:
                message = await self._pubsub.get_message(timeout=None)
            except RedisError as error:
                log.warning("bus_interrupted", error=str(error))
                await asyncio.sleep(0.3)
                continue
            if message is None or message["type"] != "message":
                continue
            receive = self._receivers.get(message["channel"].decode())
            if receive is not None:
                await receive(message["data"].decode())

    async def subscribe(self, channel: str, receive: Receive) -> None:
        """Call `receive` with each text published on `channel`; one receiver a channel, the last one wins."""
        self._receivers[channel] = receive
        await self._pubsub.subscribe(channel)
        self._some.set()

    async def unsubscribe(self, channel: str, receive: Receive) -> None:
        """Stop calling `receive`; does nothing when another receiver has taken the channel over."""
        if self._receivers.get(channel) == receive:
            del self._receivers[channel]
            await self._pubsub.unsubscribe(channel)

    async def publish(self, channel: str, text: str) -> bool:
        """Send a text to the client's channel; False when no node holds the client now."""
        return bool(await self._redis.publish(channel, text))

    async def close(self) -> None:
        """Give the subscriber connection back."""
        await self._pubsub.aclose()  # type: ignore[no-untyped-call]
