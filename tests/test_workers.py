"""How the tests of a run are shared out to workers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.workers import WORKERS, workers_for

HOOKS = """
from tests.support.workers import pytest_collection_modifyitems, pytest_configure, pytest_runtest_protocol
"""

# What runs when: a line as it begins, a line as it ends.
NOTES = """
import pathlib, time
import pytest

def note(name, seconds):
    with pathlib.Path(__file__).with_name("notes").open("a") as notes:
        for when in ("begins", "ends"):
            notes.write(f"{name} {when}\\n")
            notes.flush()
            time.sleep(seconds)
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A folder of tests, of which the first file is `alone`."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = alone\n")
    (tmp_path / "conftest.py").write_text(HOOKS)
    files = {"alone": ("pytestmark = pytest.mark.alone", 0), "quick": ("", 0), "slow": ("", 0.3)}
    for name, (mark, seconds) in files.items():
        case = f"@pytest.mark.parametrize('number', range(3))\ndef test_one(number):\n    note('{name}', {seconds})\n"
        (tmp_path / f"test_{name}.py").write_text(f"{NOTES}\n{mark}\n{case}")
    return tmp_path


def test_what_must_be_alone_begins_when_the_other_worker_has_ended(suite: Path, pytestconfig: pytest.Config) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environ = {**own, "PYTHONPATH": str(pytestconfig.rootpath)}
    arguments = ["-p", "no:cacheprovider", "--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder", "."]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=suite, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    notes = (suite / "notes").read_text().splitlines()
    assert len(notes) == 2 * 9
    assert {line.split()[0] for line in notes[:12]} == {"quick", "slow"}
    assert notes[12:] == ["alone begins", "alone ends"] * 3


def test_named_files_are_not_worth_any_workers(suite: Path) -> None:
    assert workers_for([__file__, f"{suite}/test_quick.py::test_one[0::1]"]) == 0
    assert workers_for([__file__, str(suite)]) == WORKERS
