"""The page's own description of a return policy says what the service says, and each of its words has a text."""

import re
from pathlib import Path

import msgspec
import pytest

from server.policy import Guarantee, Policy, Statutory
from server.policy.table import COLUMNS
from server.policy.terms import CONDITIONS, EXCLUSIONS
from tests.static.test_locales import messages

SOURCE = (Path(__file__).parents[2] / "static/room/policy-view.d.ts").read_text()
INTERFACES: dict[str, list[str]] = {
    name: re.findall(r"^  (\w+): ", body, re.MULTILINE)
    for name, body in re.findall(r"^export interface (\w+) \{\n(.*?)^\}", SOURCE, re.MULTILINE | re.DOTALL)
}
STRUCTS: tuple[type[msgspec.Struct], ...] = (Guarantee, Statutory, Policy)


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_each_has_the_same_fields(struct: type[msgspec.Struct]) -> None:
    assert INTERFACES[struct.__name__] == list(struct.__struct_fields__)


def test_every_condition_and_exclusion_is_named() -> None:
    texts = messages("en", "room-policy.ftl")
    assert [each for each in CONDITIONS if f"returns-condition-{each}" not in texts] == []
    assert [each for each in EXCLUSIONS if f"returns-exclusion-{each}" not in texts] == []


def test_every_column_of_the_rules_is_explained() -> None:
    texts = messages("en", "agent.ftl")
    script = (Path(__file__).parents[2] / "static/agent/return-rules.js").read_text()
    for column in COLUMNS:
        assert f"agent-rule-column-{column}" in texts
        assert f'"{column}"' in script
