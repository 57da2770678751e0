"""The description of the REST API describes the REST API."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from server.openapi import PATH, document
from tests.support.http import browser
from tests.support.node import Node, make_config, run_node

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(params=[True, False], ids=["demo", "production"])
async def node(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path, demo=request.param)) as node:
        yield node


def served(app: web.Application) -> set[tuple[str, str]]:
    routes = ((route.method.lower(), route.resource) for route in app.router.routes())
    return {
        (method, resource.canonical)
        for method, resource in routes
        if method in METHODS and resource is not None and resource.canonical.startswith("/api/")
    }


async def test_it_describes_exactly_what_is_served(node: Node) -> None:
    async with browser(node) as api:
        paths = (await (await api("GET", PATH)).json())["paths"]
    described = {(method, path) for path, methods in paths.items() for method in methods}
    app = node.runner.app
    assert app is not None
    assert described == served(app)


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        found = {part["$ref"]} if "$ref" in part else set()
        return found.union(*(references(value) for value in part.values()))
    return set().union(*(references(value) for value in part)) if isinstance(part, list) else set()


def test_every_reference_leads_somewhere() -> None:
    whole = document(demo=True)
    names = {f"#/components/schemas/{name}" for name in whole["components"]["schemas"]}
    used = references(whole)
    assert used
    assert used <= names


def test_every_operation_says_what_it_does_and_names_its_parameters() -> None:
    operations = [(p, o) for p, methods in document(demo=True)["paths"].items() for o in methods.values()]
    assert len({operation["operationId"] for _, operation in operations}) == len(operations)
    for path, operation in operations:
        assert operation["summary"].endswith(".")
        named = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
        assert named == re.findall(r"{(\w+)}", path)
