"""Runs the benches named on the command line, or all, and prints their tables."""

import argparse
import asyncio
import os
import platform

import structlog

from tests.bench import first_frame, matching, monitor_cost, monitor_page, server_cost, sockets, vision
from tests.bench.figures import table

BENCHES = {
    "matching": matching.measure,
    "sockets": sockets.measure,
    "server-cost": server_cost.measure,
    "monitor-cost": monitor_cost.measure,
    "first-frame": first_frame.measure,
    "monitor-page": monitor_page.measure,
    "vision": vision.measure,
}


def main() -> None:
    """Entry point of `make bench`."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)}; all when none is named")
    names = parser.parse_args().benches or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n", flush=True)
    for name in names:
        print(f"## {name}\n\n{table(asyncio.run(BENCHES[name]()))}\n", flush=True)


if __name__ == "__main__":
    main()
