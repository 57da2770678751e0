"""Two workers share a run, since one leaves much of two cores idle; what needs the machine to itself comes last.

That is marked `alone`, by the file: what measures time, which a busy machine falsifies, and what changes the network,
by which every browser's connections break.

One worker takes the files that drive browsers, the other those that do not: two consultations at once take three times
as long as one.
"""

import fcntl
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

WORKERS: Final = 2

_lock: Final = pytest.StashKey[TextIO]()


def workers_for(arguments: Sequence[str]) -> int:
    """How many workers a run of these paths is worth: none, if they name files alone, which are done sooner without."""
    return 0 if all(Path(argument.partition("::")[0]).is_file() for argument in arguments) else WORKERS


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Answer for `--numprocesses=auto`."""
    return workers_for(config.args)


class Lanes(LoadFileScheduling):
    """Gives the first worker what drives browsers, the second the rest; who has done his own helps the other."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        files = list(self.workqueue)
        together = [file for file in files if not self._says(file, "mark.alone")] or files
        browsers = [file for file in together if self._says(file, "mark.browser")]
        others = [file for file in together if file not in browsers]
        # The second helps with the last: what takes longest stands in front.
        first = node is self.nodes[0]
        chosen = [*browsers, *others][0] if first else [*others, *reversed(browsers)][0]
        self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)

    def _says(self, file: str, mark: str) -> bool:
        # Only workers know the marks of what they collect.
        return mark in (self.config.rootpath / file).read_text()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Lanes:
    """The schedule of a run, in place of xdist's."""
    return Lanes(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Let a worker hold the run's lock together with the others, until it has nothing more to do."""
    if hasattr(config, "workerinput"):
        lock = (Path(config.option.basetemp).parent / "workers.lock").open("w")
        config.add_cleanup(lock.close)
        fcntl.flock(lock, fcntl.LOCK_SH)
        config.stash[_lock] = lock


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put browsers first, which take longest, so that workers end together; and last what must be alone."""
    items.sort(key=lambda item: (_is_alone(item), "chromium" not in getattr(item, "fixturenames", ())))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Wait until the other workers have ended, before the time that the test may take begins to count."""
    lock = item.config.stash.get(_lock, None)
    if lock is not None and _is_alone(item):
        # From now on nobody else has it: a worker's tests after this one are `alone` as well.
        fcntl.flock(lock, fcntl.LOCK_EX)
    return (yield)


def _is_alone(item: pytest.Item) -> bool:
    return item.get_closest_marker("alone") is not None
