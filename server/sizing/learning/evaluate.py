"""The judge: learn from the first nine tenths of the rows by date, be tested on the last."""

import math
import sys
from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from server.sizing.learning.errors import RowsUnusable
from server.sizing.learning.features import features
from server.sizing.learning.model import SizeModel
from server.sizing.learning.past import Floats, Ints
from server.sizing.learning.rows import OUTCOMES, Rows
from server.sizing.learning.scores import auc, calibration_error, log_loss

LEARNED_SHARE: Final = 0.9
LEAST_ROWS: Final = 500
"""Fewer leave too few outcomes other than `fit` in the tested tenth for a score to mean anything."""


class Scores(Struct, kw_only=True):
    """How good the probabilities of some tested rows are, see `server.sizing.learning.scores`."""

    rows: int
    auc: float | None
    """None when only one outcome occurs in these rows."""
    log_loss: float | None
    calibration_error: float | None


class Judgement(Struct, kw_only=True):
    """What `video-consult sizing evaluate` prints."""

    auc: float | None
    log_loss: float
    calibration_error: float
    seconds: float
    """Wall clock since the command began."""
    peak_mb: float | None
    """Largest resident size of the process, in MiB; None where the system does not tell."""
    history: str
    """From which rows users and items were counted."""
    learned_rows: int
    tested_rows: int
    tested_from: date
    new_users: Scores
    """Rows whose user has no row in the learned part."""
    new_items: Scores
    others: Scores
    """Rows whose user and item are both known."""


def evaluate(rows: Rows, *, began_s: float, now_s: Callable[[], float], frozen: bool = False) -> Judgement:
    """Judge how well the outcomes of the last tenth of the rows are foretold by those before.

    History of a row is counted over strictly earlier days. It goes on through the tested rows, as it would in a shop:
    a tested row may use the outcome of an earlier tested row, while the model is fitted once, on the learned rows. With
    `frozen`, history ends with the learned rows as well. `began_s` and `now_s` are of the same clock.
    Raises RowsUnusable when there is too little to learn from.
    """
    learned = int(len(rows) * LEARNED_SHARE)
    _check(rows, learned)
    place = np.arange(len(rows))
    names, matrix = features(rows, known=place < learned if frozen else np.ones(len(rows), bool))
    model = SizeModel(names, matrix[:learned], rows.outcome[:learned])
    probabilities, outcome = model.probabilities(matrix[learned:]), rows.outcome[learned:]
    new_user = ~np.isin(rows.user[learned:], rows.user[:learned])
    new_item = ~np.isin(rows.item[learned:], rows.item[:learned])
    return Judgement(
        auc=_or_none(auc(probabilities, outcome)),
        log_loss=round(log_loss(probabilities, outcome), 5),
        calibration_error=round(calibration_error(probabilities, outcome), 5),
        seconds=round(now_s() - began_s, 1),
        peak_mb=_peak_mb(),
        history="rows of earlier days among the learned ones" if frozen else "rows of earlier days, tested ones too",
        learned_rows=learned,
        tested_rows=len(outcome),
        tested_from=date.fromordinal(int(rows.day[learned])),
        new_users=_scores(probabilities, outcome, new_user),
        new_items=_scores(probabilities, outcome, new_item),
        others=_scores(probabilities, outcome, ~new_user & ~new_item),
    )


def _check(rows: Rows, learned: int) -> None:
    if len(rows) < LEAST_ROWS:
        raise RowsUnusable(f"{len(rows)} rows are too few to learn from and to judge: at least {LEAST_ROWS} are needed")
    for part, of in (("first 90 %", rows.outcome[:learned]), ("last 10 %", rows.outcome[learned:])):
        if (of == of[0]).all():
            raise RowsUnusable(f"the {part} of the rows have one outcome alone, {OUTCOMES[of[0]]}: nothing to tell")


def _scores(probabilities: Floats, outcome: Ints, which: NDArray[np.bool_]) -> Scores:
    some, of = probabilities[which], outcome[which]
    if not len(of):
        return Scores(rows=0, auc=None, log_loss=None, calibration_error=None)
    return Scores(
        rows=len(of),
        auc=_or_none(auc(some, of)),
        log_loss=round(log_loss(some, of), 5),
        calibration_error=round(calibration_error(some, of), 5),
    )


def _or_none(score: float) -> float | None:
    return None if math.isnan(score) else round(score, 5)


def _peak_mb() -> float | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, Linux and the BSDs KiB.
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
