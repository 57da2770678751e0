"""The latency of consultations from the accept to the record: what came in, what happened, and what is kept of it."""

import contextlib
from collections.abc import Callable
from typing import Final

import msgspec
from redis.asyncio import Redis

from server.errors import UnknownConsultation
from server.latency.archive import Archive, Ends
from server.latency.floor import zone_floor_ms
from server.latency.histogram import BUCKETS, Sums
from server.latency.intake import Intake
from server.latency.metrics import Metrics
from server.latency.rows import EntryRow, Row, WindowRow, pack, read
from server.latency.store import LatencyStore, direction_of
from server.probe import PROBE_SHOP
from server.records import Records
from signaling.consultation import Consultation
from signaling.errors import InvalidMessage
from signaling.messages import LatencyWindow, LiveConsultation, Role, TimelineEvent

BAD_STARS: Final = 2
"""A rating of at most so many of 5 says that it was bad."""

LAST_WINDOW_MS: Final = 35_000
"""So long after its end a consultation's rows are saved for good: its last window has come by then."""

LONGEST_SETUP_MS: Final = 600_000
"""What is longer was not measured: an offer does not ring for so long."""


class LatencyRecorder:
    """This node's part in it. Nothing here makes the two people wait."""

    def __init__(
        self, redis: "Redis", records: Records, archive: Archive, metrics: Metrics, now_ms: Callable[[], int]
    ) -> None:
        self._records = records
        self._now_ms = now_ms
        self._intake = Intake(redis, now_ms)
        self.archive = archive
        self.store = LatencyStore(redis)
        self.metrics = metrics

    # --- the course of a consultation -------------------------------------------------------------------------------

    async def started(self, shop: str, consultation: Consultation, product_title: str, agent_region: str) -> None:
        """A consultation was accepted: it is live from now on. `agent_region` is the agent's IANA time zone."""
        accepted_ms = consultation.accepted_ms or self._now_ms()
        entry = LiveConsultation(
            id=consultation.id,
            purpose=consultation.purpose,
            product_title=product_title,
            agent_name=consultation.agent_name,
            language=consultation.language,
            started_ms=accepted_ms,
            buyer_country=consultation.buyer_country,
            agent_region=agent_region,
            floor_ms=zone_floor_ms(consultation.buyer_time_zone, agent_region),
        )
        await self.store.put_live(shop, entry)
        self.happened(shop, consultation.id, EntryRow(at_ms=consultation.offered_ms, by="service", kind="offered"))
        self.happened(shop, consultation.id, EntryRow(at_ms=accepted_ms, by=Role.AGENT, kind="accepted"))
        self._intake.begun(shop)

    async def first_frame(self, shop: str, consultation_id: str, elapsed_ms: float) -> None:
        """The agent's page measured the time from accept to the first frame at the buyer."""
        entry = await self.store.live(shop, consultation_id)
        if entry is None or entry.first_frame_ms is not None:  # reports are repeated after a reconnect
            return
        if shop != PROBE_SHOP:
            self.metrics.first_frame.observe(elapsed_ms / 1000)
        self._intake.first_frame(shop, elapsed_ms)
        at_ms = round(entry.started_ms + elapsed_ms)
        values = {"elapsed_ms": elapsed_ms}
        self.happened(shop, consultation_id, EntryRow(at_ms=at_ms, by=Role.BUYER, kind="first-frame", values=values))
        await self.store.put_live(shop, msgspec.structs.replace(entry, first_frame_ms=elapsed_ms))

    def report(self, shop: str, consultation_id: str, reporter: Role, window: LatencyWindow, browser: str = "") -> None:
        """Take in a window. Raises `InvalidMessage` when its buckets are not those of `HISTOGRAM_EDGES_MS`."""
        if len(window.buckets) not in (0, BUCKETS):
            raise InvalidMessage(f"buckets must be {BUCKETS}: one per edge and one above the last")
        if shop != PROBE_SHOP:
            self.metrics.add(direction_of(reporter), window)
        self._intake.window(shop, consultation_id, reporter, window, browser)

    def event(self, shop: str, consultation_id: str, reporter: Role, event: TimelineEvent, browser: str = "") -> None:
        """Take in what a side says has happened."""
        row = EntryRow(
            at_ms=round(self._now_ms() - event.age_ms),
            by=reporter,
            kind=event.kind,
            reason=event.reason,
            values=event.values,
        )
        self.happened(shop, consultation_id, row)
        setup_ms = event.values.get("setup_ms")
        if event.kind != "connected" or reporter is not Role.BUYER or setup_ms is None:
            return
        if 0 <= setup_ms <= LONGEST_SETUP_MS:
            first = self._intake.connected(shop, consultation_id, setup_ms, browser)
            if first and shop != PROBE_SHOP:
                self.metrics.connect.observe(setup_ms / 1000)

    def happened(self, shop: str, consultation_id: str, entry: EntryRow) -> None:
        """Put something on a consultation's timeline."""
        self._intake.entry(shop, consultation_id, entry)

    async def ended(self, shop: str, consultation_id: str, ended_ms: int, reason: str) -> None:
        """A consultation is over: keep it in the records, and take it off the live list. May be repeated.

        What arrives later is kept by `finish`. Raises `UnknownConsultation` when it was never recorded.
        """
        self.happened(
            shop, consultation_id, EntryRow(at_ms=ended_ms, by="service", kind="ended", reason=reason.replace("_", "-"))
        )
        await self._intake.flush()
        ends = await self.live_ends(shop, consultation_id)
        await self.store.mark_ending(shop, consultation_id, ended_ms)
        await self._save(shop, consultation_id, ends)
        await self.store.forget_live(shop, consultation_id)

    async def rated(self, shop: str, consultation_id: str, stars: int) -> None:
        """The buyer rated an ended consultation; a bad rating goes on its timeline."""
        if stars <= BAD_STARS:
            entry = EntryRow(at_ms=self._now_ms(), by=Role.BUYER, kind="rated", values={"stars": stars})
            await self.store.append_if_kept(shop, consultation_id, pack(entry))
            await self.archive.add_to_timeline(consultation_id, entry)

    async def finish(self, shop: str) -> None:
        """Save for good what ended a while ago, with all that arrived after the end."""
        for consultation_id in await self.store.ended_before(shop, self._now_ms() - LAST_WINDOW_MS):
            with contextlib.suppress(UnknownConsultation):  # its beginning was never recorded, so nor can this be
                await self._save(shop, consultation_id, None)
            await self.store.finish(shop, consultation_id)

    async def _save(self, shop: str, consultation_id: str, ends: Ends | None) -> None:
        joined = await self.store.timeline(shop, consultation_id)
        if joined is None:
            return
        for role, sums in sums_by_reporter(read(joined)).items():
            await self._records.save_latency(
                consultation_id,
                direction_of(role),
                sums.buckets,
                sums.within_ms,
                sums.late_ms,
                sums.missing_ms,
                sums.typical_bound_ms,
            )
        await self.archive.save_timeline(shop, consultation_id, joined, ends, self._now_ms())

    # --- reading and writing ----------------------------------------------------------------------------------------

    async def timeline(self, shop: str, consultation_id: str) -> tuple[Ends | None, list[Row]] | None:
        """The rows of a consultation, live or ended, and the ends of an ended one; None when nothing is kept."""
        await self._intake.flush()
        kept = await self.archive.timeline(consultation_id)
        joined = await self.store.timeline(shop, consultation_id)
        if joined is not None:
            return (kept[0] if kept else None), read(joined)
        return kept

    async def live_ends(self, shop: str, consultation_id: str) -> Ends | None:
        """What is known of the two ends of a live consultation."""
        entry = await self.store.live(shop, consultation_id)
        if entry is None:
            return None
        browsers = await self.store.browsers(shop, consultation_id)
        return Ends(
            agent_region=entry.agent_region,
            buyer_browser=browsers[Role.BUYER],
            agent_browser=browsers[Role.AGENT],
            floor_ms=entry.floor_ms,
            buyer_country=entry.buyer_country or "",
        )

    async def flush(self) -> None:
        """Write what came in. Raises `RedisError`, and then keeps it for the next time."""
        await self._intake.flush()


def sums_by_reporter(rows: list[Row]) -> dict[Role, Sums]:
    """What both sides' windows come to; a side that reported none is not there."""
    sums: dict[Role, Sums] = {}
    for row in rows:
        if isinstance(row, WindowRow):
            sums.setdefault(row.reporter, Sums()).add(row)
    return sums
