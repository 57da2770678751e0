"""What the parts of the server share, put together once in `app.py`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:  # the features import this module for their handlers
    from collections.abc import Callable

    from redis.asyncio import Redis

    from server.camera import CameraInvitations
    from server.config import Config
    from server.database import Database
    from server.echo import EchoPeers
    from server.hub import Hub
    from server.latency import LatencyKeeper, LatencyRecorder
    from server.matchmaker import Matchmaker
    from server.monitor import Monitor
    from server.node_clock import ClockReading
    from server.policy import ReturnRules
    from server.probe import ProbeGate
    from server.rate_limit import RateLimiter
    from server.records import Records
    from server.redis import SharedClock
    from server.shop import Catalogue, StaffDirectory
    from server.sizing import BuyerMeasurements, ConsultationAdvice, Outcomes, SizeCharts
    from server.stills import Stills
    from server.summary import Mailer, Summaries
    from server.sweeper import Sweeper
    from server.vision import Vision


@dataclass(frozen=True)
class Services:
    """One of each, for the life of the node."""

    config: "Config"
    db: "Database"
    catalogue: "Catalogue"
    return_rules: "ReturnRules"
    staff: "StaffDirectory"
    records: "Records"
    redis: "Redis"
    clock: "SharedClock"
    node_clock: "Callable[[], ClockReading]"
    limiter: "RateLimiter"
    recorder: "LatencyRecorder"
    keeper: "LatencyKeeper"
    hub: "Hub"
    matchmaker: "Matchmaker"
    monitor: "Monitor"
    probe_gate: "ProbeGate"
    echoes: "EchoPeers"
    stills: "Stills"
    summaries: "Summaries"
    mailer: "Mailer"
    vision: "Vision"
    sweeper: "Sweeper"
    size_charts: "SizeCharts"
    measurements: "BuyerMeasurements"
    size_outcomes: "Outcomes"
    consultation_advice: "ConsultationAdvice"
    cameras: "CameraInvitations"


SERVICES: web.AppKey["Services"] = web.AppKey("SERVICES")
