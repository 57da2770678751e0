"""How good probabilities of several outcomes are: ranking, surprise, and whether they mean what they say."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS: Final = 10


def auc(probabilities: Floats, outcome: Ints) -> float:
    """Area under the ROC curve of each outcome against the rest, averaged over the outcomes that occur.

    It is the chance that a row with the outcome is ranked above one without; ties count half (Mann & Whitney).
    `probabilities` is (rows, outcomes). NaN when only one outcome occurs.
    """
    areas = []
    for column in range(probabilities.shape[1]):
        hit = outcome == column
        hits, others = int(hit.sum()), int((~hit).sum())
        if hits and others:
            _, group, size = np.unique(probabilities[:, column], return_inverse=True, return_counts=True)
            rank = np.cumsum(size) - (size - 1) / 2
            areas.append((float(rank[group[hit]].sum()) - hits * (hits + 1) / 2) / (hits * others))
    return float(np.mean(areas)) if areas else float("nan")


def log_loss(probabilities: Floats, outcome: Ints) -> float:
    """Mean of -ln of the probability that the outcome was given."""
    given = probabilities[np.arange(len(outcome)), outcome]
    return float(-np.log(np.maximum(given, np.finfo(np.float64).tiny)).mean())


def calibration_error(probabilities: Floats, outcome: Ints) -> float:
    """Mean distance of stated probability and observed share: the classwise expected calibration error.

    For each outcome the rows fall into `BINS` bins of equal width by its probability; the distance of mean probability
    and share in a bin counts by the bin's rows, and the outcomes are averaged (Kull et al., "Beyond temperature
    scaling", NeurIPS 2019, section 2).
    """
    rows, outcomes = probabilities.shape
    error = 0.0
    for column in range(outcomes):
        stated = probabilities[:, column]
        which = np.minimum((stated * BINS).astype(np.int64), BINS - 1)
        surplus = np.bincount(which, stated - (outcome == column), minlength=BINS)
        error += float(np.abs(surplus).sum()) / rows
    return float(error / outcomes)
