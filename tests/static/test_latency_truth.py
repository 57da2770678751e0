import statistics

import pytest

from tests.static.site import Site
from tests.static.two_people import ring
from tests.support.chromium import People

pytestmark = pytest.mark.browser

FRAMES = 60
STRETCHES = 6


async def test_measured_latency_agrees_with_a_clock_in_the_picture(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    await agent.does("barcode.replaceCamera()")
    await agent.does("driver.media.setCamera(true)")
    await agent.does("driver.consultation.accept()")
    await buyer.sees("driver.consultation.latency.kind === 'measured'")
    # On a starved machine the canvas reaches the encoder long after it was drawn, and the truth itself is wrong. So
    # the best of a few stretches is taken; an error of the figure would be in each of them.
    medians = []
    for _ in range(STRETCHES):
        frames = await buyer.does(f"barcode.compareWithBarcode(driver.video, {FRAMES})")
        errors = [abs(frame["saidMs"] - frame["seenMs"]) for frame in frames]
        medians.append(statistics.median(errors))
        if medians[-1] <= 10:
            break
    assert min(medians) <= 10
