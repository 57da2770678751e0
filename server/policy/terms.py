"""The words in which returns are spoken of: what a shop's rule, a country's law and a buyer's policy have in common."""

from typing import Final, Literal

Payer = Literal["buyer", "shop"]
"""Who pays for sending the goods back."""

Exclusion = Literal[
    "made-to-order", "perishable", "opened-hygiene", "opened-media", "periodicals", "mixed", "personal-use", "reduced"
]
"""Goods that cannot be returned. `mixed`: inseparable from others once delivered; `reduced`: sold at a lower price."""

Condition = Literal["tried", "unused", "unopened"]
"""How the goods may come back, each stricter than the one before: tried on or tried out as one would in a shop; never
used and whole, with labels; in the packaging as it was sealed."""

EXCLUSIONS: Final[tuple[Exclusion, ...]] = (
    "made-to-order",
    "perishable",
    "opened-hygiene",
    "opened-media",
    "periodicals",
    "mixed",
    "personal-use",
    "reduced",
)
"""In the order in which they are listed."""

CONDITIONS: Final[tuple[Condition, ...]] = ("tried", "unused", "unopened")
"""From the mildest to the strictest."""

MAX_WINDOW_DAYS: Final = 3650

EU: Final = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))  # fmt: skip
"""The members of the European Union. A shop's rule may name them together, as `EU`."""
