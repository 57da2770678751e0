"""`make lab`: consultations over impaired networks, with the governor on, off, and without the product at all."""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.lab.call import MODES, Recording, record
from tests.lab.figures import Figures, figures
from tests.lab.network import missing
from tests.lab.profiles import PROFILES
from tests.lab.report import encode, page, text_table
from tests.lab.set_up import FRONTS, SetUp, measure, table

NAMED = ("clean", "cn-id-4g", "cn-eu", "cn-br-evening", "3g-lossy", "step", "asymmetric")
"""Run unless others are asked for."""


def main(arguments: Sequence[str]) -> int:
    """Run the lab; the exit status is 2 where it cannot run."""
    parser = argparse.ArgumentParser(prog="make lab ARGS=…", description=__doc__)
    parser.add_argument("--profiles", default=",".join(NAMED), help=f"comma separated, of {', '.join(PROFILES)}")
    parser.add_argument("--modes", default="on,off,plain", help=f"comma separated, of {', '.join(MODES)}")
    parser.add_argument("--repeats", type=int, default=3, help="of each profile and mode, interleaved (3)")
    parser.add_argument("--set-up", action="store_true", help="measure the time until the first frame, and no more")
    parser.add_argument("--fronts", default=",".join(FRONTS), help="with --set-up: how pages come, comma separated")
    parser.add_argument("--purpose", default="showing", help="of the consultation (showing)")
    parser.add_argument("--out", type=Path, default=Path("test-results/lab"), help="where JSON and report go")
    options = parser.parse_args(arguments)
    profiles, modes = options.profiles.split(","), options.modes.split(",")
    for name, known in ((profiles, PROFILES), (modes, MODES)):
        if unknown := set(name) - set(known):
            parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(known)}")
    if lacking := missing():
        print(f"lab: {lacking}", file=sys.stderr)
        return 2
    if options.set_up:
        asyncio.run(_set_up(profiles, options.fronts.split(","), options.repeats))
        return 0
    folder = options.out / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    asyncio.run(_run(profiles, modes, options.repeats, options.purpose, folder))
    return 0


async def _run(profiles: list[str], modes: list[str], repeats: int, purpose: str, folder: Path) -> None:
    results: dict[tuple[str, str], list[Figures]] = {(p, m): [] for p in profiles for m in modes}
    newest: dict[tuple[str, str], Recording] = {}
    total = repeats * len(profiles) * len(modes)
    begun = time.monotonic()
    for repeat in range(repeats):
        for profile in profiles:
            # Another order each time: whoever comes first finds the machine in another state.
            for mode in modes[repeat % len(modes) :] + modes[: repeat % len(modes)]:
                try:
                    recording = await record(PROFILES[profile], mode, purpose=purpose, seed=repeat)
                except (AssertionError, TimeoutError) as error:
                    print(f"{profile}, {mode}: no consultation came about: {error}", file=sys.stderr)
                    continue
                found = await asyncio.to_thread(figures, recording)
                results[profile, mode].append(found)
                newest[profile, mode] = recording
                (folder / f"{profile}-{mode}-{repeat}.json").write_bytes(
                    encode(profile, mode, repeat, found, recording)
                )
                done = sum(len(runs) for runs in results.values())
                print(
                    f"{done}/{total} {(time.monotonic() - begun) / 60:.0f} min: {profile}, {mode}: within target "
                    f"{found.within_share:.3f}, p50 {found.p50_ms or 0:.0f} ms, p95 {found.p95_ms or 0:.0f} ms",
                    flush=True,
                )
                (folder / "report.html").write_text(page(results, newest), encoding="utf-8")
    print(f"\n{text_table(results)}\n\n{folder / 'report.html'}")


async def _set_up(profiles: list[str], fronts: list[str], repeats: int) -> None:
    results: dict[tuple[str, str], list[SetUp]] = {(profile, way): [] for profile in profiles for way in fronts}
    for repeat in range(repeats):
        for profile, way in results:
            try:
                found = await measure(PROFILES[profile], way, seed=repeat)
            except (AssertionError, TimeoutError) as error:
                print(f"{profile}, {way}: no consultation came about: {error}", file=sys.stderr)
                continue
            results[profile, way].append(found)
            print(f"{profile}, {way}: {found}", flush=True)
    print(f"\n{table(results, PROFILES)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
