"""A node as an operator runs it: `video-consult serve --demo` in a process of its own, to be stopped and killed."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from tests.support.node import WAIT_S, free_port


class NodeProcess:
    """One server process on its embedded defaults, in a data directory that outlives it."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.port = int(settings.pop("CONSULT_PORT", 0)) or free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")},
            "CONSULT_DATA_DIR": str(data_dir),
            "CONSULT_PORT": str(self.port),
            **settings,
        }
        self.output = ""
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    @property
    def sign_in_link(self) -> str:
        """The one-time link of the first demo agent, as printed at the last start."""
        found = re.search(r"http\S+#link=\S+", self.output)
        assert found is not None
        return found[0]

    async def start(self) -> None:
        """Start and wait until it is ready."""
        self.output = ""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "server", "serve", "--demo",
            env=self.environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        self._reader = asyncio.create_task(self._read())
        try:
            async with asyncio.timeout(WAIT_S * 2), aiohttp.ClientSession() as http:
                while not await self._is_ready(http):
                    if self._process.returncode is not None:
                        raise AssertionError(f"the node stopped with status {self._process.returncode}: {self.output}")
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"the node does not become ready: {self.output}") from None

    async def _is_ready(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.url}/readyz") as response:
                return response.status == 200 and "#link=" in self.output
        except aiohttp.ClientError:
            return False

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.output += line.decode()

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal and wait for the end; the exit status."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        status = await asyncio.wait_for(self._process.wait(), WAIT_S)
        if self._reader is not None:
            await self._reader
        return status


@contextlib.asynccontextmanager
async def node_process(data_dir: Path, **settings: str) -> AsyncIterator[NodeProcess]:
    """A started process, killed at the end if it still runs."""
    process = NodeProcess(data_dir, **settings)
    await process.start()
    try:
        yield process
    finally:
        await process.stop(signal.SIGKILL)
