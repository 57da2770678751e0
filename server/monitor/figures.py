"""Sums made into what people read: percentiles, shares, routes and timelines. No I/O."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from server.latency import STAGES, Contribution, EntryRow, Row, Sums, WindowRow, merged
from server.monitor.views import (
    Figures,
    Grouping,
    HistoryPoint,
    RouteItem,
    SetUpTimes,
    TimelineEntry,
    TimelineWindow,
)
from server.records import percentile_ms
from signaling.messages import Role
from signaling.target import HISTOGRAM_EDGES_MS


def figures(sums: Sums) -> Figures:
    """What sums come to."""
    due_ms = sums.due_ms
    return Figures(
        frames=sum(sums.buckets),
        due_s=due_ms / 1000,
        within_share=sums.within_ms / due_ms if due_ms else None,
        missing_share=sums.missing_ms / due_ms if due_ms else None,
        p50_ms=percentile_ms(sums.buckets, 0.50),
        p95_ms=percentile_ms(sums.buckets, 0.95),
        p99_ms=percentile_ms(sums.buckets, 0.99),
        freezes=sums.freezes,
        frozen_s=sums.frozen_ms / 1000,
    )


def point(at_ms: int, sums: Sums) -> HistoryPoint:
    """What a minute, hour or day comes to."""
    return HistoryPoint(
        at_ms=at_ms,
        consultations=sums.consultations,
        figures=figures(sums),
        buckets=sums.buckets,
        stages=sums.stages(),
        connect=_set_up(sums.connect),
        first_frame=_set_up(sums.first_frame),
    )


def _set_up(buckets: list[int]) -> SetUpTimes:
    return SetUpTimes(n=sum(buckets), p50_ms=percentile_ms(buckets, 0.50), p95_ms=percentile_ms(buckets, 0.95))


# --- routes ---------------------------------------------------------------------------------------------------------

_FIELDS: Mapping[Grouping, tuple[str, ...]] = {
    "route": ("country", "region"),
    "country": ("country",),
    "region": ("region",),
    "path": ("path",),
    "browser": ("browser",),
    "codec": ("codec",),
}


def route_items(contributions: Iterable[Contribution], by: Grouping) -> list[RouteItem]:
    """Group contributions; the groups with the most due time come first."""
    groups: dict[tuple[str, ...], list[Contribution]] = {}
    for contribution in contributions:
        name = tuple(getattr(contribution, field) for field in _FIELDS[by])
        groups.setdefault(name, []).append(contribution)
    items = [_route_item(dict(zip(_FIELDS[by], name, strict=True)), group) for name, group in groups.items()]
    return sorted(items, key=lambda item: -item.figures.due_s)


def _route_item(fields: Mapping[str, str], group: list[Contribution]) -> RouteItem:
    of_group = figures(merged(each.sums for each in group))
    floor_ms = _mean_floor_ms(group)
    over = of_group.p50_ms / floor_ms if floor_ms and of_group.p50_ms is not None else None
    return RouteItem(
        consultations=len({each.consultation_id for each in group}),
        figures=of_group,
        floor_ms=floor_ms,
        over_floor=over,
        **fields,
    )


def _mean_floor_ms(group: list[Contribution]) -> float | None:
    """The floor of a group, weighted by due time: one buyer's country has several time zones. None if unknown."""
    known = [(each.floor_ms, each.sums.due_ms) for each in group if each.floor_ms is not None]
    due_ms = sum(weight for _, weight in known)
    # Less than half of the time known would compare a percentile of all with the floor of a few.
    if not due_ms or due_ms * 2 < sum(each.sums.due_ms for each in group):
        return None
    return round(sum(floor * weight for floor, weight in known) / due_ms, 1)


# --- timelines ------------------------------------------------------------------------------------------------------


def windows(rows: Iterable[Row], reporter: Role) -> list[TimelineWindow]:
    """What one side saw."""
    return [_window(row) for row in rows if isinstance(row, WindowRow) and row.reporter is reporter]


def entries(rows: Iterable[Row]) -> list[TimelineEntry]:
    """What happened."""
    return [
        TimelineEntry(at_ms=row.at_ms, by=cast(Any, row.by), kind=row.kind, reason=row.reason, values=row.values)
        for row in rows
        if isinstance(row, EntryRow)
    ]


def _window(row: WindowRow) -> TimelineWindow:
    buckets = [0] * row.first_bucket + row.counts
    buckets += [0] * (len(HISTOGRAM_EDGES_MS) + 1 - len(buckets))
    sums = zip(row.stages[::2], row.stages[1::2], strict=True)
    means = [sum_ms / frames if frames else None for sum_ms, frames in sums]
    stages = dict(zip((f"{name}_ms" for name in STAGES), means or [None] * len(STAGES), strict=True))
    return TimelineWindow(
        at_ms=row.at_ms,
        kind=row.kind,
        newest_ms=row.newest_ms,
        p50_ms=percentile_ms(buckets, 0.50),
        p95_ms=percentile_ms(buckets, 0.95),
        bound_ms=row.bound_ms,
        within_ms=row.within_ms,
        late_ms=row.late_ms,
        missing_ms=row.missing_ms,
        path=row.path,
        codec=row.codec,
        rtt_ms=row.rtt_ms,
        loss_share=row.loss_share,
        width=row.width,
        height=row.height,
        frames_per_second=row.frames_per_second,
        bitrate_bps=row.bitrate_bps,
        freezes=row.freezes,
        frozen_ms=row.frozen_ms,
        mouth_to_ear_ms=row.mouth_to_ear_ms,
        concealed_share=row.concealed_samples / row.audio_samples if row.audio_samples else None,
        **stages,
    )
