"""How far a page's clock is from this machine's. Two browsers of one machine were up to 20 ms apart."""

import time
from typing import Any, Final

from playwright.async_api import Page

READINGS: Final = 25

TIMES: Final = ("atMs", "shownMs")
"""Fields of `seen` of `observer.js` that are by the page's own clock."""


async def ahead_ms(page: Page) -> float:
    """How far `barcode.absoluteNow()` of a page is ahead of this process' clock, in ms.

    The reading with the least round trip counts, and half of that is the most by which it errs.
    """
    readings = []
    for _ in range(READINGS):
        asked = time.time() * 1000
        said = float(await page.evaluate("barcode.absoluteNow()"))
        answered = time.time() * 1000
        readings.append((answered - asked, said - (asked + answered) / 2))
    return min(readings)[1]


def corrected(seen: dict[str, Any], *, own_ms: float, others_ms: float) -> dict[str, Any]:
    """What a page has seen, by this clock. `own_ms`: how far the page's is ahead; `others_ms`: the drawing page's."""

    def entry(found: dict[str, Any]) -> dict[str, Any]:
        times: dict[str, float] = {name: found[name] - own_ms for name in TIMES if name in found}
        if found.get("drawnMs") is not None:
            times["drawnMs"] = found["drawnMs"] - others_ms
        return {**found, **times}

    return {kind: [entry(found) for found in entries] for kind, entries in seen.items()}
