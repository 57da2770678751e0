from typing import Any

import msgspec
import pytest

from signaling import messages, typescript


def test_the_declarations_that_pages_import_are_those_of_the_messages() -> None:
    assert typescript.OUTPUT.read_text(encoding="utf-8") == typescript.declarations(), (
        "run: python -m signaling.typescript"
    )


def test_every_message_can_be_told_by_its_type() -> None:
    text = typescript.declarations()
    for union in (messages.ClientMessage, messages.ServerMessage):
        for struct in union.__args__:
            declaration = text.split(f"export interface {struct.__name__} {{", 1)[1]
            assert declaration.lstrip().startswith(f'type: "{struct.__struct_config__.tag}";')


def test_a_field_with_a_default_may_be_left_out_and_one_without_may_not() -> None:
    declaration = typescript.declarations().split("export interface Stage {")[1].split("}")[0]
    assert "sum_ms?: number;" in declaration
    declaration = typescript.declarations().split("export interface Pong {")[1].split("}")[0]
    assert "sent_ms: number;" in declaration


def test_a_pattern_of_alternatives_becomes_a_closed_choice() -> None:
    assert 'path?: "direct" | "relay" | "unknown";' in typescript.declarations()


def test_a_type_that_pages_could_not_read_is_refused() -> None:
    class Odd(msgspec.Struct, tag="odd"):
        field: dict[str, Any]

    with pytest.raises(TypeError, match="no TypeScript"):
        typescript._declaration(msgspec.inspect.type_info(Odd))  # type: ignore[arg-type]
