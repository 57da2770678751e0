"""What the monitor is told over HTTP. Times are Unix milliseconds, shares 0 to 1; None where nothing was counted."""

from typing import Literal

import msgspec

from signaling.messages import BurnAlert, ErrorBudget, ProbeResult, Purpose, Stages

Step = Literal["minute", "hour", "day"]
Grouping = Literal["route", "country", "region", "path", "browser", "codec"]


class _View(msgspec.Struct, frozen=True, kw_only=True):
    """Common base: every field is always there."""


class SetUpTimes(_View, frozen=True, kw_only=True):
    """How long something took that happens once in a consultation: in `n` of them."""

    n: int
    p50_ms: float | None
    p95_ms: float | None


class Figures(_View, frozen=True, kw_only=True):
    """What a stretch of time, or a group of consultations, comes to; made of merged histograms and sums.

    `due_s` is the time in which a picture was due; what could not be measured is part of it and not within target.
    """

    frames: int
    due_s: float
    within_share: float | None
    missing_share: float | None
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    freezes: int
    frozen_s: float


class HistoryPoint(_View, frozen=True, kw_only=True):
    """One minute, hour or day (UTC) of a shop's pictures towards buyers.

    `buckets` is the histogram by `histogram_edges_ms`, one column of the heat map. `stages` are sums and counts.
    `connect` is the time from ringing to the connected peer, `first_frame` that from *accept* to the first picture.
    """

    at_ms: int
    consultations: int
    """Begun in it."""
    figures: Figures
    buckets: list[int]
    stages: Stages
    connect: SetUpTimes
    first_frame: SetUpTimes


class History(_View, frozen=True, kw_only=True):
    """The points of `from_ms` to `to_ms` that hold anything, oldest first, and all of them merged in `total`."""

    step: Step
    from_ms: int
    to_ms: int
    points: list[HistoryPoint]
    total: HistoryPoint


class Overview(_View, frozen=True, kw_only=True):
    """The present day (since midnight in the supervisor's time zone), the last hour and the last 5 minutes."""

    now_ms: int
    time_zone: str
    today: Figures
    last_hour: Figures
    last_5_minutes: Figures
    budget: ErrorBudget


class RouteItem(_View, frozen=True, kw_only=True):
    """Consultations that have something in common; only the fields that they are grouped by are set.

    `floor_ms` is the least that physics allows on the route; `over_floor` is p50 divided by it ("1.7 × floor").
    """

    consultations: int
    figures: Figures
    country: str | None = None
    region: str | None = None
    path: str | None = None
    browser: str | None = None
    codec: str | None = None
    floor_ms: float | None = None
    over_floor: float | None = None


class RouteTable(_View, frozen=True, kw_only=True):
    """Groups by due time, most first. Grouped by `route`, `country` and `region` are set."""

    by: Grouping
    from_ms: int
    to_ms: int
    items: list[RouteItem]


class TimelineWindow(_View, frozen=True, kw_only=True):
    """What one side saw in about 2 s; percentiles are of its frames, stages are mean ms a frame."""

    at_ms: int
    kind: str
    newest_ms: int | None
    p50_ms: float | None
    p95_ms: float | None
    bound_ms: int | None
    within_ms: int
    late_ms: int
    missing_ms: int
    capture_encode_ms: float | None
    network_ms: float | None
    jitter_buffer_ms: float | None
    decode_render_ms: float | None
    path: str
    codec: str
    rtt_ms: int | None
    loss_share: float | None
    width: int
    height: int
    frames_per_second: int
    bitrate_bps: int
    freezes: int
    frozen_ms: int
    mouth_to_ear_ms: int | None
    concealed_share: float | None


class TimelineEntry(_View, frozen=True, kw_only=True):
    """Something that happened: what a side reported (`TimelineEvent`), or what the service itself saw.

    The service's own kinds: `offered`, `accepted`, `first-frame` (`elapsed_ms`), `reconnecting` and `connected` with
    the reason `socket` (the side's line to the service), `ended` (its reason), `rated` (`stars`; at most 2 of 5). `by`
    is who reported it, or whom it concerns.
    """

    at_ms: int
    by: Literal["buyer", "agent", "service"]
    kind: str
    reason: str
    values: dict[str, float]


class Timeline(_View, frozen=True, kw_only=True):
    """The whole course of one consultation, live or ended. `kept` is False when its windows are deleted by age."""

    id: str
    purpose: Purpose
    product_title: str
    agent_name: str
    language: str
    buyer_country: str | None
    agent_region: str
    buyer_browser: str
    agent_browser: str
    floor_ms: int | None
    started_ms: int
    ended_ms: int | None
    end_reason: str | None
    stars: int | None
    comment: str | None
    kept: bool
    to_buyer: list[TimelineWindow]
    to_agent: list[TimelineWindow]
    events: list[TimelineEntry]


class AlertList(_View, frozen=True, kw_only=True):
    """What fires now, and what has fired lately, newest first."""

    budget: ErrorBudget
    firing: list[BurnAlert]
    past: list[BurnAlert]


class ProbeList(_View, frozen=True, kw_only=True):
    """Synthetic consultations of the last day, newest first; never part of people's figures."""

    items: list[ProbeResult]
