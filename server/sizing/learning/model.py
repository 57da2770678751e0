"""Probabilities that a size is small, fits or is large: gradient-boosted trees, then calibrated."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from server.sizing.learning.features import CATEGORY
from server.sizing.learning.past import Floats, Ints
from server.sizing.learning.rows import OUTCOMES
from server.sizing.learning.scores import log_loss

Matrix = NDArray[np.float32]

# The latest tenth of what is learned from decides how many trees there are, and how sure they may be.
_HELD_BACK: Final = 0.1
_MOST_ROUNDS: Final = 100
_SURENESS: Final = np.linspace(0.5, 1.5, 101)
# A probability of exactly 0 would say that something cannot be.
_LEAST_PROBABILITY: Final = 1e-6


class SizeModel:
    """Fitted on rows in the order of their days; asked for rows after them."""

    def __init__(self, names: Sequence[str], matrix: Matrix, outcome: Ints) -> None:
        """Learn. `matrix` is (rows, names); the outcomes are indices in `OUTCOMES`, and more than one occurs."""
        held_back = int(len(outcome) * (1 - _HELD_BACK))
        probe = _trees(names, _MOST_ROUNDS, seed=0).fit(matrix[:held_back], outcome[:held_back])
        stages = [_every_outcome(probe, stage) for stage in probe.staged_predict_proba(matrix[held_back:])]
        losses = [log_loss(stage, outcome[held_back:]) for stage in stages]
        best = int(np.argmin(losses))
        self._sureness = _best_sureness(stages[best], outcome[held_back:])
        self._trees = _trees(names, best + 1, seed=1).fit(matrix, outcome)

    def probabilities(self, matrix: Matrix) -> Floats:
        """Return (rows, `OUTCOMES`); each row sums to 1."""
        return _tempered(_every_outcome(self._trees, self._trees.predict_proba(matrix)), self._sureness)


def _trees(names: Sequence[str], rounds: int, seed: int) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        learning_rate=0.09,
        max_iter=rounds,
        max_leaf_nodes=15,
        min_samples_leaf=60,
        l2_regularization=5,
        max_features=0.3,
        categorical_features=[names.index(CATEGORY)],
        early_stopping=False,
        random_state=seed,
    )


def _every_outcome(trees: HistGradientBoostingClassifier, probabilities: Floats) -> Floats:
    """Give the outcomes that the trees never saw a column as well."""
    every = np.full((len(probabilities), len(OUTCOMES)), _LEAST_PROBABILITY)
    every[:, trees.classes_] = np.maximum(probabilities, _LEAST_PROBABILITY)
    return np.asarray(every / every.sum(axis=1, keepdims=True), np.float64)


def _tempered(probabilities: Floats, sureness: float) -> Floats:
    """Temperature scaling (Guo et al., "On calibration of modern neural networks", ICML 2017), 1 / T = `sureness`."""
    powers = probabilities**sureness
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float64)


def _best_sureness(probabilities: Floats, outcome: Ints) -> float:
    losses = [log_loss(_tempered(probabilities, sureness), outcome) for sureness in _SURENESS.tolist()]
    return float(_SURENESS[int(np.argmin(losses))])
