"""`video-consult probe`: what a consultation through a node would be like now, as one line or as JSON."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from server.config import MIN_SECRET_CHARACTERS, PREFIX, parse_origin
from server.probe.errors import EXIT_PAST_TARGET, EXIT_WITHIN, CannotStart, ProbeFailed
from server.probe.result import DIRECT, RELAY, ProbeResult
from server.probe.shop import probe_secret
from signaling.target import TARGET_MS

SECRET_VARIABLE: Final = f"{PREFIX}PROBE_SECRET"

HELP: Final = f"""\
Two software peers have a consultation through the node's public front door: sign-in, line, offer, peer connection,
picture. The latency is counted from the shutter of a synthetic camera to the decoded frame; a screen's refresh comes
on top.

exit status:
  0  within the target: 95 % of the frames at most {TARGET_MS} ms old, and the newest one so for 95 % of the time
  1  past the target
  2  cannot start: the arguments, the secret, a node that refuses, no TURN server
  3  no connection: the node is not reached, the peers do not connect, no picture comes

{SECRET_VARIABLE} has to hold what `video-consult probe init` printed on the node; for a demo on this machine
its data directory is enough.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `video-consult probe`."""
    parser.add_argument(
        "--node", metavar="URL", help="the node's public address, for example https://consult.example.com"
    )
    parser.add_argument("--relay", action="store_true", help="over the node's TURN server alone")
    parser.add_argument("--region", help="over the TURN server of this region alone")
    parser.add_argument("--seconds", type=_seconds, default=8.0, help="how long to look at the picture (default: 8)")
    parser.add_argument("--json", action="store_true", help="print the whole result as JSON")


def run(environ: Mapping[str, str], options: argparse.Namespace) -> int:
    """Probe, print what was found, and return the exit status."""
    # Everything that is needed for nothing else: the other commands start faster for it.
    from server.probe.consult import Order, probe, steady_clock

    now_ms = steady_clock()
    # aiortc tells of every frame that it cannot decode; what matters of that is in the result.
    logging.getLogger("aiortc").setLevel(logging.ERROR)
    relay = options.relay or options.region is not None
    try:
        order = Order(
            node=_node(options.node),
            secret=_secret(environ),
            relay=relay,
            region=options.region,
            watch_s=options.seconds,
        )
        result = asyncio.run(probe(order, now_ms))
        status = exit_status(result)
    except ProbeFailed as error:
        result = ProbeResult(
            at_ms=round(now_ms()),
            path=RELAY if relay else DIRECT,
            region=options.region or "",
            error_code=error.code,
            error=str(error),
        )
        status = error.status
    if options.json:
        sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
    elif result.error is not None:
        sys.stderr.write(f"video-consult: {result.error}\n")
    else:
        sys.stdout.write(sentence(result) + "\n")
    return status


def exit_status(result: ProbeResult) -> int:
    """The status that a measured result leads to."""
    return EXIT_WITHIN if result.within_target else EXIT_PAST_TARGET


def sentence(result: ProbeResult) -> str:
    """A measured result in one line."""
    verdict = "within" if result.within_target else "PAST"
    return (
        f"{result.way}: p50 {result.p50_ms:.0f} ms, p95 {result.p95_ms:.0f} ms, max {result.max_ms:.0f} ms "
        f"(± {result.bound_ms:.0f}); {result.within_share:.1%} of the time within {TARGET_MS} ms; "
        f"set up in {result.setup_ms:.0f} ms; {result.samples} frames, {result.freezes} freezes: "
        f"{verdict} the target"
    )


def _node(url: str | None) -> str:
    if url is None:
        raise CannotStart("probe needs --node URL, for example --node https://consult.example.com")
    try:
        return parse_origin(url)
    except ValueError as error:
        raise CannotStart(
            f"--node {url} is no address of a node ({error}); write for example https://consult.example.com"
        ) from None


def _secret(environ: Mapping[str, str]) -> str:
    """The probe's secret: given, or made of the key of the node whose environment or data directory this is."""
    if secret := environ.get(SECRET_VARIABLE, "").strip():
        return secret
    key = environ.get(f"{PREFIX}SECRET_KEY", "").strip()
    if not key:
        kept = Path(environ.get(f"{PREFIX}DATA_DIR", "").strip() or "data") / "secret-key"
        key = kept.read_text().strip() if kept.is_file() else ""
    if len(key) < MIN_SECRET_CHARACTERS:
        raise CannotStart(f"{SECRET_VARIABLE} is not set: set it to what `video-consult probe init` prints on the node")
    return probe_secret(key)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 1 <= seconds <= 60:
        raise argparse.ArgumentTypeError("between 1 and 60")
    return seconds
