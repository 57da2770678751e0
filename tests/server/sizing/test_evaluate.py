"""`video-consult sizing evaluate`, on simulated rentals."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from server.__main__ import main
from server.sizing.learning.errors import RowsUnusable
from server.sizing.learning.evaluate import LEARNED_SHARE, Judgement, evaluate
from server.sizing.learning.past import Floats, Past
from server.sizing.learning.rows import Rows, read_rows
from server.sizing.learning.scores import auc, calibration_error, log_loss
from tests.support.simulated_rentals import simulated_rentals

ROWS = 6000


@cache
def text() -> str:
    return simulated_rentals(ROWS)


@cache
def rentals() -> Rows:
    return read_rows(text().encode().splitlines())


def judge(rows: Rows, *, frozen: bool = False) -> Judgement:
    return evaluate(rows, began_s=0, now_s=lambda: 2.5, frozen=frozen)


@cache
def judgement() -> Judgement:
    return judge(rentals())


def item_rate_alone(rows: Rows) -> Floats:
    """Each item's own earlier rates, leaning on the shop's by eight rows."""
    hits = Past.of(rows.item, rows.day).sums(rows.outcome[:, None] == np.arange(3))
    shop = np.bincount(rows.outcome[: int(len(rows) * LEARNED_SHARE)], minlength=3) / int(len(rows) * LEARNED_SHARE)
    return np.asarray((hits + 8 * shop) / (hits.sum(axis=1, keepdims=True) + 8), np.float64)


def test_it_ranks_and_foretells_better_than_the_items_own_past() -> None:
    rows, tested = rentals(), int(ROWS * LEARNED_SHARE)
    alone, outcome = item_rate_alone(rows)[tested:], rows.outcome[tested:]
    found = judgement()
    assert found.auc is not None
    assert found.auc > auc(alone, outcome) + 0.05
    assert found.log_loss < log_loss(alone, outcome) - 0.02


def test_its_probabilities_mean_what_they_say_for_new_users_and_items_too() -> None:
    found = judgement()
    assert found.calibration_error < 0.05
    for part in (found.new_users, found.new_items, found.others):
        assert part.rows > 0
        assert part.calibration_error is not None
        # A hundred rows in ten bins are off by about 3 % each by chance alone.
        assert part.calibration_error < 0.05 + 0.5 / part.rows**0.5
    assert found.learned_rows + found.tested_rows == ROWS
    assert found.seconds == 2.5


def test_the_same_rows_get_the_same_judgement() -> None:
    rows = read_rows(simulated_rentals(1500, seed=2).encode().splitlines())
    one, again = judge(rows), judge(rows)
    assert (one.auc, one.log_loss) == (again.auc, again.log_loss)


def test_frozen_history_leaves_the_tested_rows_outcomes_out() -> None:
    rows = read_rows(simulated_rentals(1500, seed=2).encode().splitlines())
    frozen = judge(rows, frozen=True)
    assert frozen.log_loss != judge(rows).log_loss
    assert "learned" in frozen.history


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rentals.csv"
    file.write_text(simulated_rentals(1500, seed=2))
    assert main(["sizing", "evaluate", str(file)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert 0 < printed["auc"] < 1
    assert all(printed[name] > 0 for name in ("log_loss", "calibration_error", "seconds", "peak_mb"))


def without_outcomes(csv: str) -> str:
    return csv.replace(",small,", ",fit,").replace(",large,", ",fit,")


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (lambda csv: "", "empty"),
        (lambda csv: csv[: len(csv) // 40], "too few"),
        (lambda csv: csv.replace("outcome", "result", 1), "outcome"),
        (lambda csv: csv.replace(",fit,", ",tight,", 1), "'tight'"),
        (without_outcomes, "one outcome alone"),
    ],
)
def test_a_file_that_cannot_be_judged_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[str], str], hint: str
) -> None:
    file = tmp_path / "rentals.csv"
    csv = change(text())
    file.write_text(csv[: csv.rfind("\n") + 1])
    assert main(["sizing", "evaluate", str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert hint in printed.err


def test_a_missing_file_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sizing", "evaluate", "/nowhere.csv"]) == 2
    assert "/nowhere.csv" in capsys.readouterr().err


def test_one_outcome_in_the_tested_rows_is_refused() -> None:
    rows = rentals()
    outcome = rows.outcome.copy()
    outcome[int(ROWS * LEARNED_SHARE) :] = 1
    with pytest.raises(RowsUnusable, match="last 10 %"):
        judge(Rows(rows.user, rows.item, rows.category, rows.size, outcome, rows.day, rows.body))


def test_scores_of_known_cases() -> None:
    outcome = np.array([0, 1, 2, 1])
    certain = np.eye(3)[outcome]
    assert auc(certain, outcome) == 1
    assert log_loss(certain, outcome) == 0
    assert calibration_error(certain, outcome) == 0
    even = np.full((4, 3), 1 / 3)
    assert auc(even, outcome) == 0.5
    assert log_loss(even, outcome) == pytest.approx(np.log(3))
    # Shares are 1/4, 1/2, 1/4 where 1/3 was stated.
    assert calibration_error(even, outcome) == pytest.approx((1 / 12 + 1 / 6 + 1 / 12) / 3)
    assert calibration_error(1 - certain, outcome) == 1
