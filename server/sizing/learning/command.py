"""`video-consult sizing evaluate`: how well sizes would have been advised, judged on a file of outcomes."""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from server.sizing.learning.errors import RowsUnusable

HELP: Final = """\
Learns from the first 90 % of the rows by date and is judged on the last 10 %. Prints JSON:
  auc                one outcome against the rest, mean of the three
  log_loss           natural logarithm, mean over the rows
  calibration_error  mean distance of stated probability and observed share, 10 bins, mean of the three outcomes
  seconds, peak_mb   what it took, reading included
  new_users, new_items, others   the same scores for the rows whose user, or item, the first 90 % do not know

FILE is CSV in UTF-8 with the columns user_id, item_id, category, size, outcome (small, fit or large), date
(2026-03-31), and any of height_cm, weight_kg, bust_cm, underbust_cm, age. Cells may be empty, save outcome and date.

What is counted of users and items for a row comes from rows of strictly earlier days, never from its own day. As in
a running shop that goes on through the judged rows: the later ones may use outcomes of earlier ones, and the model
is not fitted again. With --frozen nothing is counted after the first 90 %.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `video-consult sizing evaluate`."""
    parser.add_argument("file", metavar="FILE", help="outcomes as CSV")
    parser.add_argument("--frozen", action="store_true", help="count no outcome after the first 90 %% of the rows")


def run(_environ: Mapping[str, str], options: argparse.Namespace) -> int:
    """Judge the file and print the result as JSON; returns 0. Raises RowsUnusable with what is wrong with the file."""
    began_s = time.perf_counter()
    # NumPy and scikit-learn: the other commands start faster without.
    from server.sizing.learning.evaluate import evaluate
    from server.sizing.learning.rows import read_rows

    try:
        with Path(options.file).open("rb") as lines:
            rows = read_rows(lines)
    except OSError as error:
        raise RowsUnusable(f"{options.file} cannot be read: {error.strerror}") from error
    judgement = evaluate(rows, began_s=began_s, now_s=time.perf_counter, frozen=options.frozen)
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(judgement), indent=2) + b"\n")
    return 0
