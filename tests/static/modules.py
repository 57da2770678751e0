"""Runs a piece of script against the modules of the pages, for what needs a browser but no server."""

from typing import Any

from playwright.async_api import Page

# A page of the service loads its modules under its release; under another address they would be other modules.
_RELEASE = """const release = document
  .querySelector('link[rel=modulepreload][href*="/static/"]')
  ?.getAttribute('href').replace(/\\/static\\/.*/, '') ?? '';
"""


async def run(page: Page, imports: str, script: str, argument: Any = None) -> Any:
    """Return what the body of an async function gives, with `imports` as `{ a, b } from path` lines in reach."""
    lines = []
    for line in imports.strip().splitlines():
        names, path = line.split(" from ")
        lines.append(f"const {names} = await import(`${{release}}/static/modules/{path.strip()}`);")
    return await page.evaluate("async (argument) => {\n" + _RELEASE + "\n".join(lines) + script + "\n}", argument)
