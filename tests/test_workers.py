"""How the tests of a run are shared out to workers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.workers import WORKERS, workers_for

HOOKS = """
from tests.support.workers import (
    pytest_collection_modifyitems, pytest_configure, pytest_runtest_protocol, pytest_xdist_make_scheduler
)
"""

# What runs when: a line as it begins, a line as it ends.
NOTES = """
import os, pathlib, time
import pytest

def note(name, seconds):
    with pathlib.Path(__file__).with_name("notes").open("a") as notes:
        for when in ("begins", "ends"):
            notes.write(f"{name} {when} {os.environ['PYTEST_XDIST_WORKER']}\\n")
            notes.flush()
            time.sleep(seconds)
"""


def notes_of(folder: Path, root: Path, files: dict[str, tuple[str, float]]) -> list[list[str]]:
    """Run files of three tests each, given by their mark and what a test takes in seconds: what was noted, in words."""
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  alone\n  browser\n")
    (folder / "conftest.py").write_text(HOOKS)
    for name, (mark, seconds) in files.items():
        case = f"@pytest.mark.parametrize('number', range(3))\ndef test_one(number):\n    note('{name}', {seconds})\n"
        marked = f"pytestmark = pytest.mark.{mark}" if mark else ""
        (folder / f"test_{name}.py").write_text(f"{NOTES}\n{marked}\n{case}")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    # The other plugins take longer to load than these tests.
    own["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    own["PYTEST_ADDOPTS"] = "-p xdist -p no:cacheprovider"
    arguments = ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder", "."]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=folder, env={**own, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    notes = [line.split() for line in (folder / "notes").read_text().splitlines()]
    assert len(notes) == 2 * 3 * len(files)
    return notes


def test_what_must_be_alone_begins_when_the_other_worker_has_ended(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    notes = notes_of(tmp_path, pytestconfig.rootpath, {"alone": ("alone", 0), "quick": ("", 0), "slow": ("", 0.3)})
    assert {name for name, *_ in notes[:12]} == {"quick", "slow"}
    assert [note[:2] for note in notes[12:]] == [["alone", "begins"], ["alone", "ends"]] * 3


def test_browsers_are_one_workers_until_the_other_has_nothing_else(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    files = {"a": ("browser", 0.1), "b": ("browser", 0.3), "c": ("browser", 0.3), "light": ("", 0)}
    workers = {name: worker for name, _, worker in notes_of(tmp_path, pytestconfig.rootpath, files)}
    assert workers["light"] != workers["a"] == workers["b"]
    assert workers["c"] == workers["light"]


def test_named_files_are_not_worth_any_workers(tmp_path: Path) -> None:
    file = tmp_path / "test_quick.py"
    file.touch()
    assert workers_for([__file__, f"{file}::test_one[0::1]"]) == 0
    assert workers_for([__file__, str(tmp_path)]) == WORKERS
