"""Runs a piece of script against the modules of the pages, for what needs a browser but no server."""

from typing import Any

from playwright.async_api import Page


async def run(page: Page, imports: str, script: str, argument: Any = None) -> Any:
    """Return what the body of an async function gives, with `imports` as `{ a, b } from path` lines in reach."""
    lines = []
    for line in imports.strip().splitlines():
        names, path = line.split(" from ")
        lines.append(f"const {names} = await import('/static/modules/{path.strip()}');")
    return await page.evaluate("async (argument) => {\n" + "\n".join(lines) + script + "\n}", argument)
