"""The live stream: a whole picture for who comes, and once a second what has changed for everybody.

A node reads a shop once a second however many monitors it has, and only while it has any. Each change is encoded once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from server.latency import MINUTE_MS, LatencyStore, LiveHashes, Sums, minute_of
from signaling.messages import (
    BurnAlert,
    ErrorBudget,
    LiveChange,
    LiveConsultation,
    LiveFigures,
    MonitorState,
    MonitorUpdate,
    ProbeResult,
    Role,
    encode,
)
from signaling.waiting_room import WaitingRoom

MINUTES_SHOWN: Final = 60
READ_EVERY_MS: Final = 900
CONDITION_EVERY_MS: Final = 10_000

_entries: Final = msgspec.json.Decoder(LiveConsultation)
_newest: Final = msgspec.json.Decoder(LiveFigures)

_NO_HASHES: Final = LiveHashes(live={}, to_buyer={}, to_agent={}, browser={}, complaints={})


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """What changes by the minute rather than by the second, from the database."""

    budget: ErrorBudget | None = None
    alerts: list[BurnAlert] = []
    probes: list[ProbeResult] = []


@dataclass
class _Shown:
    """What the monitors of one shop on this node have been told."""

    sequence: int = 0
    read_ms: int = 0
    now_ms: int = 0
    hashes: LiveHashes = _NO_HASHES
    minutes: dict[int, Sums] = field(default_factory=dict)
    waiting: int = 0
    on_duty: int = 0
    condition: Condition = field(default_factory=Condition)
    condition_ms: int = 0
    update: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class LiveBoard:
    """The live stream of every shop that somebody on this node watches."""

    def __init__(
        self,
        store: LatencyStore,
        room: Callable[[str], WaitingRoom],
        condition: Callable[[str], Awaitable[Condition | None]],
        now_ms: Callable[[], int],
    ) -> None:
        self._store = store
        self._room = room
        self._condition = condition
        self._now_ms = now_ms
        self._shops: dict[str, _Shown] = {}

    async def frame(self, shop: str, told: int | None) -> tuple[int, str | None]:
        """The next frame for a monitor that has been told up to `told`, and up to where that tells it.

        None: it knows everything yet. Raises `RedisError`.
        """
        shown = self._shops.setdefault(shop, _Shown())
        async with shown.lock:
            if self._now_ms() - shown.read_ms >= READ_EVERY_MS:
                await self._read(shop, shown)
        if told == shown.sequence:
            return shown.sequence, None
        if told == shown.sequence - 1:
            return shown.sequence, shown.update
        return shown.sequence, encode(_state(shown))

    async def _read(self, shop: str, shown: _Shown) -> None:
        now = self._now_ms()
        before, hashes = shown.hashes, await self._store.live_hashes(shop)
        waiting, on_duty = await self._room(shop).census()
        minutes = await self._minutes(shop, shown, now)
        condition = shown.condition
        if now - shown.condition_ms >= CONDITION_EVERY_MS:
            condition = await self._condition(shop) or condition
            shown.condition_ms = now
        live, figures = _changed(before, hashes)
        update = MonitorUpdate(
            now_ms=now,
            waiting=waiting,
            agents_on_duty=on_duty,
            live=live,
            figures=figures,
            gone=[identifier.decode() for identifier in before.live.keys() - hashes.live.keys()],
            minutes=[
                sums.minute(minute_ms) for minute_ms, sums in minutes.items() if shown.minutes.get(minute_ms) != sums
            ],
            budget=condition.budget if condition.budget != shown.condition.budget else None,
            alerts=condition.alerts if condition.alerts != shown.condition.alerts else None,
            probes=condition.probes if condition.probes != shown.condition.probes else None,
        )
        shown.update = encode(update)
        shown.hashes, shown.minutes, shown.condition = hashes, minutes, condition
        shown.waiting, shown.on_duty, shown.now_ms, shown.read_ms = waiting, on_duty, now, now
        shown.sequence += 1

    async def _minutes(self, shop: str, shown: _Shown, now: int) -> dict[int, Sums]:
        newest = minute_of(now)
        wanted = [newest - back * MINUTE_MS for back in reversed(range(MINUTES_SHOWN))]
        # A minute takes windows by their arrival, and nodes write once a second: those before the last are done.
        unknown = [minute for minute in wanted if minute not in shown.minutes or minute >= newest - MINUTE_MS]
        read = await self._store.minutes(shop, unknown)
        return {minute: read[minute] if minute in read else shown.minutes[minute] for minute in wanted}


def _state(shown: _Shown) -> MonitorState:
    return MonitorState(
        now_ms=shown.now_ms,
        live=sorted((_entry(shown.hashes, each) for each in shown.hashes.live), key=lambda entry: entry.started_ms),
        minutes=[sums.minute(minute_ms) for minute_ms, sums in shown.minutes.items()],
        waiting=shown.waiting,
        agents_on_duty=shown.on_duty,
        budget=shown.condition.budget,
        alerts=shown.condition.alerts,
        probes=shown.condition.probes,
    )


def _changed(before: LiveHashes, now: LiveHashes) -> tuple[list[LiveConsultation], list[LiveChange]]:
    """Entries that came or changed whole, and those of which only figures are new."""
    whole: list[LiveConsultation] = []
    figures: list[LiveChange] = []
    for identifier, packed in now.live.items():
        browser = _browser_field(identifier)
        if (
            before.live.get(identifier) != packed
            or before.browser.get(browser) != now.browser.get(browser)
            or before.complaints.get(identifier) != now.complaints.get(identifier)
        ):
            whole.append(_entry(now, identifier))
            continue
        to_buyer, to_agent = now.to_buyer.get(identifier), now.to_agent.get(identifier)
        new_to_buyer = to_buyer if to_buyer != before.to_buyer.get(identifier) else None
        new_to_agent = to_agent if to_agent != before.to_agent.get(identifier) else None
        if new_to_buyer or new_to_agent:
            figures.append(
                LiveChange(id=identifier.decode(), to_buyer=_figures(new_to_buyer), to_agent=_figures(new_to_agent))
            )
    return whole, figures


def _entry(hashes: LiveHashes, identifier: bytes) -> LiveConsultation:
    return msgspec.structs.replace(
        _entries.decode(hashes.live[identifier]),
        browser=hashes.browser.get(_browser_field(identifier), b"").decode(),
        complaints=int(hashes.complaints.get(identifier, 0)),
        to_buyer=_figures(hashes.to_buyer.get(identifier)),
        to_agent=_figures(hashes.to_agent.get(identifier)),
    )


def _browser_field(identifier: bytes) -> bytes:
    return identifier + b":" + Role.BUYER.encode()


def _figures(packed: bytes | None) -> LiveFigures | None:
    return _newest.decode(packed) if packed else None
