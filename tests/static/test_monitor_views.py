"""The pages' own description of what the monitor is told over HTTP says what the service says."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from server.monitor import views

SOURCE = (Path(__file__).parents[2] / "static/monitor/views.d.ts").read_text()
INTERFACES: dict[str, list[str]] = {
    name: re.findall(r"^  (\w+): ", body, re.MULTILINE)
    for name, body in re.findall(r"^export interface (\w+) \{\n(.*?)^\}", SOURCE, re.MULTILINE | re.DOTALL)
}
STRUCTS: dict[str, type[msgspec.Struct]] = {
    name: value
    for name, value in vars(views).items()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == views.__name__
    and not name.startswith("_")
}  # fmt: skip


def test_the_same_things_are_described() -> None:
    assert sorted(INTERFACES) == sorted(STRUCTS)


@pytest.mark.parametrize("name", sorted(STRUCTS))
def test_each_has_the_same_fields(name: str) -> None:
    assert INTERFACES[name] == list(STRUCTS[name].__struct_fields__)


def test_consultations_are_grouped_by_the_same_things() -> None:
    found = re.search(r"^export type Grouping = (.*);", SOURCE, re.MULTILINE)
    assert found is not None
    assert tuple(re.findall(r'"(\w+)"', found[1])) == get_args(views.Grouping)
