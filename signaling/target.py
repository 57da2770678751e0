"""The latency target and the histogram it is counted in: the one place where 600 ms is written down."""

from typing import Final

TARGET_MS: Final = 600
"""End-to-end latency of a video frame, camera shutter to pixels, that every consultation must stay within.

600 ms is a ceiling: beyond it a viewer's "turn it a little" reaches the agent after the moment has passed, and
people begin to talk over each other (ITU-T G.114 puts the planning limit of conversational delay at 400 ms one
way). Pages and nodes receive it in the `welcome` message; nothing else may repeat the number.
"""

GOOD_MS: Final = 400
"""Up to here a call feels direct (the planning limit of ITU-T G.114): the badge is green."""

HISTOGRAM_EDGES_MS: Final[tuple[int, ...]] = (
    20, 30, 40, 50, 60, 75, 90, 110, 130, 160, 200, 240, 290, 340, 400, 460, 530, 600,
    700, 820, 960, 1120, 1320, 1600, 2000, 2500, 3200, 4000, 5000, 7000, 10000,
)  # fmt: skip
"""Upper edges (inclusive, ms) of the fixed, roughly logarithmic buckets; one more bucket takes what is above.

Fixed edges let histograms be merged by addition from browser to node to Redis to page to Prometheus. GOOD_MS and
TARGET_MS are edges, so the share within either is exact, never interpolated.
"""
