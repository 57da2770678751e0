"""How much of small and large is the item's doing, the user's, the size's: learned row by row, as days go by.

An ordered probit with an effect for each item, user and so on, each a normal distribution that starts at zero:

    y* = slope x surplus + sum of effects + noise,  small where y* < t_small, large where y* > t_large.

Every row moves the effects that it shares towards what it says, by an amount that shrinks as they become known: one
step of the extended Kalman filter with a diagonal covariance (as in Herbrich, Minka & Graepel, "TrueSkill", NIPS 2006;
Fisher information for the curvature). An item whose wearers all took too small a size is thus not held to run small.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.sizing.learning.body import stretches
from server.sizing.learning.past import Floats, Ints

# As if these shares had been seen in so many rows before the first.
_USUAL: Final = (0.13, 0.13)
_USUAL_ROWS: Final = 100.0
_SLOPE: Final = 0.02
_SLOPE_VARIANCE: Final = 1e-3
_LEAST_SLOPE_VARIANCE: Final = 1e-6
_FURTHEST_SURPLUS: Final = 15.0
# One row never takes more than this share of what is unknown.
_LARGEST_STEP: Final = 0.7
_LEAST_SHARE: Final = 1e-9


class Effect(NamedTuple):
    """Rows of one key share an effect, which varies by `variance` between keys."""

    key: Ints
    variance: float


@dataclass(slots=True)
class _State:
    keys: list[list[int]]
    means: list[list[float]]
    variances: list[list[float]]
    surplus: list[float]
    slope: float = _SLOPE
    slope_variance: float = _SLOPE_VARIANCE

    def believed(self, row: int) -> tuple[float, float, list[float]]:
        """Mean and variance of y* less its noise, and the mean of each effect."""
        means = [mean[key[row]] for mean, key in zip(self.means, self.keys, strict=True)]
        variance = sum(known[key[row]] for known, key in zip(self.variances, self.keys, strict=True))
        return self.slope * self.surplus[row] + sum(means), variance, means

    def learn(self, row: int, outcome: int, small_below: float, large_above: float) -> None:
        """Move the effects of the row towards its outcome."""
        mean, variance, _ = self.believed(row)
        pull, information = _pull(outcome, mean, math.sqrt(1 + variance), small_below, large_above)
        for means, variances, key in zip(self.means, self.variances, self.keys, strict=True):
            at, unknown = key[row], variances[key[row]]
            means[at] += unknown * pull
            variances[at] = unknown * (1 - min(unknown * information, _LARGEST_STEP))
        surplus = self.surplus[row]
        self.slope += self.slope_variance * surplus * pull
        shrunk = self.slope_variance * (1 - min(self.slope_variance * surplus * surplus * information, _LARGEST_STEP))
        self.slope_variance = max(shrunk, _LEAST_SLOPE_VARIANCE)


def _pull(outcome: int, mean: float, spread: float, small_below: float, large_above: float) -> tuple[float, float]:
    """Slope of the log probability of the outcome over the mean, and the expected information of one outcome."""
    low, high = (small_below - mean) / spread, (large_above - mean) / spread
    small, large = 0.5 * math.erfc(-low * math.sqrt(0.5)), 0.5 * math.erfc(high * math.sqrt(0.5))
    height = 1 / (math.sqrt(2 * math.pi) * spread)
    at_low, at_high = height * math.exp(-low * low / 2), height * math.exp(-high * high / 2)
    shares = (max(small, _LEAST_SHARE), max(1 - small - large, _LEAST_SHARE), max(large, _LEAST_SHARE))
    slopes = (-at_low, at_low - at_high, at_high)
    information = sum(slope * slope / share for slope, share in zip(slopes, shares, strict=True))
    return slopes[outcome] / shares[outcome], information


def believed_effects(
    outcome: Ints, day: Ints, surplus: Floats, effects: Sequence[Effect], known: NDArray[np.bool_]
) -> Floats:
    """What was believed before each row's day: (rows, 2 + effects), mean and variance of y*, then each effect's mean.

    `surplus` is by how many sizes the row's is larger than expected, NaN where unknown. Outcomes of rows that are not
    `known` teach nothing.
    """
    state = _State(
        keys=[effect.key.tolist() for effect in effects],
        means=[[0.0] * (int(effect.key.max()) + 1) for effect in effects],
        variances=[[effect.variance] * (int(effect.key.max()) + 1) for effect in effects],
        surplus=np.clip(np.nan_to_num(surplus), -_FURTHEST_SURPLUS, _FURTHEST_SURPLUS).tolist(),
    )
    outcomes, teaches = outcome.tolist(), known.tolist()
    believed = np.empty((len(outcomes), 2 + len(effects)))
    counts = [_USUAL[0] * _USUAL_ROWS, (1 - sum(_USUAL)) * _USUAL_ROWS, _USUAL[1] * _USUAL_ROWS]
    for begin, end in stretches(day):
        for row in range(begin, end):
            mean, variance, means = state.believed(row)
            believed[row] = (mean, variance, *means)
        rows = sum(counts)
        small_below = NormalDist().inv_cdf(counts[0] / rows)
        large_above = -NormalDist().inv_cdf(counts[2] / rows)
        # Only now that the whole day is described may its outcomes teach.
        for row in range(begin, end):
            if teaches[row]:
                state.learn(row, outcomes[row], small_below, large_above)
                counts[outcomes[row]] += 1
    return believed
